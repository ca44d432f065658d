"""A municipality's rooms: opened and closed by its own administration."""

from uuid import UUID

from brygga.access.rules import StaffActor
from brygga.booking.models import Room
from brygga.ground import clock


def add_room(actor: StaffActor, name: str, address: str, *, once: UUID) -> None:
    """Sent twice, it is there once."""
    if not Room.objects.filter(id=once).exists():
        room = Room(id=once, municipality=actor.employer, name=name, address=address)
        room.save(force_insert=True)


def close_room(actor: StaffActor, ident: UUID) -> None:
    """Nobody opens hours in it from now on; what is booked there stays."""
    rows = Room.objects.filter(id=ident, municipality=actor.employer, closed_on=None)
    rows.update(closed_on=clock.today())
