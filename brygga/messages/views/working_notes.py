"""The staff's door to working notes: a page of its own, so that nothing meant for colleagues is ever sent."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from brygga.access.doors import StaffRequest, for_staff
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.messages import actions, queries
from brygga.messages.forms import WorkingNoteForm

WHY_NOT: dict[type[Exception], str] = {
    actions.CaseClosed: "closed",
    actions.NotUsed: "not_used",
    actions.TooManyNotes: "full",
}


@for_staff
def write(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """What it is for is said before anything is typed."""
    case = _theirs(request, case_id)
    form = WorkingNoteForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, case, form)
    if not form.is_valid():
        return _page(request, case, form, status=422)
    typed = form.cleaned_data
    try:
        actions.write_working_note(request.actor, case, typed["once"], typed["text"])
    except tuple(WHY_NOT) as refused:
        return _page(request, case, form, why_not=WHY_NOT[type(refused)], status=409)
    return _back(slug, case_id)


@for_staff
@require_POST
def remove(request: StaffRequest, slug: str, case_id: UUID, note_id: UUID) -> HttpResponse:
    actions.remove_working_note(request.actor, _theirs(request, case_id), note_id)
    return _back(slug, case_id)


def _theirs(request: StaffRequest, case_id: UUID) -> Case:
    case = cases.case_for(request.actor, case_id)
    if not queries.may_see(request.actor, case):
        raise Http404
    return case


def _page(
    request: StaffRequest, case: Case, form: WorkingNoteForm, *, why_not: str = "", status: int = 200
) -> HttpResponse:
    place = {"slug": request.municipality.slug, "case_id": case.id}
    notes = queries.working_notes(request.actor, case)
    if not why_not and (notes is None or not notes.may_write):
        why_not = "closed" if case.closed_at else "full" if notes and notes.full else "not_used"
    page = {
        "case": case,
        "form": form,
        "place": place,
        "why_not": why_not,
        "back": reverse("case_messages", kwargs=place),
    }
    return render(request, "messages/working_note.html", page, status=status)


def _back(slug: str, case_id: UUID) -> HttpResponse:
    place = reverse("case_messages", kwargs={"slug": slug, "case_id": case_id})
    return HttpResponseRedirect(f"{place}#minnesanteckningar", status=303)
