"""May this person take this step in this activity, for that municipality, on that day?

Denied by default. At home the level of the step decides: employee, delegation, committee, board.
From another municipality an employee needs one of the ways the row names, all of it in force; the
politicians of another municipality need a body held in common.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from brygga.law import sentences
from brygga.law.acts import Act
from brygga.law.books import Book, book
from brygga.law.errors import BadQuestion
from brygga.law.requirements import Ways, nearest
from brygga.law.terms import (
    Answer,
    Capacity,
    Confidence,
    Instrument,
    Level,
    Missing,
    Performer,
    Section,
    Step,
    Verdict,
)

FREELY: Ways = ((),)
NEVER: Ways = ()
JOINT: Ways = (("GEM_NAMND",), ("KFORB",))
MACHINE: Ways = (("AVTAL", "OSL_10_2A", "PUB"),)
MACHINE_DECIDES: Ways = (("AVTAL", "OWN_DELEG_AUTO", "OSL_10_2A", "PUB"),)
INSIDER = "2 kap. 1 §"  # of OSL, as written in the reference of a secrecy basis


def may(
    activity: str,
    step: Step,
    *,
    performer: Performer,
    home: int,
    on: date,
    have: Sequence[Instrument],
    facts: Mapping[str, object] | None = None,
    area: str | None = None,
) -> Answer:
    """Answer one question about one act; pure, and remembered per process.

    `have` holds only instruments between the performer and `home`. Facts are true, false, or left
    out when nobody knows. `area` is the area of the case, for the activities common to all areas.
    Raises UnknownActivity and BadQuestion.
    """
    known = _checked(facts or {})
    return _remembered(book(), activity, step, performer, home, on, tuple(have), known, area)


def _checked(facts: Mapping[str, object]) -> tuple[tuple[str, bool], ...]:
    known: dict[str, bool] = {}
    for name, value in facts.items():
        if not isinstance(value, bool):
            raise BadQuestion(
                f"The fact {name!r} is {value!r}. Say True or False, or leave it out when unknown."
            )
        known[name] = value
    return tuple(sorted(known.items()))


@lru_cache(maxsize=8192)
def _remembered(
    law: Book,
    code: str,
    step: Step,
    performer: Performer,
    home: int,
    on: date,
    have: tuple[Instrument, ...],
    facts: tuple[tuple[str, bool], ...],
    area: str | None,
) -> Answer:
    capacity = _capacity(performer.capacity)
    if (row := law.row(code, on)) is None:
        return sentences.no_law(law.activities[code][-1], Step(step), on)
    return _answer(Act(law, row, Step(step), performer, capacity, home, on, have, dict(facts), area))


def _capacity(word: str) -> Capacity:
    try:
        return Capacity(word)
    except ValueError:
        raise BadQuestion(f"{word!r} is not a capacity; choose among {', '.join(Capacity)}.") from None


def _answer(act: Act) -> Answer:
    if act.rule.confidence is Confidence.UNVERIFIED:
        return sentences.no_law(act.row, act.step, act.on)
    if act.rule.home is Level.NONE:
        return sentences.no_such_step(act.row, act.step)
    ways = _ways(act)
    if not ways:
        return _never(act)
    way, lacking = nearest(ways, act.holds, lambda code: act.paper(code).effort)
    if lacking or _lacks_profession(act):
        return _not_yet(act, lacking)
    return _permitted(act, way)


def _ways(act: Act) -> Ways:
    """Every way open to this performer."""
    if act.capacity is Capacity.AUTOMATED:
        return _machine_ways(act)
    if not act.reaches():
        return NEVER
    return _home_ways(act) if act.at_home else _outside_ways(act)


def _home_ways(act: Act) -> Ways:
    """Boards and committees decide by themselves; anybody else decides by delegation."""
    alone = act.capacity in (Capacity.COMMITTEE, Capacity.COMMITTEE_CHAIR, Capacity.BOARD)
    free = alone or act.urgent or act.level is Level.EMPLOYEE
    return FREELY if free else (("INT_DELEG",),)


def _outside_ways(act: Act) -> Ways:
    return act.rule.elsewhere if act.capacity is Capacity.EMPLOYEE else JOINT


def _machine_ways(act: Act) -> Ways:
    """A function decides only where the law lets it, and when its own board has delegated to it."""
    if act.step is not Step.DECIDE:
        return FREELY if act.at_home else MACHINE
    if act.row.automation != "permitted" or not act.reaches():
        return NEVER
    return (("OWN_DELEG_AUTO",),) if act.at_home else MACHINE_DECIDES


def _lacks_profession(act: Act) -> bool:
    asked = act.capacity is Capacity.EMPLOYEE and act.step in act.row.profession_steps
    return asked and not act.row.requires_profession & act.performer.professions


def _permitted(act: Act, way: tuple[str, ...]) -> Answer:
    held = {code: next(act.held(code)).reference for code in way}
    conditions = _conditions(act, way)
    answer = Answer(
        verdict=Verdict.CONDITIONS if conditions else Verdict.PERMITTED,
        activity=act.row.code,
        step=act.step,
        sections=_sections(act, (*_from(act, way), *act.rule.sections)),
        relied_on=tuple(dict.fromkeys(held.values())),
        conditions=conditions,
    )
    mandates = [ref for code, ref in held.items() if act.paper(code).kind == "mandate"]
    return sentences.permitted(answer, act.row, mandates, at_home=act.at_home)


def _not_yet(act: Act, lacking: tuple[str, ...]) -> Answer:
    missing = [Missing(code, act.paper(code).missing) for code in lacking]
    ways = [act.paper(code).way for code in lacking]
    if _lacks_profession(act):
        missing.append(sentences.PROFESSION)
        ways.append(sentences.COLLEAGUE)
    hand_over = (_hand_over(act),) if act.step is Step.DECIDE else ()
    answer = Answer(
        verdict=Verdict.MISSING,
        activity=act.row.code,
        step=act.step,
        sections=_sections(act, _from(act, lacking)),
        missing=tuple(missing),
        ways=(*ways, *hand_over),
    )
    return sentences.missing(answer, act.row)


def _never(act: Act) -> Answer:
    machine = ("KL 6:38",) if act.capacity is Capacity.AUTOMATED else ()
    facts = tuple(ref for barrier in act.raised() for ref in barrier.sections)
    answer = Answer(
        verdict=Verdict.NEVER,
        activity=act.row.code,
        step=act.step,
        sections=_sections(act, (*facts, *act.rule.sections, *machine)),
        ways=act.rule.ways or _instead(act),
    )
    return sentences.never(answer, act.row, act.level, act.capacity, at_home=act.at_home)


def _instead(act: Act) -> tuple[str, ...]:
    closed = tuple(barrier.way for barrier in act.raised() if barrier.way)
    return closed or (_hand_over(act),)


def _hand_over(act: Act) -> str:
    return sentences.hand_over(act.level, at_home=act.at_home)


def _sections(act: Act, refs: Sequence[str]) -> tuple[Section, ...]:
    """The sections that settle the matter first, then those of the activity."""
    return tuple(dict.fromkeys((*act.book.cited(refs), *act.row.sections)))


def _from(act: Act, codes: Sequence[str]) -> tuple[str, ...]:
    """The sections behind the instruments; of several, those the activity itself cites, if any."""
    return tuple(ref for code in codes for ref in _pointed(act, act.paper(code).sections))


def _pointed(act: Act, refs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(ref for ref in refs if act.book.sections[ref] in act.row.sections) or refs


def _conditions(act: Act, way: tuple[str, ...]) -> tuple[str, ...]:
    """What must hold when the act is done, each sentence once."""
    found = (
        *act.rule.conditions,
        *(() if act.at_home else act.rule.conditions_elsewhere),
        *act.open_questions(),
        *_from_capacity(act),
        *_from_secrecy(act, way),
    )
    return tuple(dict.fromkeys(found))


def _from_capacity(act: Act) -> tuple[str, ...]:
    if act.step is not Step.DECIDE:
        return ()
    if act.urgent:
        return (sentences.CANNOT_WAIT,)
    return (sentences.AT_A_MEETING,) if act.capacity is Capacity.COMMITTEE_CHAIR else ()


def _from_secrecy(act: Act, way: tuple[str, ...]) -> tuple[str, ...]:
    """That a guest worker counts as the home board's own is inferred, not settled: say so."""
    if "SECRECY_BASIS" not in way:
        return ()
    insider = all(INSIDER in basis.reference for basis in act.held("SECRECY_BASIS"))
    settled = act.holds("PUB_OR_CONTROLLER_SPLIT")
    return (
        *((sentences.INSIDER,) if insider else ()),
        *(() if settled else (sentences.CONTROLLER,)),
    )
