"""One question to the law, with everything the answer rests on."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from brygga.law.books import Book
from brygga.law.facts import Value
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
from brygga.law.words import AppealRoute, Area

ADULT = 18
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
NONE_HELD: dict[str, list[Instrument]] = {}


class Shape(NamedTuple):
    """What of an act the law itself decides on, apart from papers: acts alike in this are told alike.

    `marks` are the facts that may move the step, each with its value, None while it is not known.
    """

    law: Book
    row: Activity
    step: Step
    capacity: Capacity
    at_home: bool
    urgent: bool
    reaches: bool
    legality_only: bool
    level: Level
    raised: tuple[Barrier, ...]
    marks: tuple[tuple[Barrier, Value | None], ...]

    @property
    def rule(self) -> StepRule:
        """The row's rule for the step."""
        return self.row.steps[self.step]

    @property
    def machine_may_decide(self) -> bool:
        """Whether the law lets a function decide: not where only the legality can be tried (KL 6:37)."""
        return self.row.automation == "permitted" and not self.legality_only


class Act:
    """One step in one activity by one performer, for `home`, on a day. Never changed once made.

    What several rules ask for is settled at once: `rule` (the row's rule for the step), `at_home`
    (whether the performer belongs to the municipality that owns the case), `urgent` (whether this is
    the home chair deciding because the board cannot be awaited), `raised` (the barriers that the facts
    are known to raise), `level` (the lowest level that may take the step, facts counted in), `unknown`
    (the barriers that would stop somebody at this level, while nobody knows whether they are raised)
    and `found` (the instruments that serve the act, by every code they count as).
    """

    __slots__ = (
        "area", "at_home", "book", "capacity", "facts", "found", "have", "home", "known", "level", "on",
        "performer", "professions", "raised", "row", "rule", "step", "unknown", "urgent",
    )  # fmt: skip

    def __init__(
        self,
        book: Book,
        row: Activity,
        step: Step,
        performer: Performer,
        capacity: Capacity,
        home: int,
        on: date,
        have: tuple[Instrument, ...],
        facts: Mapping[str, Value],
        area: str | None,
    ) -> None:
        self.book, self.row, self.step, self.performer, self.capacity = book, row, step, performer, capacity
        self.home, self.on, self.have, self.facts, self.area = home, on, have, facts, area
        degree = facts.get("profession")
        self.professions = performer.professions | {degree} if degree else performer.professions
        self.known = row.origin.covers(on)
        self.rule: StepRule = row.steps[step]
        self.at_home = performer.municipality == home
        self.urgent = (
            capacity is Capacity.CHAIR_ON_CALL
            and self.rule.chair_on_call
            and facts.get("emergency") is not False
        )
        self.raised = tuple(b for b in self.rule.barriers if facts.get(b.fact)) if facts else ()
        self.level = self._level()
        self.unknown = self._unknown() if self.rule.barriers else ()
        self.found = self._found() if have else NONE_HELD

    def _found(self) -> dict[str, list[Instrument]]:
        """The instruments that serve this act, by every code they count as."""
        found: dict[str, list[Instrument]] = {}
        for one in self.have:
            if self.in_force(one) and self.covers(one):
                for code, delegates in self.book.counts_as[one.code]:
                    served = SERVED_BY[Step.DECIDE if delegates else self.step]
                    if not one.steps or not one.steps.isdisjoint(served):
                        found.setdefault(code, []).append(one)
        return found

    def _level(self) -> Level:
        if not self.raised:
            return self.rule.home
        return max((self.rule.home, *(b.level for b in self.raised)), key=RANK.__getitem__)

    def reaches(self) -> bool:
        """Whether somebody in this capacity can be high enough at all."""
        return self.urgent or RANK[self.level] <= RANK[REACH[self.capacity]]

    def _unknown(self) -> tuple[Barrier, ...]:
        if self.urgent:
            return ()
        mine = RANK[REACH[self.capacity]]
        return tuple([b for b in self.rule.barriers if b.fact not in self.facts and mine < RANK[b.level]])

    @property
    def shape(self) -> Shape:
        """What the law decides on, apart from papers."""
        marks = [
            (b, self.facts.get(b.fact))
            for b in self.rule.barriers
            if b.fact in self.facts or b in self.unknown
        ]
        return Shape(
            self.book, self.row, self.step, self.capacity, self.at_home, self.urgent, self.reaches(),
            self.facts.get("appeal_route") == AppealRoute.KL13, self.level, self.raised, tuple(marks),
        )  # fmt: skip

    def grown_up(self) -> bool:
        """Whether the person is, or is taken to be, 18: by the facts, or else by the area of the case."""
        age = self.facts.get("age")
        if age is not None or "adult" in self.facts:
            return bool(self.facts.get("adult")) or (isinstance(age, int) and age >= ADULT)
        return self.case_area() == Area.ADULTS

    def case_area(self) -> str | None:
        """The area of the case, None where the work is common to all and nobody has said."""
        return self.area if self.row.area == Area.COMMON else self.row.area

    def paper(self, code: str) -> Paper:
        """What the book says of an instrument code."""
        return self.book.papers[code]

    def held(self, code: str) -> Sequence[Instrument]:
        """The instruments in force that count as `code` for this act."""
        return self.found.get(code, ())

    def holds(self, code: str) -> bool:
        """Whether some instrument in force counts as `code`."""
        return code in self.found

    def in_force(self, instrument: Instrument) -> bool:
        """Whether an instrument is in force that day, both ends included."""
        last = instrument.valid_to
        return instrument.valid_from <= self.on and (last is None or self.on <= last)

    def covers(self, instrument: Instrument) -> bool:
        """Whether an instrument speaks of this area and this activity."""
        return self.covers_area(instrument) and self.covers_activity(instrument)

    def covers_activity(self, instrument: Instrument) -> bool:
        """Whether an instrument speaks of this activity; what follows along needs no mention."""
        named = instrument.activities
        return not named or self.row.code in named or self.row.ancillary

    def covers_area(self, instrument: Instrument) -> bool:
        """Whether an instrument may be used in the area of the case, and is meant for it."""
        own = self.book.areas_of[instrument.code]
        return (not own or self._within(own)) and (not instrument.areas or self._within(instrument.areas))

    def _within(self, areas: frozenset[str]) -> bool:
        """Common work belongs to the area of its case; unknown, it is judged by reach alone."""
        area = self.case_area()
        return area is None or area in areas
