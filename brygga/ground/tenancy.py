"""Reach: what rows a transaction may touch, said by the application and checked by the database.

A reach is signed (HMAC-SHA-256), bound to the database connection and short-lived. It travels in the
same message as BEGIN. The database verifies it in every query (`walls.py`) with a key that the web
role cannot read; see docs/decisions/0003-signed-reach.md for what was measured.
"""

import base64
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from brygga.ground import clock

LIFETIME_SECONDS = 30
_NOBODY = UUID(int=0)


class Role(StrEnum):
    """The database roles a request may take; the login role itself may do next to nothing."""

    DOOR = "brygga_door"
    STAFF = "brygga_staff"
    RESIDENT = "brygga_resident"
    GUEST = "brygga_guest"
    SEALER = "brygga_sealer"


_KINDS = {Role.DOOR: "d", Role.STAFF: "s", Role.RESIDENT: "r", Role.GUEST: "g", Role.SEALER: "x"}


@dataclass(frozen=True)
class Reach:
    """Who is at work in this transaction and how far they see.

    keys: half-open ranges of reach keys (staff). cases: case ids (resident). invitation: to one meeting (guest).
    focus: the one municipality that queries look at; it narrows, it never widens.
    """

    role: Role
    actor: UUID = _NOBODY
    keys: tuple[tuple[int, int], ...] = ()
    cases: tuple[UUID, ...] = ()
    invitation: UUID | None = None
    focus: int | None = None

    def covers(self, key: int) -> bool:
        return any(low <= key < high for low, high in self.keys)


DOOR = Reach(Role.DOOR)

_current: ContextVar[Reach | None] = ContextVar("reach", default=None)


class NoReach(RuntimeError):
    """Owned rows were asked for outside a reach: a defect in the program, never a user's fault."""


def current() -> Reach | None:
    return _current.get()


def required() -> Reach:
    reach = _current.get()
    if reach is None:
        raise NoReach("This query needs a reach. Enter one with brygga.ground.tenancy.enter.")
    return reach


@cache
def _signing_key() -> bytes:
    return base64.b64decode(settings.REACH_KEY)


def token(reach: Reach, backend_pid: int) -> str:
    """The signed text the database checks. Alphabet [0-9a-z|,_-], so it needs no quoting."""
    expires = clock.wall_seconds() + LIFETIME_SECONDS
    body = f"1|{_KINDS[reach.role]}|{backend_pid}|{expires}|{reach.actor}|{_extent(reach)}"
    return f"{body}|{hmac.new(_signing_key(), body.encode(), sha256).hexdigest()}"


def _extent(reach: Reach) -> str:
    if reach.invitation is not None:
        return str(reach.invitation)
    return ",".join(str(case) for case in reach.cases) or "_".join(f"{a}-{b}" for a, b in reach.keys)


def statements(reach: Reach | None, backend_pid: int) -> str:
    """SQL that puts a reach (or none) in force until the transaction ends."""
    if reach is None:
        return "SET LOCAL ROLE NONE; SET LOCAL brygga.reach = ''; SET LOCAL brygga.focus = ''"
    focus = "" if reach.focus is None else int(reach.focus)
    return (
        f"SET LOCAL ROLE {reach.role.value}; SET LOCAL brygga.reach = '{token(reach, backend_pid)}'; "
        f"SET LOCAL brygga.focus = '{focus}'"
    )


@contextmanager
def enter(reach: Reach) -> Iterator[Reach]:
    """Run a block in one transaction (a savepoint when already in one) under this reach."""
    outer = connection.in_atomic_block
    before = _current.set(reach)
    try:
        with transaction.atomic():
            if outer:
                _put_in_force(reach)
            yield reach
            if (
                outer and not connection.needs_rollback
            ):  # undone, a savepoint leaves what was before it in force
                _put_in_force(before.old_value if before.old_value is not before.MISSING else None)
    finally:
        _current.reset(before)


@contextmanager
def imagined(reach: Reach) -> Iterator[None]:
    """Compose queries as if this reach were in force; the database knows nothing of it, so no rows can be asked for."""
    before = _current.set(reach)
    try:
        yield
    finally:
        _current.reset(before)


def switch(reach: Reach) -> None:
    """Change the reach of the transaction under way, for instance from the door to a resident."""
    _current.set(reach)
    _put_in_force(reach)


@contextmanager
def focused(municipality: int) -> Iterator[Reach]:
    """Look at another municipality within the same reach, then back again."""
    before = required()
    _look_at(replace(before, focus=municipality))
    try:
        yield required()
    finally:
        if not connection.needs_rollback:
            _look_at(before)


def _look_at(reach: Reach) -> None:
    """Change the focus alone: it is no part of what is signed, since it can only narrow."""
    if reach.focus == required().focus:
        return
    _current.set(reach)
    raw: Any = connection.connection
    focus = "" if reach.focus is None else int(reach.focus)
    raw.execute(f"SET LOCAL brygga.focus = '{focus}'", prepare=False)


def _put_in_force(reach: Reach | None) -> None:
    raw: Any = connection.connection
    raw.execute(statements(reach, raw.info.backend_pid), prepare=False)
