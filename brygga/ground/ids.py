"""Identifiers: UUID version 7 (RFC 9562), made in Python since PostgreSQL 15 cannot."""

import secrets
from uuid import UUID

from brygga.ground import clock

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62


def uuid7() -> UUID:
    """A new id that sorts by the moment it was made (milliseconds), else random."""
    milliseconds = int(clock.now().timestamp() * 1000) & ((1 << 48) - 1)
    return UUID(
        int=(milliseconds << 80) | _VERSION | (secrets.randbits(12) << 64) | _VARIANT | secrets.randbits(62)
    )
