"""The economic model: the question, the answer, the figures it rests on."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from brygga.access.doors import StaffRequest, administers, for_administration, for_own_staff
from brygga.ground import clock
from brygga.insight import actions, economy_chart
from brygga.insight import economy_words as words
from brygga.insight.forms import FigureForm, QuestionForm
from brygga.insight.queries import economy as queries
from brygga.insight.rules import economy_data
from brygga.insight.rules.economy_sums import all_swings, by_place
from brygga.insight.rules.economy_terms import OF_A_SERVICE, Key, Service

FOR_ALL = "alla"


@for_own_staff
def economy(request: StaffRequest, slug: str) -> HttpResponse:
    """The question in the address, and the whole answer; without a question, the four everybody asks."""
    home, today = request.municipality.code, clock.today()
    basis = queries.basis(home, today)
    data = request.GET or _usual(home, basis.known)
    form = QuestionForm(data, known=basis.known, services=economy_data.services())
    page: dict[str, Any] = {"form": form, "parallel": economy_data.PARALLEL}
    page |= {"source": economy_data.PARALLEL_SOURCE, "source_url": economy_data.PARALLEL_URL}
    if not form.is_valid():
        return show(request, "economy", page, status=422)
    return show(request, "economy", page | _answered(basis, form, today))


def _usual(home: int, known: Sequence[queries.Known]) -> dict[str, Any]:
    """Those in Brygga, every service, five years, by inhabitants."""
    places = [str(one.code) for one in known if one.in_use or one.code == home]
    services = [one.code for one in economy_data.services()]
    return {"kommun": places, "tjanst": services, "nyckel": Key.POPULATION, "ar": 5}


def _answered(basis: queries.Basis, form: QuestionForm, today: date) -> dict[str, Any]:
    outcome, chosen = queries.answer(basis, form.question(), today)
    swings = all_swings(outcome)
    return {
        "outcome": outcome,
        "chosen": chosen,
        "sums": by_place(outcome),
        "chart": economy_chart.lines(outcome.total),
        "bars": economy_chart.bars(swings),
        "bar_width": economy_chart.BAR_WIDTH,
        "service_names": {one.service.code: words.name_of(one.service) for one in outcome.services},
        "used": list(dict.fromkeys(row for one in outcome.services for row in one.used if row.source)),
    }


@for_own_staff
def inputs(request: StaffRequest, slug: str) -> HttpResponse:
    """Every figure: value, day, source and how sure; those for all first, then service by service."""
    rows = queries.standing(request.municipality.code, clock.today())
    groups: list[tuple[Service | None, list[queries.Standing]]] = [
        (None, [row for row in rows if not row.service])
    ]
    groups += [
        (service, [row for row in rows if row.service == service.code]) for service in economy_data.services()
    ]
    return show(request, "economy_inputs", {"groups": groups})


@for_administration
def figure(request: StaffRequest, slug: str, measure: str, service: str) -> HttpResponse:
    """One figure, its history, and a new value from a day on."""
    home, today = request.municipality.code, clock.today()
    of = "" if service == FOR_ALL else service
    if not _may_be_given(measure, of):
        raise Http404
    standing = queries.one_standing(home, measure, of, today)
    given = {"value": standing.value, **_suggested(request)}
    form = FigureForm(request.POST or None, measure=measure, today=today, initial=given)
    if request.method == "POST" and form.is_valid():
        actions.give_figure(request.actor, home, form.row_id, measure, of, form.values())
        return HttpResponseRedirect(
            reverse("economy_inputs", kwargs={"slug": slug}) + f"#{measure}-{service}"
        )
    page = {"form": form, "measure": measure, "of": _service_name(of), "standing": standing}
    page["history"] = queries.history(home, measure, of)
    return show(request, "economy_figure", page, status=422 if form.errors else 200)


def _suggested(request: HttpRequest) -> dict[str, str]:
    """What the page of actual use hands over, to be read and saved by a person."""
    names = {"varde": "value", "slag": "kind", "kalla": "source"}
    return {field: request.GET[name] for name, field in names.items() if name in request.GET}


def _may_be_given(measure: str, service: str) -> bool:
    if service == "":
        return measure in words.MEASURES
    return measure in OF_A_SERVICE and service in {one.code for one in economy_data.services()}


def _service_name(code: str) -> str:
    return next(
        (words.name_of(one) for one in economy_data.services() if one.code == code), _("Alla tjänster")
    )


def show(request: StaffRequest, template: str, page: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the economic model with the way to its others."""
    slug = request.municipality.slug
    edits = administers(request)
    places = [(_("Kalkyl"), "economy"), (_("Uppgifter"), "economy_inputs")]
    if edits:
        places += [(_("Verklig användning"), "economy_use"), (_("Avräkning"), "economy_settlement")]
    menu = [
        (label, (address := reverse(name, kwargs={"slug": slug})), request.path == address)
        for label, name in places
    ]
    shared = {"menu": menu, "edits": edits, "slug": slug, "months": words.months(), **words.FOR_PAGES}
    return render(request, f"insight/{template}.html", {**shared, **page}, status=status)


def a_year_back(today: date) -> dict[str, date]:
    """The period that is shown until somebody asks for another."""
    return {"fran": today - timedelta(days=364), "till": today}


def rounded(amount: Decimal) -> str:
    """A number as a form field takes it."""
    return str(amount.quantize(Decimal("0.01")))
