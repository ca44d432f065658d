"""One's own times: when one takes meetings, and when one is away."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from brygga.access.rules import StaffActor
from brygga.booking.models import Absence, Hours
from brygga.booking.rules import Channel, Span
from brygga.ground.ids import uuid7


@dataclass(frozen=True)
class NewHours:
    """Open hours on a weekday, as typed and checked."""

    weekday: int
    starts: time
    ends: time
    minutes: int
    channels: frozenset[Channel]
    place: str
    valid_from: date
    valid_to: date | None
    room_id: UUID | None = None


def open_hours(actor: StaffActor, new: NewHours, *, once: UUID) -> None:
    """Take meetings in one's own calendar. Sent twice, the hours are there once."""
    if Hours.objects.filter(id=once).exists():
        return
    Hours(
        id=once,
        municipality=actor.employer,
        staff_id=actor.id,
        weekday=new.weekday,
        starts=new.starts,
        ends=new.ends,
        minutes=new.minutes,
        channels=sorted(channel.value for channel in new.channels),
        place=new.place,
        room_id=new.room_id,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
    ).save(force_insert=True)


def close_hours(actor: StaffActor, ident: UUID) -> None:
    """Take no more meetings then; those already booked stay."""
    Hours.objects.filter(id=ident, staff_id=actor.id).delete()


def be_away(actor: StaffActor, span: Span) -> None:
    Absence(
        id=uuid7(),
        municipality=actor.employer,
        staff_id=actor.id,
        starts_at=span.starts,
        ends_at=span.ends,
    ).save(force_insert=True)


def be_back(actor: StaffActor, ident: UUID) -> None:
    Absence.objects.filter(id=ident, staff_id=actor.id).delete()
