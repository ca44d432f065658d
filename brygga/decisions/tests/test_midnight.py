"""The roster at midnight and in the nights when the clock is moved: somebody is always on call, and only one."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.access.models import OnCall
from brygga.cases.models import Case
from brygga.decisions import urgent
from brygga.decisions.models import Decision
from brygga.decisions.tests.test_urgent import WHY, form, laid_out
from brygga.demo.cast import HELSINGBORG, ident
from brygga.ground import clock
from tests.cast import almas_case, at_work, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

DAYS = {
    "a day of 23 hours": (date(2026, 3, 29), 23),
    "a day of 25 hours": (date(2026, 10, 25), 25),
    "an ordinary day": (date(2026, 11, 23), 24),
    "the last of a leap February": (date(2028, 2, 29), 24),
    "New Year's Eve": (date(2026, 12, 31), 24),
}
A_TICK = timedelta(microseconds=1)


def begins(day: date) -> datetime:
    """The moment at which a day begins in Sweden."""
    return datetime.combine(day, time(), clock.STOCKHOLM).astimezone(UTC)


def shift(first: date, last: date, who: str = "frida", phone: str = "070-174 06 11") -> None:
    with at_work(staff("gustav")):
        OnCall.objects.create(
            municipality=HELSINGBORG, staff_id=ident(who), first_day=first, last_day=last, phone=phone
        )


def alone_at(moment: datetime) -> bool:
    with clock.pinned(moment):
        return staff("frida").decides_alone


@pytest.mark.parametrize("name", DAYS)
def test_a_shift_of_one_day_begins_and_ends_at_midnight_in_sweden_however_long_the_day(name: str) -> None:
    day, hours = DAYS[name]
    first, end = begins(day), begins(day + timedelta(days=1))
    assert end - first == timedelta(hours=hours)
    shift(day, day)
    assert [alone_at(one) for one in (first - A_TICK, first, end - A_TICK, end)] == [False, True, True, False]
    for hour in range(hours):
        assert alone_at(first + timedelta(hours=hour, minutes=30))


@given(
    seconds=st.integers(0, 7 * 365 * 86_400),
    near=st.sampled_from([day for day, _hours in DAYS.values()]),
    minutes=st.integers(-180, 180),
)
def test_every_moment_lies_in_one_day_and_shifts_that_follow_each_other_share_none(
    seconds: int, near: date, minutes: int
) -> None:
    for one in (
        begins(date(2024, 1, 1)) + timedelta(seconds=seconds),
        begins(near) + timedelta(minutes=minutes),
    ):
        with clock.pinned(one):
            day = clock.today()
        assert begins(day) <= one < begins(day + timedelta(days=1))
        with clock.pinned(one + A_TICK):
            assert clock.today() >= day


@pytest.fixture
def case() -> Case:
    with clock.pinned(begins(date(2026, 10, 25))):
        return almas_case("child")


NIGHT = date(2026, 10, 25)
"""The night in which an hour comes twice. Frida has it; Leila has the next."""


def test_what_was_written_before_midnight_is_kept_after_it_and_decides_nothing(case: Case) -> None:
    shift(NIGHT, NIGHT)
    late = begins(NIGHT + timedelta(days=1))
    with clock.pinned(late - timedelta(minutes=5)):
        frida, proposal = client_for(staff("frida")), laid_out(case)
        address = f"/helsingborg/arbete/namnden/{case.id}/bradskande/"
        assert "Du beslutar ensam" in frida.get(address).content.decode()
    with clock.pinned(late):
        answer = frida.post(address, form(proposal))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert WHY in page
    assert "Du har inte jour nu" in page
    with at_work(staff("cecilia")):
        assert not Decision.objects.filter(case=case).exists()


def test_decided_before_midnight_and_sent_again_after_it_it_stands(case: Case) -> None:
    shift(NIGHT, NIGHT)
    late = begins(NIGHT + timedelta(days=1))
    with clock.pinned(late - A_TICK):
        frida, proposal = client_for(staff("frida")), laid_out(case)
        address = f"/helsingborg/arbete/namnden/{case.id}/bradskande/"
        assert frida.post(address, form(proposal)).status_code == 303
    with clock.pinned(late + timedelta(minutes=1)):
        assert frida.post(address, form(proposal)).status_code == 303
    with at_work(staff("cecilia")):
        (decision,) = Decision.objects.filter(case=case)
    assert decision.decided_at.astimezone(clock.STOCKHOLM).date() == NIGHT


def test_whoever_was_let_in_a_moment_before_midnight_decides_nothing_dated_after_it(case: Case) -> None:
    shift(NIGHT, NIGHT)
    late = begins(NIGHT + timedelta(days=1))
    with clock.pinned(late - A_TICK):
        frida, proposal = staff("frida"), laid_out(case)
    assert frida.decides_alone
    with clock.pinned(late), at_work(frida), pytest.raises(urgent.NotOnCall):
        urgent.decide(frida, case, proposal.id, facts={}, urgency=WHY)


def test_what_a_meeting_decided_is_entered_though_ones_shift_has_begun_meanwhile(case: Case) -> None:
    tomorrow = NIGHT + timedelta(days=1)
    shift(tomorrow, tomorrow)
    with clock.pinned(begins(tomorrow) - A_TICK):
        frida, proposal = client_for(staff("frida")), laid_out(case)
    typed = {
        "proposal": str(proposal.id),
        "body": "committee",
        "held_on": NIGHT.isoformat(),
        "paragraph": "41",
    }
    address = f"/helsingborg/arbete/namnden/{case.id}/bradskande/"
    with clock.pinned(begins(tomorrow)):
        assert frida.post(address, typed).status_code == 303
    with at_work(staff("cecilia")):
        assert Decision.objects.get(case=case).decided_in_right_of.endswith("§ 41")


@pytest.mark.parametrize(("minutes", "told"), [(121, False), (119, True), (1, True), (-1, False)])
def test_staff_read_who_takes_over_when_midnight_is_near(case: Case, minutes: int, told: bool) -> None:
    tomorrow = NIGHT + timedelta(days=1)
    shift(NIGHT, NIGHT)
    shift(tomorrow, tomorrow, phone="070-174 06 12")
    with clock.pinned(begins(tomorrow) - timedelta(minutes=minutes)):
        page = client_for(staff("cecilia")).get(f"/helsingborg/arbete/arende/{case.id}/bradskande/")
    assert ("Jouren byter vid midnatt" in page.content.decode()) is told


def test_nobody_is_said_to_change_who_stays(case: Case) -> None:
    shift(NIGHT, NIGHT + timedelta(days=1))
    with clock.pinned(begins(NIGHT + timedelta(days=1)) - timedelta(minutes=5)):
        page = client_for(staff("cecilia")).get(f"/helsingborg/arbete/arende/{case.id}/bradskande/")
    assert "Jouren byter vid midnatt" not in page.content.decode()


def test_it_is_said_before_midnight_that_nobody_takes_over(case: Case) -> None:
    shift(NIGHT, NIGHT)
    with clock.pinned(begins(NIGHT + timedelta(days=1)) - timedelta(minutes=5)):
        page = client_for(staff("cecilia")).get(f"/helsingborg/arbete/arende/{case.id}/bradskande/")
    assert "Från midnatt har ingen jour" in page.content.decode()
