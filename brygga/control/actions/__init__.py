"""Doing a duty: the row that says so, once. The wall lets only the own administration write it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from brygga.access.models import OnCall
from brygga.access.rules import StaffActor
from brygga.control.models import Check, Done, Remarks
from brygga.ground import clock
from brygga.ground.ids import uuid7


@dataclass(frozen=True)
class Deed:
    """What was done about a duty, for which days. id: from the form, so that two sends are one."""

    id: UUID
    duty: str
    covers: tuple[date, date]
    happened_on: date
    note: str = ""
    facts: Mapping[str, int] = field(default_factory=dict)


def done(actor: StaffActor, home: int, deed: Deed) -> bool:
    """Write it down. False where those days have been answered for already."""
    first, last = deed.covers
    row = Done(
        id=deed.id,
        municipality=home,
        duty=deed.duty,
        covers_from=first,
        covers_to=last,
        happened_on=deed.happened_on,
        note=deed.note,
        facts=dict(deed.facts),
        at=clock.now(),
        staff_id=actor.id,
        staff_name=actor.name,
    )
    return _added(row)


def mark(done_id: UUID, marks: list[dict[str, Any]]) -> None:
    """What was said of each reading of a sample; once for each review."""
    with connection.cursor() as cursor:
        cursor.execute("select brygga.mark_reads(%s, %s)", [done_id, json.dumps(marks)])


def remark(actor: StaffActor, home: int, year: int, text: str) -> None:
    """Keep the municipality's own words in a year's report."""
    kept = {"text": text, "saved_at": clock.now(), "saved_by": actor.name}
    Remarks.objects.update_or_create(
        municipality=home, year=year, defaults=kept, create_defaults=kept | {"id": uuid7()}
    )


def check(actor: StaffActor, home: int, ident: UUID, staff_id: UUID, seen: str, on: date) -> None:
    """Somebody has seen the degree of a person employed elsewhere."""
    _added(
        Check(
            id=ident,
            municipality=home,
            staff_id=staff_id,
            seen=seen,
            checked_on=on,
            at=clock.now(),
            by_id=actor.id,
            by_name=actor.name,
        )
    )


def put_on_call(home: int, ident: UUID, values: Mapping[str, Any]) -> None:
    _added(OnCall(id=ident, municipality=home, **values))


def take_off_call(home: int, ident: UUID) -> None:
    OnCall.objects.filter(municipality=home, id=ident).delete()


def _added(row: Done | Check | OnCall) -> bool:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True
