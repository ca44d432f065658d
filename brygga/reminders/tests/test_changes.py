"""What staff book, move, cancel or call off is told of in a notice that says nothing; what residents do is not."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from brygga.access.rules import ResidentActor
from brygga.booking import actions as booking
from brygga.booking.models import Meeting
from brygga.booking.tests import test_groups as groups
from brygga.booking.tests.build import FRIDAY, free_for, handled, opened, typed, wish
from brygga.cases import actions as cases
from brygga.demo.cast import HELSINGBORG
from brygga.ground import clock, tenancy
from brygga.ground.seals import SEALER
from brygga.messages import actions as messages
from brygga.messages import jobs as post
from brygga.messages.models import Notice
from brygga.messages.tests.build import says
from brygga.messages.tests.mail import Mailbox, free_port, server
from brygga.reminders import jobs
from tests.cast import ALMA, BO, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _friday(settings: Any) -> Iterator[None]:
    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    with clock.pinned(FRIDAY):
        yield


def queued() -> int:
    with tenancy.enter(SEALER):
        return Notice.objects.count()


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


@pytest.fixture
def box(settings: Any) -> Iterator[Mailbox]:
    box, port = Mailbox(), free_port()
    settings.SMTP_URL = f"smtp://127.0.0.1:{port}"
    with server(box, port):
        yield box


def chooses(who: ResidentActor, style: str) -> None:
    with at_work(who):
        messages.choose_notices(who, style, f"{who.name.split()[0].lower()}@exempel.se")


def told() -> int:
    jobs.tell_of_changes()
    return post.send_notices()


def test_each_change_is_told_of_though_nothing_was_read_and_a_message_came_between(box: Mailbox) -> None:
    opened()
    case = handled()
    chooses(resident(ALMA), "plain")
    with at_work(staff("cecilia")) as cecilia:
        meeting = booking.book(cecilia, case, wish(free_for(case)[0]), once=uuid4())
    assert (told(), told()) == (1, 0)
    says(staff("cecilia"), case, "Ta med hyresavin.")
    with clock.pinned(FRIDAY + timedelta(minutes=10)):
        assert (told(), told()) == (1, 0)
        with at_work(staff("cecilia")) as cecilia:
            booking.cancel(cecilia, case, meeting)
        assert (told(), told()) == (1, 0)
    assert [mail["Subject"].strip() for _address, mail in box.received] == [
        "Nytt om dina tider hos socialtjänsten i Helsingborg",
        "Nytt meddelande från socialtjänsten i Helsingborg",
        "Nytt om dina tider hos socialtjänsten i Helsingborg",
    ]
    assert "meddelande" not in box.received[0][1].get_content().lower()


def test_booked_and_cancelled_before_any_mail_went_is_one_mail(box: Mailbox) -> None:
    opened()
    case = handled()
    chooses(resident(ALMA), "neutral")
    with at_work(staff("cecilia")) as cecilia:
        meeting = booking.book(cecilia, case, wish(free_for(case)[0]), once=uuid4())
    assert jobs.tell_of_changes() == 1
    with at_work(staff("cecilia")) as cecilia:
        booking.cancel(cecilia, case, meeting)
    told()
    ((_address, mail),) = box.received
    assert mail["Subject"] == "Något nytt att läsa"
    assert "tid" not in mail.get_content().lower().split()


def test_a_group_that_is_called_off_is_told_to_whoever_was_coming_and_no_other_reader(box: Mailbox) -> None:
    ident = groups.held()
    with at_work(staff("cecilia")) as cecilia:
        parties = [cases.NewParty(name=name, number=number) for number, name in (ALMA, BO)]
        case = cases.open_case(
            cecilia,
            municipality=HELSINGBORG,
            short="Hbg",
            kind="income_support",
            title="Hjälp",
            parties=parties,
        )
    for person in (ALMA, BO):
        chooses(resident(person), "neutral")
    groups.joins(resident(ALMA), case, ident)
    with at_work(staff("maria")) as maria:
        booking.call_off(maria, ident)
    assert told() == 1
    assert [address for address, _mail in box.received] == ["alma@exempel.se"]
