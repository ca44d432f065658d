"""The only place that asks what time it is (house rule: time is a parameter everywhere else)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")

_pinned: ContextVar[datetime | None] = ContextVar("pinned", default=None)


def now() -> datetime:
    """The moment, aware, in UTC."""
    return _pinned.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day in Sweden, which is what statutory periods count in."""
    return now().astimezone(STOCKHOLM).date()


def wall_seconds() -> int:
    """Seconds since the epoch by the machine's own clock, never pinned: for tokens and sessions."""
    return int(datetime.now(UTC).timestamp())


def wall_milliseconds() -> int:
    """The same in milliseconds: what a page was made at, so that its stream knows what it has missed."""
    return int(datetime.now(UTC).timestamp() * 1000)


@contextmanager
def pinned(moment: datetime) -> Iterator[None]:
    """Let `now` stand still at an aware moment: demo data and tests live on other days."""
    if moment.tzinfo is None:
        raise ValueError("A pinned moment needs a time zone.")
    token = _pinned.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pinned.reset(token)
