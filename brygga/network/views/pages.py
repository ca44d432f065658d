"""What every page of the administration shares."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from brygga.access.doors import StaffRequest, administers
from brygga.ground import clock
from brygga.law import Activity, activities


def show(request: StaffRequest, template: str, page: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page with the administration's own menu above it."""
    slug = request.municipality.slug
    menu = _menu(slug, request.path, edits=administers(request))
    shared = {"menu": menu, "edits": administers(request), "slug": slug}
    return render(request, f"network/{template}.html", {**shared, **page}, status=status)


def typed(
    request: StaffRequest,
    title: str,
    form: Any,
    submit: str,
    back: tuple[str, str],
    intro: str = "",
    **more: Any,
) -> HttpResponse:
    """One form on a page of its own; 422 with all that was typed where something must be put right."""
    page = {"title": title, "form": form, "submit": submit, "back": back, "intro": intro, **more}
    return show(request, "form", page, status=422 if form.errors else 200)


def to(name: str, slug: str, **more: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, kwargs={"slug": slug, **more}))


def law_today() -> list[Activity]:
    """The activities of today's law, by area and name."""
    return sorted(activities(clock.today()), key=lambda row: (row.area, row.name_sv))


def activity_names() -> dict[str, str]:
    return {row.code: row.name_sv for row in law_today()}


def _menu(slug: str, path: str, *, edits: bool) -> list[tuple[str, str, bool]]:
    """(label, url, current). Those who only read see what they may read."""
    items: Iterable[tuple[str, str, dict[str, str]]] = (
        (_("Översikt"), "governance", {}),
        (_("Kontakt"), "governance_settings", {"what": "kontakt"}),
        (_("Utseende"), "governance_settings", {"what": "utseende"}),
        (_("Enheter"), "governance_units", {}),
        (_("Möten"), "meeting_settings", {}),
        (_("Personal"), "governance_staff", {}),
        (_("Avtal"), "agreements", {}),
        (_("Delegation"), "delegations", {}),
        (_("Kontroll"), "control", {}),
        (_("Skyddade uppgifter"), "governance_settings", {"what": "skyddade"}),
        (_("Historik"), "governance_history", {}),
    )
    open_to_staff = {"agreements", "delegations", "control"}
    found = []
    for label, name, more in items:
        if edits or name in open_to_staff:
            url = reverse(name, kwargs={"slug": slug, **more})
            here = path == url if name == "governance" else path.startswith(url)
            found.append((label, url, here))
    return found
