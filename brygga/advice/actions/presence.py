"""Being there: somebody whose shift it is has the page open and has said so. Nobody is shown without choosing it."""

from brygga.access.rules import StaffActor
from brygga.advice import permits
from brygga.advice.models import Seat
from brygga.advice.queries.desk import waiting_now
from brygga.advice.queries.rota import is_on_shift
from brygga.ground import clock, live, tenancy


class NoShift(Exception):
    """It is not this person's time: visitors are told of the rota's hours, and must not be misled."""


def sit_down(actor: StaffActor) -> None:
    """Begin to be shown as somebody who answers now."""
    if not is_on_shift(actor):
        raise NoShift
    Seat.objects.update_or_create(
        staff_id=actor.id, defaults={"municipality": actor.employer, "here_at": clock.now()}
    )
    _tell(actor)


def still_here(actor: StaffActor) -> None:
    """The page is still open. Says nothing for those who have not sat down."""
    Seat.objects.filter(staff_id=actor.id).update(here_at=clock.now())


def get_up(actor: StaffActor) -> None:
    Seat.objects.filter(staff_id=actor.id).delete()
    _tell(actor)


def _tell(actor: StaffActor) -> None:
    """Colleagues, and those who wait and read whether anybody is there."""
    for home in permits.homes(actor):
        live.signal_queue(home)
        with tenancy.focused(home):
            for chat, version in waiting_now():
                live.signal_chat(chat, version)
