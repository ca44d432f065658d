"""Those who come to a meeting without reading its case: what they may know, and what the case shows of them."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from brygga.access.rules import GuestActor, ResidentActor
from brygga.calls.models import Invitation, Room
from brygga.cases.models import Case
from brygga.ground import tenancy
from brygga.ground.models import Event
from brygga.ground.tenancy import Reach, Role

SHOWN = (
    "id",
    "municipality",
    "case_id",
    "room_id",
    "guest_name",
    "guest_as",
    "language",
    "consent_on",
    "withdrawn_at",
)
"""What all who read the case may see of an invitation; a resident's role may ask for no more."""


@dataclass(frozen=True)
class Mine:
    """An invitation as the one it is for knows it: nothing of the case. begins None: the room is open now."""

    id: UUID
    municipality: int
    room_id: UUID
    guest_as: str
    begins: datetime | None
    is_open: bool


def mine() -> list[Mine]:
    """Those that stand, of the resident at work, in all municipalities. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select * from brygga.my_invitations()")
        return [Mine(*row) for row in cursor.fetchall()]


def mine_in(municipality: int, ident: UUID) -> Mine:
    """Invitation.DoesNotExist where there is none, or none any more, in that municipality."""
    found = next((one for one in mine() if (one.id, one.municipality) == (ident, municipality)), None)
    if found is None:
        raise Invitation.DoesNotExist
    return found


@contextmanager
def as_guest(person: ResidentActor, invitation: Mine) -> Iterator[GuestActor]:
    """At work by that invitation alone: their own cases, if they have any, are as far away as everybody else's."""
    reach = Reach(Role.GUEST, person.id, invitation=invitation.id, focus=invitation.municipality)
    with tenancy.enter(reach):
        yield GuestActor(person.id, invitation.id, invitation.guest_as, person.name, person.protected)


def room_of(invitation: Mine) -> Room | None:
    """The room, once somebody has opened it. As the guest."""
    return Room.objects.filter(id=invitation.room_id).first()


def place_of(room: Room) -> Case:
    """Where rows of the room stand. Nothing else is known of the case here: it is never read, nor saved."""
    place = {"municipality": room.municipality, "area": room.area, "shielded": room.shielded}
    return Case(id=room.case_id, version=0, **place)


def must_relay() -> bool:
    """Whether somebody of the case must not be found. As the guest."""
    with connection.cursor() as cursor:
        cursor.execute("select brygga.invited_to_relay()")
        (answer,) = cursor.fetchone() or (True,)
    return bool(answer)


def case_followed() -> UUID | None:
    """The case whose calls one is told of. As the guest; the page never learns it."""
    with connection.cursor() as cursor:
        cursor.execute("select case_id from brygga.my_invitation()")
        row = cursor.fetchone()
    return row[0] if row else None


def to_rooms(case: Case, rooms: Collection[UUID]) -> list[Invitation]:
    """Who is invited to these rooms and booked meetings. One query, or none; one more where the case is shielded."""
    if not rooms:
        return []
    found = Invitation.objects.filter(case=case, room_id__in=rooms, withdrawn_at=None)
    return list(found.exclude(before_shielding(case)).only(*SHOWN).order_by("id"))


def before_shielding(case: Case) -> Q:
    """Invitations that fell when the case was shielded: the danger is often near. They are made anew, or not at all."""
    marked = Event.objects.filter(case_id=case.id, verb="shield").order_by("-at").values_list("at", flat=True)
    since = marked.first() if case.shielded else None
    return Q(invited_at__lte=since) if since else Q(pk__in=[])
