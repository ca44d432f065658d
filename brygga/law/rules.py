"""May this person take this step in this activity, for that municipality, on that day?

Denied by default. At home the level of the step decides (employee, delegation, committee, board).
From another municipality an employee needs one of the ways the row names, all of it in force; the
politicians of another municipality need a body held in common.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from brygga.law import sentences
from brygga.law.book import Book, book
from brygga.law.errors import BadQuestion
from brygga.law.requirements import Ways, nearest
from brygga.law.terms import (
    Activity,
    Answer,
    Barrier,
    Capacity,
    Confidence,
    Instrument,
    Level,
    Missing,
    Performer,
    Step,
    StepRule,
    Verdict,
)

RANK = {Level.EMPLOYEE: 0, Level.DELEGATION: 1, Level.COMMITTEE: 2, Level.BOARD: 3, Level.NONE: 4}
REACH = {
    Capacity.EMPLOYEE: Level.DELEGATION,
    Capacity.AUTOMATED: Level.DELEGATION,
    Capacity.CHAIR_ON_CALL: Level.DELEGATION,
    Capacity.COMMITTEE: Level.COMMITTEE,
    Capacity.COMMITTEE_CHAIR: Level.COMMITTEE,
    Capacity.BOARD: Level.BOARD,
}
INCLUDED_IN = {
    Step.READ: frozenset(Step),
    Step.PREPARE: frozenset({Step.PREPARE, Step.DECIDE}),
    Step.DECIDE: frozenset({Step.DECIDE}),
    Step.CARRY_OUT: frozenset({Step.CARRY_OUT}),
}
JOINT: Ways = (("GEM_NAMND",), ("KFORB",))
MACHINE: Ways = (("AVTAL", "OSL_10_2A", "PUB"),)
MACHINE_DECIDES: Ways = (("AVTAL", "OWN_DELEG_AUTO", "OSL_10_2A", "PUB"),)
INSIDER = "2 kap. 1 §"


@dataclass(frozen=True)
class _Act:
    """One question with everything the answer rests on."""

    book: Book
    row: Activity
    step: Step
    performer: Performer
    capacity: Capacity
    home: int
    on: date
    have: tuple[Instrument, ...]
    facts: Mapping[str, bool]

    @property
    def rule(self) -> StepRule:
        """The row's rule for the step."""
        return self.row.steps[self.step]

    @property
    def at_home(self) -> bool:
        """Whether the performer belongs to the municipality that owns the case."""
        return self.performer.municipality == self.home

    def raised(self) -> tuple[Barrier, ...]:
        """The barriers that the facts of the case are known to raise."""
        return tuple(b for b in self.rule.barriers if self.facts.get(b.fact) is True)

    def open_questions(self) -> tuple[str, ...]:
        """What must still be true of the case for somebody at this level to decide it."""
        mine = RANK[REACH[self.capacity]]
        unknown = (b for b in self.rule.barriers if b.fact not in self.facts)
        return tuple(b.unknown for b in unknown if mine < RANK[b.level])

    def level(self) -> Level:
        """The lowest level that may take the step, with the facts of the case counted in."""
        return max((self.rule.home, *(b.level for b in self.raised())), key=RANK.__getitem__)

    def holder(self, code: str) -> Instrument | None:
        """The first instrument in force that counts as `code` for this act."""
        paper = self.book.papers[code]
        if paper.areas and self.row.area not in paper.areas and not self.row.ancillary:
            return None
        step = Step.DECIDE if paper.delegates else self.step
        return next((i for i in self.have if i.code in paper.met_by and self._covers(i, step)), None)

    def holds(self, code: str) -> bool:
        """Whether some instrument in force counts as `code`."""
        return self.holder(code) is not None

    def _covers(self, instrument: Instrument, step: Step) -> bool:
        in_force = instrument.valid_from <= self.on and (
            instrument.valid_to is None or self.on <= instrument.valid_to
        )
        return (
            in_force
            and (not instrument.areas or self.row.ancillary or self.row.area in instrument.areas)
            and (not instrument.activities or self.row.ancillary or self.row.code in instrument.activities)
            and (not instrument.steps or bool(instrument.steps & INCLUDED_IN[step]))
        )


