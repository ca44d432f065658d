"""What services cost and save, for each municipality alone and for all together. Pure.

Staff time saved per digital case is the benefit; starting and running the digital channel beside the
others is the cost. Alone each pays all of it. Together the common part is paid once, and the rest by each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from brygga.insight.rules.economy_money import (
    Month,
    break_even_share,
    digital_share,
    divide,
    kronor,
    paid_back,
    present_value,
)
from brygga.insight.rules.economy_terms import (
    GENERAL,
    OF_A_SERVICE,
    PERCENT,
    Assumption,
    Inputs,
    Key,
    Kind,
    Measure,
    Place,
    Service,
)

HUNDRED, THOUSAND, MINUTES = Decimal(100), Decimal(1000), Decimal(60)
BAND = (Decimal("0.75"), Decimal("1.25"))
LONGEST = 20
"""Years. Nothing said about digital services holds longer."""

Figures: TypeAlias = Mapping[Measure, Decimal]


@dataclass(frozen=True)
class Year:
    """One year of a plan, in kronor. share: of the cases that are digital, 0 to 1."""

    year: int
    share: Decimal
    cost: int
    benefit: int
    net: int
    total: int  # net of this and all earlier years


@dataclass(frozen=True)
class Plan:
    """A service for one municipality or for several: what it costs, what it gives, and when it pays."""

    one_time: int
    yearly: int
    years: tuple[Year, ...]
    worth: int  # net present value
    break_even: Month | None
    break_even_share: Decimal | None
    lower: Month | None  # the month, were the benefit a quarter lower
    higher: Month | None

    @property
    def cost(self) -> int:
        return sum(year.cost for year in self.years)

    @property
    def benefit(self) -> int:
        return sum(year.benefit for year in self.years)


@dataclass(frozen=True)
class Part:
    """One municipality's part: alone, and of what all do together."""

    place: Place
    volume: Decimal  # cases per year
    share: Decimal  # of the common cost, 0 to 1
    alone: Plan
    together: Plan


@dataclass(frozen=True)
class Swing:
    """What the worth of doing it together becomes at either end of one figure."""

    measure: Measure
    kind: Kind  # assumption as soon as one municipality's figure is one
    low: Decimal
    high: Decimal
    worth_low: int
    worth_high: int

    @property
    def width(self) -> int:
        return abs(self.worth_high - self.worth_low)


@dataclass(frozen=True)
class Reliance:
    """How much an outcome rests on figures nobody has published or measured."""

    figures: int
    assumptions: int
    swing: Decimal  # the assumptions' part, 0 to 1, of how far the outcome can swing


@dataclass(frozen=True)
class ServiceOutcome:
    service: Service
    together: Plan
    parts: tuple[Part, ...]
    used: tuple[Assumption, ...]
    swings: tuple[Swing, ...]
    reliance: Reliance

    @property
    def saving(self) -> int:
        """Benefit of the last year less what it costs to run, together."""
        return self.together.years[-1].net

    @property
    def saved_together(self) -> int:
        """What doing it together saves in cost, against each alone, over all the years."""
        return sum(part.alone.cost for part in self.parts) - self.together.cost


@dataclass(frozen=True)
class Outcome:
    """Services ranked by what they are worth together."""

    on: date
    start: int
    horizon: int
    key: Key
    places: tuple[Place, ...]
    services: tuple[ServiceOutcome, ...]
    total: Plan
    reliance: Reliance


def results(
    places: Sequence[Place],
    services: Sequence[Service],
    inputs: Inputs,
    on: date,
    horizon: int = 5,
    key: Key = Key.POPULATION,
) -> Outcome:
    """The whole model, with the figures in force on a day; the first year is the next.

    Raises ValueError for no place, no service or a horizon out of range, and UnknownFigure.
    """
    if not places or not services or not 1 <= horizon <= LONGEST:
        raise ValueError(f"At least one municipality, one service, and 1 to {LONGEST} years are needed.")
    start = on.year + 1
    found = [_service(service, tuple(places), inputs, on, start, horizon, key) for service in services]
    found.sort(key=lambda one: (-one.together.worth, one.service.code))
    rate = inputs.at(Measure.RATE, "", places[0].code, on).value / HUNDRED
    total = _added([one.together for one in found], start, rate)
    reliance = _reliance([row for one in found for row in one.used], [s for one in found for s in one.swings])
    return Outcome(on, start, horizon, key, tuple(places), tuple(found), total, reliance)


def hourly(figures: Figures) -> Decimal:
    """What an hour of staff time costs the employer, in kronor."""
    month = figures[Measure.SALARY] * (1 + figures[Measure.ON_COST] / HUNDRED)
    return month * 12 / figures[Measure.HOURS]


