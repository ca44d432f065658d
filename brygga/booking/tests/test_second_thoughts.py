"""What is booked already is said where one books, and one press does not lose a time."""

from collections.abc import Iterator

import pytest

from brygga.booking.models import Meeting
from brygga.booking.tests.build import FRIDAY, free_for, handled, opened, typed
from brygga.cases.models import Case
from brygga.ground import clock
from tests.cast import ALMA, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _friday() -> Iterator[None]:
    with clock.pinned(FRIDAY):
        yield


def book_page(case: Case) -> str:
    answer = client_for(resident(ALMA)).get(f"/helsingborg/mina-sidor/arende/{case.id}/tid/")
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def booked(case: Case) -> Meeting:
    client = client_for(resident(ALMA))
    client.post(f"/helsingborg/mina-sidor/arende/{case.id}/tid/", typed(free_for(case)[0]))
    with at_work(staff("cecilia")):
        found: Meeting = Meeting.objects.get(case=case)
        return found


def test_where_one_books_it_is_said_what_one_has_already() -> None:
    opened()
    case = handled()
    assert "Du har redan en tid" not in book_page(case)
    meeting = booked(case)
    page = book_page(case)
    assert "Du har redan en tid tisdag 24 november 13.00–13.45." in page
    assert f"/tid/{meeting.id}/" in page, "and a way to move it"


def test_a_browser_that_goes_back_is_told_to_fill_nothing_in() -> None:
    opened()
    assert 'autocomplete="off"' in book_page(handled())


@pytest.mark.parametrize("door", ["mina-sidor", "arbete"])
def test_calling_off_is_asked_about_before_it_is_done(door: str) -> None:
    opened()
    case = handled()
    booked(case)
    actor = resident(ALMA) if door == "mina-sidor" else staff("cecilia")
    page = (
        client_for(actor).get(f"/helsingborg/{door}/arende/{case.id}/").content.decode().replace("\xa0", " ")
    )
    question = page[page.index('<details class="sure">') :].split("</details>")[0]
    assert "Vill du avboka tisdag 24 november 13.00–13.45?" in question
    assert "/avboka/" in question
    assert page.count("/avboka/") == 1, "and nowhere else"


def test_staff_who_book_are_not_told_of_reminders_as_if_they_were_the_resident() -> None:
    opened()
    case = handled()
    page = client_for(staff("cecilia")).get(f"/helsingborg/arbete/arende/{case.id}/tid/").content.decode()
    assert "Dagen före går en påminnelse till den som har valt" in page
    assert "Dagen före får du en påminnelse" not in page


def test_a_meeting_one_is_away_from_stands_out_in_the_calendar() -> None:
    opened()
    case = handled()
    booked(case)
    cecilia, address = client_for(staff("cecilia")), "/helsingborg/arbete/tider/"
    cecilia.post(f"{address}borta/", {"first": "2026-11-25", "last": "2026-11-25"})
    assert "Du är borta då" not in cecilia.get(address).content.decode()
    cecilia.post(f"{address}borta/", {"first": "2026-11-24", "last": "2026-11-24"})
    page = cecilia.get(address).content.decode().replace("\xa0", " ")
    assert page.count("Du är borta då") == 1
    assert "<p>24 november</p>" in page, "one day is one day"
