"""The staff's door: what waits for an answer, the conversation, being there."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from brygga.access.doors import StaffRequest, for_staff
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.messages import actions, queries
from brygga.messages.forms import MessageForm
from brygga.messages.views import parts
from brygga.municipalities.queries import by_code


@for_staff
@require_safe
def unanswered(request: StaffRequest, slug: str) -> HttpResponse:
    """Everything that waits for an answer, one's own first, the oldest first."""
    own = by_code(request.actor.employer).slug
    if slug != own:
        return HttpResponseRedirect(reverse("unanswered", kwargs={"slug": own}))
    lines = queries.unanswered(request.actor)
    mine = [line for line in lines if line.mine]
    others = [line for line in lines if not line.mine]
    page = {"mine": mine, "others": others, "home_of": by_code, "stuck": _stuck(request)}
    return render(request, "messages/unanswered.html", page)


@for_staff
def messages(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """The whole conversation, and where to answer."""
    case = _opened(request, case_id)
    form, status = parts.form_of(request, request.actor, case), 0
    if request.method == "POST":
        status = parts.kept(request.actor, case, form) if form.is_valid() else 422
    if request.method == "POST" and not status:
        page = _page(request, case, MessageForm())
        return parts.answered(request, "messages/parts_staff.html", page, _url(slug, case_id))
    page = _page(request, case, form) | {"why_not": status}
    return render(request, _template(request), page, status=status or 200)


@for_staff
@require_safe
def thread(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """The messages alone, as they are now."""
    case = _opened(request, case_id)
    return render(request, "messages/panels/thread_staff.html", _page(request, case, None))


@for_staff
@require_POST
def draft(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    case = _opened(request, case_id)
    return parts.save_draft(request, request.actor, case)


@for_staff
@require_safe
def attachment(request: StaffRequest, slug: str, case_id: UUID, file_id: UUID) -> HttpResponse:
    return parts.sent_file(request.actor, _opened(request, case_id), file_id)


@for_staff
@require_POST
def no_answer(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """The last words need none."""
    actions.needs_no_answer(request.actor, cases.case_for(request.actor, case_id))
    return HttpResponseRedirect(_url(slug, case_id), status=303)


@for_staff
@require_POST
def presence(request: StaffRequest, slug: str, case_id: UUID) -> HttpResponse:
    """Begin or cease to take chat; the page itself says each half minute that it is still open."""
    case = cases.case_for(request.actor, case_id)
    if request.POST.get("jag") == "kvar":
        actions.be_here(request.actor, case)
        return HttpResponse(status=204)
    actions.take_chat(request.actor, case, takes=request.POST.get("jag") == "tar-emot")
    return HttpResponseRedirect(_url(slug, case_id), status=303)


def _stuck(request: StaffRequest) -> queries.Stuck | None:
    return queries.stuck_notices(request.actor) if queries.can_send() and not request.actor.elected else None


def _opened(request: StaffRequest, case_id: UUID) -> Case:
    """Open for those who work in the case. Elected members decide in it, and read what they decide on."""
    if request.actor.elected:
        raise Http404
    return cases.opened(request.actor, case_id)[0]


def _template(request: StaffRequest) -> str:
    swapped = request.method == "POST" and "HX-Request" in request.headers
    return "messages/parts_staff.html" if swapped else "messages/staff.html"


def _url(slug: str, case_id: UUID) -> str:
    return reverse("case_messages", kwargs={"slug": slug, "case_id": case_id})


def _page(request: StaffRequest, case: Case, form: MessageForm | None) -> dict[str, Any]:
    place = {"slug": request.municipality.slug, "case_id": case.id}
    return {
        "case": case,
        "form": form,
        "thread": parts.seen(request, request.actor, case),
        "may_write": case.closed_at is None,
        "notes": queries.working_notes(request.actor, case) if form is not None else None,
        "notice": queries.notice_of(case) if queries.can_send() else None,
        "place": place,
        "back": reverse("case", kwargs=place),
    }
