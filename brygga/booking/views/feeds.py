"""The feed a calendar program fetches, and the two pages where its address is made and taken back."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from brygga.access.doors import Request, ResidentRequest, StaffRequest, for_residents, for_staff, open_to_all
from brygga.booking import actions, calendars, queries
from brygga.ground import clock


@open_to_all
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Empty where there is no such address: who tries learns nothing, and an error would put it in a log."""
    now = clock.now()
    by_resident, events = queries.fed(actions.hashed(token), now)
    title = _("Bokad tid") if by_resident else _("Möte")
    text = calendars.calendar(events, title, now)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@for_residents
def mine(request: ResidentRequest, slug: str) -> HttpResponse:
    """A resident subscribes to their own times."""
    return _page(request, "booking/subscribe_resident.html")


@for_staff
def own(request: StaffRequest, slug: str) -> HttpResponse:
    """A worker subscribes to their own times."""
    return _page(request, "booking/subscribe_staff.html")


def _page(request: Any, template: str) -> HttpResponse:
    """A new address is shown once, in the answer to its making: it is kept nowhere."""
    page: dict[str, Any] = {"address": ""}
    if request.method == "POST" and request.POST.get("revoke"):
        actions.revoke_feed(request.actor)
    elif request.method == "POST":
        page["address"] = _address(request, actions.new_feed(request.actor))
    page["feed"] = queries.feed_of(request.actor)
    return render(request, template, page)


def _address(request: Request, token: str) -> str:
    """As the outside sees it, and a key: behind a proxy that ends TLS the request itself looks like plain HTTP."""
    scheme = "https" if settings.SECURE else "http"
    return f"{scheme}://{request.get_host()}{reverse('calendar_feed', kwargs={'token': token})}"
