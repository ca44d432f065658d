"""What is promised of answers is what was measured, or nothing."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from brygga.ground import clock
from brygga.ground.clock import STOCKHOLM
from brygga.ground.ids import uuid7
from brygga.messages.queries import promise
from brygga.messages.rules import ENOUGH_ANSWERS, id_for_other_words, retry_after, told_as
from brygga.messages.tests.build import says
from brygga.municipalities.queries import by_slug
from tests.cast import ALMA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=STOCKHOLM)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    promise._median.cache_clear()
    yield
    promise._median.cache_clear()


def promised() -> str:
    promise._median.cache_clear()
    with at_work(resident(ALMA)):
        home = by_slug("helsingborg")
        assert home is not None
        return promise.opening(home).promise


def answered(times: int, minutes: int) -> None:
    case = almas_case()
    alma = resident(ALMA)
    for number in range(times):
        asked = MONDAY + timedelta(hours=number)
        with clock.pinned(asked):
            says(alma, case, f"Fråga {number}")
        with clock.pinned(asked + timedelta(minutes=minutes)):
            says(staff("cecilia"), case, f"Svar {number}")
            says(staff("cecilia"), case, f"Och en sak till {number}")


def test_nothing_is_promised_before_enough_is_known() -> None:
    with clock.pinned(MONDAY):
        assert promised() == ""
    answered(ENOUGH_ANSWERS - 1, 12)
    with clock.pinned(MONDAY + timedelta(days=2)):
        assert promised() == ""


def test_what_was_measured_is_promised_and_forgotten_after_a_month() -> None:
    answered(ENOUGH_ANSWERS, 12)
    with clock.pinned(MONDAY + timedelta(days=2)):
        assert promised() == "Vi svarar oftast inom 15 minuter."
    with clock.pinned(MONDAY + timedelta(days=40)):
        assert promised() == ""


def test_the_page_says_whether_anybody_is_there() -> None:
    case = almas_case()
    client = client_for(resident(ALMA))
    page = f"/helsingborg/mina-sidor/arende/{case.id}/meddelanden/"
    with clock.pinned(MONDAY):
        assert "Öppet nu, till 16.30" in client.get(page).content.decode()
    with clock.pinned(MONDAY.replace(hour=22)):
        text = client.get(page).content.decode()
        assert "Stängt nu. Vi öppnar i morgon 8.00" in text
        assert "Du kan skriva när du vill." in text


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        *((0, ("minutes", 5)), (5, ("minutes", 5)), (5.1, ("minutes", 10)), (55, ("minutes", 55))),
        *((56, ("hours", 1)), (60, ("hours", 1)), (61, ("hours", 2)), (23 * 60, ("hours", 23))),
        *((23 * 60 + 1, ("days", 1)), (24 * 60, ("days", 1)), (24 * 60 + 1, ("days", 2))),
    ],
)
def test_a_time_is_never_told_shorter_than_it_was(minutes: float, words: tuple[str, int]) -> None:
    assert told_as(minutes * 60) == words


def test_attempts_come_ever_more_seldom_but_never_stop_within_a_day() -> None:
    waits = [retry_after(attempt) for attempt in range(1, 41)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=30)
    assert sum(waits, timedelta()) > timedelta(days=2)


def test_other_words_have_an_id_of_their_own_the_same_each_time() -> None:
    once = uuid7()
    assert id_for_other_words(once, "a") == id_for_other_words(once, "a")
    assert len({once, id_for_other_words(once, "a"), id_for_other_words(once, "b")}) == 3
