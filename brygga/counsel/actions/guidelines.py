"""A municipality's own guidelines: added, ended, never rewritten. Every edit leaves a line in its history."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from brygga.access.rules import StaffActor
from brygga.municipalities.actions import note_change
from brygga.municipalities.models import Guideline


class Taken(Exception):
    """Another guideline already has this reference."""


def adopt(actor: StaffActor, home: int, ident: UUID, values: dict[str, Any]) -> Guideline:
    """Register what the board has decided. The id comes with the form, so that two sends make one."""
    known = Guideline.objects.filter(id=ident, municipality=home).first()
    if known is not None:
        return known
    guideline = Guideline(id=ident, municipality=home, **values)
    try:
        with transaction.atomic():
            guideline.save(force_insert=True)
    except IntegrityError as error:
        raise Taken from error
    note_change(
        actor,
        guideline.municipality,
        "guideline",
        guideline.reference,
        {},
        {name: str(value) for name, value in values.items() if value},
    )
    return guideline


def end(actor: StaffActor, guideline: Guideline, last_day: date) -> None:
    """From the day after, the law alone decides again."""
    if guideline.valid_to == last_day:
        return
    before = guideline.valid_to.isoformat() if guideline.valid_to else None
    guideline.valid_to = last_day
    guideline.save(update_fields=["valid_to"])
    note_change(
        actor,
        guideline.municipality,
        "guideline",
        guideline.reference,
        {"valid_to": before},
        {"valid_to": last_day.isoformat()},
    )
