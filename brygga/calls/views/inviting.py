"""Staff: who is invited to a meeting without reading the case, inviting one more, taking it back."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brygga.access.doors import StaffRequest, for_staff
from brygga.booking.models import Meeting
from brygga.calls import actions, invited, rules, words
from brygga.calls.forms import GuestForm
from brygga.calls.models import Invitation, Room
from brygga.calls.views import parts
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.ground import clock


@for_staff
def guests(request: StaffRequest, slug: str, case_id: UUID, room_id: UUID) -> HttpResponse:
    """The list, and a form for one more while the meeting is open or to come."""
    case = cases.case_for(request.actor, case_id)
    actions.may_host(request.actor, case)
    room, meeting = parts.room_or_meeting(case, room_id)
    over = case.closed_at is not None or _is_over(room, meeting)
    form = _form(request, meeting)
    if request.method == "POST" and not over and form.is_valid() and _invited(request, case, room_id, form):
        return _back(slug, case, room_id)
    cases.opened(request.actor, case_id)
    place = {"slug": slug, "case_id": case.id}
    page = {"case": case, "place": place, "room_id": room_id, "meeting": meeting, "over": over, "form": form}
    page |= {"guests": invited.to_rooms(case, [room_id]), "labels": words.AS}
    page["back"] = reverse("call", kwargs=place | {"room_id": room_id})
    return render(request, "calls/guests.html", page, status=_status(request, form, over=over))


@for_staff
@require_POST
def withdraw(
    request: StaffRequest, slug: str, case_id: UUID, room_id: UUID, invitation_id: UUID
) -> HttpResponse:
    case = cases.case_for(request.actor, case_id)
    try:
        actions.withdraw(request.actor, case, invitation_id)
    except Invitation.DoesNotExist as error:
        raise Http404 from error
    return _back(slug, case, room_id)


def _form(request: StaffRequest, meeting: Meeting | None) -> GuestForm:
    """Where the meeting was booked with an interpreter, that is who is expected."""
    language = meeting.interpreter if meeting else ""
    known: dict[str, Any] = {"consent_on": clock.today()}
    known |= {"guest_as": "interpreter", "language": language} if language else {}
    return GuestForm(request.POST if request.method == "POST" else None, today=clock.today(), initial=known)


def _is_over(room: Room | None, meeting: Meeting | None) -> bool:
    now = clock.now()
    if room is not None:
        return not rules.is_open(room.opened_at, room.ended_at, now)
    return meeting is None or meeting.ends_at + rules.LATE < now


def _invited(request: StaffRequest, case: Case, room_id: UUID, form: GuestForm) -> bool:
    try:
        actions.invite(request.actor, case, room_id, form.guest(), form.cleaned_data["once"])
    except actions.ReadsCase:
        form.add_error("number", _("Den personen finns redan i ärendet. Hen kommer in från sina egna sidor."))
    except actions.RoomClosed:
        form.add_error(None, _("Ärendet är avslutat."))
    return not form.errors


def _status(request: StaffRequest, form: GuestForm, *, over: bool) -> int:
    if request.method != "POST":
        return 200
    return 409 if over else 422


def _back(slug: str, case: Case, room_id: UUID) -> HttpResponse:
    url = reverse("call_guests", kwargs={"slug": slug, "case_id": case.id, "room_id": room_id})
    return HttpResponseRedirect(f"{url}#inbjudna", status=303)
