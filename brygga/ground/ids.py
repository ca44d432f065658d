"""Identifiers: UUID version 7 (RFC 9562), made in Python since PostgreSQL 15 cannot."""

import secrets
from threading import Lock
from uuid import UUID

from brygga.ground import clock

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_COUNTER_BITS = 12


class _Counter:
    """Numbers within a millisecond, so that what one process makes first also sorts first (RFC 9562, 6.2)."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._millisecond = 0
        self._number = 0

    def next(self, millisecond: int) -> int:
        with self._lock:
            if millisecond != self._millisecond:
                self._millisecond, self._number = millisecond, secrets.randbits(_COUNTER_BITS - 1)
            else:
                self._number = (self._number + 1) % (1 << _COUNTER_BITS)
            return self._number


_counter = _Counter()


def uuid7() -> UUID:
    """A new id that sorts by the moment it was made (milliseconds, then a counter), else random."""
    milliseconds = int(clock.now().timestamp() * 1000) & ((1 << 48) - 1)
    number = _counter.next(milliseconds)
    return UUID(int=(milliseconds << 80) | _VERSION | (number << 64) | _VARIANT | secrets.randbits(62))
