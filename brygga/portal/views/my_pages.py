"""Mina ärenden: what is under way, what is half written, and whom one may act for."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brygga.access.doors import ResidentRequest, for_residents
from brygga.access.rules import ResidentActor
from brygga.applications import queries as applications
from brygga.calls import invited
from brygga.calls import words as calls
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.ground import clock, templating
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import by_code
from brygga.portal import words

CAPACITIES = {
    "guardian": gettext_lazy("Som vårdnadshavare för %(who)s"),
    "trustee": gettext_lazy("Som god man eller förvaltare för %(who)s"),
    "authorised": gettext_lazy("Med fullmakt från %(who)s"),
}

CLOCKS = {
    "immediate_protection_assessment": gettext_lazy("Vi bedömer genast om barnet behöver skydd."),
    "preliminary_assessment": gettext_lazy("Vi bestämmer senast %(day)s om vi ska utreda."),
    "child_investigation": gettext_lazy("Utredningen ska vara klar senast %(day)s."),
    "delay_action": gettext_lazy("Har du inget beslut %(day)s kan du begära att vi avgör ärendet."),
}


@dataclass(frozen=True)
class MyCase:
    """One row of the page."""

    id: UUID
    number: str
    title: str
    sentence: str
    asked: bool  # we wait for the resident's answer
    due: str  # the nearest statutory day, in words
    closed: bool
    capacity: str  # "" for one's own case
    may_act: bool


@for_residents
def my_cases(request: ResidentRequest, slug: str) -> HttpResponse:
    rows = _rows(request.actor)
    own = [row for row in rows if not row.capacity]
    page = {
        "open": [row for row in own if not row.closed],
        "closed": [row for row in own if row.closed],
        "represented": [row for row in rows if row.capacity],
        "drafts": applications.drafts_of(request.actor, request.municipality.code),
        "elsewhere": _elsewhere(request.actor, request.municipality),
        "invitations": [(one, by_code(one.municipality)) for one in invited.mine()],
        "guest_labels": calls.BESIDE,
    }
    return render(request, "portal/resident/my_cases.html", page)


def _rows(actor: ResidentActor) -> list[MyCase]:
    found = cases.cases_of_resident(actor)
    foreign = [case for case in found if _capacity(actor, case) != "party"]
    principals = cases.principals_of(actor, foreign) if foreign else {}
    rows = [_row(actor, case, principals.get(case.id, "")) for case in found]
    return sorted(rows, key=lambda row: not row.asked)  # what waits for an answer comes first


def _row(actor: ResidentActor, case: Case, principal: str) -> MyCase:
    home, performer = by_code(case.municipality), by_code(case.performer)
    key, capacity = actor.key_to(case.id), _capacity(actor, case)
    return MyCase(
        id=case.id,
        number=case.number,
        title=case.title,
        sentence=words.status(case, home.name, performer.name).sentence,
        asked=case.waiting_for == "resident",
        due=_due(case),
        closed=case.closed_at is not None,
        capacity="" if capacity == "party" else str(CAPACITIES[capacity]) % {"who": principal},
        may_act=bool(key and key.may_act),
    )


def _due(case: Case) -> str:
    told = case.due_code not in words.TELLS_WHO_REPORTED
    if case.due_on is None or case.closed_at is not None or not told:
        return ""
    day = templating.day if case.due_on.year == clock.today().year else templating.day_year
    return str(CLOCKS.get(case.due_code, _("Nästa steg senast %(day)s."))) % {"day": day(case.due_on)}


def _capacity(actor: ResidentActor, case: Case) -> str:
    key = actor.key_to(case.id)
    return key.capacity if key else "party"


def _elsewhere(actor: ResidentActor, here: Municipality) -> list[Municipality]:
    """Other municipalities where this person has cases: they have pages of their own."""
    codes = sorted({key.municipality for key in actor.case_keys} - {here.code})
    return [place for place in map(by_code, codes) if place.in_use]
