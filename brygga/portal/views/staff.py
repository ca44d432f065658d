"""The workspace: list, case, context."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from brygga.access.doors import StaffRequest, for_own_staff, for_staff
from brygga.access.rules import may_open_in_emergency
from brygga.cases import actions
from brygga.cases import queries as cases
from brygga.concerns import actions as concerns
from brygga.concerns import queries as reports
from brygga.concerns.rules import TITLE as REPORTED
from brygga.documentation import queries as documentation
from brygga.ground import clock
from brygga.messages import queries as messages
from brygga.municipalities.queries import by_code
from brygga.portal import casepage, overview, worklist
from brygga.portal.forms import AssignForm

STEPS = {
    "start_assessment": actions.start_assessment,
    "open_investigation": concerns.open_investigation,
    "take_up_again": actions.take_up_again,
}


@for_staff
def work(request: StaffRequest, slug: str) -> HttpResponse:
    """The lists, nearest legal clock first. Each works in their own municipality's colours."""
    own = by_code(request.actor.employer).slug
    if request.actor.elected:
        return HttpResponseRedirect(reverse("board", kwargs={"slug": own}))
    if not request.actor.areas_at_home():  # registrars and jurists see no cases
        return HttpResponseRedirect(reverse("governance", kwargs={"slug": own}))
    if slug != own:
        return HttpResponseRedirect(reverse("work", kwargs={"slug": own}))
    return render(request, "portal/staff/work.html", _list(request))


@for_staff
def list_panel(request: StaffRequest, slug: str) -> HttpResponse:
    """The list region alone, fetched again when something arrives."""
    return render(request, "portal/panels/list.html", {**_list(request), "alone": True})


def _list(request: StaffRequest) -> dict[str, Any]:
    chosen, current = request.GET.get("visa", "mina"), request.GET.get("arende", "")
    return worklist.region(request.actor, chosen, clock.today(), current)


@for_staff
@require_POST
def search(request: StaffRequest, slug: str) -> HttpResponse:
    """By name, personal number, case number or that on a reporter's receipt only (SFS 2001:637, 15 §)."""
    words = request.POST.get("q", "")[:120]
    by_number = cases.search(request.actor, words, numbered=reports.receipted)
    found = worklist.groups(by_number, clock.today())
    rows = [row for _title, group in found for row in group]
    return render(
        request,
        "portal/staff/search.html",
        {"words": words, "rows": rows, "may_open_in_emergency": may_open_in_emergency(request.actor)},
    )


@for_own_staff
def together(request: StaffRequest, slug: str) -> HttpResponse:
    """The way in to what municipalities do together."""
    return render(request, "portal/staff/together.html", {"owner": request.municipality})


@for_staff
def case(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    found, grounds = cases.opened(request.actor, case_id)
    actions.noticed(request.actor, found)
    page = casepage.page(request.actor, found, grounds)
    return render(request, "portal/staff/case.html", page)


@for_staff
def case_panel(request: StaffRequest, slug: str, case_id: UUID, panel: str) -> HttpResponse:
    """One panel of the case as it is now."""
    if panel not in casepage.PANELS:
        raise Http404
    found, grounds = cases.opened(request.actor, case_id)
    return render(request, casepage.PANELS[panel], casepage.page(request.actor, found, grounds))


@for_staff
@require_POST
def advance(request: StaffRequest, slug: str, case_id: UUID, verb: str) -> HttpResponse:
    """Take the case one step on, where the step needs nothing typed."""
    if verb not in STEPS:
        raise Http404
    found = cases.case_for(request.actor, case_id)
    if casepage.gives_reasons(found, verb):
        return HttpResponseRedirect(reverse("inquire", kwargs={"slug": slug, "case_id": case_id}), status=303)
    STEPS[verb](request.actor, found)
    return _to_case(slug, case_id)


@for_staff
def assign(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Choose who works with the case: a colleague, or someone in a municipality with an agreement."""
    found = cases.case_for(request.actor, case_id)
    form = AssignForm(request.POST or None, case=found, today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign(request.actor, found, form.cleaned_data["staff_id"])
        except actions.OutOfReach:
            form.add_error("staff_id", form.out_of_reach)
        else:
            return _to_case(slug, case_id)
    status = 422 if form.errors else 200
    page = {"form": form, "case": found, "owner": request.municipality}
    return render(request, "portal/staff/assign.html", page, status=status)


@for_staff
@require_safe
def view_as(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """The file as the party may read it (FL 10): nothing withheld is on the page, and nothing is marked as read."""
    found, _grounds = cases.opened(request.actor, case_id)
    page = documentation.as_the_party_sees_it(request.actor, found)
    page |= {"owner": request.municipality, "reported_title": REPORTED}
    page["reads_messages"] = not request.actor.elected
    if page["reads_messages"]:  # elected members read what they decide on, as in brygga.messages.views.staff
        page["conversation"] = messages.as_the_party_reads_it(found)
    page["back"] = reverse("case", kwargs={"slug": slug, "case_id": case_id})
    return render(request, "portal/staff/view_as.html", page)


@for_staff
def history(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """The trail of the case: every change and every read, with its grounds."""
    found, _grounds = cases.opened(request.actor, case_id)
    events = [overview.seen(event, to_staff=True) for event in cases.trail_of(found)]
    page = {"case": found, "events": events, "owner": request.municipality}
    return render(request, "portal/staff/history.html", page)


def _to_case(slug: str, case_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("case", kwargs={"slug": slug, "case_id": case_id}))
