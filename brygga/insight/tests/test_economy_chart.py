"""Where lines and bars are drawn: inside the picture, on a scale of round numbers, words apart."""

from datetime import date
from decimal import Decimal

from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as some

from brygga.insight import economy_chart as chart
from brygga.insight import economy_words as words
from brygga.insight.rules.economy import Plan, results
from brygga.insight.rules.economy_terms import Measure
from brygga.insight.tests.test_economy_rules import ADVICE, FOUR, inputs

ON = date(2026, 11, 21)
money = some.integers(0, 50_000_000)


def plan(**changed: object) -> Plan:
    return results(FOUR, [ADVICE], inputs(**changed), ON).total


def points(line: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (point.split(",") for point in line.split())]


@given(money, money, some.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_nothing_is_drawn_outside_the_picture(once: int, yearly: int, minutes: int) -> None:
    drawn = chart.lines(plan(one_time=once, yearly=yearly, digital_minutes=minutes))
    every = [*points(drawn.benefit), *points(drawn.cost), *points(drawn.band)]
    every += [drawn.crossing] if drawn.crossing else []
    for x, y in every:
        assert chart.LEFT <= x <= chart.WIDTH - chart.RIGHT
        assert chart.TOP <= y <= chart.HEIGHT - chart.BOTTOM + 0.1
    assert 2 <= len(drawn.up) <= 8
    assert abs(drawn.ends[0] - drawn.ends[1]) >= 20


def test_the_mark_stands_where_the_lines_cross() -> None:
    drawn = chart.lines(plan())
    assert drawn.crossing
    x, y = drawn.crossing
    benefit = points(drawn.benefit)
    after = next(number for number, point in enumerate(benefit) if point[0] >= x)
    (x0, y0), (x1, y1) = benefit[after - 1], benefit[after]
    on_benefit = y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    assert abs(on_benefit - y) < 4, "within the month it happens"


def test_a_plan_that_never_pays_has_no_mark() -> None:
    assert chart.lines(plan(yearly=50_000_000)).crossing is None


def test_many_years_do_not_write_over_each_other() -> None:
    long = results(FOUR, [ADVICE], inputs(), ON, 20).total
    years = [tick.label for tick in chart.lines(long).along]
    assert years == [2027, 2031, 2035, 2039, 2043]
    assert [tick.label for tick in chart.lines(plan()).along] == [2027, 2028, 2029, 2030, 2031]


def test_bars_share_one_scale_and_the_widest_fills_most_of_it() -> None:
    swings = results(FOUR, [ADVICE], inputs(), ON).services[0].swings
    bars = chart.bars(swings, most=5)
    assert len(bars) == 5
    assert all(bar.x >= 0 and bar.x + bar.width <= chart.BAR_WIDTH + 1 for bar in bars)
    assert bars[0].width == max(bar.width for bar in bars)
    assert chart.bars([]) == ()


@translation.override("sv")
def test_numbers_are_written_with_a_true_minus_and_the_readers_spaces() -> None:
    assert words.number(-1234567) == "−1\xa0234\xa0567"
    assert words.millions(-1_250_000) in {"−1,2", "−1,3"}
    assert words.percent(None) == "–"
    assert words.value(Measure.SALARY, None) == "saknas"
    assert words.value(Measure.VISIT, Decimal("12.5")) == "12,5 minuter"
    assert words.value(Measure.ON_COST, Decimal("44.53")) == "44,53 %"