def may(
    activity: str,
    step: Step,
    *,
    performer: Performer,
    home: int,
    on: date,
    have: Sequence[Instrument],
    facts: Mapping[str, object] | None = None,
) -> Answer:
    """Answer one question about one act; pure, and remembered per process.

    `have` holds only instruments between the performer and `home`. Facts are true, false, or left
    out when nobody knows. Raises UnknownActivity and BadQuestion.
    """
    return _remembered(activity, Step(step), performer, home, on, tuple(have), _frozen(facts or {}), book())


def _frozen(facts: Mapping[str, object]) -> tuple[tuple[str, bool], ...]:
    for name, value in facts.items():
        if not isinstance(value, bool):
            raise BadQuestion(
                f"The fact {name!r} is {value!r}. Say True or False, or leave it out when unknown."
            )
    return tuple(sorted(facts.items()))  # type: ignore[arg-type]


@lru_cache(maxsize=8192)
def _remembered(
    code: str,
    step: Step,
    performer: Performer,
    home: int,
    on: date,
    have: tuple[Instrument, ...],
    facts: tuple[tuple[str, bool], ...],
    law: Book,
) -> Answer:
    capacity = _capacity(performer.capacity)
    if (row := law.row(code, on)) is None:
        return sentences.no_law(law.activities[code][-1], step, on)
    act = _Act(law, row, step, performer, capacity, home, on, have, dict(facts))
    return _answer(act)


def _capacity(word: str) -> Capacity:
    try:
        return Capacity(word)
    except ValueError:
        raise BadQuestion(f"{word!r} is not a capacity; choose among {', '.join(Capacity)}.") from None


def _answer(act: _Act) -> Answer:
    if act.rule.confidence is Confidence.UNVERIFIED:
        return sentences.no_law(act.row, act.step, act.on)
    if act.level() is Level.NONE:
        return sentences.no_such_step(act.row, act.step)
    open_ways = _ways(act)
    if not open_ways:
        return _never(act)
    way, lacking = nearest(open_ways, act.holds, lambda code: act.book.papers[code].effort)
    missing = (*(_missing(act, code) for code in lacking), *_lacking_profession(act))
    return _not_yet(act, missing, open_ways) if missing else _permitted(act, way)


def _ways(act: _Act) -> Ways:
    """Every way open to this performer; ((),) asks for nothing, () is never."""
    if act.capacity is Capacity.AUTOMATED:
        return _machine_ways(act)
    if _reaches(act):
        return _home_ways(act) if act.at_home else _outside_ways(act)
    return ()


def _reaches(act: _Act) -> bool:
    """Whether somebody in this capacity can be high enough at all."""
    if act.capacity is Capacity.CHAIR_ON_CALL and act.rule.chair_on_call:
        return True
    return RANK[act.level()] <= RANK[REACH[act.capacity]]


def _home_ways(act: _Act) -> Ways:
    employed = act.capacity in (Capacity.EMPLOYEE, Capacity.CHAIR_ON_CALL)
    urgent = act.capacity is Capacity.CHAIR_ON_CALL and act.rule.chair_on_call
    delegated = act.level() is Level.DELEGATION and employed and not urgent
    return (("INT_DELEG",),) if delegated else ((),)


def _outside_ways(act: _Act) -> Ways:
    return act.rule.elsewhere if act.capacity is Capacity.EMPLOYEE else JOINT


def _machine_ways(act: _Act) -> Ways:
    """A function decides only where the law lets it, after its own board has delegated to it."""
    if act.step is not Step.DECIDE:
        return ((),) if act.at_home else MACHINE
    if act.row.automation != "permitted" or not _reaches(act):
        return ()
    return (("OWN_DELEG_AUTO",),) if act.at_home else MACHINE_DECIDES


