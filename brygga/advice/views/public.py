"""The visitor's door: open to all, and nothing asks who they are. The conversation is known by a cookie alone."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_POST, require_safe

from brygga.access.doors import Request, open_to_all
from brygga.access.rules import ResidentActor, StaffActor
from brygga.advice import rules
from brygga.advice.actions import visiting
from brygga.advice.forms import BeginForm, CodeForm, SayForm
from brygga.advice.queries.opening import Rota, rota
from brygga.advice.queries.visiting import Visit, visit
from brygga.ground.downloads import saved
from brygga.municipalities.models import Municipality

STATUS = {"": 200, "wrong": 422, "full": 429, "many": 429, "ended": 409, "unknown": 404}


@open_to_all
def advice(request: Request, slug: str) -> HttpResponse:
    """Who answers, when, what is kept; and a box to begin in."""
    home, why_not = _home(request), ""
    found, mine = rota(home), _mine(request, home)
    form = BeginForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (found.planned or mine):
        why_not, key = _begun(request, home, form, found)
        if key:
            return _into(slug, key)
    status = STATUS[why_not] if why_not else (422 if form.errors else 200)
    page = {"rota": found, "form": form, "why_not": why_not, "mine": mine}
    return render(request, "advice/start.html", page, status=status)


@open_to_all
def talk(request: Request, slug: str) -> HttpResponse:
    """One's own conversation, and where to write."""
    home, form, why_not = _home(request), SayForm(), ""
    if request.method == "POST":
        form = SayForm(request.POST)
        why_not = _said(home, _key(request), form) if form.is_valid() else "wrong"
    found = _mine(request, home)
    if found is None:
        return _gone(request)
    swapped = "HX-Request" in request.headers and request.method == "POST"
    if request.method == "POST" and not why_not:
        if not swapped:
            return HttpResponseRedirect(f"{_url('advice_chat', slug)}#skriv", status=303)
        form = SayForm()
    page = {
        "visit": found,
        "form": form,
        "why_not": why_not,
        "swapped": swapped,
        "rota": _rota_if_asked(home),
    }
    template = "advice/talk_parts.html" if swapped else "advice/talk.html"
    return render(request, template, page, status=STATUS[why_not])


def _rota_if_asked(home: Municipality) -> Any:
    """Whoever has somebody to talk to needs no rota, and their page comes back each minute."""
    return SimpleLazyObject(lambda: rota(home))


@open_to_all
@require_safe
def thread(request: Request, slug: str) -> HttpResponse:
    """What was said, as it is now."""
    home = _home(request)
    found = _mine(request, home)
    return render(request, "advice/panels/thread.html", {"visit": found, "rota": _rota_if_asked(home)})


@open_to_all
@require_POST
def end(request: Request, slug: str) -> HttpResponse:
    """The visitor has had what they came for. The words remain a short time, so that they can be carried along."""
    visiting.leave(_home(request), _key(request))
    return HttpResponseRedirect(_url("advice_chat", slug), status=303)


@open_to_all
def erase(request: Request, slug: str) -> HttpResponse:
    """Take it all away now, after one more question."""
    home = _home(request)
    if request.method != "POST":
        found = _mine(request, home)
        return render(request, "advice/erase.html", {"visit": found}) if found else _gone(request)
    visiting.erase(home, _key(request))
    response = render(request, "advice/erased.html")
    response.delete_cookie(rules.KEY_COOKIE, path=_url("advice", slug), samesite="Lax")
    return response


@open_to_all
def show_code(request: Request, slug: str) -> HttpResponse:
    """The key as a code to write down; only when asked for, and only where the key is."""
    found = _mine(request, _home(request))
    if found is None:
        return _gone(request)
    code = rules.as_code(_key(request)) if request.method == "POST" else ""
    return render(request, "advice/code.html", {"visit": found, "code": code})


@open_to_all
def come_back(request: Request, slug: str) -> HttpResponse:
    """In by the code, on another telephone or another day."""
    home, form, unknown = _home(request), CodeForm(request.POST or None), False
    if form.is_valid():
        key = form.cleaned_data["code"]
        if visit(home, key) is not None:
            return _into(slug, key)
        unknown = True
    status = 404 if unknown else 422 if form.errors else 200
    return render(request, "advice/come_back.html", {"form": form, "unknown": unknown}, status=status)


@open_to_all
@require_safe
def carry(request: Request, slug: str) -> HttpResponse:
    """The ways on from here, by the visitor's own choice, and their own words to carry along. Nothing is kept."""
    found = _mine(request, _home(request))
    if found is None:
        return _gone(request)
    signed_in = isinstance(request.actor, ResidentActor)
    page = {"own": found.own_words[: rules.CARRIED_MAX], "signed_in": signed_in, "here": request.path}
    return render(request, "advice/carry.html", page | {"visit": found})


@open_to_all
@require_safe
def transcript(request: Request, slug: str) -> HttpResponse:
    """All that was said, as a file whose name tells nothing."""
    found = _mine(request, _home(request))
    if found is None:
        return _gone(request)
    return saved("anteckningar.txt", "text/plain; charset=utf-8", found.transcript.encode())


@open_to_all
def stream(request: Request, slug: str, chat_id: UUID | None = None) -> HttpResponse:
    """Reached only where pages are served without the ASGI application: pages then simply do not follow."""
    return HttpResponse(status=426, headers={"Upgrade": "brygga.asgi"})


def _home(request: Request) -> Municipality:
    if request.municipality is None:
        raise Http404
    if isinstance(request.actor, StaffActor):
        request.actor = None  # staff see the page as anyone does, not in their employer's name
    return request.municipality


def _key(request: Request) -> str:
    return rules.from_code(request.COOKIES.get(rules.KEY_COOKIE, "")[:60])


def _mine(request: Request, home: Municipality) -> Visit | None:
    key = _key(request)
    return visit(home, key) if key else None


def _begun(request: Request, home: Municipality, form: BeginForm, found: Rota) -> tuple[str, str]:
    """Why not, and the key: one of them. Whoever has a conversation here already goes on with it."""
    typed, key = form.cleaned_data, _key(request)
    kind = rules.Kind.CHAT if found.opening.is_open else rules.Kind.QUESTION
    try:
        if key:
            visiting.say(home, key, typed["once"], typed["text"])
            return "", key
    except (visiting.Ended, visiting.Unknown):
        pass  # that one is over: a new one begins
    except visiting.NotKept as why:
        return why.code, ""
    try:
        return "", visiting.begin(home, typed["once"], typed["text"], kind)
    except visiting.NotKept as why:
        return why.code, ""


def _said(home: Municipality, key: str, form: SayForm) -> str:
    """Why it was not kept, or nothing."""
    typed = form.cleaned_data
    try:
        visiting.say(home, key, typed["once"], typed["text"])
    except visiting.NotKept as why:
        return why.code
    return ""


def _gone(request: Request) -> HttpResponse:
    """No conversation here: taken away, ended long ago, or begun in another browser."""
    return render(request, "advice/gone.html", status=404)


def _into(slug: str, key: str) -> HttpResponse:
    """To the conversation, with the key in the browser for as long as it is open, and nowhere else."""
    response = HttpResponseRedirect(_url("advice_chat", slug), status=303)
    response.set_cookie(
        rules.KEY_COOKIE,
        key,
        path=_url("advice", slug),
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
    )
    return response


def _url(name: str, slug: str, **more: Any) -> str:
    return reverse(name, kwargs={"slug": slug, **more})
