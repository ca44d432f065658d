"""Staff: prepare a decision, decide it, or hand it to the board."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from brygga.access import gate
from brygga.access.doors import StaffRequest, for_staff
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.cases.rules import KINDS, Stage, next_stage
from brygga.decisions import actions, queries
from brygga.decisions.forms import BoardForm, DecideForm, ProposalForm
from brygga.decisions.letters import letter_on_file
from brygga.decisions.models import Proposal
from brygga.decisions.views.pages import opened_decision, page, proposal_sent
from brygga.law import Answer

ASK_AGAIN = ("activity", "outcome", "heading", "text", "reasons", "next_steps")


def _to_case(request: StaffRequest, case: Case) -> HttpResponse:
    if request.actor.elected:  # the case may be theirs no longer
        return HttpResponseRedirect(reverse("board", kwargs={"slug": request.municipality.slug}), status=303)
    url = reverse("case", kwargs={"slug": request.municipality.slug, "case_id": case.id})
    return HttpResponseRedirect(f"{url}#decisions", status=303)


@for_staff
def propose(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    case, _ = cases.opened(request.actor, case_id)
    if not KINDS[case.kind].decisions:
        raise Http404
    if request.method == "POST":
        return _propose(request, case, ProposalForm(case, request.POST))
    next_stage("propose", Stage(case.stage))  # told before anything is typed
    return page(request, "propose", case, form=ProposalForm(case, initial=_written_so_far(case)))


def _written_so_far(case: Case) -> dict[str, str]:
    proposal = queries.open_proposal(case)
    return {name: getattr(proposal, name) for name in ASK_AGAIN} if proposal else {}


def _propose(request: StaffRequest, case: Case, form: ProposalForm) -> HttpResponse:
    if not form.is_valid():
        return page(request, "propose", case, 422, form=form)
    try:
        actions.propose(request.actor, case, form.wording(), once=form.sent())
    except gate.Refused as no:
        return page(request, "propose", case, 403, form=form, answer=no.answer)
    url = reverse("proposal", kwargs={"slug": request.municipality.slug, "case_id": case.id})
    return HttpResponseRedirect(url, status=303)


@for_staff
@require_safe
def proposal(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """The proposal as the resident would read it, and how it becomes a decision."""
    case, _ = cases.opened(request.actor, case_id)
    laid_out = queries.open_proposal(case)
    if laid_out is None:
        return _to_case(request, case)
    if queries.sits_on_board(request.actor, case.municipality):
        return HttpResponseRedirect(
            reverse("board_decide", kwargs={"slug": request.municipality.slug, "case_id": case.id})
        )
    answer = queries.decide_answer(request.actor, case, laid_out)
    form = DecideForm(laid_out.activity, initial={"proposal": laid_out.id})
    return _proposal_page(request, case, laid_out, answer, form)


def _proposal_page(
    request: StaffRequest, case: Case, laid_out: Proposal, answer: Answer, form: DecideForm, status: int = 200
) -> HttpResponse:
    more = {"proposal": laid_out, "answer": answer, "form": form, **queries.letter_to_be(case, laid_out)}
    return page(request, "proposal", case, status, **more)


@for_staff
@require_POST
def decide(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """By delegation. Elected members have the board's page instead."""
    case, _ = cases.opened(request.actor, case_id)
    if queries.sits_on_board(request.actor, case.municipality):
        raise Http404
    laid_out = proposal_sent(case, request.POST.get("proposal", ""))
    form = DecideForm(laid_out.activity, request.POST)
    if not form.is_valid():
        answer = queries.decide_answer(request.actor, case, laid_out)
        return _proposal_page(request, case, laid_out, answer, form, 422)
    try:
        actions.decide(request.actor, case, laid_out.id, facts=form.facts())
    except gate.Refused as no:
        return _proposal_page(request, case, laid_out, no.answer, form, 403)
    return _to_case(request, case)


@for_staff
@require_POST
def take_back(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    case, _ = cases.opened(request.actor, case_id)
    actions.take_back(request.actor, case)
    return _to_case(request, case)


@for_staff
@require_POST
def send_to_board(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    case, _ = cases.opened(request.actor, case_id)
    actions.send_to_board(request.actor, case)
    return _to_case(request, case)


@for_staff
@require_safe
def decision(request: StaffRequest, slug: str, case_id: UUID, decision_id: UUID) -> HttpResponse:
    """The letter as the resident has it, without their address."""
    case, decided = opened_decision(request, case_id, decision_id)
    more: dict[str, Any] = {
        "letter": letter_on_file(case, decided),
        "appeals": queries.appeals_of(decided),
        "court_by": queries.court_by(decided),
    }
    return page(request, "letter_for_staff", case, decision=decided, **more)


@for_staff
@require_safe
def board(request: StaffRequest, slug: str) -> HttpResponse:
    """What waits for the elected members of this municipality; nobody else knows of the page."""
    _sits_here(request)
    waiting = queries.board_list(request.actor, request.municipality.code)
    return render(request, "decisions/board.html", {"waiting": waiting})


def _sits_here(request: StaffRequest) -> None:
    if not queries.sits_on_board(request.actor, request.municipality.code):
        raise Http404


@for_staff
def board_decide(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """One proposal, to be recorded as the meeting decided it."""
    _sits_here(request)
    case, _ = cases.opened(request.actor, case_id)
    if request.method == "POST":
        return _board_decides(request, case)
    laid_out = queries.open_proposal(case)
    if laid_out is None:
        return _to_case(request, case)
    form = BoardForm(laid_out.activity, request.municipality.board, initial={"proposal": laid_out.id})
    return _board_page(request, case, laid_out, form)


def _board_page(
    request: StaffRequest, case: Case, laid_out: Proposal, form: BoardForm, status: int = 200, **more: Any
) -> HttpResponse:
    more |= {"proposal": laid_out, "form": form, **queries.letter_to_be(case, laid_out)}
    return page(request, "board_decide", case, status, **more)


def _board_decides(request: StaffRequest, case: Case) -> HttpResponse:
    laid_out = proposal_sent(case, request.POST.get("proposal", ""))
    form = BoardForm(laid_out.activity, request.municipality.board, request.POST)
    if not form.is_valid():
        return _board_page(request, case, laid_out, form, 422)
    try:
        actions.decide(request.actor, case, laid_out.id, facts=form.facts(), meeting=form.meeting())
    except gate.Refused as no:
        return _board_page(request, case, laid_out, form, 403, answer=no.answer)
    url = reverse("board", kwargs={"slug": request.municipality.slug})
    return HttpResponseRedirect(url, status=303)
