"""The staff's door: write, withhold, answer, ask, send for comments."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from brygga.access.doors import StaffRequest, for_staff
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.documentation import actions, queries
from brygga.documentation.actions import NewNote
from brygga.documentation.forms import (
    AskForm,
    CommunicateForm,
    DocumentsForm,
    NoteForm,
    PassageForm,
    ReplyForm,
)
from brygga.documentation.models import Note
from brygga.documentation.views.files import posted
from brygga.ground import clock
from brygga.ground.downloads import saved


@for_staff
def write_note(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """The editor on a page of its own, and where every editor is sent."""
    case = cases.case_for(request.actor, case_id)
    if request.method == "POST":
        form = NoteForm(request.POST)
        if form.is_valid():
            actions.sign_note(request.actor, case, _new_note(form))
            return _to_case(slug, case)
    else:
        form = NoteForm.of_draft(queries.draft_of(request.actor, case), today=clock.today())
    return _page(request, "write.html", case, form)


@for_staff
@require_POST
def save_draft(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """What is being typed, as it is, right or wrong. 204."""
    case = cases.case_for(request.actor, case_id)
    once, typed = NoteForm.as_typed(request.POST)
    if once is not None:
        actions.save_draft(request.actor, case, once, typed)
    return HttpResponse(status=204 if once is not None else 422)


@for_staff
def correct_note(request: StaffRequest, slug: str, case_id: UUID, note_id: UUID) -> HttpResponse:
    """A new note in the place of a signed one. Both stay."""
    case = cases.case_for(request.actor, case_id)
    wrong = queries.note_for(case, note_id)
    contact = wrong.kind == Note.Kind.CONTACT
    form = (
        NoteForm(request.POST, contact=contact) if request.method == "POST" else _correction(request, wrong)
    )
    if request.method == "POST" and form.is_valid():
        actions.correct_note(request.actor, case, wrong, _new_note(form))
        return _to_case(slug, case)
    return _page(request, "write.html", case, form, corrects=wrong)


@for_staff
def passage(request: StaffRequest, slug: str, case_id: UUID, passage_id: UUID) -> HttpResponse:
    """Try a withholding again: show the words, or let it stand until another day."""
    case = cases.case_for(request.actor, case_id)
    held = queries.passage_for(case, passage_id)
    form = PassageForm(posted(request)[0], initial={"keep": "no"})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["keep"] == "yes":
            actions.keep_withheld(request.actor, case, held, form.cleaned_data["review_on"])
        else:
            actions.lift_passage(request.actor, case, held)
        return _to_case(slug, case)
    return _page(request, "passage.html", case, form, passage=held)


@for_staff
def answer_remark(request: StaffRequest, slug: str, case_id: UUID, remark_id: UUID) -> HttpResponse:
    case = cases.case_for(request.actor, case_id)
    remark = queries.remark_for(case, remark_id)
    form = ReplyForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        actions.answer_remark(request.actor, case, remark, typed["once"], typed["text"])
        return _to_case(slug, case)
    return _page(
        request, "answer_remark.html", case, form, remark=remark, note=queries.note_for(case, remark.note_id)
    )


@for_staff
def ask(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    case = cases.case_for(request.actor, case_id)
    form = AskForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        actions.ask_to_complete(request.actor, case, typed["once"], typed["question"], typed["answer_by"])
        return _to_case(slug, case)
    return _page(request, "ask.html", case, form)


@for_staff
@require_POST
def withdraw_ask(request: StaffRequest, slug: str, case_id: UUID, ask_id: UUID) -> HttpResponse:
    case = cases.case_for(request.actor, case_id)
    actions.withdraw_ask(request.actor, case, queries.ask_for(case, ask_id))
    return _to_case(slug, case)


@for_staff
def communicate(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Send the investigation to the party before the decision (FL 25)."""
    case = cases.case_for(request.actor, case_id)
    form = CommunicateForm(posted(request)[0], notes=queries.investigations(request.actor, case))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        actions.communicate(
            request.actor, case, typed["once"], _investigation(case, form), typed["answer_by"]
        )
        return _to_case(slug, case)
    return _page(request, "communicate.html", case, form)


@for_staff
def add_documents(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    case = cases.case_for(request.actor, case_id)
    form = DocumentsForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        for upload in form.cleaned_data["documents"]:
            actions.attach_document(request.actor, case, upload)
        return _to_case(slug, case)
    return _page(request, "add_documents_staff.html", case, form)


@for_staff
@require_safe
def document(request: StaffRequest, slug: str, case_id: UUID, document_id: UUID) -> HttpResponse:
    case = cases.case_for(request.actor, case_id)
    document, content = queries.opened_document(request.actor, case, document_id)
    return saved(document.name, document.media_type, content)


def _new_note(form: NoteForm) -> NewNote:
    typed = form.cleaned_data
    return NewNote(
        id=typed["once"],
        kind=typed["kind"],
        heading=typed["heading"],
        text=typed["text"],
        happened_on=typed["happened_on"],
        withheld=form.withheld(),
    )


def _correction(request: StaffRequest, wrong: Note) -> NoteForm:
    day = wrong.happened_at.astimezone(clock.STOCKHOLM).date()
    text, grounds = queries.typed_text(request.actor, wrong)
    typed = {"kind": wrong.kind, "heading": wrong.heading, "happened_on": day, "text": text}
    typed["grounds"] = grounds
    return NoteForm(initial=typed, contact=wrong.kind == Note.Kind.CONTACT)


def _investigation(case: Case, form: CommunicateForm) -> Note | NewNote:
    typed = form.cleaned_data
    if typed["note"]:
        return queries.note_for(case, UUID(typed["note"]))
    return NewNote(
        id=typed["once"],
        kind=Note.Kind.INVESTIGATION,
        heading="",
        text=typed["text"],
        happened_on=clock.today(),
    )


def _page(request: StaffRequest, name: str, case: Case, form: Form | None, /, **more: Any) -> HttpResponse:
    back = _case_url(request.municipality.slug, case)
    context = {"case": case, "form": form, "back": back, "here": request.get_full_path(), **more}
    context["owner"] = request.municipality  # the work area takes the colours of whose case it is
    return render(request, f"documentation/{name}", context, status=422 if form and form.errors else 200)


def _case_url(slug: str, case: Case) -> str:
    return reverse("case", kwargs={"slug": slug, "case_id": case.id})


def _to_case(slug: str, case: Case) -> HttpResponse:
    return HttpResponseRedirect(f"{_case_url(slug, case)}#strom", status=303)
