"""The resident's door: read and write."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from brygga.access.doors import ResidentRequest, for_residents
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.messages import queries
from brygga.messages.forms import MessageForm
from brygga.messages.queries.promise import opening
from brygga.messages.views import parts


@for_residents
def messages(request: ResidentRequest, slug: str, case_id: UUID) -> HttpResponse:
    """The whole conversation, and where to write."""
    case, _grounds = cases.opened(request.actor, case_id)
    form, status = parts.form_of(request, request.actor, case), 0
    if request.method == "POST":
        status = parts.kept(request.actor, case, form) if form.is_valid() else 422
    if request.method == "POST" and not status:
        url = reverse("my_messages", kwargs={"slug": slug, "case_id": case_id})
        page = _page(request, case, MessageForm())
        return parts.answered(request, "messages/parts_resident.html", page, url)
    page = _page(request, case, form) | {"why_not": status}
    return render(request, _template(request), page, status=status or 200)


@for_residents
@require_safe
def thread(request: ResidentRequest, slug: str, case_id: UUID) -> HttpResponse:
    """The messages alone, as they are now."""
    case, _grounds = cases.opened(request.actor, case_id)
    return render(request, "messages/panels/thread_resident.html", _page(request, case, None))


@for_residents
@require_POST
def draft(request: ResidentRequest, slug: str, case_id: UUID) -> HttpResponse:
    return parts.save_draft(request, request.actor, cases.case_for(request.actor, case_id))


@for_residents
@require_safe
def attachment(request: ResidentRequest, slug: str, case_id: UUID, file_id: UUID) -> HttpResponse:
    return parts.sent_file(request.actor, cases.case_for(request.actor, case_id), file_id)


def _template(request: ResidentRequest) -> str:
    swapped = request.method == "POST" and "HX-Request" in request.headers
    return "messages/parts_resident.html" if swapped else "messages/resident.html"


def _page(request: ResidentRequest, case: Case, form: MessageForm | None) -> dict[str, Any]:
    place = {"slug": request.municipality.slug, "case_id": case.id}
    key = request.actor.key_to(case.id)
    return {
        "case": case,
        "form": form,
        "thread": parts.seen(request, request.actor, case),
        "may_write": bool(key and key.may_act) and case.closed_at is None,
        "opening": opening(request.municipality),
        "notes_are_used": queries.are_used(case),
        "place": place,
        "back": reverse("my_case", kwargs=place),
    }
