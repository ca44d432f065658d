"""The economic model's own figures, read from the files beside it and checked: a misprint names its line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from brygga.insight.rules.economy_terms import (
    GENERAL,
    PERCENT,
    Assumption,
    Inputs,
    Kind,
    Measure,
    Service,
)
from brygga.law.books import book
from brygga.law.files import Row, read, rows

DATA = Path(__file__).parents[1] / "data"
QUARTER = Decimal("0.25")
PARALLEL = (20, 25)
"""Per cent digital below which parallel channels mostly cost more than they give."""
PARALLEL_SOURCE = "Stelacon för Digitaliseringsrådet, februari 2019"
PARALLEL_URL = "https://docplayer.se/144834631-Pa-uppdrag-av-digitaliseringsradet.html"


@dataclass(frozen=True)
class Inhabitants:
    """How many live in a municipality, when they were counted, and who says so."""

    count: int
    on: date
    source: str
    source_url: str


@cache
def services() -> tuple[Service, ...]:
    """The services the model knows, in the order of the file."""
    return tuple(_services(DATA / "economy.yaml"))


@cache
def defaults() -> Inputs:
    """Every default there is, of any date."""
    return Inputs(tuple(_figures(DATA / "economy_figures.yaml")))


@cache
def populations() -> Mapping[int, Inhabitants]:
    """By SCB code; where two sources count the same municipality the later one holds."""
    found: dict[int, Inhabitants] = {}
    for row in rows(DATA / "populations.yaml", "populations"):
        on = row.need("counted_on")
        for code, count in row.inner("inhabitants").items():
            if not isinstance(count, int) or count <= 0:
                raise row.fail(f"{code} must have a whole number of inhabitants.")
            known = found.get(int(code))
            if known is None or known.on < on:
                found[int(code)] = Inhabitants(count, on, row.need("source"), row.need("source_url"))
    return found


def _services(path: Path) -> Iterator[Service]:
    seen: set[str] = set()
    for row in read(path).need("services"):
        row.only("code", "name_sv", "name_en", "unit_sv", "unit_en", "activities", "kinds")
        if row.need("code") in seen:
            raise row.fail(f"{row['code']} stands twice.")
        if unknown := set(row.words("activities")) - set(book().activities):
            raise row.fail(f"{', '.join(sorted(unknown))} is no activity of the law.")
        seen.add(row["code"])
        sv, en, unit_sv, unit_en = (row.need(key) for key in ("name_sv", "name_en", "unit_sv", "unit_en"))
        yield Service(row["code"], sv, en, unit_sv, unit_en, row.words("activities"), row.words("kinds"))


def _figures(path: Path) -> Iterator[Assumption]:
    seen: set[tuple[object, ...]] = set()
    for row in rows(path, "figures"):
        row.only(
            *("measure", "value", "low", "high", "kind", "service", "source", "source_url"),
            *("note", "valid_from"),
        )
        figure = _figure(row)
        key = (figure.measure, figure.service, figure.valid_from)
        if key in seen:
            raise row.fail(f"{figure.measure.value} stands twice for the same day.")
        seen.add(key)
        yield figure


def _figure(row: Row) -> Assumption:
    measure, kind = row.word("measure", Measure), row.word("kind", Kind)
    if kind is Kind.PUBLISHED and not (row["source"] and row["source_url"]):
        raise row.fail("a published figure must say its source and source_url; else it is an assumption.")
    if not isinstance(row.need("valid_from"), date):
        raise row.fail("valid_from must be a date, such as 2025-01-01.")
    if row["service"] and row["service"] not in {service.code for service in services()}:
        raise row.fail(f"{row['service']} is no service of economy.yaml.")
    if row["service"] and measure in GENERAL:
        raise row.fail(f"{measure.value} holds for every service; leave out service.")
    value = _number(row, "value")
    low, high = ends(measure, value)
    return Assumption(
        measure=measure,
        value=value,
        valid_from=row["valid_from"],
        kind=kind,
        low=_number(row, "low") if "low" in row else low,
        high=_number(row, "high") if "high" in row else high,
        service=row["service"],
        source=row["source"],
        source_url=row["source_url"],
        note=row["note"],
    )


def ends(measure: Measure, value: Decimal) -> tuple[Decimal, Decimal]:
    """A quarter lower and higher; no share goes above a hundred per cent."""
    high = value * (1 + QUARTER)
    return value * (1 - QUARTER), min(high, Decimal(100)) if measure in PERCENT else high


def _number(row: Row, key: str) -> Decimal:
    try:
        number = Decimal(str(row.need(key)))
    except InvalidOperation:
        raise row.fail(f"{key} must be a number.") from None
    if number < 0:
        raise row.fail(f"{key} cannot be below zero.")
    return number
