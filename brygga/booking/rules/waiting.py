"""Being told of an earlier time: to whom, how often at most. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

MOST_TOLD = 5
"""Notices in all; after that one looks for oneself. And never more than one a day."""

ITS_TURN = timedelta(hours=1)
"""So long a time is for the one who was told of it first, before the next in line is told. Anybody may book it."""


@dataclass(frozen=True)
class InLine:
    """Somebody who waits: since when, for something before which moment, told how often and last on which day."""

    id: UUID
    since: datetime
    before: datetime
    told: int
    told_on: date | None
    known: frozenset[datetime]


def may_tell(one: InLine, today: date) -> bool:
    return one.told < MOST_TOLD and (one.told_on is None or one.told_on < today)


def first_in_line(
    line: Sequence[InLine], free: Iterable[datetime], held: Iterable[datetime], today: date
) -> list[tuple[UUID, datetime]]:
    """Who is told of which time with one person: each at most one, each time to one, the longest waiting first.

    free: times that may be booked, in order. held: those somebody was told of a moment ago.
    """
    left = [at for at in free if at not in set(held)]
    found: list[tuple[UUID, datetime]] = []
    for one in sorted(line, key=lambda one: (one.since, one.id)):
        if not may_tell(one, today):
            continue
        at = next((at for at in left if at < one.before and at not in one.known), None)
        if at is not None:
            left.remove(at)
            found.append((one.id, at))
    return found
