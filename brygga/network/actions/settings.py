"""What a municipality says of itself: contact, colour and words, routine, units."""

from typing import Any
from uuid import UUID

from brygga.access.rules import StaffActor
from brygga.municipalities.models import Municipality, Unit
from brygga.network.actions.changes import add, save


def change(actor: StaffActor, home: Municipality, what: str, values: dict[str, Any], seen: str) -> None:
    """Change some of the municipality's own settings; ChangedMeanwhile if somebody else did."""
    save(actor, what, home, home.name, values, seen=seen)


def add_unit(actor: StaffActor, home: int, ident: UUID, values: dict[str, Any]) -> Unit:
    unit = Unit(id=ident, municipality=home, **values)
    return add(actor, "unit", unit, unit.name, list(values))


def change_unit(actor: StaffActor, unit: Unit, values: dict[str, Any], seen: str) -> None:
    save(actor, "unit", unit, unit.name, values, seen=seen)
