"""A resident books, moves and cancels by themselves, day or night."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brygga.access.doors import ResidentRequest, for_residents
from brygga.booking import actions, calendars, choosing, queries, rules
from brygga.booking.choosing import Choice
from brygga.booking.forms.meetings import BookForm
from brygga.booking.models import Meeting
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.ground import clock


@for_residents
def book(request: ResidentRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Free times with one's own worker first, else with the team."""
    case, _grounds = cases.opened(request.actor, case_id)
    if request.method == "POST" and choosing.is_booked(case, request.POST):
        return _to_case(request, case)
    choice = choosing.chosen(case, request.POST or request.GET, online=True)
    if choice is None:
        raise Http404
    form = _form(choice, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, choice, form)
    try:
        actions.book(request.actor, case, form.wish(choice.errand.code), once=form.cleaned_data["once"])
    except (actions.Taken, actions.NotAdvised):
        return _taken(request, case)
    return _to_case(request, case)


@for_residents
def move(request: ResidentRequest, slug: str, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Another time with the same person."""
    case, meeting = _meeting(request, case_id, meeting_id)
    if not rules.may_change(meeting.starts_at, clock.now()):
        return render(request, "booking/too_late.html", {"case": case, "meeting": meeting}, status=409)
    choice = choosing.moved(case, meeting)
    form = _form(choice, request.POST or None, initial=choosing.kept(meeting))
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, choice, form, meeting=meeting)
    try:
        actions.move(request.actor, case, meeting, form.wish(meeting.errand))
    except (actions.Taken, actions.NotAdvised):
        return _taken(request, case, meeting)
    return _to_case(request, case)


@for_residents
@require_POST
def cancel(request: ResidentRequest, slug: str, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    case, meeting = _meeting(request, case_id, meeting_id)
    try:
        actions.cancel(request.actor, case, meeting)
    except actions.TooLate:
        return render(request, "booking/too_late.html", {"case": case, "meeting": meeting}, status=409)
    return _to_case(request, case)


@for_residents
@require_POST
def wait(request: ResidentRequest, slug: str, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Stand in line for an earlier time, or leave the line."""
    case, meeting = _meeting(request, case_id, meeting_id)
    change = actions.stop_waiting if request.POST.get("stop") else actions.ask_earlier
    change(request.actor, case, meeting)
    return _to_case(request, case)


@for_residents
def calendar(request: ResidentRequest, slug: str, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """For one's own calendar: when, and nothing of what or with whom."""
    _case, meeting = _meeting(request, case_id, meeting_id)
    text = calendars.event(meeting.id, meeting.span, _("Bokad tid"), clock.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tid.ics"'
    return response


def _meeting(request: ResidentRequest, case_id: UUID, meeting_id: UUID) -> tuple[Case, Meeting]:
    case, _grounds = cases.opened(request.actor, case_id)
    try:
        return case, queries.meeting_for(case, meeting_id)
    except Meeting.DoesNotExist:
        raise Http404 from None


def _form(choice: Choice, typed: Any, **more: Any) -> BookForm:
    return BookForm(choice.offered.offers, choice.ways(judged=False), typed, **more)


def _taken(request: ResidentRequest, case: Case, meeting: Meeting | None = None) -> HttpResponse:
    """The form with what was typed, and the times that are left."""
    choice = choosing.moved(case, meeting) if meeting else choosing.chosen(case, request.POST, online=True)
    if choice is None:
        raise Http404
    form = _form(choice, request.POST)
    form.is_valid()
    if not {"at", "channel"} & set(form.errors):
        form.add_error("at", _("Någon hann före dig. Välj en annan tid."))
    return _page(request, case, choice, form, **({"meeting": meeting} if meeting else {}))


def _page(request: ResidentRequest, case: Case, choice: Choice, form: BookForm, **more: Any) -> HttpResponse:
    booked = [] if "meeting" in more else queries.to_come(case)
    page = {"case": case, "form": form, "choice": choice, "ways": choice.ways(judged=False), **more}
    page["booked"] = booked
    return render(request, "booking/book.html", page, status=422 if form.errors else 200)


def _to_case(request: ResidentRequest, case: Case) -> HttpResponse:
    url = reverse("my_case", kwargs={"slug": request.municipality.slug, "case_id": case.id})
    return HttpResponseRedirect(f"{url}#tider", status=303)
