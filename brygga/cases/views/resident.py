"""The resident's door: who may see and manage my case, letting somebody, and taking it back."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from brygga.access.doors import ResidentRequest, for_residents
from brygga.cases import actions, queries, words
from brygga.cases.forms import PowerForm
from brygga.cases.models import Case, Representative
from brygga.cases.rules import Unfit
from brygga.ground import clock


@for_residents
def who_may(request: ResidentRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Who may act for me here; a form to let one more, where I can. Representatives have no such page."""
    case, _grounds = queries.opened(request.actor, case_id)
    principal = actions.principal(request.actor, case)
    form = PowerForm(request.POST if request.method == "POST" else None, today=clock.today())
    if request.method == "POST":
        actions.grantor(request.actor, case)
        if form.is_valid() and _granted(request, case, form):
            return _back(slug, case)
    page = {
        "case": case,
        "form": form,
        "may_grant": actions.may_grant(request.actor, case),
        "standings": queries.representatives_of(case, clock.today(), principal=principal),
        "capacities": words.CAPACITIES,
    }
    return render(request, "cases/who_may.html", page, status=422 if form.errors else 200)


def _granted(request: ResidentRequest, case: Case, form: PowerForm) -> bool:
    try:
        actions.grant(request.actor, case, form.representative())
    except Unfit as unfit:
        form.refuse(unfit)
    return not form.errors


@for_residents
@require_POST
def revoke(request: ResidentRequest, slug: str, case_id: UUID, representative_id: UUID) -> HttpResponse:
    """Take a power of attorney back, from this moment."""
    case, _grounds = queries.opened(request.actor, case_id)
    try:
        one = queries.representative_of(case, representative_id)
    except Representative.DoesNotExist:
        raise Http404 from None
    actions.revoke(request.actor, case, one)
    return _back(slug, case)


def _back(slug: str, case: Case) -> HttpResponse:
    url = reverse("who_may", kwargs={"slug": slug, "case_id": case.id})
    return HttpResponseRedirect(f"{url}#foretradare", status=303)
