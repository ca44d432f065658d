"""The board's roster: only days that a member of the board has are covered."""

from datetime import timedelta

import pytest

from brygga.access import queries as access
from brygga.access.models import OnCall, Position
from brygga.control.queries import roster
from brygga.demo.cast import HELSINGBORG, ident
from brygga.ground import clock
from tests.cast import at_work, staff

pytestmark = pytest.mark.django_db


def test_whoever_has_left_the_board_is_rung_by_nobody_and_leaves_a_gap() -> None:
    today = clock.today()
    last, after = today + timedelta(days=2), today + timedelta(days=3)
    with at_work(staff("gustav")):
        OnCall.objects.create(
            municipality=HELSINGBORG,
            staff_id=ident("frida"),
            first_day=today,
            last_day=today + timedelta(days=9),
        )
        assert roster(HELSINGBORG, today, after)[1] == []
        Position.objects.filter(staff_id=ident("frida"), role="committee").update(valid_to=last)
        assert roster(HELSINGBORG, today, after)[1] == [(after, after)]
        assert [name for name, _phone in access.on_call(HELSINGBORG, last)] == [staff("frida").name]
        assert access.on_call(HELSINGBORG, after) == []


def test_an_employee_on_the_roster_covers_nothing() -> None:
    today = clock.today()
    with at_work(staff("gustav")):
        OnCall.objects.create(
            municipality=HELSINGBORG, staff_id=ident("cecilia"), first_day=today, last_day=today
        )
        shifts, gaps = roster(HELSINGBORG, today, today)
    assert (len(shifts), gaps) == (1, [(today, today)])
