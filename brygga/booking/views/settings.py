"""The municipality's own administration: what meetings may be about, and rooms."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from brygga.access.doors import StaffRequest, for_administration
from brygga.booking import actions, queries
from brygga.booking.forms.settings import KindForm, RoomForm
from brygga.booking.words import AREAS, CHANNELS


@for_administration
def overview(request: StaffRequest, slug: str) -> HttpResponse:
    return _page(request)


@for_administration
@require_POST
def add_kind(request: StaffRequest, slug: str) -> HttpResponse:
    form = KindForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, kind_form=form)
    actions.add_kind(request.actor, form.new(), once=form.cleaned_data["once"])
    return _back(slug)


@for_administration
@require_POST
def end_kind(request: StaffRequest, slug: str, kind_id: UUID) -> HttpResponse:
    actions.end_kind(request.actor, kind_id)
    return _back(slug)


@for_administration
@require_POST
def add_room(request: StaffRequest, slug: str) -> HttpResponse:
    form = RoomForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, room_form=form)
    typed = form.cleaned_data
    actions.add_room(request.actor, typed["name"], typed["address"], once=typed["once"])
    return _back(slug)


@for_administration
@require_POST
def close_room(request: StaffRequest, slug: str, room_id: UUID) -> HttpResponse:
    actions.close_room(request.actor, room_id)
    return _back(slug)


def _page(request: StaffRequest, status: int = 200, **forms: Any) -> HttpResponse:
    home = request.municipality.code
    page = {
        "kinds": queries.kinds_of(home),
        "rooms": queries.rooms_of(home),
        "kind_form": KindForm(),
        "room_form": RoomForm(),
        "areas": AREAS,
        "channels": CHANNELS,
    }
    return render(request, "booking/settings.html", page | forms, status=status)


def _back(slug: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("meeting_settings", kwargs={"slug": slug}), status=303)
