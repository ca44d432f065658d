"""What meetings may be about in a municipality: set by its own administration."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from brygga.access.rules import StaffActor
from brygga.booking.models import MeetingKind
from brygga.booking.rules import Channel, Purpose
from brygga.ground import clock


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
    MeetingKind(
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
    ).save(force_insert=True)


def end_kind(actor: StaffActor, ident: UUID) -> None:
    """Nobody books it from now on; what is booked stays. Ended already: nothing more happens."""
    rows = MeetingKind.objects.filter(id=ident, municipality=actor.employer, valid_to=None)
    rows.update(valid_to=clock.today() - timedelta(days=1))
