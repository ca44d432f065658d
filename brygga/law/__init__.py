"""Dated, cited law: who may take which step in which activity, and by which section."""

from datetime import date

from brygga.law.books import book
from brygga.law.clocks import deadline, deadlines
from brygga.law.errors import (
    BadData,
    BadQuestion,
    LawError,
    NoLawThatDay,
    UnknownActivity,
    UnknownDeadline,
)
from brygga.law.explanations import Explanation, explain
from brygga.law.facts import Fact, FactKind, facts_of
from brygga.law.facts import fact as fact_named
from brygga.law.questions import may
from brygga.law.registers import parts, reserved, retention, riksnorm, secrecy
from brygga.law.renumbering import formerly, nowadays
from brygga.law.second_reading import findings
from brygga.law.terms import (
    Activity,
    Answer,
    Capacity,
    Confidence,
    Deadline,
    Instrument,
    Level,
    Missing,
    Performer,
    Reason,
    Section,
    Step,
    Verdict,
)
from brygga.law.text import LANGUAGES, Language


def activity(code: str, on: date) -> Activity:
    """One activity as the law has it that day; raises UnknownActivity and NoLawThatDay."""
    return book().activity(code, on)


def activities(on: date) -> tuple[Activity, ...]:
    """Every activity with a row that day."""
    return book().all_on(on)


def covers(on: date) -> bool:
    """Whether any activity has a row for that day."""
    return bool(activities(on))


def all_facts() -> tuple[Fact, ...]:
    """Every fact the law may ask for or take."""
    return tuple(facts_of(book()).values())


def fact(name: str) -> Fact:
    """One fact by name; raises BadQuestion."""
    return fact_named(book(), name)


def section(ref: str) -> Section:
    """A section by its short reference, such as "KL 9:37"; raises BadQuestion."""
    if ref not in book().sections:
        raise BadQuestion(f"{ref!r} has no row under brygga/law/data/sections/.")
    return book().sections[ref]


__all__ = [
    "LANGUAGES",
    "Activity",
    "Answer",
    "BadData",
    "BadQuestion",
    "Capacity",
    "Confidence",
    "Deadline",
    "Explanation",
    "Fact",
    "FactKind",
    "Instrument",
    "Language",
    "LawError",
    "Level",
    "Missing",
    "NoLawThatDay",
    "Performer",
    "Reason",
    "Section",
    "Step",
    "UnknownActivity",
    "UnknownDeadline",
    "Verdict",
    "activities",
    "activity",
    "all_facts",
    "covers",
    "deadline",
    "deadlines",
    "explain",
    "fact",
    "findings",
    "formerly",
    "may",
    "nowadays",
    "parts",
    "reserved",
    "retention",
    "riksnorm",
    "secrecy",
    "section",
]
