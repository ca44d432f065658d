"""What every page of the desk shares: the menu, the day, the way back with errors kept."""

from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from brygga.access.doors import StaffRequest, administers
from brygga.counsel.forms.days import DayForm
from brygga.ground import clock


def show(request: StaffRequest, template: str, page: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the desk with its own menu above it."""
    slug = request.municipality.slug
    shared = {"menu": _menu(slug, request.path), "edits": administers(request), "slug": slug}
    return render(request, f"counsel/{template}.html", {**shared, **page}, status=status)


def typed(
    request: StaffRequest, title: str, form: Any, submit: str, back: tuple[str, str], intro: str = ""
) -> HttpResponse:
    """One form on a page of its own; 422 with all that was typed where something must be put right."""
    page = {"title": title, "form": form, "submit": submit, "back": back, "intro": intro}
    return show(request, "form", page, status=422 if form.errors else 200)


def to(name: str, slug: str, **more: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, kwargs={"slug": slug, **more}))


def day_of(request: StaffRequest) -> tuple[date, DayForm]:
    """The day that was asked about; today when none was, or when what was typed is no day."""
    form = DayForm(request.GET if "dag" in request.GET else {"dag": clock.today().isoformat()})
    return (form.cleaned_data["dag"] if form.is_valid() else clock.today()), form


def asked_day(request: StaffRequest) -> date:
    """The day of the question, for what the form offers; the form itself says when it is no day."""
    return day_of(request)[0]


def _menu(slug: str, path: str) -> list[tuple[str, str, bool]]:
    """(label, url, current)."""
    items = (
        (_("Får hon?"), "may_they"),
        (_("Verksamheter"), "law_activities"),
        (_("Paragrafer"), "law_sections"),
        (_("Underlag"), "law_instruments"),
        (_("Jämför dagar"), "law_compare"),
        (_("Riktlinjer"), "law_guidelines"),
        (_("Förslag"), "law_proposals"),
    )
    found = []
    for label, name in items:
        url = reverse(name, kwargs={"slug": slug})
        found.append((label, url, path == url if name == "may_they" else path.startswith(url)))
    return found
