"""What staff book, move, cancel or call off is told of in a notice that says nothing; what residents do is not."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from brygga.booking import actions as booking
from brygga.booking.models import Meeting
from brygga.booking.tests import test_groups as groups
from brygga.booking.tests.build import FRIDAY, free_for, handled, opened, typed, wish
from brygga.ground import clock, tenancy
from brygga.ground.seals import SEALER
from brygga.messages.models import Notice
from brygga.messages.tests.mail import free_port
from brygga.reminders import jobs
from tests.cast import ALMA, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _friday(settings: Any) -> Iterator[None]:
    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    with clock.pinned(FRIDAY):
        yield


def queued() -> int:
    with tenancy.enter(SEALER):
        return Notice.objects.filter(kind=Notice.Kind.MESSAGE).count()


def test_a_time_that_staff_book_and_cancel_is_told_of_once_each() -> None:
    opened()
    case = handled()
    with at_work(staff("cecilia")) as cecilia:
        meeting = booking.book(cecilia, case, wish(free_for(case)[0]), once=uuid4())
    assert (jobs.tell_of_changes(), jobs.tell_of_changes()) == (1, 0)
    assert queued() == 1
    with at_work(staff("cecilia")) as cecilia:
        booking.cancel(cecilia, case, meeting)
    assert (jobs.tell_of_changes(), jobs.tell_of_changes()) == (1, 0)


def test_what_a_resident_does_themselves_needs_no_notice() -> None:
    opened()
    case, alma = handled(), client_for(resident(ALMA))
    address = f"/helsingborg/mina-sidor/arende/{case.id}/tid/"
    assert alma.post(address, typed(free_for(case)[0])).status_code == 303
    with at_work(staff("cecilia")):
        meeting = Meeting.objects.get()
    assert alma.post(f"{address}{meeting.id}/avboka/").status_code == 303
    assert jobs.tell_of_changes() == 0
    assert queued() == 0


def test_a_group_that_is_called_off_is_told_of_and_says_so_to_those_who_were_coming() -> None:
    ident = groups.held()
    case, alma = groups.case_of(*ALMA)
    groups.joins(alma, case, ident)
    with at_work(staff("maria")) as maria:
        booking.call_off(maria, ident)
    assert (jobs.tell_of_changes(), jobs.tell_of_changes()) == (1, 0)
    assert queued() == 1
    assert "Gruppen är inställd." in client_for(resident(ALMA)).get(groups.page_of(case)).content.decode()
    other = handled()
    assert "Pengar" not in client_for(resident(ALMA)).get(groups.page_of(other)).content.decode()
