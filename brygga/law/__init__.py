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
from brygga.law.renumbering import formerly, nowadays
from brygga.law.rules import may
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
    Section,
    Step,
    Verdict,
)


def activity(code: str, on: date) -> Activity:
    """One activity as the law has it that day; raises UnknownActivity and NoLawThatDay."""
    return book().activity(code, on)


def activities(on: date) -> tuple[Activity, ...]:
    """Every activity with a row that day."""
    return book().all_on(on)


def section(ref: str) -> Section:
    """A section by its short reference, such as "KL 9:37"; raises BadQuestion."""
    if ref not in book().sections:
        raise BadQuestion(f"{ref!r} has no row under brygga/law/data/sections/.")
    return book().sections[ref]


__all__ = [
    "Activity",
    "Answer",
    "BadData",
    "BadQuestion",
    "Capacity",
    "Confidence",
    "Deadline",
    "Instrument",
    "LawError",
    "Level",
    "Missing",
    "NoLawThatDay",
    "Performer",
    "Section",
    "Step",
    "UnknownActivity",
    "UnknownDeadline",
    "Verdict",
    "activities",
    "activity",
    "deadline",
    "deadlines",
    "formerly",
    "may",
    "nowadays",
    "section",
]
