"""Booking, moving, cancelling, coming or not. Each verb: may I, is the time still free, do it, trail, live."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.booking import queries, rules
from brygga.booking.models import Absence, Hours, Meeting
from brygga.booking.queries import Offer
from brygga.booking.rules import Channel, Span, State
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.ground import clock, trail
from brygga.ground.ids import uuid7
from brygga.ground.trail import Grounds
from brygga.law import Step

BOOKING = "appointment_booking"
EXCLUDED = "23P01"
"""SQLSTATE exclusion_violation: somebody else was a moment before."""


class Taken(Exception):
    """The time is not free, or never was offered; nothing has been changed."""


class TooLate(Exception):
    """So close to the meeting a resident calls instead."""


@dataclass(frozen=True)
class Wish:
    """What is asked for. The time must be one that is offered for the case."""

    staff_id: UUID
    starts_at: datetime
    channel: Channel
    about: str = ""
    interpreter: str = ""


def book(actor: ResidentActor | StaffActor, case: Case, wish: Wish, *, once: UUID) -> Meeting:
    """Book a time with somebody who takes meetings in the case. Sent twice, it is booked once."""
    grounds = _may(actor, case)
    before: Meeting | None = Meeting.objects.filter(case=case, id=once).first()
    if before is not None:
        return before
    offer, now = _offer(case, wish), clock.now()
    meeting = Meeting.within(
        case,
        id=once,
        case=case,
        about=wish.about,
        interpreter=wish.interpreter,
        by_resident=isinstance(actor, ResidentActor),
        booked_at=now,
        changed_at=now,
        **_place(offer, wish),
    )
    _kept(lambda: meeting.save(force_insert=True))
    _told(actor, "book_meeting", case, grounds, meeting)
    return meeting


def move(actor: ResidentActor | StaffActor, case: Case, meeting: Meeting, wish: Wish) -> Meeting:
    """Give a meeting another time; the old one is free again in the same moment."""
    grounds = _may_change(actor, case, meeting)
    if wish.staff_id != meeting.staff_id:  # with somebody else it is another meeting
        raise Taken
    changes = _place(_offer(case, wish), wish) | {"changed_at": clock.now()}
    rows = Meeting.objects.filter(case=case, id=meeting.id, state=State.BOOKED)
    moved = _kept(lambda: rows.update(**{k: v for k, v in changes.items() if k in MOVABLE}))
    if not moved:
        raise Taken
    _told(actor, "move_meeting", case, grounds, meeting)
    return queries.meeting_for(case, meeting.id)


MOVABLE = frozenset({"starts_at", "ends_at", "lane", "channel", "place", "changed_at"})


def cancel(actor: ResidentActor | StaffActor, case: Case, meeting: Meeting) -> None:
    """Let the time go. Cancelled already: nothing more happens."""
    if meeting.state == State.CANCELLED:
        return
    grounds = _may_change(actor, case, meeting)
    rows = Meeting.objects.filter(case=case, id=meeting.id, state=State.BOOKED)
    if rows.update(state=State.CANCELLED, changed_at=clock.now()):
        _told(actor, "cancel_meeting", case, grounds, meeting)


def note_outcome(actor: StaffActor, case: Case, meeting: Meeting, outcome: State) -> None:
    """Whether they came. Not before the meeting has begun; excused is not the same as staying away."""
    if outcome not in {State.CAME, State.NO_SHOW, State.EXCUSED} or clock.now() < meeting.starts_at:
        raise Taken
    grounds = _may(actor, case)
    rows = Meeting.objects.filter(case=case, id=meeting.id, state=State.BOOKED)
    if rows.update(state=outcome, changed_at=clock.now()):
        _told(actor, "note_meeting", case, grounds, meeting)


def _may(actor: ResidentActor | StaffActor, case: Case) -> Grounds:
    if isinstance(actor, ResidentActor):
        return gate.require_own(actor, case)
    return gate.require(actor, BOOKING, Step.CARRY_OUT, case, clock.today())


def _may_change(actor: ResidentActor | StaffActor, case: Case, meeting: Meeting) -> Grounds:
    grounds = _may(actor, case)
    if isinstance(actor, ResidentActor) and not rules.may_change(meeting.starts_at, clock.now()):
        raise TooLate
    return grounds


def _offer(case: Case, wish: Wish) -> Offer:
    """The offered time that is wished for. Taken where it is not on offer, whatever a form may say."""
    if case.closed_at is not None:
        raise Taken
    hosts = [host for host in queries.hosts_for(case) if host.id == wish.staff_id]
    day = wish.starts_at.astimezone(rules.STOCKHOLM).date()
    for offer in queries.offers(hosts, day, day, clock.now()):
        if offer.free.span.starts == wish.starts_at and wish.channel in offer.free.hours.channels:
            return offer
    raise Taken


def _place(offer: Offer, wish: Wish) -> dict[str, Any]:
    span = offer.free.span
    return {
        "staff_id": offer.host.id,
        "staff_name": offer.host.name,
        "staff_municipality": offer.host.municipality,
        "starts_at": span.starts,
        "ends_at": span.ends,
        "lane": rules.lane(offer.host.id, span),
        "channel": wish.channel.value,
        "place": offer.place if wish.channel is Channel.PHYSICAL else "",
    }


def _kept(write: Any) -> Any:
    """Write, or Taken where somebody else was a moment before."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        if getattr(error.__cause__, "sqlstate", "") == EXCLUDED:
            raise Taken from error
        raise


def _told(
    actor: ResidentActor | StaffActor, verb: str, case: Case, grounds: Grounds, meeting: Meeting
) -> None:
    staff = isinstance(actor, StaffActor)
    activity, step = (BOOKING, Step.CARRY_OUT.value) if staff else ("", "")
    trail.record(actor, verb, case, grounds, activity=activity, step=step, subject=meeting.id)
    cases.touch(case, "meetings", **({} if staff else {"new_for_staff": True}))


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
