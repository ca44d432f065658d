"""Groups, as those see them who may take part, and as whoever leads them does."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brygga.access.doors import ResidentRequest, StaffRequest, for_own_staff, for_residents
from brygga.booking import actions, queries
from brygga.booking.forms.groups import SessionForm
from brygga.booking.models import Session
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.ground import clock


@for_residents
def mine(request: ResidentRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Groups one may take part in, with one's own place."""
    case, _grounds = cases.opened(request.actor, case_id)
    return _groups(request, case)


@for_residents
@require_POST
def take_part(request: ResidentRequest, slug: str, case_id: UUID, session_id: UUID) -> HttpResponse:
    """Take a place, stand in line, or leave."""
    case, _grounds = cases.opened(request.actor, case_id)
    try:
        session = queries.session_for(case, session_id, clock.now())
    except Session.DoesNotExist:
        raise Http404 from None
    if request.POST.get("leave"):
        actions.leave(request.actor, case, session)
    elif case.shielded or case.closed_at is not None:
        raise Http404
    else:
        return _joined(request, slug, case, session)
    return _to_groups(slug, case)


def _joined(request: ResidentRequest, slug: str, case: Case, session: Session) -> HttpResponse:
    """Where others were a moment before every time, that is said and can be tried again."""
    try:
        actions.join(request.actor, case, session)
    except actions.Taken:
        return _groups(request, case, status=409)
    return _to_groups(slug, case)


def _groups(request: ResidentRequest, case: Case, status: int = 200) -> HttpResponse:
    groups = queries.groups_for(request.actor, case, clock.now())
    page = {"case": case, "groups": groups, "crowded": status != 200}
    return render(request, "booking/groups.html", page, status=status)


def _to_groups(slug: str, case: Case) -> HttpResponse:
    return HttpResponseRedirect(reverse("my_groups", kwargs={"slug": slug, "case_id": case.id}), status=303)


@for_own_staff
def led(request: StaffRequest, slug: str) -> HttpResponse:
    """One's own groups; a new one."""
    if not request.actor.areas_at_home() or request.actor.elected:
        raise Http404
    form = SessionForm(queries.rooms_of(request.municipality.code), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hold_session(request.actor, form.new(), once=form.cleaned_data["once"])
            return _back(slug)
        except actions.Taken:
            form.add_error("starts", _("Du eller rummet är upptaget då. Välj en annan tid."))
    page: dict[str, Any] = {"groups": queries.led_by(request.actor, clock.now()), "form": form}
    return render(request, "booking/groups_led.html", page, status=422 if form.errors else 200)


@for_own_staff
@require_POST
def call_off(request: StaffRequest, slug: str, session_id: UUID) -> HttpResponse:
    actions.call_off(request.actor, session_id)
    return _back(slug)


def _back(slug: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("led_groups", kwargs={"slug": slug}), status=303)
