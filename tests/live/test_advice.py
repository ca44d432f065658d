"""Who may follow a conversation without a name, and its queue, against the running server."""

import asyncio
from uuid import UUID, uuid4

import pytest
from django.db import connections

from brygga.advice.actions import visiting
from brygga.advice.models import Chat
from brygga.advice.rules import KEY_COOKIE
from brygga.advice.tests.build import answers, begun, taken, town
from tests.cast import ALMA, at_work, resident, staff
from tests.live.pages import Page, cookie_of, silent

pytestmark = pytest.mark.usefixtures("committed")

OWN = "/helsingborg/radgivning/live"
QUEUE = "/landskrona/live/ko"


def of_staff(chat: UUID) -> str:
    return f"/helsingborg/live/samtal/{chat}"


def cookie(key: str) -> str:
    return f"{KEY_COOKIE}={key}"


def version_of(chat: UUID) -> int:
    with at_work(staff("cecilia")):
        return int(Chat.objects.get(id=chat).version)


async def apart(do, *given):  # type: ignore[no-untyped-def]
    def done():  # type: ignore[no-untyped-def]
        try:
            return do(*given)
        finally:
            connections["default"].close()

    return await asyncio.to_thread(done)


def test_the_visitor_hears_of_an_answer_within_a_second(port: int) -> None:
    key, chat = begun()
    taken("david", chat)
    known = version_of(chat)

    async def story() -> None:
        async with Page(port, f"{OWN}?v={known}", cookie(key)) as page:
            assert page.status == 200
            await apart(answers, "david", chat, "Hemligt svar")
            assert await page.event_after(known) == ("messages", known + 1)

    asyncio.run(story())


def test_whoever_answers_hears_of_the_visitor_and_the_queue_of_who_waits(port: int) -> None:
    key, chat = begun()
    taken("david", chat)
    known, david, home = version_of(chat), cookie_of(staff("david")), town()

    async def story() -> None:
        async with (
            Page(port, f"{of_staff(chat)}?v={known}", david) as page,
            Page(port, QUEUE, david) as queue,
        ):
            assert (page.status, queue.status) == (200, 200)
            with pytest.raises(TimeoutError):
                while True:
                    await queue.event(0.5)
            await apart(visiting.say, home, key, uuid4(), "Hemligt ord")
            assert await page.event_after(known) == ("messages", known + 1)
            assert (await queue.event())[0] == "list"

    asyncio.run(story())


def test_one_that_is_taken_away_tells_the_page_to_look_and_then_to_go(port: int) -> None:
    key, chat = begun()
    taken("david", chat)
    known, david, home = version_of(chat), cookie_of(staff("david")), town()

    async def story() -> None:
        async with Page(port, f"{of_staff(chat)}?v={known}", david) as page:
            await apart(visiting.erase, home, key)
            assert (await page.event())[0] == "messages"
        async with Page(port, OWN, cookie(key)) as gone:
            assert gone.status == 404

    asyncio.run(story())


@pytest.mark.parametrize("sent", ["", "0" * 16, "'; --", "x" * 3000])
def test_without_the_key_nothing_is_followed(port: int, sent: str) -> None:
    begun()
    assert asyncio.run(_status(port, OWN, cookie(sent))) == 404


def test_a_key_is_good_in_its_own_municipality_alone_and_for_no_case(port: int) -> None:
    key, chat = begun()
    for address in ("/landskrona/radgivning/live", of_staff(chat), QUEUE, f"/helsingborg/live/arende/{chat}"):
        assert asyncio.run(_status(port, address, cookie(key))) == 404


@pytest.mark.parametrize("who", ["eva", "frida", "gustav", "alma"])
def test_others_follow_neither_the_conversation_nor_the_queue(port: int, who: str) -> None:
    _key, chat = begun()
    seen = cookie_of(resident(ALMA) if who == "alma" else staff(who))
    assert asyncio.run(_status(port, of_staff(chat), seen)) == 404
    if who != "eva":  # she follows Bjuv's own
        assert asyncio.run(_status(port, "/helsingborg/live/ko", seen)) == 404


def test_eva_hears_nothing_of_helsingborgs_queue(port: int) -> None:
    seen = cookie_of(staff("eva"))

    async def story() -> None:
        async with Page(port, "/helsingborg/live/ko", seen) as page:
            with pytest.raises(TimeoutError):
                while True:
                    await page.event(0.5)  # what was missed before it opened
            await apart(begun, "Hemligt")
            assert await silent(page)

    asyncio.run(story())


async def _status(port: int, address: str, cookie: str) -> int:
    async with asyncio.timeout(5), Page(port, address, cookie) as page:
        return page.status
