"""The resident's door to a video meeting: wait, be let in, meet, leave."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from brygga.access.doors import ResidentRequest, for_residents
from brygga.calls import actions, queries
from brygga.calls.models import Invitation
from brygga.calls.views import parts
from brygga.cases import queries as cases


@for_residents
@require_safe
def call(request: ResidentRequest, slug: str, case_id: UUID, room_id: UUID) -> HttpResponse:
    """The waiting room and the meeting are one page."""
    case, _grounds = cases.opened(request.actor, case_id)
    actions.may_attend(request.actor, case)
    room, meeting = parts.room_or_meeting(case, room_id)
    other = queries.open_room(case) if room is None else None
    place = {"slug": request.municipality.slug, "case_id": case.id}
    if other is not None:
        return HttpResponseRedirect(reverse("my_call", kwargs=place | {"room_id": other.id}))
    page = parts.stage(request.actor, case, room, meeting)
    page |= {"place": place, "room_id": room_id, "back": reverse("my_case", kwargs=place)}
    return parts.allowed(render(request, "calls/resident.html", page))


@for_residents
@require_POST
def no_longer_wanted(request: ResidentRequest, slug: str, case_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Somebody was to be there because the one the case is of said yes. Said no twice: nothing more."""
    case = cases.case_for(request.actor, case_id)
    try:
        actions.no_longer_wanted(request.actor, case, invitation_id)
    except Invitation.DoesNotExist as error:
        raise Http404 from error
    here = reverse("my_case", kwargs={"slug": slug, "case_id": case.id})
    return HttpResponseRedirect(f"{here}#panel-guests", status=303)


@for_residents
@require_POST
def exchange(request: ResidentRequest, slug: str, case_id: UUID, room_id: UUID) -> HttpResponse:
    case = cases.case_for(request.actor, case_id)
    return parts.exchanged(request, request.actor, case, room_id)
