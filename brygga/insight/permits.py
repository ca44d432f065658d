"""Who may read what it adds up to: the municipality's own staff. Its administration edits, and counts."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpResponseBase

from brygga.access.doors import StaffRequest, for_staff

P = ParamSpec("P")


def for_own_staff(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Employees and elected of the municipality of the address; an agreement lets nobody else in here."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor.employer != request.municipality.code:
            raise Http404
        return view(request, *args, **kwargs)

    return for_staff(guarded)


def administers(request: StaffRequest) -> bool:
    """Whether the reader may also edit."""
    return any(request.actor.has_role(role, request.municipality.code) for role in ("registrar", "jurist"))
