"""A resident books, moves and cancels by themselves, day or night."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brygga.access.doors import ResidentRequest, for_residents
from brygga.booking import actions, calendars, queries, rules
from brygga.booking.forms import BookForm
from brygga.booking.models import Meeting
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.ground import clock


@for_residents
def book(request: ResidentRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Free times with one's own worker, else with the team."""
    case, _grounds = cases.opened(request.actor, case_id)
    form = BookForm(queries.offered(case, clock.now()), request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form)
    try:
        actions.book(request.actor, case, form.wish(), once=form.cleaned_data["once"])
    except actions.Taken:
        return _page(request, case, _taken(case, form))
    return _to_case(request, case)


@for_residents
def move(request: ResidentRequest, slug: str, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Another time with the same person."""
    case, meeting = _meeting(request, case_id, meeting_id)
    if not rules.may_change(meeting.starts_at, clock.now()):
        return render(request, "booking/too_late.html", {"case": case, "meeting": meeting}, status=409)
    offers = [one for one in queries.offered(case, clock.now()) if one.host.id == meeting.staff_id]
    kept = {"channel": meeting.channel, "about": meeting.about, "interpreter": meeting.interpreter}
    form = BookForm(offers, request.POST or None, initial=kept)
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form, meeting=meeting)
    try:
        actions.move(request.actor, case, meeting, form.wish())
    except actions.Taken:
        return _page(request, case, _taken(case, form), meeting=meeting)
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


def _taken(case: Case, form: BookForm) -> BookForm:
    """The form with what was typed, and the times that are left."""
    fresh = BookForm(queries.offered(case, clock.now()), form.data)
    fresh.is_valid()
    if "at" not in fresh.errors:
        fresh.add_error("at", _("Någon hann före dig. Välj en annan tid."))
    return fresh


def _page(request: ResidentRequest, case: Case, form: BookForm, **more: Any) -> HttpResponse:
    page = {"case": case, "form": form, "offers": list(form.offers.values()), **more}
    return render(request, "booking/book.html", page, status=422 if form.errors else 200)


def _to_case(request: ResidentRequest, case: Case) -> HttpResponse:
    url = reverse("my_case", kwargs={"slug": request.municipality.slug, "case_id": case.id})
    return HttpResponseRedirect(f"{url}#tider", status=303)
