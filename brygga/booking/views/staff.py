"""Staff: their own hours and absences, and the meetings in a case."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brygga.access.doors import StaffRequest, for_staff
from brygga.booking import actions, choosing, queries
from brygga.booking.choosing import Choice
from brygga.booking.forms.hours import AwayForm, HoursForm
from brygga.booking.forms.meetings import BookForResidentForm, OutcomeForm
from brygga.booking.models import Meeting
from brygga.booking.words import CHANNELS, STATES, WEEKDAYS
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.ground import clock


@for_staff
def calendar(request: StaffRequest, slug: str) -> HttpResponse:
    """One's own times: what is booked, when one takes meetings, when one is away."""
    if not request.actor.areas_at_home() or request.actor.elected:
        raise Http404  # nobody books with whoever has no cases
    return _calendar(request)


def _calendar(request: StaffRequest, status: int = 200, **forms: Any) -> HttpResponse:
    now = clock.now()
    absences = queries.absences_of(request.actor, now)
    page = {
        "mine": queries.calendar_of(request.actor, now, absences),
        "hours": queries.hours_of(request.actor),
        "absences": absences,
        "weekdays": WEEKDAYS,
        "channels": CHANNELS,
        "hours_form": HoursForm(queries.rooms_of(request.municipality.code)),
        "away_form": AwayForm(),
        "owner": request.municipality,
        "home_code": request.actor.employer,
    }
    return render(request, "booking/calendar.html", page | forms, status=status)


@for_staff
@require_POST
def open_hours(request: StaffRequest, slug: str) -> HttpResponse:
    form = HoursForm(queries.rooms_of(request.municipality.code), request.POST)
    if not form.is_valid():
        return _calendar(request, 422, hours_form=form)
    actions.open_hours(request.actor, form.new(), once=form.cleaned_data["once"])
    return _to_calendar(slug)


@for_staff
@require_POST
def close_hours(request: StaffRequest, slug: str, hours_id: UUID) -> HttpResponse:
    actions.close_hours(request.actor, hours_id)
    return _to_calendar(slug)


@for_staff
@require_POST
def away(request: StaffRequest, slug: str) -> HttpResponse:
    form = AwayForm(request.POST)
    if not form.is_valid():
        return _calendar(request, 422, away_form=form)
    actions.be_away(request.actor, form.span())
    return _to_calendar(slug)


@for_staff
@require_POST
def back(request: StaffRequest, slug: str, absence_id: UUID) -> HttpResponse:
    actions.be_back(request.actor, absence_id)
    return _to_calendar(slug)


@for_staff
def book(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Book for a resident who asked for it by telephone or at the desk. How to meet is advised; a human decides."""
    case, _grounds = cases.opened(request.actor, case_id)
    if request.method == "POST" and choosing.is_booked(case, request.POST):
        return to_case(slug, case)
    choice = choosing.chosen(case, request.POST or request.GET, online=False)
    if choice is None:
        raise Http404
    form = BookForResidentForm(choice.offered.offers, choice.ways(judged=True), request.POST or None)
    if request.method == "POST" and form.is_valid() and _booked(request, case, choice, form):
        return to_case(slug, case)
    page = {"case": case, "form": form, "choice": choice, "ways": choice.ways(judged=True)}
    page["owner"] = request.municipality
    return render(request, "booking/book_for_resident.html", page, status=422 if form.errors else 200)


def _booked(request: StaffRequest, case: Case, choice: Choice, form: BookForResidentForm) -> bool:
    """Whether it is done; if not, the form says what is in the way."""
    try:
        actions.book(request.actor, case, form.wish(choice.errand.code), once=form.cleaned_data["once"])
    except actions.NotAdvised as against:
        form.add_error(
            "why", _("Skriv varför. %(reasons)s") % {"reasons": choosing.reasons_told(against.advice)}
        )
        return False
    except actions.Taken:
        form.add_error("at", _("Någon hann före. Välj en annan tid."))
        return False
    return True


@for_staff
@require_POST
def cancel(request: StaffRequest, slug: str, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    case, _grounds = cases.opened(request.actor, case_id)
    actions.cancel(request.actor, case, meeting_in(case, meeting_id))
    return to_case(slug, case)


@for_staff
@require_POST
def outcome(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Note whether they came. What cannot be noted yet is left as it is."""
    case, _grounds = cases.opened(request.actor, case_id)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        raise Http404
    ident, state = form.noted()
    try:
        actions.note_outcome(request.actor, case, meeting_in(case, ident), state)
    except actions.Taken:
        page = {"case": case, "states": STATES, "owner": request.municipality}
        return render(request, "booking/not_yet.html", page, status=409)
    return to_case(slug, case)


@for_staff
@require_POST
def interpreter(request: StaffRequest, slug: str, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Note that the interpreter is ordered, or not after all."""
    case, _grounds = cases.opened(request.actor, case_id)
    meeting, ordered = meeting_in(case, meeting_id), request.POST.get("ordered") == "1"
    actions.order_interpreter(request.actor, case, meeting, ordered=ordered)
    return to_case(slug, case)


def meeting_in(case: Case, ident: UUID) -> Meeting:
    try:
        return queries.meeting_for(case, ident)
    except Meeting.DoesNotExist:
        raise Http404 from None


def _to_calendar(slug: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("my_times", kwargs={"slug": slug}), status=303)


def to_case(slug: str, case: Case) -> HttpResponse:
    url = reverse("case", kwargs={"slug": slug, "case_id": case.id})
    return HttpResponseRedirect(f"{url}#tider", status=303)
