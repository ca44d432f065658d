"""When a reminder goes, and when it is too late for it. Pure: no Django, no clock."""

from datetime import datetime, timedelta
from enum import StrEnum


class Which(StrEnum):
    DAY = "day"
    CLOSE = "close"


BEFORE = {Which.DAY: timedelta(hours=24), Which.CLOSE: timedelta(hours=2)}
TOO_LATE = {Which.DAY: timedelta(hours=3), Which.CLOSE: timedelta(minutes=15)}
"""So near the meeting a reminder that was late, for instance because all was down, is of no use any more."""

LONGEST = max(BEFORE.values())


def due(starts: datetime, settled: datetime, now: datetime, *, close: bool) -> list[Which]:
    """Which reminders a booked meeting should have by now.

    settled: when it was booked or moved. Whoever did that within the last day needs no reminder of it.
    """
    wanted = [Which.DAY, Which.CLOSE] if close else [Which.DAY]
    return [which for which in wanted if _is_due(which, starts, settled, now)]


def _is_due(which: Which, starts: datetime, settled: datetime, now: datetime) -> bool:
    goes = starts - BEFORE[which]
    return settled < goes <= now < until(which, starts)


def until(which: Which, starts: datetime) -> datetime:
    """The moment after which it is of no use."""
    return starts - TOO_LATE[which]
