"""Groups: held and called off by whoever leads them; a resident takes a place, waits for one, leaves it."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.booking import queries, rules
from brygga.booking.actions.keeping import Taken, kept
from brygga.booking.models import Seat, Session
from brygga.booking.rules import Channel, Span
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.ground import clock, trail
from brygga.ground.ids import uuid7

TRIES = 5
"""So often another may be a moment before, and take the very seat that was free."""


@dataclass(frozen=True)
class NewSession:
    """A group to be, as typed and checked."""

    title: str
    text: str
    area: str
    span: Span
    channel: Channel
    place: str
    room_id: UUID | None
    seats: int


def hold_session(actor: StaffActor, new: NewSession, *, once: UUID) -> None:
    """In one's own name and municipality. Taken where the leader, or the room, is busy. Sent twice, it is held once."""
    if Session.objects.filter(id=once).exists():
        return
    row = Session(
        id=once,
        municipality=actor.employer,
        area=new.area,
        staff_id=actor.id,
        staff_name=actor.name,
        title=new.title,
        text=new.text,
        starts_at=new.span.starts,
        ends_at=new.span.ends,
        lane=rules.lane(actor.id, new.span),
        channel=new.channel.value,
        place=new.place,
        room_id=new.room_id,
        room_lane=rules.lane(new.room_id, new.span) if new.room_id else None,
        seats=new.seats,
    )
    if queries.are_taken(queries.hold(actor.id, new.room_id), new.span):
        raise Taken
    kept(lambda: row.save(force_insert=True))


def call_off(actor: StaffActor, ident: UUID) -> None:
    """One's own. Called off already: nothing more happens."""
    Session.objects.filter(id=ident, staff_id=actor.id, cancelled_at=None).update(cancelled_at=clock.now())


def join(actor: ResidentActor, case: Case, session: Session) -> Seat:
    """A place, or one in line where it is full. Asked again, one keeps what one has, or gets what has become free."""
    grounds = gate.require_own(actor, case)
    mine: Seat | None = _mine(actor, case, session)
    if mine is not None and mine.state == Seat.State.TAKEN:
        return mine
    for _try in range(TRIES):
        _free, lowest = queries.free_in([session.id]).get(session.id, (0, None))
        if mine is not None and lowest is None:
            return mine
        try:
            with transaction.atomic():
                seat = _seated(actor, case, session, mine, lowest)
        except IntegrityError:  # somebody was a moment before: look again
            mine = _mine(actor, case, session)
            continue
        trail.record(actor, "join_group", case, grounds, subject=session.id, state=str(seat.state))
        cases.touch(case, "meetings")
        return seat
    raise Taken


def _mine(actor: ResidentActor, case: Case, session: Session) -> Seat | None:
    rows = Seat.objects.filter(case=case, session_id=session.id, recipient_index=actor.number_index)
    found: Seat | None = rows.filter(state__in=queries.OPEN).first()
    return found


def _seated(
    actor: ResidentActor, case: Case, session: Session, mine: Seat | None, number: int | None
) -> Seat:
    now, state = clock.now(), Seat.State.TAKEN if number else Seat.State.WAITING
    if mine is not None:
        Seat.objects.filter(id=mine.id).update(state=state, number=number, changed_at=now)
        mine.state, mine.number = state, number
        return mine
    seat = Seat.within(
        case,
        id=uuid7(),
        case=case,
        session_id=session.id,
        recipient_index=actor.number_index,
        number=number,
        state=state,
        asked_at=now,
        changed_at=now,
    )
    seat.save(force_insert=True)
    return seat


def leave(actor: ResidentActor, case: Case, session: Session) -> None:
    """The place is free in the same moment. Left already: nothing more happens."""
    grounds = gate.require_own(actor, case)
    mine = _mine(actor, case, session)
    if mine is None:
        return
    Seat.objects.filter(id=mine.id).update(state=Seat.State.LEFT, number=None, changed_at=clock.now())
    trail.record(actor, "leave_group", case, grounds, subject=session.id)
    cases.touch(case, "meetings")


def note_told_off(seat: Seat) -> None:
    """That whoever has the seat has been told that the group is called off."""
    Seat.objects.filter(id=seat.id).update(off_told_at=clock.now())


def note_told_of_seat(seat: Seat) -> None:
    """That whoever is first in line has been told of a place."""
    Seat.objects.filter(id=seat.id).update(told_at=clock.now())
