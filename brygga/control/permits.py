"""Who may come to the pages of control, beside what the doors of access say."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpResponseBase

from brygga.access.doors import StaffRequest, for_staff
from brygga.access.rules import StaffActor, may_open_in_emergency

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]

REVIEWERS = ("team_leader", "registrar", "jurist")


def for_emergencies(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Those who work with cases, here or by agreement. Neither the elected nor the administration."""
    return _only(view, lambda request: may_open_in_emergency(request.actor))


def for_reviewers(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Managers and administration of the municipality of the address."""
    return _only(view, lambda request: reviews(request.actor, request.municipality.code))


def reviews(actor: StaffActor, home: int) -> bool:
    return actor.employer == home and any(actor.has_role(role, home) for role in REVIEWERS)


def _only(view: View[P], admits: Callable[[StaffRequest], bool]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not admits(request):
            raise Http404
        return view(request, *args, **kwargs)

    return for_staff(guarded)
