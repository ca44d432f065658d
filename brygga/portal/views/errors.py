"""When something may not, cannot or does not exist: a calm page that says what to do."""

import re
import sys
from urllib.parse import quote, urlsplit

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from brygga.law import Answer
from brygga.people import parking
from brygga.people.parking import Ticket
from brygga.portal import parked


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for what does not exist and for what one may not know exists."""
    return render(request, "404.html", status=404)


def refused(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Within reach but without permit: what may not be done, why, and the nearest lawful way."""
    return render(request, "403.html", {"refusal": _refusal(answer)}, status=403)


def _refusal(answer: Answer) -> dict[str, object]:
    return {
        "what": answer.sentence,
        "why": " ".join(missing.sentence for missing in answer.missing),
        "sections": ", ".join(section.ref for section in answer.sections),
        "instead": " ".join(answer.ways),
    }


def moved_on(request: HttpRequest) -> HttpResponse:
    """Somebody else acted first. What was typed is shown, to copy; files cannot be."""
    typed = parking.typed(request.path, request.POST.lists(), files=bool(request.FILES))
    here = _CASE.match(request.path_info)
    page = {"texts": parking.readable(typed), "had_files": typed.had_files, "case_url": here and here[0]}
    return render(request, "409.html", page, status=409)


_CASE = re.compile(r"/[^/]+/(arbete|mina-sidor)/arende/[0-9a-f-]{36}/")
"""The address of the case that a page belongs to."""


def not_signed_in(request: HttpRequest, door: str) -> HttpResponse:
    """To sign-in and back again; a form on its way waits until its writer has signed in."""
    target = _sign_in(request, door)
    if request.method != "POST":
        return HttpResponseRedirect(f"{target}?till={quote(request.get_full_path())}")
    response = _session_ended(request, target, parked.set_aside(request, door), 401)
    if "HX-Request" in request.headers:
        response["HX-Redirect"] = target
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without our token. What came from a page of our own was typed by a person, and is kept."""
    door = _DOORS.get(getattr(request.resolver_match and request.resolver_match.func, "permit", ""))
    if door is None or not _from_our_page(request):
        return render(request, "session_expired.html", status=403)
    ticket = parked.set_aside(request, door)
    signed_in = getattr(request, "actor", None) is not None
    slug = request.path_info.split("/")[1]
    target = reverse("parked", kwargs={"slug": slug}) if signed_in else _sign_in(request, door)
    response = _session_ended(request, target, ticket, 403)
    if ticket is not None and "HX-Request" in request.headers:
        response["HX-Redirect"] = target
    return response


_DOORS = {name: name for name in ("resident", "staff", "professional")} | {"administration": "staff"}
"""Which door leads to a page, by its permit."""


def _sign_in(request: HttpRequest, door: str) -> str:
    return reverse("sign_in", kwargs={"slug": request.path_info.split("/")[1], "door": door})


def _from_our_page(request: HttpRequest) -> bool:
    """Nobody else's page may put words in a person's mouth: see Sec-Fetch-Site and Origin."""
    if "Sec-Fetch-Site" in request.headers:
        return request.headers["Sec-Fetch-Site"] == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


def _session_ended(request: HttpRequest, target: str, ticket: Ticket | None, status: int) -> HttpResponse:
    page = {"sign_in_url": target, "kept": ticket is not None, "had_files": bool(request.FILES)}
    response = render(request, "session_expired.html", page, status=status)
    if ticket is not None:
        parked.hand_out(response, ticket)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this while the exception is being handled."""
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return away(request)
    return render(request, "500.html", status=500)


def away(request: HttpRequest) -> HttpResponse:
    """The database is not there, or asks for another try: nothing of it is asked for this page.

    What was sent can be sent again with a press. Whether it had been kept nobody knows; no form is kept twice.
    """
    request.actor = request.municipality = None  # type: ignore[attr-defined]
    posted = request.method == "POST"
    fields = (
        [] if request.FILES else [(name, value) for name, all_of in request.POST.lists() for value in all_of]
    )
    page = {"posted": posted, "fields": fields, "here": request.get_full_path()}
    response = render(request, "503.html", page, status=503)
    response["Retry-After"] = "5"
    return response
