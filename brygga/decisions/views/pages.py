"""What pages of proposals and decisions have in common."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from brygga.access.doors import StaffRequest
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.decisions import queries
from brygga.decisions.models import Decision, Proposal


def page(request: StaffRequest, name: str, case: Case, status: int = 200, **more: Any) -> HttpResponse:
    shared = {"case": case, "owner": request.municipality}
    return render(request, f"decisions/{name}.html", {**shared, **more}, status=status)


def proposal_sent(case: Case, proposal_id: str) -> Proposal:
    """The proposal a form was sent for; Http404 where the case has no such."""
    try:
        return queries.proposal_for(case, proposal_id)
    except Proposal.DoesNotExist:
        raise Http404 from None


def opened_decision(request: StaffRequest, case_id: UUID, decision_id: UUID) -> tuple[Case, Decision]:
    """The case, opened, and its decision; Http404 where it has no such."""
    case, _grounds = cases.opened(request.actor, case_id)
    try:
        return case, queries.decision_for(case, decision_id)
    except Decision.DoesNotExist:
        raise Http404 from None
