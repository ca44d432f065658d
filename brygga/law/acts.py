"""One question to the law, with everything the answer rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from brygga.law.books import Book
from brygga.law.terms import (
    Activity,
    Barrier,
    Capacity,
    Instrument,
    Level,
    Paper,
    Performer,
    Step,
    StepRule,
)
from brygga.law.words import Area

RANK = {Level.EMPLOYEE: 0, Level.DELEGATION: 1, Level.COMMITTEE: 2, Level.BOARD: 3, Level.NONE: 4}
REACH = {
    Capacity.EMPLOYEE: Level.DELEGATION,
    Capacity.AUTOMATED: Level.DELEGATION,
    Capacity.CHAIR_ON_CALL: Level.DELEGATION,
    Capacity.COMMITTEE: Level.COMMITTEE,
    Capacity.COMMITTEE_CHAIR: Level.COMMITTEE,
    Capacity.BOARD: Level.BOARD,
}
# An instrument for a step serves what that step cannot do without.
SERVED_BY = {
    Step.READ: frozenset(Step),
    Step.PREPARE: frozenset({Step.PREPARE, Step.DECIDE}),
    Step.DECIDE: frozenset({Step.DECIDE}),
    Step.CARRY_OUT: frozenset({Step.CARRY_OUT}),
}


@dataclass(frozen=True)
class Act:
    """One step in one activity by one performer, for `home`, on a day."""

    book: Book
    row: Activity
    step: Step
    performer: Performer
    capacity: Capacity
    home: int
    on: date
    have: tuple[Instrument, ...]
    facts: Mapping[str, bool]
    area: str | None

    @property
    def rule(self) -> StepRule:
        """The row's rule for the step."""
        return self.row.steps[self.step]

    @property
    def at_home(self) -> bool:
        """Whether the performer belongs to the municipality that owns the case."""
        return self.performer.municipality == self.home

    @property
    def urgent(self) -> bool:
        """Whether this is the home chair deciding because the board cannot be awaited."""
        return self.capacity is Capacity.CHAIR_ON_CALL and self.rule.chair_on_call

    @property
    def level(self) -> Level:
        """The lowest level that may take the step, with the facts of the case counted in."""
        return max((self.rule.home, *(b.level for b in self.raised())), key=RANK.__getitem__)

    def reaches(self) -> bool:
        """Whether somebody in this capacity can be high enough at all."""
        return self.urgent or RANK[self.level] <= RANK[REACH[self.capacity]]

    def raised(self) -> tuple[Barrier, ...]:
        """The barriers that the facts of the case are known to raise."""
        return tuple(b for b in self.rule.barriers if self.facts.get(b.fact))

    def open_questions(self) -> tuple[str, ...]:
        """What must still be true of the case for somebody at this level to decide it."""
        mine = RANK[REACH[self.capacity]]
        unknown = (b for b in self.rule.barriers if b.fact not in self.facts)
        return tuple(b.unknown for b in unknown if mine < RANK[b.level] and not self.urgent)

    def paper(self, code: str) -> Paper:
        """What the book says of an instrument code."""
        return self.book.papers[code]

    def held(self, code: str) -> Iterator[Instrument]:
        """The instruments in force that count as `code` for this act."""
        paper = self.paper(code)
        step = Step.DECIDE if paper.delegates else self.step
        yield from (i for i in self.have if i.code in paper.met_by and self._serves(i, step))

    def holds(self, code: str) -> bool:
        """Whether some instrument in force counts as `code`."""
        return next(self.held(code), None) is not None

    def _serves(self, instrument: Instrument, step: Step) -> bool:
        begun = instrument.valid_from <= self.on
        ended = instrument.valid_to is not None and instrument.valid_to < self.on
        return (
            begun
            and not ended
            and self._within(self.paper(instrument.code).areas)
            and self._within(instrument.areas)
            and self._named(instrument)
            and (not instrument.steps or bool(instrument.steps & SERVED_BY[step]))
        )

    def _named(self, instrument: Instrument) -> bool:
        """Whether the instrument speaks of this activity; what follows along needs no mention."""
        every = not instrument.activities or self.row.ancillary
        return every or self.row.code in instrument.activities

    def _within(self, areas: frozenset[str]) -> bool:
        """Common work belongs to the area of its case; unknown, it is judged by reach alone."""
        area = self.area if self.row.area == Area.COMMON else self.row.area
        return not areas or area is None or area in areas
