"""The words of the law floor: steps, verdicts, instruments, performers, answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from brygga.law.text import Text

NOTHING = Text("")


class Step(StrEnum):
    """What one does within an activity. Deciding includes preparing, preparing includes reading."""

    READ = "read"
    PREPARE = "prepare"
    DECIDE = "decide"
    CARRY_OUT = "carry_out"


class Verdict(StrEnum):
    """The answer in one word. Only PERMITTED and CONDITIONS let the act happen."""

    PERMITTED = "permitted"
    CONDITIONS = "conditions"
    MISSING = "missing"
    NEVER = "never"
    UNKNOWN = "unknown"


class Capacity(StrEnum):
    """In what capacity somebody acts."""

    EMPLOYEE = "employee"
    COMMITTEE = "committee"
    COMMITTEE_CHAIR = "committee_member_chair"
    BOARD = "board"
    CHAIR_ON_CALL = "chair_on_call"
    AUTOMATED = "automated"


class Level(StrEnum):
    """The lowest level in the home municipality that may take a step."""

    EMPLOYEE = "employee"
    DELEGATION = "delegation"
    COMMITTEE = "committee"
    BOARD = "board"
    NONE = "none"


class Confidence(StrEnum):
    """How far a row may be trusted: text read, verdict inferred from text read, or not known."""

    VERIFIED = "verified"
    REASONED = "reasoned"
    UNVERIFIED = "unverified"


@dataclass(frozen=True)
class Instrument:
    """One thing in force at, or between, municipalities; empty sets mean "all"."""

    code: str
    reference: str
    valid_from: date
    valid_to: date | None = None
    areas: frozenset[str] = frozenset()
    activities: frozenset[str] = frozenset()
    steps: frozenset[Step] = frozenset()


@dataclass(frozen=True)
class Performer:
    """Who would do it: employer (SCB code), in what capacity, with what professions."""

    municipality: int
    capacity: str = Capacity.EMPLOYEE
    professions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Section:
    """A section of law with one plain sentence about what it says."""

    ref: str
    plain: str
    source: str
    confidence: Confidence = Confidence.VERIFIED


@dataclass(frozen=True)
class Missing:
    """Something that would have to be in place first, and the nearest lawful way to get it."""

    code: str
    sentence: str
    way: str = ""


@dataclass(frozen=True)
class Answer:
    """What the law says of one act by one performer on one day, and why."""

    verdict: Verdict
    activity: str
    step: Step
    sections: tuple[Section, ...] = ()
    relied_on: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    ways: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    sentence: str = ""
    resident_sentence: str = ""

    @property
    def permitted(self) -> bool:
        """Whether the act may happen."""
        return self.verdict in (Verdict.PERMITTED, Verdict.CONDITIONS)


@dataclass(frozen=True)
class Reason:
    """One link in the chain behind an answer, with its parts.

    `holds` is None where it is not known, or is for a human to judge. `relied_on` are references to
    papers: those that carry it, or those that look as if they would and do not.
    """

    sentence: Text
    sections: tuple[Section, ...]
    holds: bool | None
    parts: tuple["Reason", ...] = ()
    relied_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Provenance:
    """Where a row comes from and how far to trust it."""

    valid_from: date
    valid_to: date | None
    source: str
    verified_on: date
    confidence: Confidence
    note: str

    def covers(self, on: date) -> bool:
        """Whether the row is law on that day, both ends included."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, eq=False)
class Barrier:
    """A fact about the single case that moves the decision to a higher level.

    The fact is asked for, never guessed: while it is unknown, `unknown` is shown as a condition.
    `level` none means that nobody may decide it then; `way` says what to do instead.
    """

    fact: str
    level: Level
    sections: tuple[str, ...]
    unknown: Text
    way: Text = NOTHING
    question: Text = NOTHING


@dataclass(frozen=True)
class StepRule:
    """Who may take one step: at home from `home` upwards, elsewhere by one of the ways.

    `elsewhere` holds the ways open to an employee of another municipality, each a tuple of
    instrument codes that are all needed; no way at all means never.
    """

    home: Level
    elsewhere: tuple[tuple[str, ...], ...]
    confidence: Confidence
    chair_on_call: bool = False
    sections: tuple[str, ...] = ()
    ways: tuple[Text, ...] = ()
    conditions: tuple[Text, ...] = ()
    conditions_elsewhere: tuple[Text, ...] = ()
    barriers: tuple[Barrier, ...] = ()


@dataclass(frozen=True, eq=False)
class Activity:
    """One kind of work in social services, with who may take each of its four steps.

    A row is the same row only as itself, so that what follows from it alone is worked out once.
    """

    code: str
    name_sv: Text
    area: str
    ancillary: bool
    sections: tuple[Section, ...]
    appeal_route: str
    requires_profession: frozenset[str]
    profession_steps: frozenset[Step]
    exercise_of_authority: str
    digital: str
    secrecy: tuple[str, ...]
    greater_weight: str
    automation: str
    second_reading: str
    steps: Mapping[Step, StepRule]
    origin: Provenance


@dataclass(frozen=True)
class Paper:
    """A kind of instrument: what may stand in for it, and what to say when it lacks.

    `met_by` are the codes that count as this one; `areas` limits where it may be used
    (empty: everywhere); `delegates` marks those that hand over the power to decide; `effort`
    is how far away it is when it lacks.
    """

    code: str
    name_sv: Text
    plain: Text
    sections: tuple[str, ...]
    met_by: frozenset[str]
    areas: frozenset[str]
    delegates: bool
    kind: str
    effort: int
    missing: Text
    way: Text
    origin: Provenance


@dataclass(frozen=True)
class Need:
    """A requirement written once and named: what it is for, and the ways to meet it."""

    name: str
    plain: Text
    ways: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Clock:
    """A time limit in law: how long from its start, and which way it may be moved."""

    code: str
    days: int
    months: int
    at_once: bool
    next_working_day: bool
    section: Section
    starts: str
    sentence: str
    resident_sentence: str
    origin: Provenance


@dataclass(frozen=True)
class Deadline:
    """When something must be done at the latest, and which section says so."""

    code: str
    due: date
    at_once: bool
    section: Section
    sentence: str
    resident_sentence: str