def saved_each(figures: Figures) -> Decimal:
    """Kronor that one case costs less when it is digital; below zero when it costs more."""
    visits = figures[Measure.VISIT_PART] / HUNDRED
    other = figures[Measure.VISIT] * visits + figures[Measure.PHONE] * (1 - visits)
    return (other - figures[Measure.DIGITAL]) / MINUTES * hourly(figures)


def volume(place: Place, figures: Figures) -> Decimal:
    """Cases per year."""
    return figures[Measure.VOLUME] * place.population / THOUSAND


def in_common(alone: Sequence[int], common_part: Decimal) -> int:
    """What something costs together: the common part once, at its dearest, and the rest by each."""
    spared = (sum(alone) - max(alone)) * common_part / HUNDRED
    return sum(alone) - kronor(spared)


def weights(places: Sequence[Place], volumes: Sequence[Decimal], key: Key) -> tuple[Decimal, ...]:
    if key is Key.POPULATION:
        return tuple(Decimal(place.population) for place in places)
    if key is Key.USE:
        return tuple(volumes)
    if key is Key.FIXED:
        return tuple(place.weight for place in places)
    return tuple(Decimal(1) for _ in places)


def _service(
    service: Service, places: tuple[Place, ...], inputs: Inputs, on: date, start: int, horizon: int, key: Key
) -> ServiceOutcome:
    rows = [
        {measure: inputs.at(measure, service.code, place.code, on) for measure in (*GENERAL, *OF_A_SERVICE)}
        for place in places
    ]
    figures = [{measure: row.value for measure, row in of_place.items()} for of_place in rows]
    together, parts = _together(places, figures, start, horizon, key)
    used = tuple(dict.fromkeys(row for of_place in rows for row in of_place.values()))
    swings = _swings(places, rows, figures, horizon)
    return ServiceOutcome(service, together, parts, used, swings, _reliance(used, swings))


def _together(
    places: Sequence[Place], figures: Sequence[Figures], start: int, horizon: int, key: Key
) -> tuple[Plan, tuple[Part, ...]]:
    """The plan for all, and each municipality's part of it, which add up to it exactly."""
    volumes = [volume(place, own) for place, own in zip(places, figures, strict=True)]
    once, yearly = _costs(figures)
    keys = weights(places, volumes, key)
    shared = list(zip(divide(once, keys), divide(yearly, keys), strict=True))
    parts = []
    for place, own, cases, (own_once, own_yearly), weight in zip(
        places, figures, volumes, shared, keys, strict=True
    ):
        alone = _plan(place, own, kronor(own[Measure.ONE_TIME]), kronor(own[Measure.YEARLY]), start, horizon)
        joint = _plan(place, own, own_once, own_yearly, start, horizon)
        whole = sum(keys)
        share = weight / whole if whole else Decimal(1) / len(places)
        parts.append(Part(place, cases, share, alone, joint))
    return _joined(parts, figures, once, yearly, start, horizon), tuple(parts)


def _costs(figures: Sequence[Figures]) -> tuple[int, int]:
    """To start and to run together. Where the parties' common parts differ, the smallest is believed."""
    part = min(own[Measure.COMMON_PART] for own in figures)
    once = in_common([kronor(own[Measure.ONE_TIME]) for own in figures], part)
    yearly = in_common([kronor(own[Measure.YEARLY]) for own in figures], part)
    return once, yearly


def _benefits(place: Place, figures: Figures, horizon: int) -> list[tuple[Decimal, int]]:
    """Digital share and benefit of each year."""
    cases, each = volume(place, figures), saved_each(figures)
    shares = [
        digital_share(
            figures[Measure.DIGITAL_FIRST] / HUNDRED,
            figures[Measure.DIGITAL_LAST] / HUNDRED,
            int(figures[Measure.DIGITAL_YEARS]),
            year,
        )
        for year in range(horizon)
    ]
    return [(share, kronor(cases * share * each)) for share in shares]


def _plan(place: Place, figures: Figures, once: int, yearly: int, start: int, horizon: int) -> Plan:
    needed = break_even_share(volume(place, figures), saved_each(figures), yearly, once, horizon)
    return _made(once, yearly, _benefits(place, figures, horizon), start, _rate(figures), needed)


def _rate(figures: Figures) -> Decimal:
    return figures[Measure.RATE] / HUNDRED


