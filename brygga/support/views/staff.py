"""Staff: set support going, follow it up, end it, close the case."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from brygga.access import gate
from brygga.access.doors import StaffRequest, for_staff
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.cases.rules import Stage, next_stage
from brygga.support import actions, queries
from brygga.support.forms import CloseForm, FollowUpForm, MeasureForm
from brygga.support.models import Measure
from brygga.support.rules import Unsound


def _to_case(request: StaffRequest, case: Case, where: str = "support") -> HttpResponse:
    url = reverse("case", kwargs={"slug": request.municipality.slug, "case_id": case.id})
    return HttpResponseRedirect(f"{url}#{where}", status=303)


def _page(request: StaffRequest, name: str, case: Case, status: int = 200, **more: Any) -> HttpResponse:
    page = {"case": case, "owner": request.municipality, **more}
    return render(request, f"support/{name}.html", page, status=status)


def _told_before_typing(verb: str, case: Case) -> None:
    """WrongStage where the form could not be sent anyway."""
    stage = Stage(case.stage)
    if verb != "start_support" or stage not in actions.UNDER_WAY:
        next_stage(verb, stage)


@for_staff
def start_support(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Plan one insats. Where nothing was granted the page says so, and what to do instead."""
    case, _ = cases.opened(request.actor, case_id)
    if not queries.something_granted(case):
        return _page(request, "nothing_granted", case)
    if request.method == "POST":
        return _start(request, case, MeasureForm(request.POST))
    _told_before_typing("start_support", case)
    return _page(request, "start_support", case, form=MeasureForm())


def _start(request: StaffRequest, case: Case, form: MeasureForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, "start_support", case, 422, form=form)
    try:
        actions.start_support(request.actor, case, form.planned(), once=form.sent())
    except Unsound as fault:
        form.add_error(fault.field, str(fault))
        return _page(request, "start_support", case, 422, form=form)
    except gate.Refused as no:
        return _page(request, "start_support", case, 403, form=form, answer=no.answer)
    return _to_case(request, case)


@for_staff
def follow_up(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    case, _ = cases.opened(request.actor, case_id)
    measures = queries.measures_of(case)
    if not measures:
        raise Http404
    if request.method == "POST":
        return _follow_up(request, case, FollowUpForm(measures, request.POST))
    _told_before_typing("follow_up", case)
    return _page(request, "follow_up", case, form=FollowUpForm(measures))


def _follow_up(request: StaffRequest, case: Case, form: FollowUpForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, "follow_up", case, 422, form=form)
    measure = queries.measure_for(case, form.chosen())
    try:
        actions.follow_up(request.actor, case, measure, form.look(), once=form.sent())
    except Unsound as fault:
        form.add_error(fault.field, str(fault))
        return _page(request, "follow_up", case, 422, form=form)
    except gate.Refused as no:
        return _page(request, "follow_up", case, 403, form=form, answer=no.answer)
    return _to_case(request, case)


@for_staff
@require_POST
def end_measure(request: StaffRequest, slug: str, case_id: UUID, measure_id: UUID) -> HttpResponse:
    case, _ = cases.opened(request.actor, case_id)
    try:
        measure = queries.measure_for(case, measure_id)
    except Measure.DoesNotExist:
        raise Http404 from None
    actions.end_measure(request.actor, case, measure)
    return _to_case(request, case)


@for_staff
def close(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """End the case with a summary (SoL 14:3)."""
    case, _ = cases.opened(request.actor, case_id)
    if request.method == "POST":
        return _close(request, case, CloseForm(request.POST))
    _told_before_typing("close", case)
    return _page(request, "close", case, form=CloseForm())


def _close(request: StaffRequest, case: Case, form: CloseForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, "close", case, 422, form=form)
    try:
        actions.close(request.actor, case, form.cleaned_data["summary"])
    except gate.Refused as no:
        return _page(request, "close", case, 403, form=form, answer=no.answer)
    return _to_case(request, case, "panel-head")
