"""Who may come in by which route. Every view carries one of these; a test looks for the ones that do not."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase

from brygga.access.rules import ResidentActor, StaffActor, municipalities_in_reach
from brygga.municipalities.models import Municipality
from brygga.people.professionals import KIND, Professional

P = ParamSpec("P")


class NotSignedIn(Exception):
    """The page needs somebody to be signed in: through which door."""

    def __init__(self, door: str) -> None:
        super().__init__(door)
        self.door = door


class Request(HttpRequest):
    """A request as the middleware hands it on."""

    actor: StaffActor | ResidentActor | None
    professional: Professional | None
    municipality: Municipality


class ProfessionalRequest(Request):
    actor: None
    professional: Professional


class ResidentRequest(Request):
    actor: ResidentActor


class StaffRequest(Request):
    actor: StaffActor


def open_to_all(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Shows nothing of anybody."""
    view.permit = "open"  # type: ignore[attr-defined]
    return view


def for_residents(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A resident signed in with e-ID; what they see follows from their own cases."""
    return _only(view, "resident", lambda actor, home: isinstance(actor, ResidentActor))


def for_staff(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Staff with any reach into the municipality of the address; else it does not exist for them."""
    return _only(view, "staff", _reaches_into)


def for_own_staff(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Employees and elected of the municipality of the address; an agreement lets nobody else in here."""
    return _only(view, "staff", _employed_by)


def for_administration(
    view: Callable[Concatenate[Any, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Registrars and jurists of the municipality of the address."""
    return _only(view, "administration", _administers)


def for_professionals(
    view: Callable[Concatenate[Any, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Somebody of another organisation, signed in with their service e-ID to report; they reach no case at all."""

    @wraps(view)
    def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.municipality is None or request.actor is not None:
            raise Http404
        if request.professional is None:
            raise NotSignedIn(KIND)
        return view(request, *args, **kwargs)

    guarded.permit = KIND  # type: ignore[attr-defined]
    return guarded


def administers(request: StaffRequest) -> bool:
    """Whether the reader may also edit: registrars and jurists of the municipality of the address."""
    return _administers(request.actor, request.municipality)


def _reaches_into(actor: object, home: Municipality) -> bool:
    return isinstance(actor, StaffActor) and home.code in municipalities_in_reach(actor)


def _employed_by(actor: object, home: Municipality) -> bool:
    return isinstance(actor, StaffActor) and actor.employer == home.code


def _administers(actor: object, home: Municipality) -> bool:
    return isinstance(actor, StaffActor) and any(
        actor.has_role(role, home.code) for role in ("registrar", "jurist")
    )


def _only(
    view: Callable[..., HttpResponseBase], permit: str, admits: Callable[[object, Municipality], bool]
) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.municipality is None:
            raise Http404  # the municipality of the address does not use Brygga
        if request.actor is None:
            raise NotSignedIn("resident" if permit == "resident" else "staff")
        if not admits(request.actor, request.municipality):
            raise Http404
        return view(request, *args, **kwargs)

    guarded.permit = permit  # type: ignore[attr-defined]
    return guarded
