"""The resident's door: say something of what is written, answer, hand in, read everything."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from brygga.access import gate
from brygga.access.doors import ResidentRequest, for_residents
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.documentation import actions, queries
from brygga.documentation.forms import (
    AnswerForm,
    DocumentsForm,
    MoreTimeForm,
    RemarkForm,
    ResponseForm,
    ReviewForm,
)
from brygga.documentation.queries import NoteShown
from brygga.documentation.views.files import posted
from brygga.ground.downloads import saved


@for_residents
def remark(request: ResidentRequest, slug: str, case_id: UUID, note_id: UUID) -> HttpResponse:
    """Comment (?slag=kommentar) or object, to a whole note or to one paragraph (?stycke=2)."""
    case = _mine(request, case_id)
    note = _shown(request, case, note_id)
    objects, paragraph = request.GET.get("slag") != "kommentar", _paragraph(request, note)
    form = RemarkForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        act = actions.object_to if objects else actions.comment
        row = queries.note_for(case, note_id)
        act(request.actor, case, row, form.cleaned_data["once"], form.cleaned_data["text"], paragraph)
        return _to_case(slug, case, f"anteckning-{note_id}")
    quoted = [block for block in note.blocks if paragraph is None or block.number == paragraph]
    return _page(request, "remark.html", case, form, note=note, objects=objects, quoted=quoted)


@for_residents
def ask_for_review(request: ResidentRequest, slug: str, case_id: UUID, passage_id: UUID) -> HttpResponse:
    case = _mine(request, case_id)
    passage = queries.passage_for(case, passage_id)
    form = ReviewForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        actions.ask_for_review(request.actor, case, passage, typed["once"], typed["text"])
        return _to_case(slug, case, f"anteckning-{passage.note_id}")
    return _page(request, "ask_for_review.html", case, form, passage=passage)


@for_residents
def answer_ask(request: ResidentRequest, slug: str, case_id: UUID, ask_id: UUID) -> HttpResponse:
    case = _mine(request, case_id)
    ask = queries.ask_for(case, ask_id)
    form = AnswerForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.answer_ask(request.actor, case, ask, typed["once"], typed["text"], typed["documents"])
        except actions.Withdrawn:
            form.add_error(
                None, _("Vi behöver inte längre det här. Du kan lämna in det som ett eget dokument.")
            )
        else:
            return _to_case(slug, case, "panel-asks")
    return _page(request, "answer_ask.html", case, form, ask=ask)


@for_residents
def respond(request: ResidentRequest, slug: str, case_id: UUID, communication_id: UUID) -> HttpResponse:
    """Läs och svara: the investigation, then the answer."""
    case = _mine(request, case_id)
    communication = queries.communication_for(case, communication_id)
    form = ResponseForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        actions.respond(
            request.actor,
            case,
            communication,
            typed["once"],
            typed["text"],
            wants_to_speak=typed["wants_to_speak"],
        )
        return _to_case(slug, case, "panel-status")
    return _respond_page(request, case, communication, form, MoreTimeForm(prefix="tid"))


@for_residents
def more_time(request: ResidentRequest, slug: str, case_id: UUID, communication_id: UUID) -> HttpResponse:
    """The second form of the page above; opened alone it leads there."""
    case = _mine(request, case_id)
    communication = queries.communication_for(case, communication_id)
    if request.method != "POST":
        place = {"slug": slug, "case_id": case_id, "communication_id": communication_id}
        return HttpResponseRedirect(f"{reverse('respond', kwargs=place)}#mer-tid")
    form = MoreTimeForm(request.POST, prefix="tid")
    if form.is_valid():
        typed = form.cleaned_data
        actions.ask_for_more_time(request.actor, case, communication, typed["once"], typed["text"])
        return _to_case(slug, case, "panel-status")
    return _respond_page(request, case, communication, ResponseForm(), form)


@for_residents
def add_documents(request: ResidentRequest, slug: str, case_id: UUID) -> HttpResponse:
    case = _mine(request, case_id)
    form = DocumentsForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        for upload in form.cleaned_data["documents"]:
            actions.attach_document(request.actor, case, upload)
        return _to_case(slug, case, "panel-documents")
    return _page(request, "add_documents.html", case, form)


@for_residents
@require_safe
def document(request: ResidentRequest, slug: str, case_id: UUID, document_id: UUID) -> HttpResponse:
    case = cases.case_for(request.actor, case_id)
    document, content = queries.opened_document(request.actor, case, document_id)
    return saved(document.name, document.media_type, content)


def _mine(request: ResidentRequest, case_id: UUID) -> Case:
    """A case the resident may act in; those who may only read find no form."""
    case = cases.case_for(request.actor, case_id)
    gate.require_own(request.actor, case)
    return case


def _shown(request: ResidentRequest, case: Case, note_id: UUID) -> NoteShown:
    notes = queries.journal(request.actor, case).notes
    found = next((note for note in notes if note.id == note_id), None)
    if found is None:
        raise Http404
    return found


def _paragraph(request: ResidentRequest, note: NoteShown) -> int | None:
    """The paragraph of the address, if the note has it."""
    asked = request.GET.get("stycke", "")
    numbers = {str(block.number): block.number for block in note.blocks if block.number is not None}
    return numbers.get(asked)


def _respond_page(
    request: ResidentRequest, case: Case, communication: Any, form: ResponseForm, time_form: MoreTimeForm
) -> HttpResponse:
    note = _shown(request, case, communication.note_id)
    context = {"communication": communication, "note": note, "time_form": time_form}
    status = 422 if time_form.errors else None
    return _page(request, "respond.html", case, form, status=status, **context)


def _page(
    request: ResidentRequest, name: str, case: Case, form: Any, *, status: int | None = None, **more: Any
) -> HttpResponse:
    context = {"case": case, "form": form, "here": request.get_full_path(), **more}
    context["back"] = _case_url(request.municipality.slug, case)
    return render(request, f"documentation/{name}", context, status=status or (422 if form.errors else 200))


def _case_url(slug: str, case: Case) -> str:
    return reverse("my_case", kwargs={"slug": slug, "case_id": case.id})


def _to_case(slug: str, case: Case, place: str) -> HttpResponse:
    return HttpResponseRedirect(f"{_case_url(slug, case)}#{place}", status=303)
