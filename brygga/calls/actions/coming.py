"""Coming to a room, being there, going. Nobody is in before somebody of the staff says so."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from brygga.access.rules import GuestActor, StaffActor
from brygga.calls import queries, rules
from brygga.calls.actions.hosting import RoomClosed, receive, receives_by_right
from brygga.calls.actions.permits import Actor, may_attend, record, tell
from brygga.calls.models import Attendee, Room
from brygga.cases.models import Case
from brygga.ground import clock
from brygga.ground.ids import uuid7

SEEN_EVERY = timedelta(seconds=5)


def arrive(actor: Actor, case: Case, room: Room, seat: UUID) -> None:
    """Come to the waiting room, or back to the meeting, with the page that says so: an older page gives way."""
    grounds = may_attend(actor, case)
    if not rules.is_open(room.opened_at, room.ended_at, clock.now()):
        raise RoomClosed
    if isinstance(actor, StaffActor) and receives_by_right(actor, case, room):
        receive(actor, case, room)
    before = queries.inside(case, room).of(actor.id)
    if before is None:
        _new(actor, case, room, seat)
    elif before.attendee.seat == seat and before.is_here:
        return
    else:
        _back(actor, before, seat)
    if _is_let_in(room, actor.id, case):
        record(actor, "join_call", case, grounds, room)
    tell(case)


def _new(actor: Actor, case: Case, room: Room, seat: UUID) -> None:
    now = clock.now()
    row = Attendee.within(
        case,
        id=uuid7(),
        case=case,
        room=room,
        person_id=actor.id,
        name=actor.name,
        is_resident=not isinstance(actor, StaffActor),
        is_protected=_is_protected(actor),
        of_municipality=actor.employer,
        **_invited(actor),
        seat=seat,
        arrived_at=now,
        seen_at=now,
        counted_from=now,
    )
    Attendee.objects.bulk_create([row], ignore_conflicts=True)


def _back(actor: Actor, before: queries.Present, seat: UUID) -> None:
    """In another tab, after a reload, or after the network was gone. Whoever had left comes last."""
    now = clock.now()
    changes = {"seat": seat, "seen_at": now, "left_at": None, **_invited(actor)}
    if not before.is_here:
        changes["arrived_at"] = now
    if _is_protected(actor):
        changes["is_protected"] = True
    Attendee.objects.filter(id=before.attendee.id).update(**changes)


def _is_protected(actor: Actor) -> bool:
    return not isinstance(actor, StaffActor) and actor.protected


def _invited(actor: Actor) -> dict[str, Any]:
    """By which invitation, and as what; the latest where somebody has been invited anew."""
    if not isinstance(actor, GuestActor):
        return {}
    return {"invitation_id": actor.invitation, "guest_as": actor.guest_as}


def _is_let_in(room: Room, person: UUID, case: Case) -> bool:
    me = queries.inside(case, room).of(person)
    return bool(me and me.let_in)


def seen(me: Attendee) -> None:
    """The page is still open."""
    now = clock.now()
    if now - me.seen_at >= SEEN_EVERY:
        Attendee.objects.filter(id=me.id).update(seen_at=now)


def leave(actor: Actor, case: Case, room: Room, seat: UUID) -> None:
    """Go. Only the page that is there now can say so; what was decided stays, so that one may come back."""
    grounds = may_attend(actor, case)
    gone = Attendee.objects.filter(room=room, person_id=actor.id, seat=seat, left_at=None)
    if not gone.update(left_at=clock.now()):
        return
    if _is_let_in(room, actor.id, case):
        record(actor, "leave_call", case, grounds, room)
    tell(case)
