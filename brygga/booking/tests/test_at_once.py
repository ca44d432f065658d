"""Fifty who want the same time at the same moment, with real transactions: one gets it, the others are told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from brygga.booking import actions
from brygga.booking.models import Meeting
from brygga.booking.tests.build import FRIDAY, free_for, handled, opened, wish
from brygga.ground import clock
from tests.cast import at_work, staff
from tests.committed import committed  # noqa: F401

pytestmark = pytest.mark.usefixtures("committed")

TRIES = 50


def test_of_fifty_who_book_the_same_time_at_once_one_gets_it() -> None:
    with clock.pinned(FRIDAY):
        opened()
        cases = [handled() for _case in range(5)]
        wanted = wish(free_for(cases[0])[0])
        cecilia, gate = staff("cecilia"), Barrier(10)

        def attempt(number: int) -> bool:
            if number < 10:
                gate.wait()
            try:
                with clock.pinned(FRIDAY), at_work(cecilia):
                    actions.book(cecilia, cases[number % 5], wanted, once=uuid4())
            except actions.Taken:
                return False
            finally:
                connections.close_all()
            return True

        with ThreadPoolExecutor(10) as hands:
            got = list(hands.map(attempt, range(TRIES)))
        assert sum(got) == 1
        with at_work(cecilia):
            assert Meeting.objects.filter(starts_at=wanted.starts_at).count() == 1


def test_of_five_meetings_moved_to_the_same_time_at_once_one_gets_it() -> None:
    with clock.pinned(FRIDAY):
        opened()
        cases = [handled() for _case in range(5)]
        cecilia, gate = staff("cecilia"), Barrier(5)
        with at_work(cecilia):
            booked = [actions.book(cecilia, one, wish(free_for(one)[0]), once=uuid4()) for one in cases]
        wanted = wish(free_for(cases[0])[0])

        def attempt(number: int) -> bool:
            gate.wait()
            try:
                with clock.pinned(FRIDAY), at_work(cecilia):
                    actions.move(cecilia, cases[number], booked[number], wanted)
            except actions.Taken:
                return False
            finally:
                connections.close_all()
            return True

        with ThreadPoolExecutor(5) as hands:
            got = list(hands.map(attempt, range(5)))
        assert sum(got) == 1
        with at_work(cecilia):
            stand = Meeting.objects.exclude(starts_at=wanted.starts_at).values_list("starts_at", flat=True)
            assert Meeting.objects.filter(starts_at=wanted.starts_at).count() == 1
            assert set(stand) == {booked[n].starts_at for n in range(5) if not got[n]}
