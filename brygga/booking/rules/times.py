"""Times: when somebody is free, what may be booked, moved and left. Pure: no Django, no clock.

Hours are said in Swedish local time and hold on both sides of a change to or from summer time.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from brygga.ground.marking import marked as _
from brygga.law.holidays import is_free_day

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Channel(StrEnum):
    PHYSICAL = "physical"
    PHONE = "phone"
    VIDEO = "video"
    HOME = "home"


CHANNELS = {
    Channel.PHYSICAL: _("På plats"),
    Channel.PHONE: _("På telefon"),
    Channel.VIDEO: _("På video"),
    Channel.HOME: _("Hembesök"),
}


class State(StrEnum):
    BOOKED = "booked"
    CANCELLED = "cancelled"
    CAME = "came"
    NO_SHOW = "no_show"
    EXCUSED = "excused"


STATES = {
    State.BOOKED: _("Bokad"),
    State.CANCELLED: _("Avbokad"),
    State.CAME: _("Ni sågs"),
    State.NO_SHOW: _("Kom inte, utan att säga till"),
    State.EXCUSED: _("Kom inte, men sa till eller hade skäl"),
}

OUTCOMES = frozenset({State.CAME, State.NO_SHOW, State.EXCUSED})
SHOWN_FOR = timedelta(days=30)
"""So long staff see how a meeting went, and may correct it where they meet."""

AHEAD = timedelta(hours=2)
"""So late may a resident still book, move or cancel: time for the other to see it."""

HORIZON = timedelta(days=60)
BUFFER = timedelta(minutes=10)
"""Between two meetings: to write down the first and open the second."""

LENGTHS = (30, 45, 60, 90)
TRAVELS = (15, 30, 45, 60, 90)
"""Minutes each way."""


class Span(NamedTuple):
    """From and until, moments with a time zone; the end is not part of it."""

    starts: datetime
    ends: datetime

    def meets(self, other: "Span") -> bool:
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True)
class Open:
    """When somebody takes meetings on a weekday (Monday is 0), in local time, and of what kinds."""

    weekday: int
    starts: time
    ends: time
    minutes: int
    channels: frozenset[Channel]
    valid_from: date
    valid_to: date | None = None
    place: str = ""
    room: UUID | None = None

    def holds(self, day: date) -> bool:
        ended = self.valid_to is not None and self.valid_to < day
        return day.weekday() == self.weekday and self.valid_from <= day and not ended


class Free(NamedTuple):
    """A time that may be booked, within which hours."""

    span: Span
    hours: Open


def free(
    opened: Sequence[Open], taken: Iterable[Span], first: date, last: date, now: datetime
) -> Iterator[Free]:
    """The free times from first to last day, in order. taken: meetings and absences, in any order."""
    busy, at, soonest = _joined(taken), 0, now + AHEAD
    week = [[hours for hours in opened if hours.weekday == weekday] for weekday in range(7)]
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        times = [found for hours in week[day.weekday()] if hours.holds(day) for found in _times(hours, day)]
        times.sort(key=_start)
        for found in times:
            while at < len(busy) and busy[at].ends <= found.span.starts:
                at += 1
            clear = at == len(busy) or found.span.ends + BUFFER <= busy[at].starts
            if clear and found.span.starts >= soonest:
                yield found


def _joined(taken: Iterable[Span]) -> list[Span]:
    """In order and apart: the rest after each is part of it, and those that meet are one."""
    found: list[Span] = []
    for starts, ends in sorted(taken):
        if found and starts <= found[-1].ends:
            found[-1] = Span(found[-1].starts, max(found[-1].ends, ends + BUFFER))
        else:
            found.append(Span(starts, ends + BUFFER))
    return found


def _start(found: Free) -> datetime:
    return found.span.starts


def _times(hours: Open, day: date) -> Iterator[Free]:
    return (Free(span, hours) for span in _spans(hours.starts, hours.ends, hours.minutes, day))


@lru_cache(maxsize=8192)
def _spans(starts: time, ends: time, minutes: int, day: date) -> tuple[Span, ...]:
    """Times of a day one after the other, with the rest between them; the last one ends in time.

    Remembered: many keep the same hours, and the same days are asked for all day long.
    """
    length, found = timedelta(minutes=minutes), []
    at, last = (datetime.combine(day, clock, STOCKHOLM).astimezone(UTC) for clock in (starts, ends))
    while at + length <= last:
        found.append(Span(at, at + length))
        at += length + BUFFER
    return tuple(found)


NEAR = 10
"""Within so many working days one's own worker should have a time; else others are shown."""


def near(today: date) -> date:
    """The last day of the nearest working days."""
    day, left = today, NEAR
    while left:
        day += timedelta(days=1)
        left -= not is_free_day(day)
    return day


def may_change(starts: datetime, now: datetime) -> bool:
    """Whether a resident may still move or cancel by themselves; later than that they call."""
    return starts - now >= AHEAD


def hours_fault(starts: time, ends: time, minutes: int) -> bool:
    """Whether not even one meeting has room."""
    return (ends.hour * 60 + ends.minute) - (starts.hour * 60 + starts.minute) < minutes


_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
_MINUTES = 25  # bits: minutes from then on, into the year 2083
_PEOPLE = 38  # bits: of the fingerprint of whoever is booked


def room_free(room: Sequence[Span], span: Span) -> bool:
    """Whether a room is empty then, and a while after."""
    meant = Span(span.starts, span.ends + BUFFER)
    return not any(meant.meets(Span(other.starts, other.ends + BUFFER)) for other in room)


def with_travel(span: Span, minutes: int) -> Span:
    """How long whoever travels is taken: there, the meeting, and back."""
    way = timedelta(minutes=minutes)
    return Span(span.starts - way, span.ends + way)


def lane(person: UUID, span: Span) -> tuple[int, int]:
    """The span as a stretch of one number line on which each person has a part of their own.

    The database forbids two booked meetings to meet on that line: an ordinary range type does what would
    otherwise need an extension. Two people share a part once in 2^38: then one of them seems busy, never free.
    """
    part = int.from_bytes(sha256(person.bytes).digest()[:8]) >> (64 - _PEOPLE)
    return tuple((part << _MINUTES) + _minute(at) for at in (span.starts, span.ends + BUFFER))  # type: ignore[return-value]


def _minute(at: datetime) -> int:
    return int((at - _FIRST).total_seconds() // 60)
