"""The guest's door: somebody invited to one meeting, who signs in where residents do and sees nothing of the case."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from brygga.access.doors import Request, ResidentRequest, for_residents, open_to_all
from brygga.access.rules import ResidentActor
from brygga.calls import invited, telling, words
from brygga.calls.models import Invitation
from brygga.calls.views import parts


@for_residents
@require_safe
def call(request: ResidentRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    """What one is invited to, the waiting room and the meeting."""
    mine = _found(request, invitation_id)
    place = {"slug": slug, "invitation_id": mine.id}
    page = _stage(request.actor, mine) | {
        "invitation": mine,
        "place": place,
        "guest_as": words.BESIDE[mine.guest_as],
    }
    page |= {
        "exchange": reverse("invited_exchange", kwargs=place),
        "follows": reverse("live_invited", kwargs=place),
    }
    page["back"] = reverse("my_cases", kwargs={"slug": slug})
    return parts.allowed(render(request, "calls/guest.html", page))


@for_residents
@require_POST
def exchange(request: ResidentRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    mine = _found(request, invitation_id)
    with invited.as_guest(request.actor, mine) as guest:
        room = invited.room_of(mine)
        if room is None:
            return JsonResponse(telling.EARLY)
        return parts.answered(request, guest, invited.place_of(room), room)


@open_to_all
def stream(request: Request, slug: str, invitation_id: UUID) -> HttpResponse:
    """Where the stream has its name; `brygga.asgi` answers it."""
    return HttpResponse(status=426, headers={"Upgrade": "brygga.asgi"})


def _found(request: ResidentRequest, ident: UUID) -> invited.Mine:
    """Taken back, over, somebody else's or another municipality's: there is no such page."""
    try:
        return invited.mine_in(request.municipality.code, ident)
    except Invitation.DoesNotExist as error:
        raise Http404 from error


def _stage(person: ResidentActor, mine: invited.Mine) -> dict[str, Any]:
    with invited.as_guest(person, mine) as guest:
        room = invited.room_of(mine)
        return {"shut": room is not None and parts.stage(guest, invited.place_of(room), room, None)["shut"]}
