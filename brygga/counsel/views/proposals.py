"""Changes to the book of law: proposed by one jurist, tried on a copy, decided by another, exported as rows."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brygga.access.doors import StaffRequest, administers, for_administration, for_own_staff
from brygga.counsel import queries, readable, words
from brygga.counsel.actions import proposals as actions
from brygga.counsel.forms.proposals import AnswerForm, ChooseForm, ProposalForm
from brygga.counsel.models import Proposal
from brygga.counsel.rules import browsing, proposing
from brygga.counsel.rules.proposing import Change, Trial
from brygga.counsel.views.pages import show, to
from brygga.ground import clock
from brygga.law import BadData
from brygga.law.books import book


@for_own_staff
def proposals(request: StaffRequest, slug: str) -> HttpResponse:
    names = {code: versions[-1].name_sv for code, versions in book().activities.items()}
    found = queries.proposals_of(request.municipality.code)
    page = {"found": found, "names": names, "field": readable.file_field, "words": words}
    return show(request, "proposals", page)


@for_administration
def new_proposal(request: StaffRequest, slug: str) -> HttpResponse:
    """Choose a value, see what stands, type the new; it is tried before it is kept."""
    law, today = book(), clock.today()
    if request.method == "POST":
        form = ProposalForm(request.POST, law=law, on=today)
        if form.is_valid():
            why, home = form.cleaned_data["why"], request.municipality.code
            made = actions.propose(request.actor, home, form.row_id, form.change(), why)
            return to("law_proposal", slug, proposal_id=made.id)
        return show(request, "new_proposal", {"form": form}, status=422)
    choose = ChooseForm(request.GET if "field" in request.GET else None, law=law, on=today)
    if not choose.is_bound or not choose.is_valid():
        choose.initial = {"valid_from": today, "activity": request.GET.get("activity", "")}
        return show(request, "choose_proposal", {"form": choose}, status=422 if choose.errors else 200)
    stands = choose.standing()
    form = ProposalForm(law=law, on=today, initial={**choose.cleaned_data, "after": stands})
    return show(request, "new_proposal", {"form": form, "stands": stands})


@for_own_staff
def proposal(request: StaffRequest, slug: str, proposal_id: UUID) -> HttpResponse:
    found = _proposal(request, proposal_id)
    return show(request, "proposal", _page(request, found, AnswerForm()))


@for_administration
@require_POST
def decide_proposal(request: StaffRequest, slug: str, proposal_id: UUID) -> HttpResponse:
    """A second pair of eyes; never the proposer's own."""
    found = _proposal(request, proposal_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        approved, answer = form.cleaned_data["approved"], form.cleaned_data["answer"]
        if approved and _trial(found)[0] is None:
            form.add_error(
                "approved", _("Förslaget går inte längre att läsa in. Avslå det och skriv ett nytt.")
            )
        elif _decided(request, proposal_id, form, approved=approved, answer=answer):
            return to("law_proposal", slug, proposal_id=proposal_id)
    return show(request, "proposal", _page(request, found, form), status=422)


def _decided(request: StaffRequest, ident: UUID, form: AnswerForm, *, approved: bool, answer: str) -> bool:
    try:
        actions.decide(request.actor, request.municipality.code, ident, approved=approved, answer=answer)
    except actions.OwnProposal:
        form.add_error(None, _("Du har lagt förslaget själv. Någon annan ska pröva det."))
    except actions.DecidedAlready:
        form.add_error(None, _("Någon annan hann pröva förslaget. Läs svaret nedan."))
    else:
        return True
    return False


@for_own_staff
def proposal_rows(request: StaffRequest, slug: str, proposal_id: UUID) -> HttpResponse:
    """The row for the file, as it will be taken in at the next release."""
    found = _proposal(request, proposal_id)
    trial, _fault = _trial(found)
    if not found.approved or trial is None:
        raise Http404
    head = f"# Proposed by {found.proposed_by}, approved by {found.decided_by} {found.decided_at:%Y-%m-%d}.\n"
    answer = HttpResponse(
        head + proposing.as_yaml(trial, _change(found)), content_type="text/yaml; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{found.activity}-{found.valid_from}.yaml"'
    return answer


def _proposal(request: StaffRequest, ident: UUID) -> Proposal:
    found = queries.proposal(request.municipality.code, ident)
    if found is None:
        raise Http404
    return found


def _change(found: Proposal) -> Change:
    return Change(found.activity, found.field, found.after, found.valid_from, found.source)


def _trial(found: Proposal) -> tuple[Trial | None, str]:
    """The change on a copy of today's book, or what the loader says of it."""
    try:
        return proposing.tried(book(), _change(found), clock.today()), ""
    except BadData as wrong:
        return None, str(wrong)


def _page(request: StaffRequest, found: Proposal, form: AnswerForm) -> dict[str, Any]:
    law = book()
    trial, fault = _trial(found)
    row = law.row(found.activity, found.valid_from) or law.activities[found.activity][-1]
    page = {
        "one": found,
        "row": row,
        "fault": fault,
        "form": form,
        "own": found.proposed_by_id == request.actor.id,
        "field": readable.file_field(found.field),
        "slugs": browsing.slugs(law),
        "words": words,
        "turned": proposing.turned(law, trial, found.valid_from) if trial else [],
        "changes": _changes(trial) if trial else [],
        "yaml": proposing.as_yaml(trial, _change(found)) if trial else "",
    }
    if administers(request):
        page["touched"] = queries.touched(request.municipality.code, row.code, row.area, clock.today())
    return page


def _changes(trial: Trial) -> list[tuple[str, str, str]]:
    return [
        (
            readable.field_name(one.field, one.step),
            readable.value(one.field, one.before, trial.book),
            readable.value(one.field, one.after, trial.book),
        )
        for one in trial.differences()
    ]
