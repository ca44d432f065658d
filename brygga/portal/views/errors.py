"""When something may not, cannot or does not exist: a calm page that says what to do."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from brygga.law import Answer


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
    """Somebody else acted first. What was typed is still in the browser's page behind this one."""
    return render(request, "409.html", status=409)


def not_signed_in(request: HttpRequest, door: str) -> HttpResponse:
    """To sign-in and back again; a form on its way keeps what was typed (see people.parking)."""
    slug = request.path_info.split("/")[1]
    target = reverse("sign_in", kwargs={"slug": slug, "door": door})
    if request.method == "GET":
        return HttpResponseRedirect(f"{target}?till={quote(request.get_full_path())}")
    return render(request, "session_expired.html", {"sign_in_url": target}, status=401)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "session_expired.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
