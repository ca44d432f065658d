"""The resident: read a decision, keep it as a letter, appeal."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from brygga.access.doors import ResidentRequest, for_residents
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.decisions import actions, queries
from brygga.decisions.forms import AppealForm
from brygga.decisions.letters import Letter, letter_for, pdf
from brygga.decisions.models import Decision


def _told(request: ResidentRequest, case_id: UUID, decision_id: UUID) -> tuple[Case, Decision, Letter]:
    """The decision, noted as read from now on."""
    case, _ = cases.opened(request.actor, case_id)
    try:
        decision = queries.decision_for(case, decision_id, person=request.actor.id)
    except Decision.DoesNotExist:
        raise Http404 from None
    receipt = actions.acknowledge(request.actor, case, decision)
    told_at = receipt.at if receipt else None
    return case, decision, letter_for(request.actor, case, decision, told_at)


@for_residents
@require_safe
def decision(request: ResidentRequest, slug: str, case_id: UUID, decision_id: UUID) -> HttpResponse:
    case, decided, letter = _told(request, case_id, decision_id)
    return render(request, "decisions/letter.html", {"case": case, "decision": decided, "letter": letter})


@for_residents
@require_safe
def decision_pdf(request: ResidentRequest, slug: str, case_id: UUID, decision_id: UUID) -> HttpResponse:
    case, decided, letter = _told(request, case_id, decision_id)
    response = HttpResponse(pdf(case, decided, letter), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="brev.pdf"'
    return response


@for_residents
def appeal(request: ResidentRequest, slug: str, case_id: UUID, decision_id: UUID) -> HttpResponse:
    case, decided, letter = _told(request, case_id, decision_id)
    if not letter.way.here:
        raise Http404
    form = AppealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.appeal(request.actor, case, decided, form.cleaned_data["text"], once=form.sent())
        return _to_decision(slug, case, decided)
    context = {"case": case, "decision": decided, "letter": letter, "form": form}
    return render(request, "decisions/appeal.html", context, status=422 if form.errors else 200)


def _to_decision(slug: str, case: Case, decision: Decision) -> HttpResponse:
    place = {"slug": slug, "case_id": case.id, "decision_id": decision.id}
    return HttpResponseRedirect(f"{reverse('my_decision', kwargs=place)}#overklagat", status=303)
