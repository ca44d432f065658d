"""Booking, moving, cancelling, coming or not.

Each verb: may I, is it advised or reasoned for, is the time still free, do it, trail, live.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.booking import queries, rules
from brygga.booking.actions.keeping import Taken, kept
from brygga.booking.actions.waiting import end_waits
from brygga.booking.models import Meeting
from brygga.booking.queries import Offer
from brygga.booking.rules import TALK, Advice, Channel, Errand, Fit, State
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.ground import clock, trail
from brygga.ground.trail import Grounds
from brygga.law import Step

BOOKING = "appointment_booking"


class TooLate(Exception):
    """So close to the meeting a resident calls instead."""


class NotAdvised(Exception):
    """That way to meet is not simply advised: a resident chooses another, staff say why."""

    def __init__(self, advice: Advice) -> None:
        super().__init__(advice.fit.name)
        self.advice = advice


@dataclass(frozen=True)
class Wish:
    """What is asked for. The time must be one that is offered for the case.

    shows_home, overheard: what staff know of the circumstances. why: their own reason, where it takes one.
    """

    staff_id: UUID
    starts_at: datetime
    channel: Channel
    about: str = ""
    interpreter: str = ""
    interpreter_sex: str = ""
    interpreter_way: str = ""
    errand: str = TALK
    shows_home: bool = False
    overheard: bool = False
    why: str = ""
    remind_close: bool = False
    travel: int = 0


def book(actor: ResidentActor | StaffActor, case: Case, wish: Wish, *, once: UUID) -> Meeting:
    """Book a time with somebody who takes meetings in the case. Sent twice, it is booked once."""
    grounds = _may(actor, case)
    before: Meeting | None = Meeting.objects.filter(case=case, id=once).first()
    if before is not None:
        return before
    errand = _errand(actor, case, wish.errand)
    advice = _advice(case, errand, wish)
    _judged(actor, advice, wish)
    travel, now = _travel(wish, wish.travel), clock.now()
    offer = _offer(case, errand, wish, travel)
    meeting = Meeting.within(
        case,
        id=once,
        case=case,
        errand=errand.code,
        activity=errand.activity,
        why=wish.why if advice.fit is not Fit.FITS else "",
        by_resident=isinstance(actor, ResidentActor),
        told=isinstance(actor, ResidentActor),
        booked_at=now,
        changed_at=now,
        **_asked(wish),
        **_place(offer, wish, advice, travel),
    )
    kept(lambda: meeting.save(force_insert=True))
    _told(actor, "book_meeting", case, grounds, meeting)
    return meeting


def move(actor: ResidentActor | StaffActor, case: Case, meeting: Meeting, wish: Wish) -> Meeting:
    """Give a meeting another time; the old one is free again in the same moment. Staff say all of it anew.

    Taken also where it is not as it was read: moved or cancelled by somebody else, or begun.
    """
    grounds = _may_change(actor, case, meeting)
    if not _may_be_had(actor, meeting, wish):
        raise Taken
    changes = _changes(actor, case, meeting, wish)
    rows = Meeting.objects.filter(
        case=case, id=meeting.id, state=State.BOOKED, starts_at=meeting.starts_at, staff_id=meeting.staff_id
    )
    if not kept(lambda: rows.update(**changes)):
        raise Taken
    end_waits(meeting)
    meeting = queries.meeting_for(case, meeting.id)
    _told(actor, "move_meeting", case, grounds, meeting)
    return meeting


def _may_be_had(actor: ResidentActor | StaffActor, meeting: Meeting, wish: Wish) -> bool:
    """To a resident, a meeting with somebody else is another meeting. What has begun stands where it is."""
    if isinstance(actor, ResidentActor):
        return wish.staff_id == meeting.staff_id
    return meeting.state == State.BOOKED and meeting.starts_at > clock.now()


def _changes(actor: ResidentActor | StaffActor, case: Case, meeting: Meeting, wish: Wish) -> dict[str, Any]:
    errand, staff = queries.errand_of(case, meeting), isinstance(actor, StaffActor)
    advice = _advice(case, errand, wish)
    anew = wish.channel != meeting.channel or (staff and bool(_learnt(meeting, advice)))
    if anew:  # how they meet already was somebody's decision, and stays with its reasons
        _judged(actor, advice, wish)
    travel = _travel(wish, wish.travel if staff else meeting.travel)
    changes = _place(_offer(case, errand, wish, travel, meeting), wish, advice, travel)
    changes |= {"changed_at": clock.now(), "interpreter_ordered_at": None}
    if not anew:
        del changes["advice"]
    if not staff:
        return {name: value for name, value in changes.items() if name in MOVABLE}
    if anew:
        changes["why"] = wish.why if advice.fit is not Fit.FITS else ""
    return changes | _asked(wish) | {"told": False}


def _learnt(meeting: Meeting, advice: Advice) -> set[str]:
    """Circumstances that nobody knew of when the way to meet was chosen."""
    return set(advice.codes) & CIRCUMSTANCES - set(meeting.advice.get("reasons", ()))


CIRCUMSTANCES = frozenset({"shows_home", "overheard"})
MOVABLE = frozenset(
    {
        *("starts_at", "ends_at", "lane", "channel", "place", "advice", "changed_at"),
        *("room_id", "room_lane", "interpreter_ordered_at", "travel"),
    }
)
"""By a resident. The way to a visit stays as long as it was; an interpreter is to be ordered for the new time."""


def cancel(actor: ResidentActor | StaffActor, case: Case, meeting: Meeting) -> None:
    """Let the time go. Cancelled already: nothing more happens."""
    if meeting.state == State.CANCELLED:
        return
    grounds = _may_change(actor, case, meeting)
    rows = Meeting.objects.filter(case=case, id=meeting.id, state=State.BOOKED)
    untold = {"told": False} if isinstance(actor, StaffActor) else {}
    if rows.update(state=State.CANCELLED, changed_at=clock.now(), **untold):
        end_waits(meeting)
        _told(actor, "cancel_meeting", case, grounds, meeting)


def note_outcome(actor: StaffActor, case: Case, meeting: Meeting, outcome: State) -> None:
    """Whether they came, or that it was otherwise than somebody noted. Not before the meeting has begun.

    Excused is not the same as staying away.
    """
    if outcome not in rules.OUTCOMES or clock.now() < meeting.starts_at:
        raise Taken
    grounds = _may(actor, case)
    known = {State.BOOKED, *rules.OUTCOMES} - {outcome}
    rows = Meeting.objects.filter(case=case, id=meeting.id, state__in=known)
    if rows.update(state=outcome, changed_at=clock.now()):
        _told(actor, "note_meeting", case, grounds, meeting)


def order_interpreter(actor: StaffActor, case: Case, meeting: Meeting, *, ordered: bool) -> None:
    """Note that the interpreter is ordered for this time, or that it is not after all."""
    grounds = _may(actor, case)
    rows = Meeting.objects.filter(case=case, id=meeting.id, state=State.BOOKED).exclude(interpreter="")
    if rows.update(interpreter_ordered_at=clock.now() if ordered else None):
        _told(actor, "order_interpreter" if ordered else "cancel_interpreter", case, grounds, meeting)


def note_told_of_change(meeting: Meeting) -> None:
    """That those it concerns have been told of what staff did."""
    Meeting.objects.filter(id=meeting.id).update(told=True)


def _may(actor: ResidentActor | StaffActor, case: Case) -> Grounds:
    if isinstance(actor, ResidentActor):
        return gate.require_own(actor, case)
    return gate.require(actor, BOOKING, Step.CARRY_OUT, case, clock.today())


def _may_change(actor: ResidentActor | StaffActor, case: Case, meeting: Meeting) -> Grounds:
    grounds = _may(actor, case)
    if isinstance(actor, ResidentActor) and not rules.may_change(meeting.starts_at, clock.now()):
        raise TooLate
    return grounds


def _errand(actor: ResidentActor | StaffActor, case: Case, code: str) -> Errand:
    """What it is about. Taken where the actor cannot book that by themselves, or nobody can any more."""
    for one in queries.errands_of(case, online=isinstance(actor, ResidentActor)):
        if one.code == code:
            return one
    raise Taken


def _advice(case: Case, errand: Errand, wish: Wish) -> Advice:
    about = queries.circumstances(case, errand, shows_home=wish.shows_home, overheard=wish.overheard)
    return rules.advice(wish.channel, about)


def _judged(actor: ResidentActor | StaffActor, advice: Advice, wish: Wish) -> None:
    """A human decides how to meet: staff may go against the advice, and then say why."""
    reasoned = isinstance(actor, StaffActor) and bool(wish.why.strip())
    if advice.fit is not Fit.FITS and not reasoned:
        raise NotAdvised(advice)


def _offer(case: Case, errand: Errand, wish: Wish, travel: int, moved: Meeting | None = None) -> Offer:
    """The offered time that is wished for. Taken where it is not on offer, whatever a form may say."""
    if case.closed_at is not None:
        raise Taken
    queries.hold(wish.staff_id)
    offer = queries.offer_at(case, errand, wish.staff_id, wish.starts_at, clock.now())
    if offer is None or wish.channel not in offer.channels:
        raise Taken
    room = offer.free.hours.room if wish.channel is Channel.PHYSICAL else None
    if room is not None and queries.are_taken(queries.hold(room=room), offer.free.span):
        raise Taken
    way = rules.with_travel(offer.free.span, travel)
    before = rules.with_travel(moved.span, moved.travel) if moved else None
    if travel and queries.are_taken([wish.staff_id], way, beside=before):
        raise Taken
    return offer


def _asked(wish: Wish) -> dict[str, Any]:
    """What is said beside when and how."""
    return {
        "about": wish.about,
        "interpreter": wish.interpreter,
        "interpreter_sex": wish.interpreter_sex if wish.interpreter else "",
        "interpreter_way": wish.interpreter_way if wish.interpreter else "",
        "remind_close": wish.remind_close,
    }


def _travel(wish: Wish, minutes: int) -> int:
    """Nobody travels but to a visit at home."""
    return minutes if wish.channel is Channel.HOME else 0


def _place(offer: Offer, wish: Wish, advice: Advice, travel: int) -> dict[str, Any]:
    """Where and with whom. A visit at home has no place here: no home address stands in a calendar."""
    span, room = offer.free.span, offer.free.hours.room if wish.channel is Channel.PHYSICAL else None
    return {
        "staff_id": offer.host.id,
        "staff_name": offer.host.name,
        "staff_municipality": offer.host.municipality,
        "starts_at": span.starts,
        "ends_at": span.ends,
        "lane": rules.lane(offer.host.id, rules.with_travel(span, travel)),
        "travel": travel,
        "room_id": room,
        "room_lane": rules.lane(room, span) if room else None,
        "channel": wish.channel.value,
        "place": offer.place if wish.channel is Channel.PHYSICAL else "",
        "advice": {"fit": advice.fit.name.lower(), "reasons": advice.codes},
    }


def _told(
    actor: ResidentActor | StaffActor, verb: str, case: Case, grounds: Grounds, meeting: Meeting
) -> None:
    staff = isinstance(actor, StaffActor)
    activity, step = (BOOKING, Step.CARRY_OUT.value) if staff else ("", "")
    how = {"channel": str(meeting.channel), "advice": meeting.advice.get("fit", "")}
    trail.record(actor, verb, case, grounds, activity=activity, step=step, subject=meeting.id, **how)
    cases.touch(case, "meetings", **({} if staff else {"new_for_staff": True}))
