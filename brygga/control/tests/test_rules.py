"""When duties are due, what a sample holds and where a roster has gaps: properties, not examples."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from brygga.control.rules.duties import DUTIES, State, due_on, months_after, state
from brygga.control.rules.sampling import Reading, gaps, sample, seed

DAYS = st.dates(date(2018, 7, 1), date(2090, 12, 31))
STRETCHES = st.lists(
    st.tuples(st.dates(date(2026, 1, 1), date(2026, 3, 1)), st.integers(0, 20)).map(
        lambda one: (one[0], one[0] + timedelta(days=one[1]))
    ),
    max_size=8,
)


def reading(number: int, *, shielded: bool = False) -> Reading:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
    return Reading(UUID(int=number), f"Hbg {number}", shielded, UUID(int=1), "Maria Falk", 1283, at)


READINGS = st.lists(
    st.tuples(st.integers(1, 10_000), st.booleans()), unique_by=lambda one: one[0], max_size=60
).map(lambda rows: [reading(number, shielded=shielded) for number, shielded in rows])


@given(DAYS, st.integers(1, 30))
def test_months_later_is_later_and_never_in_another_month_than_meant(day: date, months: int) -> None:
    later = months_after(day, months)
    assert later > day
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(st.sampled_from(DUTIES), DAYS, DAYS)
def test_a_duty_done_is_due_later_than_it_was(duty: object, earlier: date, later: date) -> None:
    first, last = sorted((earlier, later))
    assert due_on(duty, last, first) >= due_on(duty, None, first)  # type: ignore[arg-type]
    assert due_on(duty, last, first) > last  # type: ignore[arg-type]


@given(DAYS, DAYS)
def test_overdue_is_the_day_after_and_soon_two_weeks_before(due: date, today: date) -> None:
    found = state(due, today)
    assert (found is State.OVERDUE) == (today > due)
    assert (found is State.SOON) == (timedelta() <= due - today <= timedelta(days=14))


@given(READINGS, st.integers(0, 30), st.randoms())
def test_a_sample_is_the_same_whoever_draws_it_and_holds_every_protected_identity(
    readings: list[Reading], size: int, chance: object
) -> None:
    drawn = sample(readings, "x", size)
    shuffled = readings.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sample(shuffled, "x", size) == drawn
    assert {one for one in readings if one.shielded} <= set(drawn)
    ordinary = [one for one in readings if not one.shielded]
    assert len(drawn) == min(size, len(ordinary)) + len(readings) - len(ordinary)


def test_another_month_draws_others() -> None:
    readings = [reading(number) for number in range(200)]
    draws = {
        tuple(one.event for one in sample(readings, seed(1283, date(2026, month, 1), date(2026, month, 28))))
        for month in range(1, 13)
    }
    assert len(draws) == 12


@given(STRETCHES)
def test_a_day_is_in_a_gap_exactly_when_nobody_is_on_call(shifts: list[tuple[date, date]]) -> None:
    first, last = date(2026, 1, 10), date(2026, 2, 20)
    found = gaps(shifts, first, last)
    day = first
    while day <= last:
        covered = any(starts <= day <= ends for starts, ends in shifts)
        assert sum(starts <= day <= ends for starts, ends in found) == (0 if covered else 1)
        day += timedelta(days=1)
    assert all(first <= starts <= ends <= last for starts, ends in found)
