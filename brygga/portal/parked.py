"""A form that came after its session had ended: put aside here, found again after sign-in."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from brygga.access.rules import ResidentActor, StaffActor
from brygga.ground import tenancy
from brygga.people import parking
from brygga.people.professionals import Professional

SENT_AGAIN = "parked"
"""The hidden field by which a form that has waited says so when it is sent at last."""


def set_aside(request: HttpRequest, door: str) -> parking.Ticket | None:
    """Keep what was typed. Bound to whoever was signed in, where the ended session still says who."""
    who = getattr(request, "was", None) or _actor(request)
    if who is not None and who[0] != door:
        return None
    form = parking.typed(request.get_full_path(), request.POST.lists(), files=bool(request.FILES))
    with tenancy.enter(tenancy.DOOR):
        return parking.park(form, door, who[1] if who else None, ticket_of(request))


def ticket_of(request: HttpRequest) -> parking.Ticket | None:
    return parking.Ticket.read(request.COOKIES.get(parking.COOKIE, ""))


def found(request: HttpRequest, actor: StaffActor | ResidentActor | Professional) -> parking.Typed | None:
    """What this person had typed in this browser, if anything waits."""
    ticket = ticket_of(request)
    if ticket is None:
        return None
    with tenancy.enter(tenancy.DOOR):
        return parking.waiting(ticket, actor.kind, actor.id)


def page_after_sign_in(request: HttpRequest, slug: str, door: str, who: str) -> str | None:
    """Where somebody just let in finds what they had typed. Run as the door."""
    ticket = ticket_of(request)
    if not slug or ticket is None or parking.waiting(ticket, door, UUID(who)) is None:
        return None
    return reverse("parked", kwargs={"slug": slug})


def hand_out(response: HttpResponseBase, ticket: parking.Ticket) -> None:
    """The key goes to the browser, and nowhere else."""
    response.set_cookie(
        parking.COOKIE,
        str(ticket),
        max_age=int(parking.LIFETIME.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
    )


def let_go(request: HttpRequest, response: HttpResponseBase) -> None:
    """The form has reached its page, or its writer has thrown it away: nothing of it stays."""
    ticket = ticket_of(request)
    if ticket is not None:
        with tenancy.enter(tenancy.DOOR):
            parking.throw_away(ticket)
    response.delete_cookie(parking.COOKIE, samesite="Lax")


def has_arrived(request: HttpRequest, response: Any) -> bool:
    """Whether this was a form that had waited, and its page has taken it."""
    if request.method != "POST" or parking.COOKIE not in request.COOKIES:
        return False
    return response.status_code < 400 and SENT_AGAIN in request.POST


def _actor(request: HttpRequest) -> tuple[str, UUID] | None:
    actor = getattr(request, "actor", None) or getattr(request, "professional", None)
    return (actor.kind, actor.id) if actor else None
