"""A municipality's rooms: opened and closed by its own administration."""

from uuid import UUID

from brygga.access.rules import StaffActor
from brygga.booking.models import Room
from brygga.ground import clock
from brygga.municipalities.actions import note_change


def add_room(actor: StaffActor, name: str, address: str, *, once: UUID) -> None:
    """Sent twice, it is there once."""
    if not Room.objects.filter(id=once).exists():
        room = Room(id=once, municipality=actor.employer, name=name, address=address)
        room.save(force_insert=True)
        note_change(actor, room.municipality, "room", name, {}, {"name": name, "visit_address": address})


def close_room(actor: StaffActor, ident: UUID) -> None:
    """Nobody opens hours in it from now on; what is booked there stays."""
    room = Room.objects.filter(id=ident, municipality=actor.employer, closed_on=None).first()
    if room is None:
        return
    room.closed_on = clock.today()
    room.save(update_fields=["closed_on"])
    closed = {"closed_on": room.closed_on.isoformat()}
    note_change(actor, room.municipality, "room", room.name, {"closed_on": None}, closed)
