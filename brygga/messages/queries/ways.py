"""From the address a mail was sent to, to whose answer it is. The receiver's only way in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from brygga.access.queries import resident_actor
from brygga.access.rules import ResidentActor
from brygga.ground import clock, sealing, tenancy
from brygga.ground.seals import SEALER
from brygga.messages.models import Notice, NoticeChoice
from brygga.messages.rules import ANSWER_WITHIN
from brygga.people.models import Person


@dataclass(frozen=True)
class Way:
    """The notice that is answered or returned; choice and actor where it may be answered by mail at all."""

    notice: Notice
    choice: NoticeChoice | None = None
    actor: ResidentActor | None = None


def token_of(notice: UUID) -> str:
    """40 characters that nobody can guess, the same each time the notice is sent."""
    return sealing.blind_index(f"the address of notice {notice}")[:40]


def index_of(token: str) -> str:
    """What is stored of a token: it finds the row and cannot be turned back."""
    return sealing.blind_index(f"the token {token}")


def is_known(token: str) -> bool:
    return _notice(token, clock.now()) is not None


def way_of(token: str) -> Way | None:
    """Whose answer this would be, as things stand today."""
    notice = _notice(token, clock.now())
    if notice is None:
        return None
    if notice.shielded:
        return Way(notice)
    with tenancy.enter(tenancy.DOOR):
        person = Person.objects.filter(number_index=notice.recipient_index).first()
        actor = resident_actor(person.id, clock.today()) if person else None
    if actor is None or actor.protected:
        return Way(notice)
    with tenancy.enter(SEALER):
        choice = NoticeChoice.objects.filter(person_id=actor.id).first()
    return Way(notice, choice, actor)


def _notice(token: str, now: datetime) -> Notice | None:
    with tenancy.enter(SEALER):
        rows = Notice.objects.filter(token_index=index_of(token), queued_at__gte=now - ANSWER_WITHIN)
        found: Notice | None = rows.exclude(token_index="").first()
    return found
