"""The law's clocks: when something must be done at the latest."""

import calendar
from datetime import date, timedelta

from brygga.law.books import Book, book
from brygga.law.errors import NoLawThatDay, UnknownDeadline
from brygga.law.holidays import is_free_day
from brygga.law.terms import Clock, Deadline

MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


def in_words(day: date) -> str:
    """`17 mars 2026`, as a resident reads it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def deadline(code: str, started: date, on: date) -> Deadline:
    """The last day, by the law of the day `on`, for a clock that began on `started`.

    Raises UnknownDeadline and NoLawThatDay.
    """
    clock = _clock(book(), code, on)
    due = _due(clock, started)
    return Deadline(
        code=code,
        due=due,
        at_once=clock.at_once,
        section=clock.section,
        sentence=clock.sentence.format(due=in_words(due)),
        resident_sentence=clock.resident_sentence.format(due=in_words(due)),
    )


def deadlines(on: date) -> tuple[Clock, ...]:
    """Every clock that is law that day."""
    found = (row for rows in book().clocks.values() for row in rows)
    return tuple(clock for clock in found if clock.origin.covers(on))


def _clock(law: Book, code: str, on: date) -> Clock:
    if code not in law.clocks:
        raise UnknownDeadline(code)
    found = next((clock for clock in law.clocks[code] if clock.origin.covers(on)), None)
    if found is None:
        raise NoLawThatDay(code, on)
    return found


def _due(clock: Clock, started: date) -> date:
    due = add_months(started, clock.months) + timedelta(days=clock.days)
    while clock.next_working_day and is_free_day(due):
        due += timedelta(days=1)
    return due


def add_months(start: date, months: int) -> date:
    """The same day `months` later, or the last day of that month when it is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))
