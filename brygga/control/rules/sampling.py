"""A sample of readings that anybody can draw again, and the roster's gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

SAMPLE = 20
"""What a person can look at with care in an hour, three minutes each. Protected identities come on top, all of them."""

CASES_AN_HOUR = 15
"""More cases opened by one person in an hour is an alarm. An assumption: to be set by what is usual in the house."""


@dataclass(frozen=True)
class Reading:
    """Somebody opened a case that was not theirs to handle."""

    event: UUID
    number: str  # "" where a party's identity is protected
    shielded: bool
    actor: UUID
    name: str
    employer: int
    at: datetime


def seed(municipality: int, first: date, last: date) -> str:
    """What the draw depends on: only the place and the days, so that nobody can choose."""
    return f"{municipality}|{first.isoformat()}|{last.isoformat()}"


def sample(readings: Sequence[Reading], seeded: str, size: int = SAMPLE) -> list[Reading]:
    """All readings of protected identities, and so many of the rest, by the order of their hashes; by time."""
    ordered = sorted(readings, key=lambda one: sha256(f"{seeded}|{one.event}".encode()).digest())
    rest = [one for one in ordered if not one.shielded][:size]
    always = [one for one in ordered if one.shielded]
    return sorted([*always, *rest], key=lambda one: (one.at, one.event))


def gaps(shifts: Iterable[tuple[date, date]], first: date, last: date) -> list[tuple[date, date]]:
    """The stretches of days from first to last, both included, on which nobody is on call."""
    found: list[tuple[date, date]] = []
    free = first
    for starts, ends in sorted(shifts):
        if ends < free or starts > last:
            continue
        if starts > free:
            found.append((free, starts - timedelta(days=1)))
        free = ends + timedelta(days=1)
    if free <= last:
        found.append((free, last))
    return found
