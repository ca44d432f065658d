"""The economic model's rows: own figures beside the defaults, and what the product has counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from brygga.ground.clock import STOCKHOLM
from brygga.insight.models import Figure
from brygga.insight.rules import economy_data
from brygga.insight.rules.economy import Inputs, Key, Outcome, Place, results
from brygga.insight.rules.economy_terms import Assumption, Kind, Measure, Service
from brygga.municipalities.models import Municipality

POPULATION = "population"


@dataclass(frozen=True)
class Standing:
    """A figure as it stands on a day: the one in force, and the default it replaces, if it does."""

    measure: str
    service: str
    value: Decimal | None
    valid_from: date | None
    kind: Kind
    source: str
    source_url: str
    note: str
    decided_by: str
    default: Decimal | None

    @property
    def own(self) -> bool:
        return bool(self.decided_by)


@dataclass(frozen=True)
class Known:
    """A municipality that can take part, since somebody has said how many live there."""

    code: int
    name: str
    in_use: bool
    population: int
    counted_on: date
    source: str
    source_url: str


def own_rows(home: int) -> list[Figure]:
    """A municipality's own figures, the earliest first; of the same day the last said comes last."""
    return list(Figure.objects.filter(municipality=home).order_by("valid_from", "at", "id"))


def history(home: int, measure: str, service: str) -> list[Figure]:
    rows = Figure.objects.filter(municipality=home, measure=measure, service=service)
    return list(rows.order_by("-valid_from", "-at"))


@dataclass(frozen=True)
class Basis:
    """All that a municipality's questions are answered from."""

    inputs: Inputs
    known: tuple[Known, ...]


def basis(home: int, on: date) -> Basis:
    """Defaults, with the municipality's own on top; nobody else's own figures are used. Two queries."""
    rows = own_rows(home)
    return Basis(_with_own(rows), _known(rows, on))


def _with_own(rows: Iterable[Figure]) -> Inputs:
    own = (_assumption(row) for row in rows if row.measure != POPULATION)
    return economy_data.defaults().with_own(own)


def _assumption(row: Figure) -> Assumption:
    measure = Measure(row.measure)
    low, high = economy_data.ends(measure, row.value)
    sure = row.kind != Kind.ASSUMPTION
    return Assumption(
        measure=measure,
        value=row.value,
        valid_from=row.valid_from,
        kind=Kind(row.kind),
        low=row.value if sure else low,
        high=row.value if sure else high,
        service=row.service,
        municipality=row.municipality,
        source=row.source,
        source_url=row.source_url,
        note=row.note,
        decided_by=row.decided_by,
    )


def _known(rows: Sequence[Figure], on: date) -> tuple[Known, ...]:
    """Who can take part: those in Brygga first, then by name."""
    counted = dict(economy_data.populations())
    for row in rows:
        if row.measure == POPULATION and row.valid_from <= on:
            told = row.source or row.decided_by
            counted[row.municipality] = economy_data.Inhabitants(
                int(row.value), row.valid_from, told, row.source_url
            )
    found = []
    for code, name, in_use in Municipality.objects.filter(code__in=counted).values_list(
        "code", "name", "in_use"
    ):
        said = counted[code]
        found.append(Known(code, name, in_use, said.count, said.on, said.source, said.source_url))
    return tuple(sorted(found, key=lambda one: (not one.in_use, one.name)))


@dataclass(frozen=True)
class Question:
    """What is asked of the model; everything in it stands in the page's address."""

    places: tuple[int, ...]
    services: tuple[str, ...]
    key: Key = Key.POPULATION
    horizon: int = 5
    weights: tuple[tuple[int, Decimal], ...] = ()


def answer(known: Basis, question: Question, on: date) -> tuple[Outcome, list[Known]]:
    """The outcome with the figures in force, and the municipalities in it with their sources."""
    chosen = [one for one in known.known if one.code in question.places]
    weights = dict(question.weights)
    places = [Place(one.code, one.name, one.population, weights.get(one.code, Decimal(0))) for one in chosen]
    services = [one for one in economy_data.services() if one.code in question.services]
    return results(places, services, known.inputs, on, question.horizon, question.key), chosen


