"""Actual use: what the product has counted, and what municipalities owe each other for it."""

import csv
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from brygga.access.doors import StaffRequest, for_administration
from brygga.ground import clock
from brygga.insight.forms import PeriodForm, SettlementForm
from brygga.insight.queries import economy as queries
from brygga.insight.queries import economy_settlement as settlement
from brygga.insight.rules.economy_terms import Key, Measure
from brygga.insight.views.economy import a_year_back, rounded, show
from brygga.municipalities.queries import agreements_of

MINUTES = 20
"""For one act, until the municipalities have agreed on something else."""


@for_administration
def use(request: StaffRequest, slug: str) -> HttpResponse:
    """Counted cases beside the figures in force; each can be taken over as a dated figure."""
    form = PeriodForm(request.GET or a_year_back(clock.today()))
    if not form.is_valid():
        return show(request, "economy_use", {"form": form}, status=422)
    first, last = form.cleaned_data["fran"], form.cleaned_data["till"]
    rows = queries.measured(request.municipality.code, first, last)
    page = {
        "form": form,
        "rows": [(row, _ways(slug, row, first, last)) for row in rows],
        "first": first,
        "last": last,
    }
    return show(request, "economy_use", page)


def _ways(slug: str, row: queries.Measured, first: date, last: date) -> dict[str, str]:
    """Addresses of the forms that take over what was counted."""
    counted = {"volume": (Measure.VOLUME, row.volume), "digital": (Measure.DIGITAL_LAST, row.digital_part)}
    told = _("Räknat i Brygga %(first)s till %(last)s") % {"first": first, "last": last}
    found = {}
    for name, (measure, amount) in counted.items():
        if amount is not None:
            place = {"slug": slug, "measure": measure.value, "service": row.service.code}
            given = {"varde": rounded(amount), "slag": "measured", "kalla": told}
            found[name] = f"{reverse('economy_figure', kwargs=place)}?{urlencode(given)}"
    return found


@for_administration
def settle(request: StaffRequest, slug: str) -> HttpResponse:
    """Who worked for whom, what it comes to, and a cost in common by the agreed key."""
    form = _asked(request)
    if not form.is_valid():
        return show(request, "economy_settlement", {"form": form}, status=422)
    settled = _settled(request, form)
    address = f"{reverse('economy_settlement_csv', kwargs={'slug': slug})}?{urlencode(_again(form))}"
    return show(request, "economy_settlement", {"form": form, "settled": settled, "csv": address})


@for_administration
def settle_csv(request: StaffRequest, slug: str) -> HttpResponse:
    """The same as a spreadsheet reads it."""
    form = _asked(request)
    if not form.is_valid():
        return show(request, "economy_settlement", {"form": form}, status=422)
    answer = HttpResponse(content_type="text/csv; charset=utf-8", headers={"Cache-Control": "no-store"})
    answer["Content-Disposition"] = 'attachment; filename="avrakning.csv"'
    answer.write("\ufeff")
    csv.writer(answer, delimiter=";").writerows(settlement.sheet(_settled(request, form)))
    return answer


def _asked(request: StaffRequest) -> SettlementForm:
    usual = {**a_year_back(clock.today()), "minuter": MINUTES, "nyckel": Key.POPULATION}
    return SettlementForm(request.GET or usual, agreements=agreements_of(request.municipality.code))


def _again(form: SettlementForm) -> dict[str, Any]:
    return {name: "" if value is None else value for name, value in form.cleaned_data.items()}


def _settled(request: StaffRequest, form: SettlementForm) -> settlement.Settled:
    return settlement.settled(request.municipality.code, form.asked(), form.known.values())
