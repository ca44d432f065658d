"""Staff open a room, let each one in by name or not, and end the meeting."""

from uuid import UUID

from brygga.access.rules import StaffActor
from brygga.booking.models import Meeting
from brygga.calls import queries, rules, sfu
from brygga.calls.actions.permits import may_host, record, tell
from brygga.calls.models import Admission, Attendee, Room, Signal
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.ground.trail import Grounds


class RoomClosed(Exception):
    """The meeting has ended, or the case has."""


class RoomFull(Exception):
    """As many as a room holds are in it."""


class NoSfu(Exception):
    """There is nothing here to meet through."""


class NotHost(Exception):
    """Somebody else receives in this room."""


def open_now(actor: StaffActor, case: Case, *, relay_only: bool = False) -> Room:
    """A room at once, without a booking. Where one is open already, that one."""
    return _opened(actor, case, uuid7(), None, relay_only=relay_only)


def open_meeting(actor: StaffActor, case: Case, meeting: Meeting) -> Room:
    """The room of a booked meeting. Opened twice, or ended before: the same room as it is."""
    before = queries.room_of_meeting(case, meeting.id)
    return before or _opened(actor, case, meeting.id, meeting.id, relay_only=False)


def _opened(actor: StaffActor, case: Case, ident: UUID, meeting: UUID | None, *, relay_only: bool) -> Room:
    grounds = may_host(actor, case)
    fresh = cases.locked(case)
    if fresh.closed_at is not None:
        raise RoomClosed
    case.version = fresh.version
    found = queries.open_room(case)
    if found is not None:
        return found
    for forgotten in Room.objects.filter(case=case, ended_at=None):
        _end(actor, case, forgotten, grounds)
    room = Room.within(
        case,
        id=ident,
        case=case,
        meeting_id=meeting,
        opened_by_id=actor.id,
        opened_at=clock.now(),
        relay_only=relay_only,
    )
    room.save(force_insert=True)
    record(actor, "open_call", case, grounds, room)
    cases.touch(case, "call")
    return room


def receives_by_right(actor: StaffActor, case: Case, room: Room) -> bool:
    """Whoever works with the case, has opened the room, or is the one the meeting was booked with."""
    if actor.id in {case.handler_id, room.opened_by_id}:
        return True
    if room.meeting_id is None:
        return False
    return queries.host_of(case, room.meeting_id) == actor.id


def take_over(actor: StaffActor, case: Case, room: Room) -> None:
    """Receive in a room where nobody does, for a colleague who could not come."""
    grounds = may_host(actor, case)
    here = queries.inside(case, _held(case, room))
    if here.has_host:
        raise NotHost
    _decide(actor, case, room.id, actor.id, is_let_in=True, is_host=True)
    record(actor, "receive_call", case, grounds, room)
    tell(case)


def admit(actor: StaffActor, case: Case, room: Room, attendee: UUID) -> None:
    """Let somebody in who waits. Twice is once."""
    grounds, here = _receiving(actor, case, room)
    one = _come(room, attendee)
    now = here.of(one.person_id)
    if now is not None and now.let_in:
        return
    if here.is_full:
        raise RoomFull
    _decide(actor, case, room.id, one.person_id, is_let_in=True)
    record(actor, "admit_to_call", case, grounds, room, resident=one.is_resident)
    tell(case)


def refuse(actor: StaffActor, case: Case, room: Room, attendee: UUID) -> None:
    """Do not let somebody in, or ask them to leave. Who receives is not put out of the room."""
    grounds, here = _receiving(actor, case, room)
    one = _come(room, attendee)
    now = here.of(one.person_id)
    if now is not None and (now.let_in is False or now.is_host):
        return
    put_out(actor, case, one)
    record(actor, "refuse_in_call", case, grounds, room, resident=one.is_resident)
    tell(case)


def put_out(actor: StaffActor, case: Case, one: Attendee) -> None:
    """Decided, and what was said to and by them is forgotten."""
    _decide(actor, case, one.room_id, one.person_id, is_let_in=False)
    Signal.objects.filter(room=one.room_id, sender_id=one.person_id).delete()
    Signal.objects.filter(room=one.room_id, addressee_id=one.person_id).delete()


def relay_all(actor: StaffActor, case: Case, room: Room) -> None:
    """From now on nobody in the room learns anybody's address. There is no way back in the same room."""
    grounds, _here = _receiving(actor, case, room)
    if room.relay_only:
        return
    Room.objects.filter(id=room.id, case=case).update(relay_only=True)
    Signal.objects.filter(room=room).delete()
    record(actor, "relay_call", case, grounds, room)
    tell(case)


def forward(actor: StaffActor, case: Case, room: Room) -> None:
    """From now on everything goes through the SFU, which makes room for more. There is no way back in the same room."""
    grounds, _here = _receiving(actor, case, room)
    if sfu.sfu() is None:
        raise NoSfu
    if room.forwarded:
        return
    Room.objects.filter(id=room.id, case=case).update(forwarded=True)
    Signal.objects.filter(room=room).delete()
    record(actor, "forward_call", case, grounds, room)
    tell(case)


def end(actor: StaffActor, case: Case, room: Room) -> None:
    """For everybody. Ended already: nothing more happens."""
    grounds = may_host(actor, case)
    held = _held(case, room, even_closed=True)
    if held.ended_at is not None:
        return
    me = queries.inside(case, held).of(actor.id)
    if not (me and me.is_host) and not receives_by_right(actor, case, held):
        raise NotHost
    _end(actor, case, held, grounds)
    cases.touch(case, "call")
    tell(case)


def _end(actor: StaffActor, case: Case, room: Room, grounds: Grounds) -> None:
    Room.objects.filter(id=room.id, case=case).update(ended_at=clock.now())
    Signal.objects.filter(room=room).delete()
    record(actor, "end_call", case, grounds, room)


def _receiving(actor: StaffActor, case: Case, room: Room) -> tuple[Grounds, queries.Inside]:
    """The room held still, for whoever receives in it. RoomClosed, NotHost."""
    grounds = may_host(actor, case)
    here = queries.inside(case, _held(case, room))
    me = here.of(actor.id)
    if me is None or not me.is_host:
        raise NotHost
    return grounds, here


def _held(case: Case, room: Room, *, even_closed: bool = False) -> Room:
    """The room as it is now, and so until the transaction ends: two who let in at once do not make five."""
    held: Room = Room.objects.select_for_update().get(id=room.id, case=case)
    if not even_closed and not rules.is_open(held.opened_at, held.ended_at, clock.now()):
        raise RoomClosed
    return held


def _come(room: Room, attendee: UUID) -> Attendee:
    """Attendee.DoesNotExist where nobody like that has come."""
    found: Attendee = Attendee.objects.get(id=attendee, room=room)
    return found


def _decide(
    actor: StaffActor, case: Case, room: UUID, person: UUID, *, is_let_in: bool, is_host: bool = False
) -> None:
    decided = {"is_let_in": is_let_in, "is_host": is_host, "by_id": actor.id, "at": clock.now()}
    if not Admission.objects.filter(room=room, person_id=person).update(**decided):
        row = Admission.within(case, id=uuid7(), case=case, room_id=room, person_id=person, **decided)
        row.save(force_insert=True)


def receive(actor: StaffActor, case: Case, room: Room) -> None:
    """Whoever receives by right needs nobody to let them in."""
    if not Admission.objects.filter(room=room, person_id=actor.id).exists():
        _decide(actor, case, room.id, actor.id, is_let_in=True, is_host=True)
