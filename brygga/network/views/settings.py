"""Contact, appearance, the routine for protected identities, units."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.access.doors import StaffRequest, for_administration
from brygga.ground import theme
from brygga.municipalities.queries import units_of
from brygga.network import queries
from brygga.network.actions import settings as actions
from brygga.network.actions.changes import ChangedMeanwhile, Taken, standing
from brygga.network.forms.fields import TAKEN, AdminForm
from brygga.network.forms.settings import ContactForm, LookForm, RoutineForm, UnitForm, hours_as_text
from brygga.network.views.pages import show, to, typed


@dataclass(frozen=True)
class Setting:
    """One page of settings: what it is called in the history, its form and its fields."""

    what: str
    title: Any
    form: type[AdminForm]
    fields: tuple[str, ...]


SETTINGS = {
    "kontakt": Setting(
        "contact",
        gettext_lazy("Kontakt och öppettider"),
        ContactForm,
        ("phone", "on_call_phone", "hours", "visit_address", "post_address", "board", "court"),
    ),
    "utseende": Setting("look", gettext_lazy("Färg och egna ord"), LookForm, ("colour", "words")),
    "skyddade": Setting(
        "routine", gettext_lazy("Rutin för skyddade personuppgifter"), RoutineForm, ("protected_routine",)
    ),
}


@for_administration
def setting(request: StaffRequest, slug: str, what: str) -> HttpResponse:
    if what not in SETTINGS:
        raise Http404
    page, home = SETTINGS[what], queries.place(request.municipality.code)
    stands = standing(home, list(page.fields))
    form = page.form(request.POST or None, standing=stands, initial=_initial(what, stands))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(request.actor, home, page.what, form.values(), form.cleaned_data["seen"])
            return to("governance_settings", slug, what=what)
        except ChangedMeanwhile:
            form.shown_again(stands)
    back = (_("Översikt"), "governance")
    more: dict[str, Any] = {"preview": _preview(request, form)} if what == "utseende" else {}
    return typed(request, page.title, form, _("Spara"), back, **more)


def _initial(what: str, stands: Mapping[str, Any]) -> dict[str, Any]:
    if what == "kontakt":
        return {**stands, "hours": hours_as_text(stands["hours"])}
    return {**stands, **stands["words"]} if what == "utseende" else dict(stands)


def _preview(request: StaffRequest, form: AdminForm) -> dict[str, str]:
    """The colour to try: what was asked for, if it is one, else what stands."""
    asked = request.GET.get("farg", "").strip().lower()
    seed = asked if theme.HEX.fullmatch(asked) else str(form.initial["colour"])
    return {"colour": seed, "sheet": seed.removeprefix("#")}


@for_administration
def preview(request: StaffRequest, slug: str, colour: str) -> HttpResponse:
    """The stylesheet a colour would give, for the preview only."""
    if not theme.HEX.fullmatch(f"#{colour}"):
        raise Http404
    return HttpResponse(theme.css("prov", f"#{colour}"), content_type="text/css; charset=utf-8")


@for_administration
def units(request: StaffRequest, slug: str) -> HttpResponse:
    return show(request, "units", {"units": units_of(request.municipality.code)})


@for_administration
def new_unit(request: StaffRequest, slug: str) -> HttpResponse:
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_unit(request.actor, request.municipality.code, form.row_id, form.values())
            return to("governance_units", slug)
        except Taken:
            form.add_error(None, str(TAKEN))
    return typed(request, _("Ny enhet"), form, _("Lägg till"), (_("Enheter"), "governance_units"))


@for_administration
def unit(request: StaffRequest, slug: str, unit_id: UUID) -> HttpResponse:
    found = queries.unit(request.municipality.code, unit_id)
    stands = standing(found, ["name", "areas", "phone", "closed_on"])
    form = UnitForm(request.POST or None, standing=stands, initial=stands)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_unit(request.actor, found, form.values(), form.cleaned_data["seen"])
            return to("governance_units", slug)
        except ChangedMeanwhile:
            form.shown_again(stands)
    return typed(request, found.name, form, _("Spara"), (_("Enheter"), "governance_units"))
