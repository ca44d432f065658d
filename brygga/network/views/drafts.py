"""The draft as a whole: read and commented on by every party, registered by the one that writes it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brygga.access.doors import StaffRequest, for_administration, for_own_staff
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.municipalities.queries import in_use
from brygga.network import desk, documents, draft_words, drafting, findings, queries, rules, words
from brygga.network.actions import drafts as actions
from brygga.network.actions.changes import Taken
from brygga.network.drafting import Weight
from brygga.network.forms.drafts import RemarkForm
from brygga.network.forms.fields import TAKEN
from brygga.network.models import Draft
from brygga.network.views.draft_pages import law_day, own_draft
from brygga.network.views.pages import show, to


@for_administration
@require_POST
def begin(request: StaffRequest, slug: str) -> HttpResponse:
    """The page that begins it carries the draft's id, so that two clicks begin one."""
    draft = actions.begin(request.actor, request.municipality.code, _once(request))
    return to("draft_page", slug, draft_id=draft.id, page="namn")


@for_administration
@require_POST
def new_version(request: StaffRequest, slug: str, agreement_id: UUID) -> HttpResponse:
    """Only the party that registered an agreement writes its next version: it is the one that can end it."""
    home, today = request.municipality.code, clock.today()
    accord = queries.accord(home, agreement_id, today)
    if accord.row.municipality != home or accord.state is rules.State.OVER:
        raise Http404
    start = max(today, accord.row.valid_from) + timedelta(days=1)
    draft = actions.begin_version(request.actor, accord.row, start, accord.row.terms)
    return to("draft", slug, draft_id=draft.id)


@for_administration
def draft(request: StaffRequest, slug: str, draft_id: UUID) -> HttpResponse:
    return _reviewed(request, desk.draft_for(request.municipality.code, draft_id), RemarkForm())


def _reviewed(request: StaffRequest, row: Draft, form: RemarkForm, refused: str = "") -> HttpResponse:
    home, today = request.municipality.code, clock.today()
    lying = desk.desk(row, today)
    named = {one.row.code: one.row.name_sv for one in drafting.offers(law_day(row, today))}
    said = [findings.told(one, named) for one in lying.findings]
    page: dict[str, Any] = {
        "draft": row,
        "desk": lying,
        "own": row.municipality == home,
        "stops": [one for one in said if one.finding.weight is Weight.STOP],
        "arrange": [one for one in said if one.finding.weight is Weight.ARRANGE],
        "know": [one for one in said if one.finding.weight is Weight.KNOW],
        "ending": drafting.law_ends(row, today),
        "lines": drafting.lines(row),
        "remarks": desk.remarks_of(row),
        "users": {place.code for place in in_use()},
        "form": form,
        "refused": refused,
        "activities": named,
        **_words(),
    }
    return show(request, "draft/review", page, status=422 if form.errors or refused else 200)


def _words() -> dict[str, Any]:
    return {"names": queries.names(), "areas": words.AREAS, "steps": words.STEPS, "said": draft_words}


@for_administration
@require_POST
def remark(request: StaffRequest, slug: str, draft_id: UUID) -> HttpResponse:
    row = desk.draft_for(request.municipality.code, draft_id)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _reviewed(request, row, form)
    actions.remark(request.actor, request.municipality.code, row, form.row_id, form.cleaned_data["text"])
    return to("draft", slug, draft_id=row.id)


@for_administration
@require_POST
def register(request: StaffRequest, slug: str, draft_id: UUID) -> HttpResponse:
    row = own_draft(request, draft_id)
    try:
        found = actions.register(request.actor, row)
    except actions.NotReady:
        return _reviewed(request, row, RemarkForm(), _("Något stoppar avtalet. Det står här nedanför."))
    except Taken:
        return _reviewed(request, row, RemarkForm(), str(TAKEN))
    except actions.Closed:
        return to("draft", slug, draft_id=row.id)
    return to("agreement", slug, agreement_id=found.id)


@for_administration
@require_POST
def withdraw(request: StaffRequest, slug: str, draft_id: UUID) -> HttpResponse:
    actions.withdraw(request.actor, own_draft(request, draft_id))
    return to("agreements", slug)


@for_administration
def draft_document(request: StaffRequest, slug: str, draft_id: UUID) -> HttpResponse:
    row = desk.draft_for(request.municipality.code, draft_id)
    return _as_pdf(documents.of_draft(row, clock.today()), f"utkast-{row.reference or 'avtal'}")


@for_own_staff
def agreement_document(request: StaffRequest, slug: str, agreement_id: UUID) -> HttpResponse:
    accord = queries.accord(request.municipality.code, agreement_id, clock.today())
    return _as_pdf(documents.of_agreement(accord.row, accord.approvals), f"avtal-{accord.row.reference}")


def _as_pdf(made: bytes, name: str) -> HttpResponse:
    kept = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{kept.encode("ascii", "replace").decode()}.pdf"'
    return answer


def _once(request: StaffRequest) -> UUID:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid7()