def standing(home: int, on: date) -> list[Standing]:
    """Every figure that is, or could be, the municipality's own; population first."""
    rows, defaults = own_rows(home), economy_data.defaults()
    own = {(row.measure, row.service): row for row in rows if row.valid_from <= on}
    given = {(row.measure.value, row.service): row for row in defaults.rows if row.valid_from <= on}
    pairs = [(POPULATION, "")] + [pair for pair in dict.fromkeys([*given, *own]) if pair[0] != POPULATION]
    return [_standing(home, pair, own.get(pair), given.get(pair)) for pair in pairs]


def one_standing(home: int, measure: str, service: str, on: date) -> Standing:
    pair = (measure, service)
    rows = [row for row in own_rows(home) if (row.measure, row.service) == pair and row.valid_from <= on]
    rule = [r for r in economy_data.defaults().rows if (r.measure.value, r.service) == pair]
    return _standing(home, pair, rows[-1] if rows else None, rule[-1] if rule else None)


def _standing(home: int, pair: tuple[str, str], own: Figure | None, default: Assumption | None) -> Standing:
    if own is not None:
        said = (own.source, own.source_url, own.note, own.decided_by)
        of_default = default.value if default else None
        return Standing(*pair, own.value, own.valid_from, Kind(own.kind), *said, of_default)
    if default is not None:
        said = (default.source, default.source_url, default.note, "")
        return Standing(*pair, default.value, default.valid_from, default.kind, *said, default.value)
    counted = economy_data.populations().get(home) if pair[0] == POPULATION else None
    if counted is None:
        return Standing(*pair, None, None, Kind.ASSUMPTION, "", "", "", "", None)
    many = Decimal(counted.count)
    said = (counted.source, counted.source_url, "", "")
    return Standing(*pair, many, counted.on, Kind.PUBLISHED, *said, many)


@dataclass(frozen=True)
class Measured:
    """What the product has counted of a service, beside the figure in force. None: too few to tell."""

    service: Service
    digital: int | None
    other: int | None
    volume: Decimal | None  # per 1,000 inhabitants and year
    digital_part: Decimal | None  # per cent
    volume_in_force: Decimal
    digital_in_force: Decimal


def measured(home: int, first: date, last: date) -> list[Measured]:
    """Cases opened in a period, by service and by how they came. Only the administration is answered."""
    counts = {kind: (digital, other) for kind, digital, other in _counted("cases_opened", home, first, last)}
    known = basis(home, last)
    inputs, place = known.inputs, next((one for one in known.known if one.code == home), None)
    years = Decimal((last - first).days + 1) / 365
    found = []
    for service in economy_data.services():
        if service.kinds:
            digital, other = _together([counts.get(kind, (None, None)) for kind in service.kinds])
            both = digital + other if digital is not None and other is not None else None
            found.append(
                Measured(
                    service=service,
                    digital=digital,
                    other=other,
                    volume=Decimal(both) * 1000 / place.population / years if both and place else None,
                    digital_part=Decimal(digital or 0) * 100 / both if both else None,
                    volume_in_force=inputs.at(Measure.VOLUME, service.code, home, last).value,
                    digital_in_force=inputs.at(Measure.DIGITAL_LAST, service.code, home, last).value,
                )
            )
    return found


def _together(counts: Sequence[tuple[int | None, int | None]]) -> tuple[int | None, int | None]:
    """One number that is too small to tell hides the sum it would be part of."""
    digital, other = zip(*counts, strict=True)
    return _sum(digital), _sum(other)


def _sum(numbers: Iterable[int | None]) -> int | None:
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total


def work_between(
    home: int, homes: Sequence[int], first: date, last: date
) -> list[tuple[int, int, str, str, int | None]]:
    """Home, performer, activity, step and number of acts, in cases of the homes, by or for this one."""
    return _counted("work_between", home, first, last, list(homes))


def work_under(
    home: int, agreement: UUID, first: date, last: date
) -> list[tuple[int, int, str, str, int | None]]:
    """The same between all the parties of an agreement whose cost they bear together: each pays for what all did."""
    return _counted("work_under", home, first, last, agreement)


def _counted(function: str, home: int, first: date, last: date, *more: Any) -> list[Any]:
    """Ask one of the counting functions (functions.py) about whole Swedish days."""
    start = datetime.combine(first, time(), STOCKHOLM)
    past = datetime.combine(last + timedelta(days=1), time(), STOCKHOLM)
    given = [home, *more, start, past]
    holes = ", ".join(["%s"] * len(given))
    with connection.cursor() as cursor:
        cursor.execute(f"select * from brygga.{function}({holes})", given)  # noqa: S608 (our own names)
        return list(cursor.fetchall())