def _lacking_profession(act: _Act) -> tuple[Missing, ...]:
    wanted = act.row.requires_profession
    if act.step is Step.READ or act.capacity is not Capacity.EMPLOYEE or not wanted:
        return ()
    return () if wanted & act.performer.professions else (sentences.PROFESSION,)


def _missing(act: _Act, code: str) -> Missing:
    return Missing(code, act.book.papers[code].missing)


def _permitted(act: _Act, way: tuple[str, ...]) -> Answer:
    held = {code: instrument.reference for code in way if (instrument := act.holder(code))}
    mandates = [ref for code, ref in held.items() if act.book.papers[code].kind == "mandate"]
    refs = [ref for code in way for ref in act.book.papers[code].sections]
    conditions = _conditions(act, way)
    answer = Answer(
        verdict=Verdict.CONDITIONS if conditions else Verdict.PERMITTED,
        activity=act.row.code,
        step=act.step,
        sections=tuple(
            dict.fromkeys((*act.book.cited(refs), *act.book.cited(act.rule.sections), *act.row.sections))
        ),
        relied_on=tuple(dict.fromkeys(held.values())),
        conditions=conditions,
    )
    return sentences.permitted(answer, act.row, mandates, at_home=act.at_home)


def _conditions(act: _Act, way: tuple[str, ...]) -> tuple[str, ...]:
    papers = [act.book.papers[code] for code in way]
    own = (*act.rule.conditions, *(() if act.at_home else act.rule.conditions_elsewhere))
    found = (
        *own,
        *act.open_questions(),
        *(paper.condition for paper in papers if paper.condition),
        *_from_capacity(act),
        *_from_secrecy(act, way),
        *_from_data_protection(act, way),
    )
    return tuple(dict.fromkeys(found))


def _from_capacity(act: _Act) -> tuple[str, ...]:
    if act.step is not Step.DECIDE:
        return ()
    return {
        Capacity.COMMITTEE_CHAIR: (sentences.AT_A_MEETING,),
        Capacity.CHAIR_ON_CALL: (sentences.CANNOT_WAIT,),
    }.get(act.capacity, ())


def _from_secrecy(act: _Act, way: tuple[str, ...]) -> tuple[str, ...]:
    """Working inside the home board's case as its own staff is inferred, not settled: say so."""
    basis = act.holder("SECRECY_BASIS") if "SECRECY_BASIS" in way else None
    return (sentences.INSIDER,) if basis is not None and INSIDER in basis.reference else ()


def _from_data_protection(act: _Act, way: tuple[str, ...]) -> tuple[str, ...]:
    unsettled = "SECRECY_BASIS" in way and not act.holds("PUB_OR_CONTROLLER_SPLIT")
    return (sentences.CONTROLLER,) if unsettled else ()


def _not_yet(act: _Act, missing: tuple[Missing, ...], open_ways: Ways) -> Answer:
    codes = [lack.code for lack in missing]
    papers = [act.book.papers[code] for code in codes if code in act.book.papers]
    answer = Answer(
        verdict=Verdict.MISSING,
        activity=act.row.code,
        step=act.step,
        sections=(
            *act.book.cited(ref for paper in papers for ref in paper.sections),
            *act.row.sections,
        ),
        missing=missing,
        ways=tuple(dict.fromkeys((*(paper.way for paper in papers), *_hand_over(act)))),
    )
    return sentences.missing(replace(answer, sections=tuple(dict.fromkeys(answer.sections))), act.row)


def _hand_over(act: _Act) -> tuple[str, ...]:
    return (sentences.HAND_OVER[act.level()],) if act.step is Step.DECIDE else ()


def _never(act: _Act) -> Answer:
    barred = (*(ref for b in act.raised() for ref in b.sections), *act.rule.sections)
    answer = Answer(
        verdict=Verdict.NEVER,
        activity=act.row.code,
        step=act.step,
        sections=tuple(dict.fromkeys((*act.book.cited(barred), *act.row.sections))),
        ways=act.rule.ways or (sentences.HAND_OVER[act.level()],),
    )
    return sentences.never(answer, act.row, act.level(), act.capacity)
