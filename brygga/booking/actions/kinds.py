"""What meetings may be about in a municipality: set by its own administration."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from brygga.access.rules import StaffActor
from brygga.booking.models import MeetingKind
from brygga.booking.rules import Channel, Purpose
from brygga.ground import clock
from brygga.municipalities.actions import note_change


@dataclass(frozen=True)
class NewKind:
    """A kind of meeting, as typed and checked. code: one of the house's to take its place, "" for one of their own."""

    code: str
    label: str
    area: str
    activity: str
    purpose: Purpose
    minutes: int
    channels: frozenset[Channel]
    online: bool


def add_kind(actor: StaffActor, new: NewKind, *, once: UUID) -> None:
    """From today. Sent twice, it is there once; the same code again takes the place of the one before."""
    if MeetingKind.objects.filter(id=once).exists():
        return
    kind = MeetingKind(
        id=once,
        municipality=actor.employer,
        code=new.code or str(once),
        label=new.label,
        area=new.area,
        activity=new.activity,
        purpose=new.purpose,
        minutes=new.minutes,
        channels=sorted(channel.value for channel in new.channels),
        online=new.online,
        valid_from=clock.today(),
    )
    kind.save(force_insert=True)
    told = {"title": new.label, "activity": new.activity, "valid_from": kind.valid_from.isoformat()}
    note_change(actor, kind.municipality, "meeting_kind", new.label, {}, told)


def end_kind(actor: StaffActor, ident: UUID) -> None:
    """Nobody books it from now on; what is booked stays. Ended already: nothing more happens."""
    kind = MeetingKind.objects.filter(id=ident, municipality=actor.employer, valid_to=None).first()
    if kind is None:
        return
    kind.valid_to = clock.today() - timedelta(days=1)
    kind.save(update_fields=["valid_to"])
    ended = {"valid_to": kind.valid_to.isoformat()}
    note_change(actor, kind.municipality, "meeting_kind", kind.label, {"valid_to": None}, ended)
