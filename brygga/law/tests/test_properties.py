"""What holds for every activity, performer and set of papers."""

import json
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from brygga.law import Capacity, Instrument, Level, Performer, Step, Verdict, activities, activity, explain
from brygga.law.books import book
from brygga.law.tests.build import (
    DECIDING,
    HELSINGBORG,
    LANDSKRONA,
    SOCIONOM,
    TODAY,
    WORKING,
    ask,
    papers,
)

CODES = [row.code for row in activities(TODAY)]
AREAS = sorted({row.area for row in activities(TODAY)})
PAPERS = sorted(book().papers)
FACTS = [
    "greater_weight", "guardians_disagree", "refuses_consent", "medical_examination", "emergency",
    "board_decision_appealed",
]  # fmt: skip
DAYS = st.dates(date(2025, 7, 1), date(2027, 12, 31))

codes = st.sampled_from(CODES)
steps = st.sampled_from(Step)
performers = st.builds(
    Performer,
    st.sampled_from([HELSINGBORG, LANDSKRONA]),
    st.sampled_from(Capacity),
    st.sampled_from([frozenset(), SOCIONOM]),
)
instruments = st.builds(
    Instrument,
    st.sampled_from(PAPERS),
    st.just("papper"),
    st.dates(date(2025, 1, 1), date(2026, 11, 30)),
    st.none() | st.dates(date(2026, 11, 1), date(2027, 12, 31)),
    st.frozensets(st.sampled_from(AREAS), max_size=2),
    st.just(frozenset()),
    st.frozensets(steps, max_size=2),
)
BASES = ((), WORKING, DECIDING, papers("INT_DELEG", "OWN_DELEG_AUTO"), papers("GEM_NAMND", "INT_DELEG"))
piles = st.tuples(st.sampled_from(BASES), st.lists(instruments, max_size=5)).map(
    lambda two: (*two[0], *two[1])
)
facts = st.dictionaries(st.sampled_from(FACTS), st.booleans(), max_size=2)
many = settings(max_examples=150, deadline=None)


@many
@given(codes, steps, st.sampled_from(Capacity), DAYS)
def test_with_no_papers_nobody_next_door_may_do_anything(
    code: str, step: Step, capacity: Capacity, on: date
) -> None:
    assert not ask(code, step, Performer(LANDSKRONA, capacity, SOCIONOM), on=on).permitted


@many
@given(codes, steps, performers, piles, instruments, facts)
def test_one_more_paper_never_closes_what_was_open(
    code: str,
    step: Step,
    who: Performer,
    have: tuple[Instrument, ...],
    more: Instrument,
    known: dict[str, bool],
) -> None:
    if ask(code, step, who, have, **known).permitted:
        assert ask(code, step, who, (*have, more), **known).permitted
        assert ask(code, step, who, (more, *have), **known).permitted


@many
@given(codes, steps, piles)
def test_when_every_paper_has_expired_the_door_next_door_is_shut(
    code: str, step: Step, have: tuple[Instrument, ...]
) -> None:
    ended = tuple(
        Instrument(p.code, p.reference, p.valid_from, TODAY, p.areas, p.activities, p.steps) for p in have
    )
    assert not ask(code, step, have=ended, on=TODAY + timedelta(days=1)).permitted


@many
@given(codes, performers.filter(lambda who: who.municipality == LANDSKRONA), piles, facts)
def test_what_only_politicians_decide_is_reached_next_door_only_through_a_joint_body(
    code: str, who: Performer, have: tuple[Instrument, ...], known: dict[str, bool]
) -> None:
    reserved = activity(code, TODAY).steps[Step.DECIDE].home in (Level.COMMITTEE, Level.BOARD)
    if reserved and ask(code, Step.DECIDE, who, have, **known).permitted:
        assert who.capacity not in (Capacity.EMPLOYEE, Capacity.AUTOMATED)
        assert {p.code for p in have} & {"GEM_NAMND", "KFORB"}


@many
@given(codes, performers, piles, facts)
def test_whoever_may_decide_may_prepare_and_read(
    code: str, who: Performer, have: tuple[Instrument, ...], known: dict[str, bool]
) -> None:
    if ask(code, Step.DECIDE, who, have, **known).permitted:
        assert ask(code, Step.PREPARE, who, have, **known).permitted
        assert ask(code, Step.READ, who, have, **known).permitted


@many
@given(codes, performers, piles)
def test_a_known_fact_never_opens_more_than_an_unknown_one(
    code: str, who: Performer, have: tuple[Instrument, ...]
) -> None:
    for fact in (*FACTS, "principle"):
        for value in (True, False):
            if ask(code, Step.DECIDE, who, have, **{fact: value}).permitted:
                assert ask(code, Step.DECIDE, who, have).permitted


@many
@given(codes, steps, performers, piles, facts, DAYS, st.sampled_from([None, "children", "elderly"]))
def test_an_explanation_answers_as_may_does_in_both_languages(
    code: str,
    step: Step,
    who: Performer,
    have: tuple[Instrument, ...],
    known: dict[str, bool],
    on: date,
    area: str | None,
) -> None:
    told = explain(
        code, step, performer=who, home=HELSINGBORG, on=on, have=have, facts=known, area=area, language="en"
    )
    answer = ask(code, step, who, have, on, area, **known)
    assert told.told("sv").answer == answer
    assert (told.answer.verdict, told.answer.sections) == (answer.verdict, answer.sections)
    assert json.loads(json.dumps(told.as_json()))["answer"] == answer.verdict
    assert bool(told.smallest) == (answer.verdict is Verdict.MISSING)


@many
@given(codes, steps, performers, piles, facts, DAYS)
def test_a_smallest_set_suffices_beside_any_pile_and_no_part_of_it_does(
    code: str,
    step: Step,
    who: Performer,
    have: tuple[Instrument, ...],
    known: dict[str, bool],
    on: date,
) -> None:
    told = explain(code, step, performer=who, home=HELSINGBORG, on=on, have=have, facts=known)
    for way in told.smallest:
        got = {lack.code for lack in way}
        for short in (None, *got):
            mine = got - {short}
            degree = SOCIONOM if "PROFESSION" in mine else who.professions
            fresh = tuple(Instrument(one, one, on, on) for one in mine - {"PROFESSION"})
            whole = ask(
                code, step, Performer(who.municipality, who.capacity, degree), (*have, *fresh), on, **known
            )
            assert whole.permitted == (short is None), (way, short)


@many
@given(codes, steps, performers, piles, facts, DAYS)
def test_every_answer_explains_itself(
    code: str,
    step: Step,
    who: Performer,
    have: tuple[Instrument, ...],
    known: dict[str, bool],
    on: date,
) -> None:
    answer = ask(code, step, who, have, on, **known)
    assert answer.sections
    assert answer.sentence.endswith(".")
    assert answer.resident_sentence.endswith(".")
    assert bool(answer.missing) == (answer.verdict == "missing")
    assert not (answer.missing and answer.permitted)
    if not answer.permitted and activity_has(code, step, on):
        assert answer.ways


def activity_has(code: str, step: Step, on: date) -> bool:
    row = book().row(code, on)
    return row is not None and row.steps[step].home is not Level.NONE
