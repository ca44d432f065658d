"""What is booked already is said where one books, and one press does not lose a time."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from brygga.booking.models import Meeting
from brygga.booking.rules import State
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


def test_what_was_noted_by_mistake_is_seen_and_put_right() -> None:
    opened(weekday=FRIDAY.weekday())
    case = handled()
    meeting = booked(case)
    cecilia, home = client_for(staff("cecilia")), f"/helsingborg/arbete/arende/{case.id}/"

    def note(outcome: str) -> str:
        sent = {"meeting": str(meeting.id), "outcome": outcome}
        assert cecilia.post(f"{home}tid/utfall/", sent).status_code == 303
        return cecilia.get(home).content.decode()

    with clock.pinned(meeting.starts_at + timedelta(minutes=5)):
        assert "Kom inte, utan att säga till" in note("no_show")
        page = note("excused")
    assert "Kom inte, utan att säga till" not in page
    assert "Kom inte, men sa till eller hade skäl" in page
    assert 'value="excused"' not in page, "what stands is not offered again"
    with at_work(staff("cecilia")):
        assert Meeting.objects.get(case=case).state == State.EXCUSED
    with clock.pinned(meeting.starts_at + timedelta(days=31)):
        assert "Rätta hur det gick" not in cecilia.get(home).content.decode()
    answer = client_for(staff("eva")).post(
        f"{home}tid/utfall/", {"meeting": str(meeting.id), "outcome": "came"}
    )
    assert answer.status_code == 404


def test_a_meeting_that_was_called_off_is_not_given_an_outcome() -> None:
    opened(weekday=FRIDAY.weekday())
    case = handled()
    meeting = booked(case)
    client_for(resident(ALMA)).post(f"/helsingborg/mina-sidor/arende/{case.id}/tid/{meeting.id}/avboka/")
    sent = {"meeting": str(meeting.id), "outcome": "no_show"}
    with clock.pinned(meeting.starts_at + timedelta(minutes=5)):
        client_for(staff("cecilia")).post(f"/helsingborg/arbete/arende/{case.id}/tid/utfall/", sent)
    with at_work(staff("cecilia")):
        assert Meeting.objects.get(case=case).state == State.CANCELLED
