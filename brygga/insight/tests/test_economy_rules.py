"""The economic model: properties that hold for any figures, and what the defaults must say of themselves."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from brygga.insight.rules import economy_data
from brygga.insight.rules.economy import Plan, in_common, results, saved_each, volume, weights
from brygga.insight.rules.economy_money import (
    Month,
    break_even_share,
    digital_share,
    divide,
    paid_back,
    present_value,
)
from brygga.insight.rules.economy_sums import all_swings, by_place
from brygga.insight.rules.economy_terms import (
    OF_A_SERVICE,
    Assumption,
    Inputs,
    Key,
    Kind,
    Measure,
    Place,
    Service,
    UnknownFigure,
)

ON = date(2026, 11, 21)
ADVICE = Service("advice", "Råd", "Advice", "samtal", "conversations", ("counselling_anonymous",))
BASE = {
    Measure.SALARY: 40000,
    Measure.ON_COST: 45,
    Measure.HOURS: 1600,
    Measure.RATE: 3,
    Measure.VOLUME: 20,
    Measure.VISIT: 90,
    Measure.PHONE: 60,
    Measure.DIGITAL: 30,
    Measure.VISIT_PART: 50,
    Measure.DIGITAL_FIRST: 10,
    Measure.DIGITAL_LAST: 60,
    Measure.DIGITAL_YEARS: 4,
    Measure.ONE_TIME: 400000,
    Measure.YEARLY: 100000,
    Measure.COMMON_PART: 75,
}


def figure(measure: Measure, value: object, **more: object) -> Assumption:
    number = Decimal(str(value))
    low, high = economy_data.ends(measure, number)
    return Assumption(
        **{  # type: ignore[arg-type]
            "measure": measure,
            "value": number,
            "valid_from": date(2025, 1, 1),
            "kind": Kind.ASSUMPTION,
            "low": low,
            "high": high,
            **more,
        }
    )


def inputs(**changed: object) -> Inputs:
    figures = BASE | {Measure(name): value for name, value in changed.items()}
    return Inputs(tuple(figure(measure, value) for measure, value in figures.items()))


def together(places: list[Place], given: Inputs, **more: object) -> Plan:
    return results(places, [ADVICE], given, ON, **more).services[0].together  # type: ignore[arg-type]


FOUR = [
    Place(1260, "Bjuv", 15715),
    Place(1282, "Landskrona", 46090),
    Place(1283, "Helsingborg", 147734),
    Place(1292, "Ängelholm", 42476),
]
people = some.integers(0, 2_000_000)
places = some.lists(people, min_size=1, max_size=8).map(
    lambda counts: [Place(n, f"Kommun {n}", count, Decimal(n % 3)) for n, count in enumerate(counts)]
)
money = some.integers(0, 10_000_000)
percent = some.integers(0, 100)
weight = some.integers(0, 10**9).map(lambda thousandths: Decimal(thousandths) / 1000)


@given(some.integers(-(10**10), 10**10), some.lists(weight, min_size=1, max_size=12))
@settings(deadline=None)
def test_shares_always_add_up_to_the_total(total: int, of: list[Decimal]) -> None:
    parts = divide(total, of)
    assert sum(parts) == total
    whole = sum(of)
    if whole:
        assert all(abs(part - total * one / whole) < 1 for part, one in zip(parts, of, strict=True))


def test_nobody_to_divide_among_or_a_negative_weight_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one weight"):
        divide(100, [])
    with pytest.raises(ValueError, match="below zero"):
        divide(100, [Decimal(2), Decimal(-1)])


@given(places, some.sampled_from(Key), money, money, percent)
@settings(max_examples=60, deadline=None)
def test_the_parts_of_all_municipalities_add_up_to_the_plan_for_all(
    taking_part: list[Place], key: Key, once: int, yearly: int, common: int
) -> None:
    given_figures = inputs(one_time=once, yearly=yearly, common_part=common)
    one = results(taking_part, [ADVICE], given_figures, ON, key=key).services[0]
    assert sum(part.together.one_time for part in one.parts) == one.together.one_time
    assert sum(part.together.yearly for part in one.parts) == one.together.yearly
    assert sum(part.together.benefit for part in one.parts) == one.together.benefit
    assert sum(part.together.years[-1].total for part in one.parts) == one.together.years[-1].total
    assert sum(part.share for part in one.parts) == pytest.approx(Decimal(1))


@given(places, money, money)
@settings(max_examples=60, deadline=None)
def test_together_with_nothing_in_common_costs_what_all_pay_alone(
    taking_part: list[Place], once: int, yearly: int
) -> None:
    given_figures = inputs(one_time=once, yearly=yearly, common_part=0)
    one = results(taking_part, [ADVICE], given_figures, ON).services[0]
    assert one.saved_together == 0
    assert one.together.benefit == sum(part.alone.benefit for part in one.parts)
    assert abs(one.together.worth - sum(part.alone.worth for part in one.parts)) <= len(taking_part)


@given(some.lists(money, min_size=1, max_size=8), percent)
@settings(deadline=None)
def test_doing_it_together_never_costs_more_than_alone_nor_less_than_one(
    alone: list[int], common: int
) -> None:
    assert max(alone) <= in_common(alone, Decimal(common)) <= sum(alone)


@given(some.integers(0, 240), some.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_the_worth_never_falls_when_each_case_saves_more(minutes: int, more: int) -> None:
    less = together(FOUR, inputs(visit_minutes=minutes))
    greater = together(FOUR, inputs(visit_minutes=minutes + more))
    assert greater.worth >= less.worth


@given(some.integers(-(10**7), 0), some.lists(some.integers(-(10**6), 10**7), max_size=10), percent)
@settings(deadline=None)
def test_a_higher_rate_never_makes_later_gains_worth_more(now: int, later: list[int], rate: int) -> None:
    gains = [abs(flow) for flow in later]
    low, high = Decimal(rate) / 100, Decimal(rate + 1) / 100
    assert present_value(now, gains, high) <= present_value(now, gains, low)
    assert present_value(now, later, Decimal(0)) == now + sum(later)


def test_the_present_value_follows_the_textbook() -> None:
    assert present_value(-1000, [0, 1210], Decimal("0.10")) == 0


@given(some.integers(1, 10**6), some.integers(1, 5000), money, money, some.integers(1, 20))
@settings(deadline=None)
def test_the_break_even_share_really_breaks_even(
    cases: int, each: int, yearly: int, once: int, years: int
) -> None:
    share = break_even_share(Decimal(cases), Decimal(each), yearly, once, years)
    cost = yearly + Decimal(once) / years
    if share is None:
        assert cost > cases * each
    else:
        assert abs(cases * each * share - cost) < Decimal("0.01")


def test_no_share_is_enough_when_a_digital_case_saves_nothing() -> None:
    assert break_even_share(Decimal(100), Decimal(0), 1, 1, 5) is None
    assert together(FOUR, inputs(digital_minutes=500)).break_even_share is None
    assert together(FOUR, inputs(digital_minutes=500)).break_even is None
    assert together([Place(1, "Tom", 0)], inputs()).break_even_share is None


def test_a_plan_at_its_break_even_share_pays_its_costs_to_the_krona() -> None:
    needed = together(FOUR, inputs(discount_rate=0)).break_even_share
    assert needed is not None
    level = needed * 100
    plan = together(FOUR, inputs(discount_rate=0, digital_first=level, digital_last=level))
    assert abs(plan.benefit - plan.cost) <= 5 * len(FOUR)
    lower = together(FOUR, inputs(discount_rate=0, digital_first=level / 2, digital_last=level / 2))
    assert lower.benefit < lower.cost


@pytest.mark.parametrize(
    ("now", "later", "month"),
    [
        (-1200, [1200, 0], Month(2027, 12)),
        (-600, [1200], Month(2027, 6)),
        (-1300, [1200, 1200], Month(2028, 1)),
        (-1200, [100, 100], None),
        (0, [10], Month(2027, 1)),
        (0, [-10, 20], Month(2028, 6)),
        (-1, [], None),
    ],
)
def test_the_month_it_has_paid_for_itself(now: int, later: list[int], month: Month | None) -> None:
    assert paid_back(now, later, 2027) == month


@given(some.integers(-(10**7), -1), some.lists(some.integers(-(10**6), 10**7), min_size=1, max_size=10))
@settings(deadline=None)
def test_a_balance_that_ends_above_zero_has_been_paid_back(now: int, later: list[int]) -> None:
    if now + sum(later) >= 0:
        assert paid_back(now, later, 2027) is not None


def test_the_digital_share_rises_in_a_line_and_then_stays() -> None:
    shares = [digital_share(Decimal("0.1"), Decimal("0.7"), 4, year) for year in range(6)]
    assert shares == [Decimal(n) / 10 for n in (1, 3, 5, 7, 7, 7)]
    assert digital_share(Decimal("0.1"), Decimal("0.7"), 1, 0) == Decimal("0.7")


def test_the_same_question_has_the_same_answer() -> None:
    known = economy_data.defaults()
    asked = [results(FOUR, economy_data.services(), known, ON) for _ in range(2)]
    assert asked[0] == asked[1]


def test_the_services_worth_most_together_come_first() -> None:
    found = results(FOUR, economy_data.services(), economy_data.defaults(), ON)
    worth = [one.together.worth for one in found.services]
    assert worth == sorted(worth, reverse=True)
    assert found.total.worth == sum(worth)
    assert found.total.cost == sum(one.together.cost for one in found.services)
    assert found.start == 2027
    assert [year.year for year in found.total.years] == [2027, 2028, 2029, 2030, 2031]


def test_each_municipality_sees_what_pays_only_together() -> None:
    found = results(FOUR, economy_data.services(), economy_data.defaults(), ON)
    bjuv = next(row for row in by_place(found) if row.place.name == "Bjuv")
    only = [one for one in found.services if one.parts[0].together.worth > 0 >= one.parts[0].alone.worth]
    assert bjuv.better_together == len(only) > 0
    assert bjuv.worth > bjuv.worth_alone
    assert sum(row.one_time for row in by_place(found)) == found.total.one_time
    assert sum(row.yearly for row in by_place(found)) == found.total.yearly


def test_every_figure_moved_at_once_in_all_services_adds_up() -> None:
    found = results(FOUR, economy_data.services(), economy_data.defaults(), ON)
    whole = {swing.measure: swing for swing in all_swings(found)}
    rate = [one for service in found.services for one in service.swings if one.measure is Measure.RATE]
    assert whole[Measure.RATE].worth_low == sum(one.worth_low for one in rate)
    assert whole[Measure.VOLUME].kind is Kind.ASSUMPTION, "one guessed volume makes the whole a guess"
    assert whole[Measure.RATE].kind is Kind.PUBLISHED


def test_a_quarter_less_benefit_pays_later_and_a_quarter_more_sooner() -> None:
    plan = together(FOUR, inputs())
    assert plan.higher is not None
    assert plan.break_even is not None
    assert plan.lower is not None
    assert plan.higher < plan.break_even < plan.lower


def test_the_widest_swing_comes_first_and_every_figure_is_tried() -> None:
    one = results(FOUR, [ADVICE], inputs(), ON).services[0]
    widths = [swing.width for swing in one.swings]
    assert widths == sorted(widths, reverse=True)
    assert {swing.measure for swing in one.swings} == set(Measure)
    salary = next(swing for swing in one.swings if swing.measure is Measure.SALARY)
    assert salary.worth_low < one.together.worth < salary.worth_high


def test_one_figure_at_its_low_end_gives_what_the_model_gives_with_that_figure() -> None:
    one = results(FOUR, [ADVICE], inputs(), ON).services[0]
    swing = next(swing for swing in one.swings if swing.measure is Measure.VOLUME)
    assert swing.worth_low == together(FOUR, inputs(volume=swing.low)).worth


def test_it_says_how_much_rests_on_assumptions() -> None:
    guessed = results(FOUR, [ADVICE], inputs(), ON).reliance
    assert (guessed.assumptions, guessed.figures, guessed.swing) == (15, 15, 1)
    sure = Inputs(tuple(replace(row, kind=Kind.PUBLISHED) for row in inputs().rows))
    assert results(FOUR, [ADVICE], sure, ON).reliance.swing == 0


def test_a_municipalitys_own_figure_replaces_the_default_from_its_day() -> None:
    own = figure(Measure.SALARY, 50000, municipality=1283, valid_from=date(2026, 6, 1))
    known = inputs().with_own([own])
    assert known.at(Measure.SALARY, "advice", 1283, ON).value == 50000
    assert known.at(Measure.SALARY, "advice", 1283, date(2026, 5, 31)).value == 40000
    assert known.at(Measure.SALARY, "advice", 1260, ON).value == 40000


def test_an_own_figure_for_one_service_goes_before_an_own_for_all() -> None:
    rows = [
        figure(Measure.YEARLY, 1, municipality=1283),
        figure(Measure.YEARLY, 2, municipality=1283, service="advice"),
    ]
    known = inputs().with_own(rows)
    assert known.at(Measure.YEARLY, "advice", 1283, ON).value == 2
    assert known.at(Measure.YEARLY, "booking", 1283, ON).value == 1


def test_a_figure_nobody_has_given_is_named_never_guessed() -> None:
    with pytest.raises(UnknownFigure, match="No figure for volume of advice is in force on 2026-11-21"):
        results(
            FOUR, [ADVICE], Inputs(tuple(r for r in inputs().rows if r.measure is not Measure.VOLUME)), ON
        )


@pytest.mark.parametrize("horizon", [0, 21])
def test_a_horizon_out_of_range_is_refused(horizon: int) -> None:
    with pytest.raises(ValueError, match="1 to 20 years"):
        results(FOUR, [ADVICE], inputs(), ON, horizon)
    with pytest.raises(ValueError, match="At least one municipality"):
        results([], [ADVICE], inputs(), ON)


def test_each_key_weighs_what_it_says() -> None:
    assert weights(FOUR, [], Key.POPULATION)[2] == 147734
    assert weights(FOUR, [Decimal(5)], Key.USE) == (Decimal(5),)
    assert set(weights(FOUR, [], Key.EQUAL)) == {Decimal(1)}
    assert weights([Place(1, "A", 5, Decimal(7))], [], Key.FIXED) == (Decimal(7),)


def test_an_hour_and_a_case_cost_what_a_hand_calculation_says() -> None:
    own = {measure: Decimal(value) for measure, value in BASE.items()}
    # 40,000 x 1.45 x 12 / 1,600 = 435 kronor an hour; (75 - 30) minutes of it
    assert saved_each(own) == Decimal("326.25")
    assert volume(FOUR[0], own) == Decimal("314.3")


def test_every_service_has_every_figure_by_default() -> None:
    known = economy_data.defaults()
    for service in economy_data.services():
        for measure in OF_A_SERVICE:
            assert known.at(measure, service.code, 1283, ON).value >= 0


def test_a_published_default_names_its_source_and_an_assumption_claims_none() -> None:
    for row in economy_data.defaults().rows:
        assert bool(row.source and row.source_url) == (row.kind is Kind.PUBLISHED), row


def test_the_inhabitants_of_skane_add_up_to_the_county() -> None:
    of_skane = [row.count for code, row in economy_data.populations().items() if 1200 <= code < 1300]
    assert (len(of_skane), sum(of_skane)) == (33, 1_377_827)
