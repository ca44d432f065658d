"""Several at once, and an agreement that ends meanwhile: everything is committed here, and swept away after."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections

from brygga.advice import permits, rules
from brygga.advice.actions import answering, visiting
from brygga.advice.models import Chat, Line, Turn
from brygga.advice.tests.build import begun, taken, town
from brygga.demo.cast import LANDSKRONA, ident
from brygga.ground import clock
from brygga.municipalities.models import Agreement
from tests.cast import at_work, staff
from tests.committed import committed  # noqa: F401 - a fixture
from tests.doors import client_for

pytestmark = pytest.mark.usefixtures("committed")

DESK = "/helsingborg/arbete/radgivning/"


def test_when_the_agreement_ends_david_sees_helsingborgs_no_longer() -> None:
    _key, chat = begun("Hemligt ord")
    Agreement.objects.using("owner").filter(reference="2026-014").update(
        terminated_on=clock.today() - timedelta(days=1)
    )
    try:
        connections["owner"].close()
        with at_work(staff("david"), LANDSKRONA) as david:
            assert permits.homes(david) == (LANDSKRONA,)
        page = client_for(staff("david")).get("/landskrona/arbete/radgivning/").content.decode()
        assert "Hemligt ord" not in page
        assert client_for(staff("david")).post(f"{DESK}{chat}/ta/").status_code == 404
    finally:
        Agreement.objects.using("owner").filter(reference="2026-014").update(terminated_on=None)
        connections["owner"].close()


def test_of_several_at_once_exactly_one_gets_it() -> None:
    _key, chat = begun()

    def attempt(who: str) -> str:
        try:
            taken(who, chat)
        except answering.Taken:
            return ""
        finally:
            connections.close_all()
        return who

    with ThreadPoolExecutor(4) as at_once:
        outcome = [who for who in at_once.map(attempt, ["cecilia", "david", "maria", "karin"]) if who]
    assert len(outcome) == 1
    assert _row(chat).staff_id == ident(outcome[0])
    with at_work(staff("cecilia")):
        assert Turn.objects.filter(chat=chat).count() == 1


def test_both_sides_write_at_the_same_moment_and_nothing_is_lost_or_doubled() -> None:
    key, chat = begun()
    taken("cecilia", chat)
    home = town()

    def says(number: int) -> None:
        once = uuid4()
        try:
            for _twice in range(2):
                if number % 2:
                    visiting.say(home, key, once, f"rad {number}")
                else:
                    with at_work(staff("cecilia")) as cecilia:
                        answering.say(cecilia, chat, once, f"rad {number}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as at_once:
        list(at_once.map(says, range(20)))
    with at_work(staff("cecilia")):
        lines = list(Line.objects.filter(chat=chat).order_by("number"))
    assert [line.number for line in lines] == list(range(1, 22))
    assert {line.text for line in lines[1:]} == {f"rad {number}" for number in range(20)}
    assert _row(chat).last_number == 21


def test_a_form_pressed_many_times_at_once_begins_one_conversation() -> None:
    home, once = town(), uuid4()

    def begin(_again: int) -> str:
        try:
            return visiting.begin(home, once, "Hej", rules.Kind.CHAT)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as at_once:
        assert len(set(at_once.map(begin, range(12)))) == 1
    with at_work(staff("cecilia")):
        assert (Chat.objects.count(), Line.objects.count()) == (1, 1)


def _row(chat: object) -> Chat:
    with at_work(staff("cecilia")):
        found: Chat = Chat.objects.get(id=chat)
    return found
