"""What is proven for every activity, step and capacity there is, over every set of papers that can matter.

Which papers can matter to an act is itself proven: test_what_no_way_names_changes_nothing. Papers here are
without limits of area, activity or step; test_properties.py draws those, and the facts, at random.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, combinations

import pytest

from brygga.law import (
    Answer,
    Capacity,
    Instrument,
    Level,
    Performer,
    Reason,
    Step,
    Verdict,
    activities,
    explain,
)
from brygga.law.books import book
from brygga.law.questions import act_of, decide
from brygga.law.rules import BY_DELEGATION, JOINT, MACHINE, MACHINE_AT_HOME, MACHINE_DECIDES, judge
from brygga.law.tests.build import HELSINGBORG, LANDSKRONA, SOCIONOM, TODAY, paper
from brygga.law.words import GreaterWeight

CODES = [row.code for row in activities(TODAY)]
PAPERS = {code: paper(code) for code in sorted(book().codes)}
PLACES = (HELSINGBORG, LANDSKRONA)
WHO = [Performer(place, capacity, SOCIONOM) for place in PLACES for capacity in Capacity]
ACTS = [(step, who) for step in Step for who in WHO]
Codes = frozenset[str]


def answer(code: str, step: Step, who: Performer, have: tuple[Instrument, ...], on: date = TODAY) -> Answer:
    return decide(book(), code, step, who, HELSINGBORG, on, have, (), None)


def permitted(code: str, step: Step, who: Performer, have: Codes) -> bool:
    act = act_of(
        book(), code, step, who, HELSINGBORG, TODAY, tuple(PAPERS[one] for one in sorted(have)), (), None
    )
    return judge(act).verdict is Verdict.PERMITTED


def that_matter(code: str, step: Step, who: Performer) -> Codes:
    """The papers that some way open to this capacity names."""
    row = book().row(code, TODAY)
    assert row is not None
    if who.municipality == HELSINGBORG:
        ways = (*MACHINE_AT_HOME, *BY_DELEGATION)
    elif who.capacity == Capacity.EMPLOYEE:
        ways = row.steps[step].elsewhere
    elif who.capacity == Capacity.AUTOMATED:
        ways = (*MACHINE, *MACHINE_DECIDES)
    else:
        ways = JOINT
    return frozenset(chain.from_iterable(ways))


def stands_for(have: Codes, told: Codes) -> bool:
    """Whether a set is the one told, with a stand-in for some of its papers."""
    return len(have) == len(told) and all(have & book().papers[code].met_by for code in told)


def subsets(codes: Codes) -> Iterator[Codes]:
    return (frozenset(some) for size in range(len(codes) + 1) for some in combinations(sorted(codes), size))


def every(reasons: tuple[Reason, ...]) -> Iterator[Reason]:
    for reason in reasons:
        yield reason
        yield from every(reason.parts)


@pytest.mark.parametrize("code", CODES)
def test_with_no_papers_nobody_next_door_may_do_anything(code: str) -> None:
    for step, who in ACTS:
        if who.municipality != HELSINGBORG:
            assert not permitted(code, step, who, frozenset()), (step, who)


@pytest.mark.parametrize("code", CODES)
def test_one_more_paper_never_closes_what_was_open(code: str) -> None:
    for step, who in ACTS:
        matter = that_matter(code, step, who)
        opened = {have: permitted(code, step, who, have) for have in subsets(matter)}
        for have, is_open in opened.items():
            if is_open:
                assert all(opened[have | {more}] for more in matter), (step, who, have)


@pytest.mark.parametrize("code", CODES)
def test_what_no_way_names_changes_nothing(code: str) -> None:
    """Beside the papers a way names, and those that count as one of them, no paper opens anything."""
    for step, who in ACTS:
        matter = that_matter(code, step, who)
        stands_in = {one for one in PAPERS for name in matter if one in book().papers[name].met_by}
        others = frozenset(PAPERS) - matter - stands_in
        for have in subsets(matter):
            assert permitted(code, step, who, have) == permitted(code, step, who, have | others), (step, who)


@pytest.mark.parametrize("code", CODES)
def test_never_is_never_whatever_papers_there_are(code: str) -> None:
    everything = tuple(PAPERS.values())
    for step, who in ACTS:
        nothing_helps = answer(code, step, who, ()).verdict is Verdict.NEVER
        assert (answer(code, step, who, everything).verdict is Verdict.NEVER) == nothing_helps, (step, who)


@pytest.mark.parametrize("code", CODES)
def test_what_politicians_alone_decide_is_reached_next_door_only_in_a_joint_body(code: str) -> None:
    row = book().row(code, TODAY)
    assert row is not None
    if row.steps[Step.DECIDE].home not in (Level.COMMITTEE, Level.BOARD):
        return
    without = frozenset(PAPERS) - {"GEM_NAMND", "KFORB"}
    for capacity in Capacity:
        who = Performer(LANDSKRONA, capacity, SOCIONOM)
        assert not permitted(code, Step.DECIDE, who, without), capacity
        if capacity in (Capacity.EMPLOYEE, Capacity.AUTOMATED):
            assert not permitted(code, Step.DECIDE, who, frozenset(PAPERS)), capacity


@pytest.mark.parametrize("code", CODES)
def test_the_smallest_sets_suffice_and_are_really_smallest(code: str) -> None:
    """They are exactly the minimal sets among all that open the act: none is forgotten, none can be spared.

    A paper that counts as another is not told beside it: PUB serves where PUB_OR_CONTROLLER_SPLIT is told.
    """
    for step, who in ACTS:
        matter = that_matter(code, step, who)
        for have in subsets(matter):
            if len(have) > 1:
                continue
            papers = tuple(PAPERS[one] for one in sorted(have))
            told = explain(code, step, performer=who, home=HELSINGBORG, on=TODAY, have=papers)
            sets = [frozenset(lack.code for lack in way) for way in told.smallest]
            assert len(set(sets)) == len(sets)
            if told.answer.permitted:
                assert sets == []
                continue
            opens = [more for more in subsets(matter - have) if permitted(code, step, who, have | more)]
            minimal = {more for more in opens if not any(less < more for less in opens)}
            assert set(sets) <= minimal, (step, who, have)
            for other in minimal - set(sets):
                assert any(stands_for(other, told_one) for told_one in sets), (step, who, have, other)


@pytest.mark.parametrize("code", CODES)
def test_a_missing_degree_is_in_every_smallest_set_and_suffices_with_it(code: str) -> None:
    for step in Step:
        for place in PLACES:
            told = explain(
                code,
                step,
                performer=Performer(place),
                home=HELSINGBORG,
                on=TODAY,
                have=tuple(PAPERS.values()),
            )
            if told.smallest:
                assert [[lack.code for lack in way] for way in told.smallest] == [["PROFESSION"]]
                assert permitted(code, step, Performer(place, professions=SOCIONOM), frozenset(PAPERS))


@pytest.mark.parametrize("code", CODES)
def test_every_paper_counts_on_its_first_and_last_day_and_on_no_other(code: str) -> None:
    """What a smallest set gives is there from the first day to the last, and gone the day before and after."""
    first, last = date(2026, 3, 2), date(2026, 3, 30)
    around = {first - timedelta(1): False, first: True, last: True, last + timedelta(1): False}
    for step, who in ACTS:
        told = explain(code, step, performer=who, home=HELSINGBORG, on=first, have=())
        for way in told.smallest:
            codes = [lack.code for lack in way]
            for short in codes:
                have = tuple(
                    Instrument(one, one, first, last) if one == short else paper(one) for one in codes
                )
                opened = {on: answer(code, step, who, have, on).permitted for on in around}
                assert opened == around, (step, who, short)


@pytest.mark.parametrize("code", CODES)
def test_an_employee_who_may_decide_may_prepare_and_read(code: str) -> None:
    for place in PLACES:
        who = Performer(place, Capacity.EMPLOYEE, SOCIONOM)
        matter = frozenset().union(*(that_matter(code, step, who) for step in Step))
        for have in subsets(matter):
            if permitted(code, Step.DECIDE, who, have):
                assert permitted(code, Step.PREPARE, who, have), (place, have)
                assert permitted(code, Step.READ, who, have), (place, have)


@pytest.mark.parametrize("code", CODES)
def test_what_is_weighty_is_left_to_the_board(code: str) -> None:
    row = book().row(code, TODAY)
    assert row is not None
    for who in (who for step, who in ACTS if step is Step.DECIDE and who.capacity != Capacity.BOARD):
        told = explain(
            code, Step.DECIDE, performer=who, home=HELSINGBORG, on=TODAY, have=tuple(PAPERS.values()),
            facts={"greater_weight": True},
        )  # fmt: skip
        urgent = who.capacity == Capacity.CHAIR_ON_CALL and row.steps[Step.DECIDE].chair_on_call
        if row.greater_weight == GreaterWeight.TESTED and not urgent:
            assert not told.answer.permitted, who


@pytest.mark.parametrize("code", CODES)
def test_the_reasons_bear_out_the_answer(code: str) -> None:
    """A yes has no reason against it; a no has one; what is unknown has one that nobody can settle."""
    for step, who in ACTS:
        matter = that_matter(code, step, who)
        for have in (frozenset[str](), *(matter - {one} for one in matter), matter):
            papers = tuple(PAPERS[one] for one in sorted(have))
            told = explain(code, step, performer=who, home=HELSINGBORG, on=TODAY, have=papers)
            assert told.answer == answer(code, step, who, papers)
            holds = [reason.holds for reason in told.reasons]
            against = any(link.holds is False for link in every(told.reasons))
            assert all(link.sentence.endswith((".", "?")) for link in every(told.reasons))
            match told.answer.verdict:
                case Verdict.PERMITTED:
                    assert not against
                    assert None not in holds
                case Verdict.CONDITIONS:
                    assert not against
                    assert None in [link.holds for link in every(told.reasons)]
                case Verdict.UNKNOWN:
                    assert holds == [None]
                case _:
                    assert against


@pytest.mark.parametrize("code", CODES)
def test_each_row_begins_and_ends_on_its_day(code: str) -> None:
    """On both sides of every boundary of every row the law of that day answers, and where there is none, no."""
    board = Performer(HELSINGBORG, Capacity.BOARD)
    for row in book().activities[code]:
        bounds = [row.origin.valid_from] + ([row.origin.valid_to] if row.origin.valid_to else [])
        for bound in bounds:
            for on in (bound - timedelta(1), bound, bound + timedelta(1)):
                there = book().row(code, on)
                covered = [one for one in book().activities[code] if one.origin.covers(on)]
                assert covered == ([there] if there else [])
                if there is None:
                    told = explain(code, Step.READ, performer=board, home=HELSINGBORG, on=on, have=())
                    assert told.answer.verdict is Verdict.UNKNOWN
                    assert on.isoformat() in told.reasons[0].sentence
