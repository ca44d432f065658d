"""Who comes to the desk: all of the municipality's own staff read, its administration changes."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpResponseBase

from brygga.access.doors import StaffRequest, for_staff

P = ParamSpec("P")


def for_own_staff(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Employees of the municipality of the address. The law is public; this house's own reading is theirs."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor.employer != request.municipality.code:
            raise Http404
        return view(request, *args, **kwargs)

    return for_staff(guarded)


def administers(request: StaffRequest) -> bool:
    """Whether the reader may also change something here."""
    return any(request.actor.has_role(role, request.municipality.code) for role in ("registrar", "jurist"))
