"""The staff's door to a video meeting: open it, let people in, end it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from brygga.access.doors import StaffRequest, for_staff
from brygga.booking.rules import Channel
from brygga.calls import actions
from brygga.calls.models import Attendee
from brygga.calls.views import parts
from brygga.cases import queries as cases


@for_staff
@require_safe
def call(request: StaffRequest, slug: str, case_id: UUID, room_id: UUID) -> HttpResponse:
    """The meeting, with who waits; or the booked meeting whose room is not open yet."""
    case = cases.case_for(request.actor, case_id)
    actions.may_host(request.actor, case)
    cases.opened(request.actor, case_id)
    room, meeting = parts.room_or_meeting(case, room_id)
    place = {"slug": request.municipality.slug, "case_id": case.id}
    page = parts.stage(request.actor, case, room, meeting)
    page |= {"place": place, "room_id": room_id, "back": reverse("case", kwargs=place)}
    page["note_url"] = f"{reverse('log_contact', kwargs=place)}?kanal={Channel.VIDEO}"
    template = "calls/staff.html" if room else "calls/not_open.html"
    return parts.allowed(render(request, template, page))


@for_staff
@require_POST
def open_room(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """At once, or for a booked meeting. What is open already is where one comes."""
    case = cases.case_for(request.actor, case_id)
    meeting = request.POST.get("meeting", "")
    try:
        if meeting:
            _room, booked = parts.room_or_meeting(case, _uuid(meeting))
            room = _room or actions.open_meeting(request.actor, case, booked)  # type: ignore[arg-type]
            actions.lead_on(case, _uuid(meeting), room)
        else:
            room = actions.open_now(request.actor, case, relay_only="relay" in request.POST)
    except actions.RoomClosed:
        return HttpResponseRedirect(reverse("case", kwargs={"slug": slug, "case_id": case_id}), status=303)
    return HttpResponseRedirect(
        reverse("call", kwargs={"slug": slug, "case_id": case_id, "room_id": room.id}), status=303
    )


@for_staff
@require_POST
def exchange(request: StaffRequest, slug: str, case_id: UUID, room_id: UUID) -> HttpResponse:
    case = cases.case_for(request.actor, case_id)
    return parts.exchanged(request, request.actor, case, room_id)


@for_staff
@require_POST
def admit(request: StaffRequest, slug: str, case_id: UUID, room_id: UUID) -> HttpResponse:
    return _acted(request, case_id, room_id, actions.admit, who=True)


@for_staff
@require_POST
def refuse(request: StaffRequest, slug: str, case_id: UUID, room_id: UUID) -> HttpResponse:
    return _acted(request, case_id, room_id, actions.refuse, who=True)


@for_staff
@require_POST
def receive(request: StaffRequest, slug: str, case_id: UUID, room_id: UUID) -> HttpResponse:
    return _acted(request, case_id, room_id, actions.take_over)


@for_staff
@require_POST
def relay(request: StaffRequest, slug: str, case_id: UUID, room_id: UUID) -> HttpResponse:
    return _acted(request, case_id, room_id, actions.relay_all)


@for_staff
@require_POST
def forward(request: StaffRequest, slug: str, case_id: UUID, room_id: UUID) -> HttpResponse:
    return _acted(request, case_id, room_id, actions.forward)


@for_staff
@require_POST
def end(request: StaffRequest, slug: str, case_id: UUID, room_id: UUID) -> HttpResponse:
    return _acted(request, case_id, room_id, actions.end)


def _acted(
    request: StaffRequest, case_id: UUID, room_id: UUID, act: Callable[..., None], *, who: bool = False
) -> HttpResponse:
    """Done, or why not in one word that the page turns into a sentence."""
    case = cases.case_for(request.actor, case_id)
    room = parts.room(case, room_id)
    given: list[Any] = [_uuid(request.POST.get("who", ""))] if who else []
    try:
        act(request.actor, case, room, *given)
    except Attendee.DoesNotExist as error:
        raise Http404 from error
    except (actions.RoomClosed, actions.RoomFull, actions.NotHost, actions.NoSfu) as error:
        return JsonResponse({"wrong": type(error).__name__}, status=409)
    return HttpResponse(status=204)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
