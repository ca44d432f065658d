"""One request, one transaction, one reach."""

import logging
from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from psycopg.errors import InsufficientPrivilege

from brygga.access.doors import NotSignedIn
from brygga.access.gate import NotYours, Refused
from brygga.access.queries import reach_of, resident_actor, staff_actor
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.models import Case
from brygga.cases.rules import WrongStage
from brygga.ground import clock, tenancy
from brygga.ground.walls import IN_ITS_PLACE
from brygga.municipalities.queries import by_slug
from brygga.people import professionals
from brygga.portal import parked
from brygga.portal.views import errors
from brygga.portal.views.sign_in import NEUTRAL

Handler = Callable[[HttpRequest], HttpResponseBase]
Page = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger(__name__)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'{media}; form-action 'self'{elsewhere}; frame-ancestors 'none'; base-uri 'none'; "
    "manifest-src 'self'"
)


def headers(get_response: Handler) -> Handler:
    """Security headers on every answer; nothing about a person may stay in a cache."""
    # Where our own forms may end up: the e-ID, and the neutral page of "Lämna snabbt".
    known = {settings.EID_URL, settings.STAFF_EID_URL, settings.PROFESSIONAL_EID_URL, NEUTRAL.rstrip("/")} - {
        ""
    }
    policy = POLICY.format(
        elsewhere="".join(f" {url}" for url in sorted(known)), media=_origin(settings.SFU_URL)
    )

    def add(request: HttpRequest) -> HttpResponseBase:
        request.get_host()  # raises for a host name that is not ours, before anything is led there
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), display-capture=(), geolocation=()"
        )
        if settings.SECURE:  # TLS ends in front of us, so that the request itself looks like plain HTTP
            response.headers.setdefault("Strict-Transport-Security", f"max-age={settings.HSTS_SECONDS}")
        if not response.headers.get("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"
        return response

    return add


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f" {parts.scheme}://{parts.netloc}" if url else ""


class WithReach:
    """Find out whose house this is and who is asking; then open the transaction with that reach."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        who = _signed_in(request)
        with tenancy.enter(tenancy.DOOR):
            slug = request.path_info.split("/")[1]
            request.municipality = by_slug(slug)  # type: ignore[attr-defined]
            request.actor = _actor(who)  # type: ignore[attr-defined]
            request.professional = _professional(request, who)  # type: ignore[attr-defined]
            _take_reach(request)
            response = self.get_response(request)
            if parked.has_arrived(request, response):
                parked.let_go(request, response)
            if getattr(request, "undone", False) or response.status_code >= 500:
                transaction.set_rollback(True)
        instead: Page | None = getattr(request, "instead", None)
        return _shown_afterwards(request, instead) if instead else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Whatever an act had begun is undone; what the person reads depends on why."""
        if isinstance(error, NotSignedIn):  # before anything was begun; what was typed is kept
            return errors.not_signed_in(request, error.door)
        request.undone = True  # type: ignore[attr-defined]
        if isinstance(error, Refused):
            return errors.refused(request, error.answer)
        if isinstance(error, WrongStage):
            return errors.moved_on(request)
        if page := _page_for(error):
            request.instead = page  # type: ignore[attr-defined]
            return HttpResponse(status=500)
        if isinstance(error, (Case.DoesNotExist, NotYours, Http404)):
            return errors.not_found(request)
        return None


def _page_for(error: Exception) -> Page | None:
    """What the database itself stopped; its transaction answers no more questions, not even a page's."""
    if isinstance(error, IntegrityError) and IN_ITS_PLACE in str(error):
        return errors.moved_on  # the case was shielded while this was being written (brygga.ground.walls)
    if isinstance(error.__cause__, InsufficientPrivilege):
        log.error("A wall stopped what the gate had let through.")
        return errors.not_found
    return None


def _shown_afterwards(request: HttpRequest, page: Page) -> HttpResponse:
    """A page in a transaction of its own, once the one that failed has been undone."""
    with tenancy.enter(tenancy.DOOR):
        _take_reach(request)
        return page(request)


def _take_reach(request: HttpRequest) -> None:
    actor, home = request.actor, request.municipality  # type: ignore[attr-defined]
    if actor is not None:
        tenancy.switch(reach_of(actor, home.code if home else None))


def _signed_in(request: HttpRequest) -> tuple[str, UUID] | None:
    """Door and id from the session, unless it has been idle too long. Read before the reach is set."""
    session = request.session
    door, ident = session.get("door"), session.get("who")
    if not door or not ident:
        return None
    now = clock.wall_seconds()
    spent = door == professionals.KIND and professionals.of_session(session) is None
    if spent or now - session.get("seen", 0) > settings.SESSION_IDLE_SECONDS[door]:
        request.was = door, UUID(ident)  # type: ignore[attr-defined]  # what they typed may wait for them
        session.flush()
        return None
    if now - session["seen"] > 60 and "Brygga-Follows" not in request.headers:
        session["seen"] = now
    return door, UUID(ident)


def _actor(who: tuple[str, UUID] | None) -> StaffActor | ResidentActor | None:
    if who is None:
        return None
    door, ident = who
    if door == professionals.KIND:
        return None  # to every page but their own they are nobody
    look_up = resident_actor if door == "resident" else staff_actor
    return look_up(ident, clock.today())


def _professional(request: HttpRequest, who: tuple[str, UUID] | None) -> professionals.Professional | None:
    """Whoever came in by the service e-ID's door, while their short session lasts."""
    if who is None or who[0] != professionals.KIND:
        return None
    return professionals.of_session(request.session)
