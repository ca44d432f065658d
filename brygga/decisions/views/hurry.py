"""What cannot wait: staff lay it before the member of the board on call, who decides; then it is carried out."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from brygga.access import gate
from brygga.access.doors import StaffRequest, for_staff
from brygga.access.queries import on_call as members_on_call
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.decisions import queries, urgent
from brygga.decisions.forms import BoardForm, DecideForm, OnCallForm, UrgentProposalForm
from brygga.decisions.models import Proposal
from brygga.decisions.views.pages import opened_decision, page, proposal_sent
from brygga.ground import clock

HANDOVER = timedelta(hours=2)
"""So long before midnight it is said who takes over then."""
ASK_AGAIN = ("activity", "heading", "text", "reasons", "next_steps")


def _to(request: StaffRequest, name: str, **place: object) -> HttpResponse:
    return HttpResponseRedirect(
        reverse(name, kwargs={"slug": request.municipality.slug, **place}), status=303
    )


@for_staff
def propose(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Ask whoever is on call for a decision."""
    case, _ = cases.opened(request.actor, case_id)
    if case.closed_at is not None or request.actor.elected or not queries.urgent_activities(case):
        raise Http404
    if request.method == "POST":
        return _propose(request, case, UrgentProposalForm(case, request.POST))
    return _asking(request, case, None)


def _asking(
    request: StaffRequest, case: Case, form: UrgentProposalForm | None, status: int = 200, **more: Any
) -> HttpResponse:
    """Without a form: a new one, with the words of what has been laid out already."""
    waiting = queries.urgent_proposal(case)
    if form is None:
        so_far = {name: getattr(waiting, name) for name in ASK_AGAIN} if waiting else {}
        form = UrgentProposalForm(case, initial=so_far)
    members, later = _rung(case)
    more |= {"members": members, "later": later, "changes": members != later, "waiting": waiting}
    return page(request, "propose_urgently", case, status, form=form, **more)


def _rung(case: Case) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Who is on call now, and who is then, where midnight is near."""
    home, now = case.municipality, clock.now()
    members, soon = members_on_call(home, clock.today()), (now + HANDOVER).astimezone(clock.STOCKHOLM).date()
    later = members_on_call(home, soon) if soon != clock.today() else members
    return members, later


def _propose(request: StaffRequest, case: Case, form: UrgentProposalForm) -> HttpResponse:
    if not form.is_valid():
        return _asking(request, case, form, 422)
    try:
        urgent.propose(request.actor, case, form.wording(), once=form.sent())
    except gate.Refused as no:
        return _asking(request, case, form, 403, answer=no.answer)
    except urgent.NotUrgent:
        raise Http404 from None
    return _to(request, "propose_urgently", case_id=case.id)


@for_staff
@require_POST
def withdraw(request: StaffRequest, slug: str, case_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Staff take it back, or the member on call declines."""
    case, _ = cases.opened(request.actor, case_id)
    proposal_sent(case, str(proposal_id))
    urgent.withdraw(request.actor, case, proposal_id)
    return _to(request, "board") if request.actor.elected else _to(request, "case", case_id=case.id)


@for_staff
def on_call(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """One urgent proposal: decided alone by the member on call, or entered as a meeting decided it."""
    if not queries.sits_on_board(request.actor, request.municipality.code):
        raise Http404
    case, _ = cases.opened(request.actor, case_id)
    if request.method == "POST":
        return _decide(request, case)
    laid_out = queries.urgent_proposal(case)
    if laid_out is None:
        return _to(request, "board")
    return _deciding(request, case, laid_out, _form(request, laid_out, {"proposal": laid_out.id}))


def _form(request: StaffRequest, laid_out: Proposal, initial: Any = None) -> DecideForm:
    """As it was sent, whoever is on call by now: what somebody wrote before midnight is read after it too."""
    data = None if initial else request.POST
    alone = request.actor.decides_alone and "body" not in request.POST
    if alone or "urgency" in request.POST:
        return OnCallForm(laid_out.activity, data, initial=initial)
    return BoardForm(laid_out.activity, request.municipality.board, data, initial=initial)


def _deciding(
    request: StaffRequest, case: Case, laid_out: Proposal, form: DecideForm, status: int = 200, **more: Any
) -> HttpResponse:
    alone = isinstance(form, OnCallForm)
    more |= {"proposal": laid_out, "form": form, "alone": alone, **queries.letter_to_be(case, laid_out)}
    return page(request, "decide_urgently", case, status, **more)


def _decide(request: StaffRequest, case: Case) -> HttpResponse:
    sent = proposal_sent(case, request.POST.get("proposal", ""))
    form = _form(request, sent)
    if not form.is_valid():
        return _deciding(request, case, sent, form, 422)
    meeting = form.meeting() if isinstance(form, BoardForm) else None
    why = form.cleaned_data.get("urgency", "")
    try:
        urgent.decide(request.actor, case, sent.id, facts=form.facts(), urgency=why, meeting=meeting)
    except gate.Refused as no:
        return _deciding(request, case, sent, form, 403, answer=no.answer)
    except urgent.Settled:
        return _deciding(request, case, sent, form, 409, settled=True)
    except urgent.NotOnCall:
        return _deciding(request, case, sent, form, 403, over=True, members=_rung(case)[0])
    return _to(request, "board")


@for_staff
@require_POST
def show(request: StaffRequest, slug: str, case_id: UUID, decision_id: UUID) -> HttpResponse:
    """It has been carried out; the parties may read it."""
    case, decision = opened_decision(request, case_id, decision_id)
    urgent.show(request.actor, case, decision)
    return _to(request, "decision_for_staff", case_id=case.id, decision_id=decision.id)


@for_staff
@require_POST
def sent_to_court(request: StaffRequest, slug: str, case_id: UUID, decision_id: UUID) -> HttpResponse:
    case, decision = opened_decision(request, case_id, decision_id)
    if queries.court_by(decision) is not None:
        urgent.sent_to_court(request.actor, case, decision)
    return _to(request, "decision_for_staff", case_id=case.id, decision_id=decision.id)
