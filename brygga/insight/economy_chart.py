"""Where the lines of the economic model's pictures are drawn. Numbers only: templates write the SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from brygga.insight.rules.economy import BAND, Month, Plan, Swing

WIDTH, HEIGHT = 440, 330
LEFT, RIGHT, TOP, BOTTOM = 44, 96, 58, 30
STEPS = (1, 2, 5)
TICKS, LABELS = 5, 6
BAR_WIDTH, BAR_HEIGHT = 240, 20


@dataclass(frozen=True)
class Tick:
    at: float
    label: int | Decimal


@dataclass(frozen=True)
class Lines:
    """Benefit with its band and cost, added up since the start; coordinates of a view box."""

    width: int
    height: int
    benefit: str
    cost: str
    band: str
    benefit_end: tuple[float, float]
    cost_end: tuple[float, float]
    ends: tuple[float, float]  # where the words at the ends of benefit and cost stand, apart
    crossing: tuple[float, float] | None
    up: tuple[Tick, ...]  # millions
    along: tuple[Tick, ...]  # years, in the middle of each


@dataclass(frozen=True)
class Bar:
    """One figure's swing around the worth in the middle."""

    swing: Swing
    x: float
    width: float


def lines(plan: Plan) -> Lines:
    benefit, cost = (
        _sums([year.benefit for year in plan.years], 0),
        _sums([plan.yearly] * len(plan.years), plan.one_time),
    )
    band = [[amount * part for amount in benefit] for part in BAND]
    low = min(Decimal(0), *band[0], *band[1])
    step = _step(max(*band[1], *cost, *band[0], Decimal(1)) - low)
    floor = (low / step).to_integral_value(rounding="ROUND_FLOOR") * step
    ceiling = (max(*band[0], *band[1], *cost) / step).to_integral_value(rounding="ROUND_CEILING") * step
    frame = _Frame(plan.years[0].year, len(plan.years), floor, max(ceiling, floor + step))
    benefit_end, cost_end = frame.point(len(benefit) - 1, benefit[-1]), frame.point(len(cost) - 1, cost[-1])
    return Lines(
        width=WIDTH,
        height=HEIGHT,
        benefit=frame.path(benefit),
        cost=frame.path(cost),
        band=frame.path(band[1]) + " " + frame.path(band[0], backwards=True),
        benefit_end=benefit_end,
        cost_end=cost_end,
        ends=_apart(benefit_end[1], cost_end[1]),
        crossing=frame.crossing(plan.break_even, cost) if plan.break_even else None,
        up=frame.up(step),
        along=tuple(
            Tick(round(frame.x(number + 0.5), 1), plan.years[number].year)
            for number in range(0, len(plan.years), -(-len(plan.years) // LABELS))
        ),
    )


@dataclass(frozen=True)
class _Frame:
    start: int
    years: int
    floor: Decimal
    ceiling: Decimal

    def x(self, number: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * number / self.years

    def y(self, amount: Decimal) -> float:
        part = float((amount - self.floor) / (self.ceiling - self.floor))
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * part

    def point(self, number: float, amount: Decimal) -> tuple[float, float]:
        return round(self.x(number), 1), round(self.y(amount), 1)

    def path(self, amounts: Sequence[Decimal], *, backwards: bool = False) -> str:
        points = [self.point(number, amount) for number, amount in enumerate(amounts)]
        return " ".join(f"{x},{y}" for x, y in (reversed(points) if backwards else points))

    def crossing(self, month: Month, cost: Sequence[Decimal]) -> tuple[float, float]:
        """On the line of costs, at the end of the month."""
        number = month.year - self.start + month.month / 12
        before = min(int(number), self.years - 1)
        rise = (cost[before + 1] - cost[before]) * Decimal(str(number - before))
        return self.point(number, cost[before] + rise)

    def up(self, step: Decimal) -> tuple[Tick, ...]:
        found, amount = [], self.floor
        while amount <= self.ceiling:
            found.append(Tick(round(self.y(amount), 1), amount / 1_000_000))
            amount += step
        return tuple(found)


def bars(swings: Sequence[Swing], most: int = 8) -> tuple[Bar, ...]:
    """The widest swings, drawn on one scale."""
    shown = [swing for swing in swings if swing.width][:most]
    ends = [end for swing in shown for end in (swing.worth_low, swing.worth_high)]
    if not ends:
        return ()
    low, high = min(ends), max(ends)

    def x(worth: int) -> float:
        return round((worth - low) / (high - low) * BAR_WIDTH, 1)

    return tuple(
        Bar(
            swing,
            min(x(swing.worth_low), x(swing.worth_high)),
            max(1.0, round(abs(x(swing.worth_high) - x(swing.worth_low)), 1)),
        )
        for swing in shown
    )


def _sums(flows: Sequence[int], first: int) -> list[Decimal]:
    found = [Decimal(first)]
    for flow in flows:
        found.append(found[-1] + flow)
    return found


def _apart(benefit: float, cost: float) -> tuple[float, float]:
    """Two lines of words for the benefit and one for the cost never lie on each other."""
    if benefit <= cost:
        return benefit + 4, max(cost + 4, benefit + 40)
    return max(benefit + 4, cost + 24), cost + 4


def _step(span: Decimal) -> Decimal:
    """1, 2 or 5 times a power of ten, so that a handful of lines cover the span."""
    size = Decimal(10) ** (span / TICKS).adjusted()
    return next((size * step for step in STEPS if size * step * TICKS >= span), size * 10)
