"""What both doors of a video room do alike."""

import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from brygga.access.rules import GuestActor
from brygga.booking.models import Meeting
from brygga.calls import actions, queries, rules, sfu, telling
from brygga.calls.actions.permits import Actor
from brygga.calls.models import Room
from brygga.cases.models import Case
from brygga.ground import clock

OURS = "camera=(self), microphone=(self), display-capture=(self), geolocation=()"
"""Permissions-Policy of the pages that meet or try camera and microphone; all others may use neither."""


def allowed(response: HttpResponse) -> HttpResponse:
    response["Permissions-Policy"] = OURS
    return response


def room_or_meeting(case: Case, ident: UUID) -> tuple[Room | None, Meeting | None]:
    """The room of that id, or the booked meeting whose room nobody has opened. Http404 for anything else."""
    room = queries.room_of_meeting(case, ident)
    if room is not None:
        return room, None
    try:
        return None, queries.video_meeting(case, ident)
    except Meeting.DoesNotExist as error:
        raise Http404 from error


def room(case: Case, ident: UUID) -> Room:
    try:
        return queries.room_for(case, ident)
    except Room.DoesNotExist as error:
        raise Http404 from error


def exchanged(request: HttpRequest, actor: Actor, case: Case, ident: UUID) -> HttpResponse:
    """What the page says, kept; and what it is told back."""
    actions.may_attend(actor, case)
    found, _meeting = room_or_meeting(case, ident)
    return answered(request, actor, case, found)


def answered(request: HttpRequest, actor: Actor, case: Case, found: Room | None) -> HttpResponse:
    try:
        sent = _read(request)
        if found is None:
            return JsonResponse(_not_yet(case))
        return JsonResponse(_answer(actor, case, found, sent))
    except rules.Unfit:
        return JsonResponse({"wrong": "unfit"}, status=422)
    except actions.TooMany:
        request.undone = True  # type: ignore[attr-defined]
        return JsonResponse({"wrong": "too_many"}, status=429)


def _not_yet(case: Case) -> dict[str, Any]:
    """Before the room is open. Where another is open in the case, that is where the meeting is."""
    other = queries.open_room(case)
    return telling.EARLY | ({"elsewhere": str(other.id)} if other else {})


def _read(request: HttpRequest) -> rules.Sent:
    if int(request.headers.get("Content-Length") or 0) > rules.BODY_MOST:
        raise rules.Unfit
    try:
        return rules.sent_from(json.loads(request.body))
    except (ValueError, RecursionError) as error:  # the latter for brackets without end
        raise rules.Unfit from error


def _answer(actor: Actor, case: Case, found: Room, sent: rules.Sent) -> dict[str, Any]:
    if sent.leaves:
        actions.leave(actor, case, found, sent.seat)
        return {"state": "away"}
    here = queries.inside(case, found)
    if (sent.arrives or _was_cut_off(here.of(actor.id), sent.seat)) and here.is_open and not _shut(here):
        actions.arrive(actor, case, found, sent.seat)
        here = queries.inside(case, found)
    me = here.of(actor.id)
    if me is not None and telling.state_of(here, me, sent.seat) not in {"moved", "away", "ended", "no_relay"}:
        actions.seen(me.attendee)
        if telling.state_of(here, me, sent.seat) == "inside":
            actions.send(actor, case, here, sent.signals)
    reached = here.room.forwarded and _knows_all(actor, me) and _settled(here)
    return telling.told(actor, here, sent.seat, sent.seen, servers=sent.wants_servers, reached=reached)


def _knows_all(actor: Actor, me: queries.Present | None) -> bool:
    """Whoever is invited sees nobody else's row before they are let in: the SFU is not to believe the room empty."""
    return not isinstance(actor, GuestActor) or bool(me and me.let_in)


def _settled(here: queries.Inside) -> bool:
    """Whether the SFU agrees with us of who may be there: before that, nobody is told to go to it."""
    try:
        sfu.settle(here)
    except sfu.Away:
        return False
    return True


def _was_cut_off(me: queries.Present | None, seat: UUID) -> bool:
    """The same page again after a while without a network: it comes back by itself."""
    return me is not None and me.attendee.seat == seat and me.attendee.left_at is None and not me.is_here


def _shut(here: queries.Inside) -> bool:
    """An address must stay unknown, and there is no relay: nobody comes in at all."""
    return here.relayed and queries.relay() is None


def stage(actor: Actor, case: Case, found: Room | None, meeting: Meeting | None) -> dict[str, Any]:
    """What the page of a room shows before its script has asked."""
    shut = found is not None and _shut(queries.inside(case, found))
    if found is None:
        shut = queries.relay() is None and queries.must_relay(case)
    return {
        "case": case,
        "room": found,
        "meeting": meeting,
        "shut": shut,
        "ended": found is not None and not rules.is_open(found.opened_at, found.ended_at, clock.now()),
        "may_relay": queries.relay() is not None,
        "may_forward": sfu.sfu() is not None,
    }
