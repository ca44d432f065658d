"""The doors: residents, staff and professionals of others sign in with e-ID, each by their own."""

from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from brygga.access.doors import Request, open_to_all
from brygga.advice.rules import KEY_COOKIE
from brygga.ground import clock, tenancy
from brygga.ground.addresses import absolute
from brygga.municipalities.queries import by_code, by_slug
from brygga.people import actions, oidc, professionals, queries, signing
from brygga.people.models import Person, Staff
from brygga.people.oidc import Identity
from brygga.people.professionals import Professional
from brygga.portal import parked

Somebody = Person | Professional | Staff
NEUTRAL = "https://www.smhi.se/"
"""Where "Lämna snabbt" goes: a weather forecast, as ordinary as can be."""


@open_to_all
def sign_in(request: Request, slug: str, door: str) -> HttpResponse:
    """Off to the e-ID. `till` is where the person was going."""
    if not oidc.is_offered(door) or request.municipality is None:
        raise Http404
    request.session["bound_for"] = _local(request.GET.get("till", "")) or _home(door, slug)
    request.session["came_from"] = slug
    try:
        url = oidc.begin(door, request.session, _callback(request, door), get_language() or "sv")
    except oidc.SignInRefused as error:
        return _calm(request, "people/refused.html", 503, reason=error.reason)
    return HttpResponseRedirect(url)


@open_to_all
def answered(request: Request, door: str) -> HttpResponse:
    """The e-ID's answer: let the person in, or say calmly why not."""
    if not oidc.is_offered(door):
        raise Http404
    wanted = signing.waited_for(request.session, request.GET.get("state", ""))
    if wanted is not None:
        return HttpResponseRedirect(_signed(request, wanted))
    try:
        identity = oidc.finish(door, request.session, request.build_absolute_uri())
    except oidc.SignInCancelled:
        return _calm(request, "people/cancelled.html", 200)
    except oidc.SignInRefused as error:
        return _calm(request, "people/refused.html", 403, reason=error.reason)
    tenancy.switch(tenancy.DOOR)  # whoever was signed in before is at the door again
    known = _known(door, identity)
    if known is None:
        return _calm(request, "people/unknown.html", 403)
    return _let_in(request, door, known, identity)


def _signed(request: Request, wanted: signing.Wanted) -> str:
    """Where to go when the e-ID was asked to sign: on with the signature, or back with nothing lost."""
    try:
        identity = oidc.finish("resident", request.session, request.build_absolute_uri())
    except oidc.SignInCancelled:
        return wanted.failed(signing.CANCELLED)
    except oidc.SignInRefused:
        return wanted.failed(signing.FAILED)
    return signing.keep(request.session, wanted, identity)


def _known(door: str, identity: Identity) -> Somebody | None:
    if door == "resident":
        return actions.welcome(identity.number, identity.name) if identity.number else None
    if door == professionals.KIND:
        return professionals.of_identity(identity)
    return queries.staff_by_affiliation(identity.org_affiliation or "")


def _let_in(request: Request, door: str, known: Somebody, identity: Identity) -> HttpResponse:
    """A new session key (no fixation), holding who, by which door and how they proved it."""
    session, who = request.session, str(known.id)
    bound_for = session.get("bound_for") or "/"
    slug = session.get("came_from", "")
    if session.get("who") in {None, who}:
        session.cycle_key()
    else:
        session.flush()  # nothing of the one who was here before
    session.update(
        {
            "came_from": slug,
            "door": door,
            "who": who,
            "seen": clock.wall_seconds(),
            "id_token": identity.id_token,
            "proof": {"acr": identity.acr, "txn": identity.txn, "at": clock.now().isoformat()},
        }
    )
    if isinstance(known, Professional):
        professionals.remember(session, known)
    if isinstance(known, Staff) and bound_for == _home("staff", slug):
        bound_for = _home("staff", by_code(known.municipality).slug)
    return HttpResponseRedirect(parked.page_after_sign_in(request, slug, door, who) or bound_for)


@open_to_all
@require_POST
def sign_out(request: Request) -> HttpResponse:
    """End the session here and at the e-ID."""
    door, id_token = request.session.get("door", ""), request.session.get("id_token")
    slug = request.session.get("came_from", "")
    request.session.flush()
    back = absolute(request, reverse("signed_out", kwargs={"slug": slug}) if slug else "/")
    if not id_token or not oidc.is_offered(door):
        return HttpResponseRedirect(back)
    return HttpResponseRedirect(oidc.logout_url(door, id_token, back))


@open_to_all
@csrf_exempt
@require_POST
def leave(request: Request) -> HttpResponse:
    """Lämna snabbt: sign out at once and show something ordinary. Harmless if forged, so no token is asked for."""
    request.session.flush()
    response = HttpResponseRedirect(NEUTRAL)
    parked.let_go(request, response)
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        _forget_conversation(request.POST.get("hus", ""), response)
    return response


def _forget_conversation(slug: str, response: HttpResponse) -> None:
    """Whoever takes over the screen finds no conversation without a name; with its code its visitor still does."""
    home = by_slug(slug)
    if home is not None:
        path = reverse("advice", kwargs={"slug": home.slug})
        response.delete_cookie(KEY_COOKIE, path=path, samesite="Lax")


@open_to_all
def signed_out(request: Request, slug: str) -> HttpResponse:
    return _calm(request, "people/signed_out.html", 200)


@open_to_all
def keys(request: HttpRequest) -> JsonResponse:
    """Our public keys, for the e-ID to check who we are (private_key_jwt)."""
    return JsonResponse(oidc.client_jwks())


def _calm(request: Request, template: str, status: int, **more: Any) -> HttpResponse:
    """In the house of the municipality the person came from: its telephone number is the way on."""
    slug = request.session.get("came_from") or (request.municipality.slug if request.municipality else "")
    if not request.municipality and slug:
        request.municipality = by_slug(slug) or request.municipality
    return render(request, template, {"slug": slug, **more}, status=status)


def _callback(request: Request, door: str) -> str:
    return absolute(request, reverse("answered", kwargs={"door": door}))


def _home(door: str, slug: str) -> str:
    homes = {"resident": "my_cases", "staff": "work", "professional": "report_at_work"}
    return reverse(homes[door], kwargs={"slug": slug})


def _local(path: str) -> str:
    """The path if it stays on this site, else nothing: no open redirects."""
    parts = urlsplit(path)
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.netloc
    return path if plain else ""
