"""The words of the economic model: services, dated figures with their source, and who takes part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """How well a figure is known."""

    PUBLISHED = "published"  # somebody has published it, and the source says who
    ASSUMPTION = "assumption"  # nobody has: to be replaced
    MEASURED = "measured"  # counted by the product


class Measure(StrEnum):
    """What a figure measures. The first four hold for everything a municipality does."""

    SALARY = "salary_month"  # kronor per month, before what the employer pays on top
    ON_COST = "on_cost"  # per cent of the salary
    HOURS = "hours_year"  # worked hours per full-time year
    RATE = "discount_rate"  # per cent per year
    VOLUME = "volume"  # cases per 1,000 inhabitants and year
    VISIT = "visit_minutes"  # staff minutes per case that begins with a visit or on paper
    PHONE = "phone_minutes"  # staff minutes per case by phone
    DIGITAL = "digital_minutes"  # staff minutes per digital case
    VISIT_PART = "visit_part"  # per cent of the cases that are not digital; the rest are by phone
    DIGITAL_FIRST = "digital_first"  # per cent of the cases, the first year
    DIGITAL_LAST = "digital_last"  # per cent of the cases when it has levelled out
    DIGITAL_YEARS = "digital_years"  # years until it has
    ONE_TIME = "one_time"  # kronor to start, alone
    YEARLY = "yearly"  # kronor per year to run, alone
    COMMON_PART = "common_part"  # per cent of the cost to start and run that is paid only once together


GENERAL = (Measure.SALARY, Measure.ON_COST, Measure.HOURS, Measure.RATE)
OF_A_SERVICE = tuple(measure for measure in Measure if measure not in GENERAL)
PERCENT = {
    *(Measure.ON_COST, Measure.RATE, Measure.VISIT_PART, Measure.DIGITAL_FIRST),
    *(Measure.DIGITAL_LAST, Measure.COMMON_PART),
}


class Key(StrEnum):
    """How a cost in common is shared."""

    POPULATION = "population"
    USE = "use"  # by the number of cases
    EQUAL = "equal"
    FIXED = "fixed"  # by the weights agreed


class UnknownFigure(LookupError):
    """A figure the model needs is in force neither as an own value nor as a default."""

    def __init__(self, measure: Measure, service: str, on: date) -> None:
        super().__init__(
            f"No figure for {measure.value} of {service or 'all services'} is in force on {on.isoformat()}. "
            "Add one to brygga/insight/data/economy.yaml, with its source, or as an assumption."
        )


@dataclass(frozen=True)
class Place:
    """A municipality that takes part. weight: its part in a fixed key."""

    code: int
    name: str
    population: int
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class Service:
    """Something municipalities can start together: activities of the law, and what one case is called."""

    code: str
    name_sv: str
    name_en: str
    unit_sv: str
    unit_en: str
    activities: tuple[str, ...]
    kinds: tuple[str, ...] = ()  # of cases in the product, counted as this service's


@dataclass(frozen=True)
class Assumption:
    """One figure: what, how much, since when, from whom, and how sure.

    service "" holds for all; municipality None is a default. low and high bound what is reasonable.
    """

    measure: Measure
    value: Decimal
    valid_from: date
    kind: Kind
    low: Decimal
    high: Decimal
    service: str = ""
    municipality: int | None = None
    source: str = ""
    source_url: str = ""
    note: str = ""
    decided_by: str = ""


@dataclass(frozen=True)
class Inputs:
    """Every figure there is, defaults and own; the latest in force wins, and an own one over a default."""

    rows: tuple[Assumption, ...] = field(default=())

    def with_own(self, rows: Iterable[Assumption]) -> "Inputs":
        return Inputs((*self.rows, *rows))

    def at(self, measure: Measure, service: str, municipality: int, on: date) -> Assumption:
        """The figure in force on a day; raises UnknownFigure."""
        known = self._known
        for owner in (municipality, None):
            rows = known.get((measure, service, owner)) or known.get((measure, "", owner)) or ()
            alive = [row for row in rows if row.valid_from <= on]
            if alive:
                return alive[-1]
        raise UnknownFigure(measure, service, on)

    @cached_property
    def _known(self) -> Mapping[tuple[Measure, str, int | None], list[Assumption]]:
        found: dict[tuple[Measure, str, int | None], list[Assumption]] = {}
        for row in sorted(self.rows, key=lambda row: row.valid_from):
            found.setdefault((row.measure, row.service, row.municipality), []).append(row)
        return found
