"""The words and numbers of the economic model, as a reader sees them."""

from decimal import Decimal

from babel.dates import get_month_names
from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from brygga.insight.rules.economy_terms import PERCENT, Key, Kind, Measure, Service

POPULATION = "population"
MEASURES = {
    POPULATION: gettext_lazy("Invånare"),
    Measure.SALARY: gettext_lazy("Månadslön för den som handlägger"),
    Measure.ON_COST: gettext_lazy("Påslag på lönen"),
    Measure.HOURS: gettext_lazy("Arbetade timmar på ett år"),
    Measure.RATE: gettext_lazy("Kalkylränta"),
    Measure.VOLUME: gettext_lazy("Ärenden på 1 000 invånare och år"),
    Measure.VISIT: gettext_lazy("Arbetstid när det börjar med besök eller papper"),
    Measure.PHONE: gettext_lazy("Arbetstid när det börjar på telefon"),
    Measure.DIGITAL: gettext_lazy("Arbetstid när det är digitalt"),
    Measure.VISIT_PART: gettext_lazy("Besök eller papper, av det som inte är digitalt"),
    Measure.DIGITAL_FIRST: gettext_lazy("Digital andel första året"),
    Measure.DIGITAL_LAST: gettext_lazy("Digital andel när den har planat ut"),
    Measure.DIGITAL_YEARS: gettext_lazy("År tills den digitala andelen har planat ut"),
    Measure.ONE_TIME: gettext_lazy("Kostnad att starta ensam"),
    Measure.YEARLY: gettext_lazy("Kostnad att driva ett år ensam"),
    Measure.COMMON_PART: gettext_lazy("Del av kostnaden som betalas en enda gång tillsammans"),
}
KINDS = {
    Kind.PUBLISHED: gettext_lazy("publicerad"),
    Kind.ASSUMPTION: gettext_lazy("antagande"),
    Kind.MEASURED: gettext_lazy("uppmätt"),
}
TONES = {Kind.PUBLISHED: "done", Kind.ASSUMPTION: "warning", Kind.MEASURED: "accent"}
KEYS = {
    Key.POPULATION: gettext_lazy("Efter invånare"),
    Key.USE: gettext_lazy("Efter användning (antal ärenden)"),
    Key.EQUAL: gettext_lazy("Lika mycket var"),
    Key.FIXED: gettext_lazy("Efter fasta andelar"),
}
_KRONOR = {Measure.SALARY, Measure.ONE_TIME, Measure.YEARLY}
_MINUTES = {Measure.VISIT, Measure.PHONE, Measure.DIGITAL}
MILLION = Decimal(1_000_000)


def number(amount: Decimal | int, decimals: int = 0) -> str:
    """A number as it is written in the reader's language: 1 234,5 in Swedish; a true minus sign."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(amount, pattern, locale=_locale())).replace("-", "−")


def plain(amount: Decimal) -> str:
    """With the decimals it has, two at most."""
    return str(format_decimal(amount, "#,##0.##", locale=_locale())).replace("-", "−")


def millions(amount: int) -> str:
    return number(Decimal(amount) / MILLION, 1)


def money(amount: int) -> str:
    return _("%(amount)s kr") % {"amount": number(amount)}


def percent(part: Decimal | None, decimals: int = 0) -> str:
    """A part, 0 to 1, in per cent; a dash where there is none."""
    return "–" if part is None else _("%(part)s %%") % {"part": number(part * 100, decimals)}


def value(measure: str, amount: Decimal | None) -> str:
    """A figure with its unit."""
    if amount is None:
        return _("saknas")
    if measure in _KRONOR:
        return money(int(amount))
    if measure in _MINUTES:
        return _("%(amount)s minuter") % {"amount": plain(amount)}
    if measure in PERCENT:
        return _("%(part)s %%") % {"part": plain(amount)}
    return plain(amount)


def months() -> dict[int, str]:
    """Names of the months, 1 to 12."""
    return {number: str(name) for number, name in get_month_names("wide", locale=_locale()).items()}


def name_of(service: Service) -> str:
    return service.name_sv if _locale() == "sv" else service.name_en


def unit_of(service: Service) -> str:
    return service.unit_sv if _locale() == "sv" else service.unit_en


def _locale() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"


STEPS = {
    "read": gettext_lazy("läsa"),
    "prepare": gettext_lazy("förbereda"),
    "decide": gettext_lazy("besluta"),
    "carry_out": gettext_lazy("utföra"),
}
FOR_PAGES = {
    "keys": KEYS,
    "steps": STEPS,
    "number": number,
    "plain": plain,
    "millions": millions,
    "money": money,
    "percent": percent,
    "value_of": value,
    "name_of": name_of,
    "unit_of": unit_of,
    "measures": MEASURES,
    "kinds": KINDS,
    "tones": TONES,
}
"""What the templates of the economic model are given beside the page's own."""
