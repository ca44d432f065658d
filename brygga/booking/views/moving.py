"""Staff give a meeting another time; what was agreed of it stays unless they change it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from brygga.access.doors import StaffRequest, for_staff
from brygga.booking import actions, choosing
from brygga.booking.choosing import Choice
from brygga.booking.forms.meetings import MoveForm
from brygga.booking.models import Meeting
from brygga.booking.views.staff import meeting_in, to_case
from brygga.cases import queries as cases
from brygga.cases.models import Case


@for_staff
def move(request: StaffRequest, slug: str, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Another time with the same person, or with somebody else who may."""
    case, _grounds = cases.opened(request.actor, case_id)
    meeting = meeting_in(case, meeting_id)
    choice, form = _form(request, case, meeting)
    if request.method == "POST":
        try:
            done = choosing.is_there(meeting, request.POST) or _moved(request, case, meeting, form)
        except actions.Taken:
            return _overtaken(request, slug, case, meeting_id)
        if done:
            return to_case(slug, case)
    return _page(request, case, meeting, choice, form)


def _moved(request: StaffRequest, case: Case, meeting: Meeting, form: MoveForm) -> bool:
    """Whether it is done; if not, the form says what is in the way."""
    if not form.is_valid() or choosing.stands(case, meeting):
        return False
    try:
        actions.move(request.actor, case, meeting, form.wish(meeting.errand))
    except actions.NotAdvised as against:
        told = {"reasons": choosing.reasons_told(against.advice)}
        form.add_error("why", _("Skriv varför. %(reasons)s") % told)
        return False
    return True


def _overtaken(request: StaffRequest, slug: str, case: Case, meeting_id: UUID) -> HttpResponse:
    """Somebody was a moment before: the same form once more, another meeting, or the same one moved."""
    meeting = meeting_in(case, meeting_id)
    if choosing.is_there(meeting, request.POST):
        return to_case(slug, case)
    choice, form = _form(request, case, meeting)
    if form.is_valid():
        form.add_error("at", _("Någon hann före, eller så räcker inte tiden för resan. Välj en annan tid."))
    return _page(request, case, meeting, choice, form)


def _form(request: StaffRequest, case: Case, meeting: Meeting) -> tuple[Choice, MoveForm]:
    choice = choosing.moved_by_staff(case, meeting, request.POST or request.GET)
    kept = choosing.kept_by_staff(meeting)
    ways = choice.ways(judged=True)
    return choice, MoveForm(meeting.key, choice.offered.offers, ways, request.POST or None, initial=kept)


def _page(
    request: StaffRequest, case: Case, meeting: Meeting, choice: Choice, form: MoveForm
) -> HttpResponse:
    stands = choosing.stands(case, meeting)
    page = {
        "case": case,
        "meeting": meeting,
        "form": form,
        "choice": choice,
        "ways": choice.ways(judged=True),
    }
    page |= {"stands": stands, "owner": request.municipality}
    if stands or form.overtaken:
        return render(request, "booking/move_for_resident.html", page, status=409)
    return render(request, "booking/move_for_resident.html", page, status=422 if form.errors else 200)
