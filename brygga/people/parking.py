"""Nothing typed is lost: a form that arrives after its session has ended waits for its writer.

The fields are sealed with a key made for this form alone. The row keeps the seal, the browser keeps the
key (an HttpOnly cookie), and neither is anything without the other. Files are never kept.
"""

import base64
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from brygga.ground import clock, sealing
from brygga.people.models import ParkedForm

COOKIE = "brygga_parked"
LIFETIME = timedelta(hours=1)
LARGEST = 200_000
"""Bytes of typed text. More than that is no form a person has filled in."""
MOST = 2_000
"""Forms waiting at once. The door is open to all, so the room behind it has a size."""

_PLACE = "people_parkedform.sealed"
_MACHINES_WORD = re.compile(r"[a-z0-9_\-:.]*|[0-9A-Fa-f-]{32,36}")
_NEVER = {"csrfmiddlewaretoken", "password", "parked"}


@dataclass(frozen=True)
class Typed:
    """A form as it was sent: where to, what, and whether files came with it that are not kept."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool = False


@dataclass(frozen=True)
class Ticket:
    """What the browser keeps: which row, and the key to it."""

    row: UUID
    key: bytes

    def __str__(self) -> str:
        return f"{self.row.hex}.{base64.urlsafe_b64encode(self.key).decode()}"

    @classmethod
    def read(cls, text: str) -> "Ticket | None":
        """None for anything that is not a ticket."""
        row, _dot, key = text.partition(".")
        try:
            return cls(UUID(row), base64.urlsafe_b64decode(key.encode()))
        except ValueError:
            return None


def typed(
    path: str, fields: Mapping[str, list[str]] | Iterable[tuple[str, list[str]]], *, files: bool
) -> Typed:
    """What is worth keeping of a form: never a token, never a password."""
    pairs = fields.items() if isinstance(fields, Mapping) else fields
    kept = tuple((name, value) for name, values in pairs if name not in _NEVER for value in values)
    return Typed(path, kept, files)


def readable(form: Typed) -> list[str]:
    """What a person has written in a form, without its choices, days, numbers and hidden ids."""
    return [value for _name, value in form.fields if not _MACHINES_WORD.fullmatch(value.strip())]


def park(form: Typed, door: str, who: UUID | None, before: Ticket | None = None) -> Ticket | None:
    """Keep a form for an hour, instead of the one parked before it. None where there is nothing to keep.

    Run as the door. What has outlived its hour is thrown away on the way in.
    """
    ParkedForm.objects.filter(expires_at__lt=clock.now()).delete()
    plain = json.dumps([form.path, form.fields, form.had_files]).encode()
    if not form.fields or len(plain) > LARGEST or ParkedForm.objects.count() >= MOST:
        return None
    if before is not None:
        throw_away(before)
    key = sealing.fresh_key()
    sealed = sealing.seal_under(key, plain, _PLACE)
    row = ParkedForm.objects.create(door=door, who=who, sealed=sealed, expires_at=clock.now() + LIFETIME)
    return Ticket(row.id, key)


def waiting(ticket: Ticket, door: str, who: UUID) -> Typed | None:
    """The form, for the person who typed it, through the door they used; else there is none."""
    row = ParkedForm.objects.filter(id=ticket.row, door=door, expires_at__gte=clock.now()).first()
    if row is None or row.who not in {None, who}:
        return None
    try:
        path, fields, had_files = json.loads(sealing.open_under(ticket.key, bytes(row.sealed), _PLACE))
    except sealing.SealBroken:
        return None
    return Typed(path, tuple((name, value) for name, value in fields), had_files)


def throw_away(ticket: Ticket) -> None:
    """Only whoever holds the key may throw a form away: a row's number alone is not enough."""
    row = ParkedForm.objects.filter(id=ticket.row).first()
    if row is None:
        return
    try:
        sealing.open_under(ticket.key, bytes(row.sealed), _PLACE)
    except sealing.SealBroken:
        return
    row.delete()
