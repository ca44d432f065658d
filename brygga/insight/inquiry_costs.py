"""The money of the inquiry, told: what the economic model says, and how sure anybody can be."""

from datetime import date
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brygga.insight.rules.economy import Outcome, Plan
from brygga.insight.rules.inquiry_whole import Inquiry
from brygga.municipalities.rules import names

MILLION, THOUSAND = 1_000_000, 1_000


def month(when: date) -> str:
    """ "april 2027"."""
    return str(format_date(when, "LLLL y", locale=_locale()))


def millions(kronor: float) -> str:
    """Kronor as millions with one decimal, as people in the language write it."""
    rounded = round(kronor / MILLION, 1) or 0.0  # never a minus before nothing
    return _written(rounded, "#,##0.0")


def thousands(kronor: float) -> str:
    """Kronor in whole thousands: what a single service gives is seldom a million."""
    return _written(round(kronor / THOUSAND), "#,##0")


def _written(number: float, pattern: str) -> str:
    return str(format_decimal(number, format=pattern, locale=_locale())).replace("-", "\u2212")


def _locale() -> str:
    return "en_GB" if get_language() == "en" else "sv_SE"


def told(inquiry: Inquiry) -> dict[str, Any]:
    """Known only where every municipality's number of inhabitants is."""
    money = inquiry.money
    if money.every is None:
        return {"known": False, "sentence": _without([names()[code] for code in money.unknown])}
    return {
        "known": True,
        "sentence": "",
        "first": _outcome(money.first) if money.first else None,
        "every": _outcome(money.every),
    }


def _without(towns: list[str]) -> str:
    return _("Folkmängden saknas för %(towns)s. Lägg in den så räknas kostnaderna.") % {
        "towns": ", ".join(towns)
    }


def _outcome(made: Outcome) -> dict[str, Any]:
    reliance = made.reliance
    return {
        "services": [
            one.service.name_en if get_language() == "en" else one.service.name_sv for one in made.services
        ],
        "from": made.start,
        "to": made.start + made.horizon - 1,
        "one_time": made.total.one_time,
        "yearly": made.total.yearly,
        "first_year": made.total.years[0].cost,
        "first_year_word": millions(made.total.years[0].cost),
        "net": made.total.years[-1].total,
        "net_word": millions(made.total.years[-1].total),
        "worth": made.total.worth,
        "years": _years(made.total),
        "pays": _pays(made.total),
        "figures": reliance.figures,
        "assumptions": reliance.assumptions,
        "swing_percent": round(reliance.swing * 100),
        "uncertain": _(
            "%(assumptions)s av %(figures)s siffror i modellen är antaganden. De står för %(swing)s procent av "
            "hur mycket resultatet kan svänga. Byt ut dem mot era egna."
        )
        % {
            "assumptions": reliance.assumptions,
            "figures": reliance.figures,
            "swing": round(reliance.swing * 100),
        },
    }


def _years(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "year": one.year,
            "cost": one.cost,
            "benefit": one.benefit,
            "net": one.net,
            "total": one.total,
            "words": [millions(figure) for figure in (one.cost, one.benefit, one.net, one.total)],
        }
        for one in plan.years
    ]


def _pays(plan: Plan) -> list[str]:
    """When it pays, and when it would were the benefit a quarter lower or higher."""
    usual = _when(plan.break_even)
    if usual is None:
        return [_("Nyttan går inte om kostnaden under de här åren.")]
    found = [_("Nyttan går om kostnaden i %(month)s.") % {"month": usual}]
    lower, higher = _when(plan.lower), _when(plan.higher)
    found.append(
        _("Blir nyttan en fjärdedel lägre går det jämnt upp i %(month)s.") % {"month": lower}
        if lower
        else _("Blir nyttan en fjärdedel lägre går det inte jämnt upp under de här åren.")
    )
    if higher:
        found.append(_("Blir den en fjärdedel högre, i %(month)s.") % {"month": higher})
    return found


def _when(found: Any) -> str | None:
    return month(date(found.year, found.month, 1)) if found is not None else None
