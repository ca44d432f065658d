"""Somebody waits for an earlier time: told once of each, in turn, at most once a day; first to book has it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.booking import actions as booking
from brygga.booking import queries as times
from brygga.booking.models import Meeting, Wait
from brygga.booking.rules import MOST_TOLD, InLine, first_in_line
from brygga.booking.tests import test_groups as groups
from brygga.booking.tests.build import FRIDAY, free_for, handled, opened, typed, wish
from brygga.cases.models import Case
from brygga.ground import clock, tenancy
from brygga.ground.seals import SEALER
from brygga.messages import actions as messages
from brygga.messages.models import Notice
from brygga.messages.tests.mail import free_port
from brygga.reminders import jobs
from tests.cast import ALMA, BO, at_work, resident, staff
from tests.counting import counted
from tests.doors import client_for

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _friday(settings: Any) -> Iterator[None]:
    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    with clock.pinned(FRIDAY):
        yield


def book(case: Case, number: int) -> Meeting:
    with at_work(staff("cecilia")) as cecilia:
        return booking.book(cecilia, case, wish(free_for(case)[number]), once=uuid4())


def address(case: Case, meeting: Meeting, part: str = "tidigare/") -> str:
    return f"/helsingborg/mina-sidor/arende/{case.id}/tid/{meeting.id}/{part}"


def waits(case: Case, meeting: Meeting) -> None:
    with at_work(resident(ALMA)) as alma:
        messages.choose_notices(alma, "neutral", "nagon@exempel.se")
    assert client_for(resident(ALMA)).post(address(case, meeting)).status_code == 303


def queued() -> int:
    with tenancy.enter(SEALER):
        return Notice.objects.filter(kind=Notice.Kind.FREED).count()


def let_go(case: Case, meeting: Meeting) -> None:
    with at_work(staff("cecilia")) as cecilia:
        booking.cancel(cecilia, case, meeting)


@pytest.mark.django_db
def test_when_an_earlier_time_is_let_go_whoever_waits_is_told_once() -> None:
    opened()
    case, other = handled(), handled()
    earlier = [book(other, 0) for _time in range(3)]
    mine = book(case, 0)
    waits(case, mine)
    assert jobs.tell_of_freed() == 0, "nothing earlier is free"
    let_go(other, earlier[1])
    assert jobs.tell_of_freed() == 1
    assert jobs.tell_of_freed() == 0
    assert queued() == 1
    page = client_for(resident(ALMA)).get(f"/helsingborg/mina-sidor/arende/{case.id}/").content.decode()
    assert "Vi säger till om en tidigare tid blir ledig." in page


@pytest.mark.django_db
def test_the_first_in_line_is_told_first_and_the_next_an_hour_later() -> None:
    opened()
    other, first, second = handled(), handled(), handled()
    earlier = book(other, 0)
    for number, case in enumerate((first, second)):
        with clock.pinned(FRIDAY + timedelta(minutes=number)):
            waits(case, book(case, 0))
    let_go(other, earlier)
    with clock.pinned(FRIDAY + timedelta(minutes=10)):
        assert jobs.tell_of_freed() == 1
        with at_work(staff("cecilia")):
            assert Wait.objects.get(case=first).told == 1
    with clock.pinned(FRIDAY + timedelta(minutes=40)):
        assert jobs.tell_of_freed() == 0
    with clock.pinned(FRIDAY + timedelta(minutes=75)):
        assert jobs.tell_of_freed() == 1


@pytest.mark.django_db
def test_a_time_somebody_booked_meanwhile_is_told_to_nobody() -> None:
    opened()
    case, other = handled(), handled()
    earlier = book(other, 0)
    waits(case, book(case, 0))
    let_go(other, earlier)
    book(other, 0)
    assert jobs.tell_of_freed() == 0


@pytest.mark.django_db
def test_moving_to_the_earlier_time_ends_the_waiting() -> None:
    opened()
    case, other = handled(), handled()
    earlier = book(other, 0)
    mine = book(case, 0)
    waits(case, mine)
    let_go(other, earlier)
    jobs.tell_of_freed()
    answer = client_for(resident(ALMA)).post(address(case, mine, ""), typed(free_for(case)[0]))
    assert answer.status_code == 303
    with at_work(staff("cecilia")):
        assert Wait.objects.get().ended_at is not None
        assert Meeting.objects.get(id=mine.id).starts_at == earlier.starts_at


@pytest.mark.django_db
def test_one_may_ask_twice_and_stop_and_strangers_may_not() -> None:
    opened()
    case = handled()
    mine = book(case, 3)
    for _time in range(2):
        waits(case, mine)
    with at_work(staff("cecilia")):
        assert Wait.objects.count() == 1
    assert client_for(resident(BO)).post(address(case, mine)).status_code == 404
    assert client_for(staff("eva")).post(address(case, mine)).status_code != 303
    assert client_for(resident(ALMA)).post(address(case, mine), {"stop": "1"}).status_code == 303
    assert jobs.tell_of_freed() == 0
    assert client_for(resident(ALMA)).get(address(case, mine)).status_code == 405


@pytest.mark.django_db
def test_what_one_who_waits_costs_does_not_grow_with_what_has_been() -> None:
    opened()
    case = handled()
    waits(case, book(case, 3))
    with at_work(staff("cecilia")), counted() as few:
        times.to_tell(clock.now())
    assert len(few) <= 9


lines = st.lists(
    st.builds(
        InLine,
        id=st.uuids(),
        since=st.integers(0, 50).map(
            lambda minutes: datetime(2026, 11, 1, tzinfo=UTC) + timedelta(minutes=minutes)
        ),
        before=st.integers(1, 9).map(lambda day: datetime(2026, 12, day, tzinfo=UTC)),
        told=st.integers(0, MOST_TOLD),
        told_on=st.sampled_from([None, TODAY, TODAY - timedelta(days=1)]),
        known=st.frozensets(
            st.integers(1, 9).map(lambda day: datetime(2026, 12, day, tzinfo=UTC)), max_size=2
        ),
    ),
    unique_by=lambda one: one.id,
    max_size=8,
)
moments = st.lists(st.integers(1, 9).map(lambda day: datetime(2026, 12, day, tzinfo=UTC)), unique=True).map(
    sorted
)


@given(lines, moments, moments)
def test_nobody_is_told_too_often_or_of_a_time_that_is_no_use_and_no_time_is_told_to_two(
    line: list[InLine], free: list[datetime], held: list[datetime]
) -> None:
    found = first_in_line(line, free, held, TODAY)
    by_id: dict[UUID, InLine] = {one.id: one for one in line}
    assert len({ident for ident, _at in found}) == len({at for _ident, at in found}) == len(found)
    for ident, at in found:
        one = by_id[ident]
        assert at in free
        assert at not in held
        assert at not in one.known
        assert at < one.before
        assert one.told < MOST_TOLD
        assert one.told_on != TODAY


@pytest.mark.django_db
def test_who_is_first_in_line_for_a_group_is_told_of_a_place_and_then_the_next() -> None:
    ident = groups.held(seats=1)
    first, second, third = (
        groups.case_of(number, name) for number, name in (ALMA, BO, ("199203162384", "Petra Lind"))
    )
    for number, (case, who) in enumerate((first, second, third)):
        with clock.pinned(FRIDAY + timedelta(minutes=number)):
            groups.joins(who, case, ident)
    assert jobs.tell_of_freed() == 0
    groups.leaves(first[1], first[0], ident)
    for minutes, told in ((1, 1), (30, 0), (62, 1), (200, 0)):
        with clock.pinned(FRIDAY + timedelta(minutes=minutes)):
            assert jobs.tell_of_freed() == told
    assert queued() == 2
    assert groups.joins(third[1], third[0], ident) == "taken"


@pytest.mark.django_db
def test_whoever_has_chosen_no_notices_is_not_promised_one() -> None:
    opened()
    case = handled()
    meeting = book(case, 2)
    alma, page = client_for(resident(ALMA)), f"/helsingborg/mina-sidor/arende/{case.id}/"
    alma.post(address(case, meeting))
    read = alma.get(page).content.decode()
    assert "Vi säger till om en tidigare tid" not in read
    assert "men vi kan inte säga till" in read
    assert "/mina-sidor/aviseringar/" in read
    waits(case, meeting)
    assert "Vi säger till om en tidigare tid" in alma.get(page).content.decode()


@pytest.mark.django_db
def test_where_nothing_can_be_sent_nobody_is_asked_to_wait_for_it(settings: Any) -> None:
    settings.SMTP_URL = settings.SMS_URL = ""
    opened()
    case = handled()
    book(case, 2)
    read = client_for(resident(ALMA)).get(f"/helsingborg/mina-sidor/arende/{case.id}/").content.decode()
    assert "Säg till om en tidigare tid" not in read
