"""Who works here, in what position, and until when."""

from datetime import date
from typing import Any
from uuid import UUID

from brygga.access.models import Position
from brygga.access.rules import StaffActor
from brygga.network import queries, rules
from brygga.network.actions.changes import add, save
from brygga.people.models import Staff


class OwnPosition(Exception):
    """Nobody gives themselves a position: a colleague does."""


class LastOne(Exception):
    """Somebody must be left who can administer the municipality."""


def employ(actor: StaffActor, home: int, ident: UUID, values: dict[str, Any]) -> Staff:
    person = Staff(id=ident, municipality=home, **values)
    return add(actor, "staff", person, person.name, list(values))


def change(actor: StaffActor, person: Staff, values: dict[str, Any], seen: str) -> None:
    """Name, title, examination, whether they still work here. LastOne if nobody could administer then."""
    if person.active and not values["active"]:
        _keep_one(person.municipality, without={p.id for p in queries.positions_of(person)})
    save(actor, "staff", person, person.name, values, seen=seen)


def appoint(actor: StaffActor, person: Staff, ident: UUID, values: dict[str, Any]) -> Position:
    if person.id == actor.id:
        raise OwnPosition
    position = Position(id=ident, municipality=person.municipality, staff_id=person.id, **values)
    return add(actor, "position", position, person.name, ["staff_id", *values])


def end_position(actor: StaffActor, person: Staff, position: Position, last_day: date) -> None:
    _keep_one(position.municipality, without={position.id})
    save(actor, "position", position, person.name, {"valid_to": last_day})


def _keep_one(home: int, without: set[UUID]) -> None:
    """Without a registrar or jurist nobody could ever give anybody a position again."""
    left = [p for p in queries.positions_in(home) if p.role in rules.WITHOUT_CASES and p.valid_to is None]
    if left and all(position.id in without for position in left):
        raise LastOne
