"""Opening hours as a municipality writes them, read so that a page can say whether anyone answers now.

Pure: the moment is a parameter. What cannot be read gives no claim at all, never a wrong one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from brygga.law.holidays import is_free_day

_DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_NAMED = {"vardag": (0, 4), "vardagar": (0, 4), "helg": (5, 6), "alla dagar": (0, 6)}
_TIMES = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*[–-]\s*(\d{1,2})(?:[.:](\d{2}))?")
_WEEK_AHEAD = 8


@dataclass(frozen=True)
class Opening:
    """One line of the hours: weekdays (Monday is 0), from when to when."""

    weekdays: frozenset[int]
    opens: time
    closes: time


@dataclass(frozen=True)
class State:
    """Open until a time today, or closed until a moment (none where nobody says)."""

    is_open: bool
    until: datetime | None


def state(hours: Iterable[Sequence[str]], now: datetime) -> State | None:
    """Whether somebody answers at a local moment. None where the hours cannot be read."""
    openings = [_read(label, times) for label, times in hours]
    if not openings or None in openings:
        return None
    known = [opening for opening in openings if opening]
    for opens, closes in _today(known, now.date()):
        if opens <= now.time() < closes:
            return State(True, datetime.combine(now.date(), closes, now.tzinfo))
    return State(False, _next(known, now))


def _read(label: str, times: str) -> Opening | None:
    weekdays, found = _weekdays(label.strip().lower()), _TIMES.fullmatch(times.strip())
    if not weekdays or not found:
        return None
    start, start_minute, end, end_minute = (int(part or 0) for part in found.groups())
    try:
        return Opening(weekdays, time(start, start_minute), time(end, end_minute))
    except ValueError:
        return None


def _weekdays(label: str) -> frozenset[int]:
    if label in _NAMED:
        first, last = _NAMED[label]
        return frozenset(range(first, last + 1))
    parts = [part.strip() for part in re.split(r"[–-]", label)]
    if not all(part in _DAYS for part in parts) or len(parts) > 2:
        return frozenset()
    return frozenset(range(_DAYS.index(parts[0]), _DAYS.index(parts[-1]) + 1))


def _today(openings: Iterable[Opening], day: date) -> list[tuple[time, time]]:
    """Times of one day. Holidays and the eves that count as such are closed, unless it is every day."""
    every_day = any(len(opening.weekdays) == len(_DAYS) for opening in openings)
    if is_free_day(day) and day.weekday() < 5 and not every_day:
        return []
    return sorted((o.opens, o.closes) for o in openings if day.weekday() in o.weekdays)


def _next(openings: Sequence[Opening], now: datetime) -> datetime | None:
    for ahead in range(_WEEK_AHEAD):
        day = now.date() + timedelta(days=ahead)
        for opens, _closes in _today(openings, day):
            if ahead or opens > now.time():
                return datetime.combine(day, opens, now.tzinfo)
    return None
