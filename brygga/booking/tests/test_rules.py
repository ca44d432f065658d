"""What is free, whatever the hours, the bookings and the season."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from hypothesis import assume, given
from hypothesis import strategies as st

from brygga.booking import rules
from brygga.booking.calendars import event
from brygga.booking.rules import BUFFER, STOCKHOLM, Channel, Open, Span

NOW = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
FIRST, LAST = date(2026, 3, 23), date(2026, 4, 12)  # summer time begins in between

hours = st.builds(
    Open,
    weekday=st.integers(0, 6),
    starts=st.times(time(7), time(12)),
    ends=st.times(time(13), time(19)),
    minutes=st.sampled_from(rules.LENGTHS),
    channels=st.just(frozenset(Channel)),
    valid_from=st.just(date(2026, 1, 1)),
)
moments = st.integers(0, 23 * 24 * 60).map(lambda minutes: NOW + timedelta(days=2, minutes=minutes))
spans = st.builds(lambda at, minutes: Span(at, at + timedelta(minutes=minutes)), moments, st.integers(5, 600))


@given(st.lists(hours, max_size=4), st.lists(spans, max_size=12))
def test_no_free_time_meets_what_is_taken_and_all_lie_within_the_hours(
    opened: list[Open], taken: list[Span]
) -> None:
    for found in rules.free(opened, taken, FIRST, LAST, NOW):
        rest = Span(found.span.starts, found.span.ends + BUFFER)
        assert not any(rest.meets(span) for span in taken)
        begins, ends = (at.astimezone(STOCKHOLM) for at in (found.span.starts, found.span.ends))
        assert any(one.holds(begins.date()) and one.starts <= begins.time() for one in opened)
        assert any(one.holds(begins.date()) and ends.time() <= one.ends for one in opened)


@given(hours, st.lists(spans, max_size=12), spans)
def test_one_more_booking_never_frees_a_time(opened: Open, taken: list[Span], more: Span) -> None:
    before = set(rules.free([opened], taken, FIRST, LAST, NOW))
    assert set(rules.free([opened], [*taken, more], FIRST, LAST, NOW)) <= before


@given(hours)
def test_the_clock_on_the_wall_is_the_same_on_both_sides_of_summer_time(opened: Open) -> None:
    assume(not rules.hours_fault(opened.starts, opened.ends, opened.minutes))
    times: dict[date, list[time]] = {}
    for found in rules.free([opened], [], FIRST, LAST, NOW):
        local = found.span.starts.astimezone(STOCKHOLM)
        times.setdefault(local.date(), []).append(local.time())
    assert len(times) == 3
    assert len({tuple(day) for day in times.values()}) == 1


@given(st.uuids(), st.uuids(), spans, spans)
def test_two_lanes_meet_exactly_when_one_person_would_be_in_two_places(
    one: UUID, other: UUID, first: Span, second: Span
) -> None:
    (a, b), (c, d) = rules.lane(one, first), rules.lane(other, second)
    rest = timedelta(minutes=10)
    same_minutes = Span(_whole(first.starts), _whole(first.ends + rest)).meets(
        Span(_whole(second.starts), _whole(second.ends + rest))
    )
    assert (a < d and c < b) is (same_minutes and one == other)
    assert 0 <= a < b < 2**63


def _whole(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def test_two_hours_before_is_the_last_moment_to_change_by_oneself() -> None:
    starts = NOW + rules.AHEAD
    assert rules.may_change(starts, NOW)
    assert not rules.may_change(starts, NOW + timedelta(seconds=1))
    begins = (NOW + timedelta(hours=1)).astimezone(STOCKHOLM)
    today = Open(NOW.weekday(), begins.time(), time(18), 30, frozenset(Channel), date(2026, 1, 1))
    soonest = next(rules.free([today], [], NOW.date(), NOW.date(), NOW))
    assert soonest.span.starts >= NOW + rules.AHEAD


def test_a_calendar_file_says_when_and_nothing_else() -> None:
    ident = UUID(int=7)
    text = event(ident, Span(NOW, NOW + timedelta(minutes=30)), "Bokad tid", NOW)
    assert "DTSTART:20260320T090000Z\r\nDTEND:20260320T093000Z\r\n" in text
    assert text.count("\r\n") == 12
    assert not any(
        word in text.lower() for word in ("social", "cecilia", "helsingborg", "location", "organizer")
    )
