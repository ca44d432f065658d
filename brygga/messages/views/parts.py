"""What both doors of the conversation do alike."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.models import Case
from brygga.ground.downloads import saved
from brygga.messages import actions, queries
from brygga.messages.actions.saying import sent_from
from brygga.messages.forms import MessageForm
from brygga.messages.queries import Thread

Actor = ResidentActor | StaffActor
NUMBER_MOST = 10**9


def form_of(request: HttpRequest, actor: Actor, case: Case) -> MessageForm:
    """What was sent; or an empty form, with what was begun another time."""
    if request.method == "POST":
        return MessageForm(request.POST, request.FILES)
    return MessageForm(initial={"text": queries.draft_of(actor, case)})


def kept(actor: Actor, case: Case, form: MessageForm) -> int:
    """Say what the form holds: 0, or the status that tells why not. Whatever was typed stays in the form."""
    typed = form.cleaned_data
    sent = sent_from(typed["once"], typed.get("text", ""))
    try:
        if isinstance(actor, ResidentActor):
            actions.write(actor, case, sent, typed["documents"])
        else:
            actions.answer(actor, case, sent, typed["documents"])
    except actions.CaseClosed:
        return 409
    except actions.TooMany:
        actions.keep_draft(actor, case, sent.text)
        return 429
    return 0


def seen(request: HttpRequest, actor: Actor, case: Case) -> Thread:
    """The conversation as it is shown now; what is shown is read."""
    before = request.GET.get("fore", "")
    number = int(before) if before.isdecimal() and len(before) < 10 else None
    found = queries.thread(actor, case, number)
    actions.mark_read(actor, case, found.last_number, found.read_to)
    return found


def save_draft(request: HttpRequest, actor: Actor, case: Case) -> HttpResponse:
    """As typed, while it is typed. Answers nothing: the page goes on."""
    words = request.POST.get("text", "").replace("\0", "")
    actions.keep_draft(actor, case, words, _once(request.POST.get("once", "")))
    return HttpResponse(status=204)


def _once(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def sent_file(actor: Actor, case: Case, ident: UUID) -> HttpResponse:
    """The bytes as a download that may do nothing."""
    found, content = queries.opened_attachment(actor, case, ident)
    return saved(found.name, found.media_type, content)


def answered(request: HttpRequest, template: str, page: dict[str, Any], url: str) -> HttpResponse:
    """After something was said: the page anew, or only the parts of it that change."""
    if "HX-Request" in request.headers:
        return render(request, template, page | {"swapped": True})
    return HttpResponseRedirect(f"{url}#skriv", status=303)
