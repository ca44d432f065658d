"""The door of those who answer: one queue over every municipality they may answer for."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from brygga.access.doors import StaffRequest, for_staff
from brygga.advice import permits
from brygga.advice.actions import answering
from brygga.advice.actions import presence as being
from brygga.advice.forms import SayForm
from brygga.advice.models import Chat
from brygga.advice.queries import desk as shown
from brygga.advice.queries.visiting import shown_name
from brygga.ground import theme
from brygga.law import Answer
from brygga.municipalities.queries import by_code


@for_staff
@require_safe
def desk(request: StaffRequest, slug: str) -> HttpResponse:
    """Who waits since when, one's own conversations, and colleagues'. One address for each who answers."""
    own = by_code(request.actor.employer).slug
    if slug != own:
        return HttpResponseRedirect(reverse("advice_desk", kwargs={"slug": own}))
    seats = shown.here_now()
    queue = shown.queue(request.actor, seats)
    if not queue.homes:
        raise Http404
    themes = [f"/tema/{theme.file_name(home.slug, home.colour)}" for home in queue.homes[1:]]
    page = {"queue": queue, "seat": shown.seat_of(request.actor, seats), "taken": "tagen" in request.GET}
    page |= {"theme_urls": themes}
    return render(request, "advice/desk.html", page)


@for_staff
@require_POST
def presence(request: StaffRequest, slug: str) -> HttpResponse:
    """Begin or cease to be shown; the page itself says each half minute that it is still open."""
    if not permits.homes(request.actor):
        raise Http404
    what = request.POST.get("jag")
    if what == "kvar":
        being.still_here(request.actor)
        return HttpResponse(status=204)
    try:
        (being.sit_down if what == "svarar" else being.get_up)(request.actor)
    except being.NoShift:
        raise Http404 from None  # the page does not offer it
    return HttpResponseRedirect(_desk(request), status=303)


@for_staff
def talk(request: StaffRequest, slug: str, chat_id: UUID) -> HttpResponse:
    """The conversation and where to answer; for whoever does not have it, a way to take it."""
    form, why_not = SayForm(), ""
    chat, answer = _chat(request, chat_id)
    if request.method == "POST":
        form = SayForm(request.POST)
        why_not = _said(request, chat_id, form) if form.is_valid() else "wrong"
        chat, answer = _chat(request, chat_id)
    swapped = "HX-Request" in request.headers and request.method == "POST"
    if request.method == "POST" and not why_not:
        if not swapped:
            return HttpResponseRedirect(f"{_url(request, chat_id)}#skriv", status=303)
        form = SayForm()
    page = _page(request, chat, answer) | {"form": form, "why_not": why_not, "swapped": swapped}
    template = "advice/staff_parts.html" if swapped else "advice/staff_talk.html"
    return render(request, template, page, status=STATUS[why_not])


STATUS = {"": 200, "wrong": 422, "many": 429, "ended": 409, "taken": 409}


@for_staff
@require_safe
def thread(request: StaffRequest, slug: str, chat_id: UUID) -> HttpResponse:
    """What was said, as it is now. A conversation that the visitor has taken away says so."""
    try:
        chat, _answer = _chat(request, chat_id)
    except Http404:
        return render(request, "advice/panels/gone.html")
    page = _panel(request, chat, shown.here_now())
    return render(request, "advice/panels/staff_thread.html", page)


@for_staff
@require_POST
def take(request: StaffRequest, slug: str, chat_id: UUID) -> HttpResponse:
    """Have it. Whoever was a moment later is told so in the queue."""
    try:
        _acted(answering.take, request, chat_id)
    except (answering.Taken, answering.Ended):
        return HttpResponseRedirect(f"{_desk(request)}?tagen=1", status=303)
    return HttpResponseRedirect(_url(request, chat_id), status=303)


@for_staff
@require_POST
def hand_on(request: StaffRequest, slug: str, chat_id: UUID) -> HttpResponse:
    """Back into the queue for whoever is free, or to a colleague who answers now."""
    try:
        to = UUID(request.POST["till"]) if request.POST.get("till") else None
    except ValueError:
        raise Http404 from None
    return _out_of(answering.hand_on, request, chat_id, to)


@for_staff
@require_POST
def end(request: StaffRequest, slug: str, chat_id: UUID) -> HttpResponse:
    return _out_of(answering.end, request, chat_id)


def _out_of(act: Callable[..., object], request: StaffRequest, chat_id: UUID, *more: Any) -> HttpResponse:
    """Back to the queue; where somebody else was first, that is how it already is."""
    try:
        _acted(act, request, chat_id, *more)
    except answering.Away:
        return HttpResponseRedirect(f"{_url(request, chat_id)}?borta=1", status=303)
    except (answering.Taken, answering.Ended):
        return HttpResponseRedirect(f"{_desk(request)}?tagen=1", status=303)
    return HttpResponseRedirect(_desk(request), status=303)


def _acted(act: Callable[..., object], request: StaffRequest, *given: Any) -> None:
    try:
        act(request.actor, *given)
    except Chat.DoesNotExist:
        raise Http404 from None


def _said(request: StaffRequest, chat_id: UUID, form: SayForm) -> str:
    """Why it was not kept, or nothing."""
    typed = form.cleaned_data
    try:
        _acted(answering.say, request, chat_id, typed["once"], typed["text"])
    except answering.Taken:
        return "taken"
    except answering.NotKept as why:
        return why.code
    return ""


def _chat(request: StaffRequest, chat_id: UUID) -> tuple[Chat, Answer]:
    try:
        return shown.chat_for(request.actor, chat_id)
    except Chat.DoesNotExist:
        raise Http404 from None


def _page(request: StaffRequest, chat: Chat, answer: Answer) -> dict[str, Any]:
    seats = shown.here_now()
    panel = _panel(request, chat, seats)
    return panel | {
        "answer": answer,
        "turns": shown.turns_of(chat),
        "home_of": by_code,
        "visitors_words": shown.visitors_words(panel["lines"]),
        "phrases": shown.phrases_of(chat.municipality) if panel["mine"] else [],
        "seat": shown.seat_of(request.actor, seats),
        "colleagues": shown.colleagues_here(request.actor, chat, seats) if panel["mine"] else [],
        "away": "borta" in request.GET,
    }


def _panel(request: StaffRequest, chat: Chat, seats: set[UUID]) -> dict[str, Any]:
    """What changes while one looks; fetched again at every signal."""
    mine = chat.staff_id == request.actor.id
    free = chat.staff_id is None or shown.is_left(chat, seats)
    return {
        "chat": chat,
        "mine": mine,
        "may_take": chat.ended_at is None and not mine and free,
        "has_it": shown_name(chat),
        "lines": shown.said_in(request.actor, chat),
        "here": shown.visitor_is_here(chat),
        "gone_at": shown.gone_at(chat),
        "place": {"slug": request.municipality.slug, "chat_id": chat.id},
    }


def _desk(request: StaffRequest) -> str:
    return reverse("advice_desk", kwargs={"slug": by_code(request.actor.employer).slug})


def _url(request: StaffRequest, chat_id: UUID) -> str:
    return reverse("advice_talk", kwargs={"slug": request.municipality.slug, "chat_id": chat_id})
