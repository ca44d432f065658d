"""The overview: what is to be checked, reported and posted, and when; the check of degrees; who is on call."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from brygga.access.doors import StaffRequest, administers, for_administration, for_own_staff
from brygga.access.queries import openings_to_review
from brygga.control import actions, queries, words
from brygga.control.forms import CheckForm, ShiftForm
from brygga.control.permits import reviews
from brygga.control.views.pages import show
from brygga.ground import clock

AHEAD = timedelta(weeks=8)


@for_own_staff
@require_safe
def overview(request: StaffRequest, slug: str) -> HttpResponse:
    """What the law asks a municipality to look after in its joint work, the most pressing first."""
    home, today = request.municipality.code, clock.today()
    looks = reviews(request.actor, home)
    page: dict[str, Any] = {
        "standings": queries.standings(home, today),
        "duties": words.DUTIES,
        "states": words.STATES,
        "waiting": sum(one.reviewed_at is None for one in openings_to_review()) if looks else 0,
    }
    page["shifts"], page["gaps"] = queries.roster(home, today, today + AHEAD)
    page["chairs"] = queries.chairs(home, today)
    return show(request, "overview", page)


@for_administration
def checks(request: StaffRequest, slug: str) -> HttpResponse:
    """Who of other municipalities has worked in the cases here, and whether their degree has been seen (SoL 25:1)."""
    home, today = request.municipality.code, clock.today()
    found = queries.externals(home, queries.joint_since(home, today), today)
    people = {one.person: one.name for one in found}
    form = CheckForm(_sent(request), today=today, people=people)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        actions.check(request.actor, home, typed["once"], UUID(typed["staff_id"]), typed["seen"], typed["on"])
        return _to("control_checks", slug)
    page = {"found": found, "form": form, "names": queries.names()}
    return show(request, "checks", page, status=422 if form.errors else 200)


@for_own_staff
def roster(request: StaffRequest, slug: str) -> HttpResponse:
    """Who of the board decides what cannot wait, eight weeks ahead, and when nobody does."""
    home, today = request.municipality.code, clock.today()
    people = queries.chairs(home, today)
    edits = administers(request)
    form = ShiftForm(_sent(request) if edits else None, today=today, people=people)
    if form.is_bound and form.is_valid():
        actions.put_on_call(home, form.cleaned_data["once"], form.values())
        return _to("control_roster", slug)
    shifts, gaps = queries.roster(home, today, today + AHEAD)
    page = {"shifts": shifts, "gaps": gaps, "form": form, "people": people, "last": today + AHEAD}
    return show(request, "roster", page, status=422 if form.errors else 200)


@for_administration
@require_POST
def end_shift(request: StaffRequest, slug: str, shift_id: UUID) -> HttpResponse:
    """Take a shift off the roster."""
    actions.take_off_call(request.municipality.code, shift_id)
    return _to("control_roster", slug)


def _sent(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _to(name: str, slug: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(name, kwargs={"slug": slug}), status=303)
