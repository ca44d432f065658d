"""A calendar program fetches when one is booked: nothing of what, for as long as the address is not taken back."""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from brygga.booking import actions
from brygga.booking.models import Feed, Meeting
from brygga.booking.tests.build import FRIDAY, free_for, handled, opened, typed
from brygga.cases.models import Case, Party
from brygga.ground import clock, tenancy
from brygga.people.models import Staff
from tests.cast import ALMA, BO, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db
MINE, OWN = "/helsingborg/mina-sidor/kalender/", "/helsingborg/arbete/tider/kalender/"


@pytest.fixture(autouse=True)
def _friday() -> Iterator[None]:
    with clock.pinned(FRIDAY):
        yield


def booked() -> tuple[Case, Meeting]:
    opened()
    case = handled()
    address = f"/helsingborg/mina-sidor/arende/{case.id}/tid/"
    assert (
        client_for(resident(ALMA)).post(address, typed(free_for(case)[0], about="Hyran")).status_code == 303
    )
    with at_work(staff("cecilia")):
        return case, Meeting.objects.get(case=case)


def made(client: Client, page: str) -> str:
    """The path of a new feed, as the page shows it."""
    shown = client.post(page).content.decode()
    found = re.search(r"<code>https?://[^/<]+(/kalender/[^<]+\.ics)</code>", shown)
    assert found is not None
    return found[1]


def test_both_sides_get_when_and_nothing_else() -> None:
    case, meeting = booked()
    for client, page, title in (
        (client_for(resident(ALMA)), MINE, "Bokad tid"),
        (client_for(staff("cecilia")), OWN, "Möte"),
    ):
        answer = Client().get(made(client, page))
        told = answer.content.decode()
        assert answer["Content-Type"].startswith("text/calendar")
        assert f"SUMMARY:{title}\r\n" in told
        assert "DTSTART:20261124T120000Z" in told
        keys = {line.split(":")[0] for line in told.splitlines()}
        assert keys == {
            *("BEGIN", "END", "VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS")
        }
        for secret in (case.number, str(case.id), str(meeting.id), "Hyran", "Alma", "Cecilia", "elsingborg"):
            assert secret not in told


def test_two_feeds_cannot_be_joined_by_what_their_events_are_called() -> None:
    booked()
    told = [
        Client().get(made(client, page)).content.decode()
        for client, page in ((client_for(resident(ALMA)), MINE), (client_for(staff("cecilia")), OWN))
    ]
    ids = [set(re.findall(r"UID:(\S+)", one)) for one in told]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_an_address_is_shown_once_kept_as_a_hash_and_ends_when_a_new_one_is_made_or_it_is_taken_back() -> (
    None
):
    booked()
    alma = client_for(resident(ALMA))
    first = made(alma, MINE)
    assert first.split("/")[2] not in alma.get(MINE).content.decode()
    with tenancy.enter(tenancy.DOOR):
        kept = Feed.objects.get()
    assert kept.token_hash == actions.hashed(first.split("/")[2].removesuffix(".ics"))
    second = made(alma, MINE)
    assert "VEVENT" not in Client().get(first).content.decode()
    assert "VEVENT" in Client().get(second).content.decode()
    for _time in range(2):
        assert alma.post(MINE, {"revoke": "1"}).status_code == 200
    assert "VEVENT" not in Client().get(second).content.decode()


@pytest.mark.parametrize("token", ["x", "a" * 5000, "%00", "..%2f..", "' or 1=1 --"])
def test_an_address_that_is_none_is_an_empty_calendar_and_in_no_log(
    token: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = Client().get(f"/kalender/{token}.ics")
    if answer.status_code == 200:
        assert "VEVENT" not in answer.content.decode()
        assert "/kalender/" not in caplog.text


def test_the_token_stands_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    booked()
    caplog.set_level(logging.DEBUG)
    address = made(client_for(resident(ALMA)), MINE)
    Client().get(address)
    assert address.split("/")[2].removesuffix(".ics") not in caplog.text


def test_who_is_no_longer_a_party_or_employed_gets_nothing_more() -> None:
    booked()
    almas, cecilias = made(client_for(resident(ALMA)), MINE), made(client_for(staff("cecilia")), OWN)
    with at_work(staff("cecilia")):
        Party.objects.update(reads=False)
    with at_work(staff("gustav")):
        assert Staff.objects.filter(id=staff("cecilia").id).update(active=False) == 1
    for address in (almas, cecilias):
        assert "VEVENT" not in Client().get(address).content.decode()


def test_what_is_cancelled_is_gone_and_strangers_have_their_own_alone() -> None:
    case, meeting = booked()
    almas, bos = made(client_for(resident(ALMA)), MINE), made(client_for(resident(BO)), MINE)
    assert "VEVENT" not in Client().get(bos).content.decode()
    with at_work(staff("cecilia")) as cecilia:
        actions.cancel(cecilia, case, meeting)
    assert "VEVENT" not in Client().get(almas).content.decode()


def test_the_pages_are_for_those_who_are_signed_in_and_the_feed_is_only_read() -> None:
    assert Client().get(MINE).status_code in {302, 401, 303}
    assert client_for(staff("eva")).get(OWN).status_code == 404
    assert Client().post("/kalender/abc.ics").status_code in {403, 405}


def test_old_times_are_not_kept_in_the_feed() -> None:
    booked()
    address = made(client_for(resident(ALMA)), MINE)
    with clock.pinned(FRIDAY + timedelta(days=60)):
        assert "VEVENT" not in Client().get(address).content.decode()