def _joined(
    parts: Sequence[Part], figures: Sequence[Figures], once: int, yearly: int, start: int, horizon: int
) -> Plan:
    volumes = [part.volume for part in parts]
    cases = sum(volumes, Decimal(0))
    gain = sum((many * saved_each(own) for many, own in zip(volumes, figures, strict=True)), Decimal(0))
    needed = break_even_share(cases, gain / cases, yearly, once, horizon) if cases else None
    years = []
    for number in range(horizon):
        rows = [part.together.years[number] for part in parts]
        shares = sum((row.share * many for row, many in zip(rows, volumes, strict=True)), Decimal(0))
        years.append((shares / cases if cases else rows[0].share, sum(row.benefit for row in rows)))
    return _made(once, yearly, years, start, _mean_rate(figures), needed)


def _made(
    once: int,
    yearly: int,
    benefits: Sequence[tuple[Decimal, int]],
    start: int,
    rate: Decimal,
    needed: Decimal | None,
) -> Plan:
    rows, total = [], 0
    for number, (share, benefit) in enumerate(benefits):
        cost = yearly + (once if number == 0 else 0)
        total += benefit - cost
        rows.append(Year(start + number, share, cost, benefit, benefit - cost, total))
    flows = [benefit - yearly for _share, benefit in benefits]
    lower, higher = ([kronor(benefit * part) - yearly for _share, benefit in benefits] for part in BAND)
    return Plan(
        one_time=once,
        yearly=yearly,
        years=tuple(rows),
        worth=present_value(-once, flows, rate),
        break_even=paid_back(-once, flows, start),
        break_even_share=needed,
        lower=paid_back(-once, lower, start),
        higher=paid_back(-once, higher, start),
    )


def _swings(
    places: Sequence[Place],
    rows: Sequence[Mapping[Measure, Assumption]],
    figures: Sequence[Figures],
    horizon: int,
) -> tuple[Swing, ...]:
    """One figure at a time, at its low and its high end in every municipality; the widest first."""

    def worth(measure: Measure, end: str) -> int:
        moved = [
            {**own, measure: getattr(of_place[measure], end)}
            for own, of_place in zip(figures, rows, strict=True)
        ]
        return _worth(places, moved, horizon)

    found = []
    for measure in (*GENERAL, *OF_A_SERVICE):
        of_measure = [of_place[measure] for of_place in rows]
        kind = max((row.kind for row in of_measure), key=lambda one: one is Kind.ASSUMPTION)
        low, high = min(row.low for row in of_measure), max(row.high for row in of_measure)
        found.append(Swing(measure, kind, low, high, worth(measure, "low"), worth(measure, "high")))
    return tuple(sorted(found, key=lambda swing: (-swing.width, swing.measure)))


def _worth(places: Sequence[Place], figures: Sequence[Figures], horizon: int) -> int:
    """The worth of the plan for all, without the plans of each."""
    once, yearly = _costs(figures)
    years = [_benefits(place, own, horizon) for place, own in zip(places, figures, strict=True)]
    flows = [sum(benefit for _share, benefit in year) - yearly for year in zip(*years, strict=True)]
    return present_value(-once, flows, _mean_rate(figures))


def _mean_rate(figures: Sequence[Figures]) -> Decimal:
    return sum((_rate(own) for own in figures), Decimal(0)) / len(figures)


def _reliance(used: Sequence[Assumption], swings: Sequence[Swing]) -> Reliance:
    rows = set(used)
    wide = sum(swing.width for swing in swings)
    guessed = sum(swing.width for swing in swings if swing.kind is Kind.ASSUMPTION)
    assumptions = sum(row.kind is Kind.ASSUMPTION for row in rows)
    return Reliance(len(rows), assumptions, Decimal(guessed) / wide if wide else Decimal(0))


def _added(plans: Sequence[Plan], start: int, rate: Decimal) -> Plan:
    """Several services as one plan; its worth is the sum of theirs."""
    once, yearly = sum(plan.one_time for plan in plans), sum(plan.yearly for plan in plans)
    years = []
    for rows in zip(*(plan.years for plan in plans), strict=True):
        share = sum((row.share for row in rows), Decimal(0)) / len(rows)
        years.append((share, sum(row.benefit for row in rows)))
    whole = _made(once, yearly, years, start, rate, None)
    return replace(whole, worth=sum(plan.worth for plan in plans))


__all__ = [
    "PERCENT",
    "Assumption",
    "Inputs",
    "Key",
    "Kind",
    "Measure",
    "Month",
    "Outcome",
    "Part",
    "Place",
    "Plan",
    "Reliance",
    "Service",
    "ServiceOutcome",
    "Swing",
    "Year",
    "results",
]
