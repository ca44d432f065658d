"""Agreements: read by all own staff, kept by the administration."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brygga.access.doors import StaffRequest, administers, for_administration, for_own_staff
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.municipalities.queries import agreements_of, in_use
from brygga.network import desk, draft_words, queries, rules, words
from brygga.network.actions import agreements as actions
from brygga.network.actions.changes import Taken
from brygga.network.forms.agreements import AgreementForm
from brygga.network.forms.fields import TAKEN, EndForm
from brygga.network.views.pages import activity_names, law_today, show, to, typed


@for_own_staff
def agreements(request: StaffRequest, slug: str) -> HttpResponse:
    home = request.municipality.code
    drafts = desk.drafts_of(home) if administers(request) else []
    page = {"accords": queries.accords(home, clock.today()), "drafts": drafts, "once": uuid7(), **_words()}
    return show(request, "agreements", page)


@for_own_staff
def agreement(request: StaffRequest, slug: str, agreement_id: UUID) -> HttpResponse:
    home = request.municipality.code
    accord = queries.accord(home, agreement_id, clock.today())
    versions = queries.versions(home, accord.row)
    page = {
        "accord": accord,
        "versions": versions,
        "lines": queries.needed_lines(home, accord.row, clock.today()),
        "successor": next((one for one in versions if one.replaces == accord.row.id), None),
        "activities": activity_names(),
        "instruments": words.INSTRUMENTS,
        **_words(),
    }
    return show(request, "agreement", page)


def _words() -> dict[str, Any]:
    said = {"areas": words.AREAS, "states": words.STATES, "steps": words.STEPS, "cost": draft_words.COST}
    return {"names": queries.names(), **said}


@for_administration
def new_agreement(request: StaffRequest, slug: str) -> HttpResponse:
    home = request.municipality.code
    towns = {place.code: place.name for place in in_use()}
    form = AgreementForm(
        request.POST or None,
        home=home,
        towns=towns,
        names=queries.names(),
        law=law_today(),
        standing=agreements_of(home) if request.POST else (),
        initial={"instruments": ["AVTAL"], "valid_from": clock.today()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.register(request.actor, home, form.row_id, form.values())
            return to("agreement", slug, agreement_id=found.id)
        except Taken:
            form.add_error("reference", str(TAKEN))
    intro = _(
        "Avtalet öppnar ingens ärenden förrän varje kommun själv har godkänt det här. "
        "Innehållet kan sedan inte ändras, bara avslutas."
    )
    return typed(request, _("Nytt avtal"), form, _("Registrera"), (_("Avtal"), "agreements"), intro)


@for_administration
@require_POST
def approve(request: StaffRequest, slug: str, agreement_id: UUID) -> HttpResponse:
    """Each party opens its own doors, nobody else's."""
    accord = queries.accord(request.municipality.code, agreement_id, clock.today())
    actions.approve(request.actor, request.municipality.code, accord.row)
    return to("agreement", slug, agreement_id=agreement_id)


@for_administration
def end_agreement(request: StaffRequest, slug: str, agreement_id: UUID) -> HttpResponse:
    home = request.municipality.code
    accord = queries.accord(home, agreement_id, clock.today())
    if not accord.open:
        return to("agreement", slug, agreement_id=agreement_id)
    form = EndForm(request.POST or None, today=clock.today())
    if request.method == "POST" and form.is_valid():
        actions.end(request.actor, home, accord.row, form.cleaned_data["last_day"])
        return to("agreement", slug, agreement_id=agreement_id)
    page = {
        "accord": accord,
        "form": form,
        "work": queries.work_across(home, set(accord.approvals) - {home}),
        "earliest": rules.months_after(clock.today(), accord.row.notice_months or 0),
        "own": accord.row.municipality == home,
        **_words(),
    }
    return show(request, "end", page, status=422 if form.errors else 200)
