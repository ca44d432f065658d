"""Letting oneself into one case in an emergency, giving it up, and the review afterwards."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from brygga.access import actions
from brygga.access.doors import StaffRequest
from brygga.access.queries import missed_openings, openings_to_review
from brygga.access.rules import EMERGENCY_LIMIT, EMERGENCY_MINUTES
from brygga.cases import queries as cases
from brygga.control import words
from brygga.control.forms import EmergencyForm, ReviewForm
from brygga.control.permits import for_emergencies, for_reviewers
from brygga.control.queries import names
from brygga.control.views.pages import show
from brygga.ground import clock

MISSED_SINCE = timedelta(days=30)


@for_emergencies
def emergency(request: StaffRequest, slug: str) -> HttpResponse:
    """One case, by its number, with a reason. What cannot be opened looks like what does not exist."""
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            done = actions.open_in_emergency(form.asked())
            if done.case is not None:
                return _to_case(slug, done.case)
            status = form.refuse(done.outcome)
    page = {
        "form": form,
        "minutes": EMERGENCY_MINUTES,
        "confidence": words.CONFIDENCE,
        "limit": EMERGENCY_LIMIT[0],
    }
    return render(request, "control/emergency.html", {**page, "owner": request.municipality}, status=status)


@for_emergencies
@require_POST
def close_emergency(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Give up the opening before its time."""
    if request.actor.emergency_in(cases.case_for(request.actor, case_id)) is None:
        raise Http404
    actions.close_opening(case_id)
    return HttpResponseRedirect(reverse("work", kwargs={"slug": slug}), status=303)


@for_reviewers
@require_safe
def openings(request: StaffRequest, slug: str) -> HttpResponse:
    """Every emergency opening, the unreviewed first."""
    found = openings_to_review()
    waiting = [one for one in found if one.reviewed_at is None]
    page: dict[str, Any] = {"openings": found, "waiting": waiting, "grounds": words.GROUNDS, "names": names()}
    page["missed"] = missed_openings(clock.now() - MISSED_SINCE)
    return show(request, "openings", page)


@for_reviewers
def review(request: StaffRequest, slug: str, opening_id: UUID) -> HttpResponse:
    """Was it needed? Somebody else than the one who opened says so, once."""
    found = next((one for one in openings_to_review() if one.id == opening_id), None)
    if found is None:
        raise Http404
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        actions.review_opening(opening_id, accepted=typed["accepted"] == "yes", note=typed["note"])
        return HttpResponseRedirect(reverse("control_openings", kwargs={"slug": slug}), status=303)
    own = found.staff_id == request.actor.id
    page = {"one": found, "form": form, "own": own, "grounds": words.GROUNDS}
    return show(request, "review", page, status=422 if form.errors else 200)


def _to_case(slug: str, case_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("case", kwargs={"slug": slug, "case_id": case_id}), status=303)
