"""Five hundred open conversations: how long from a message sent to all who have it open knowing of it?

Sent through the server as a browser does, while other conversations are written in too.
"""

import asyncio
import time
from statistics import quantiles
from urllib.parse import urlencode

import pytest

from brygga.cases.models import Case
from brygga.ground.ids import uuid7
from brygga.messages.models import Message
from tests.cast import ALMA, almas_case, at_work, resident, staff
from tests.live.pages import SLUG, Page, case_address, cookie_of

CONVERSATIONS = 250
"""Each open on both sides: five hundred pages."""

SENT, WARMING = 100, 5
PER_BROWSER = 20

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.slow]


def test_messages_reach_the_other_side_at_once_with_five_hundred_pages_open(port: int) -> None:
    cases = [almas_case() for _ in range(CONVERSATIONS)]
    alma, cecilia = resident(ALMA), staff("cecilia")
    browsers = CONVERSATIONS // PER_BROWSER + 1
    cookies = [(cookie_of(alma), cookie_of(cecilia)) for _ in range(browsers)]
    delays = asyncio.run(_delays(port, cases, cookies))
    with at_work(cecilia):
        kept = Message.objects.filter(text__startswith="Hej nummer").count()
    assert (len(delays), kept) == (SENT, SENT + WARMING), "none lost, none twice"
    cuts = quantiles(delays, n=100)
    said = f"{2 * CONVERSATIONS} pages, {SENT} messages: p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms"
    print("\n" + said)  # noqa: T201
    assert cuts[49] < 500
    assert cuts[98] < 2000


async def _delays(port: int, cases: list[Case], cookies: list[tuple[str, str]]) -> list[float]:
    pages = [
        (
            Page(port, case_address(case.id, case.version), mine),
            Page(port, case_address(case.id, case.version), work),
        )
        for number, case in enumerate(cases)
        for mine, work in [cookies[number // PER_BROWSER]]
    ]
    limit = asyncio.Semaphore(20)

    async def opened(page: Page) -> None:
        async with limit:
            await page.__aenter__()

    await asyncio.gather(*(opened(page) for pair in pages for page in pair))
    delays: list[float] = []
    try:
        for number in range(SENT + WARMING):
            place = (number * 37) % CONVERSATIONS
            _mine, work = pages[place]
            begun = time.monotonic()
            status = await _sent(port, cases[place], cookies[place // PER_BROWSER][0], f"Hej nummer {number}")
            assert status == 303
            while (await work.event(within=5))[0] != "messages":
                pass
            if number >= WARMING:  # the first find every plan and template uncompiled
                delays.append((work.heard_at - begun) * 1000)
    finally:
        for pair in pages:
            for page in pair:
                await page.__aexit__()
    return delays


async def _sent(port: int, case: Case, cookie: str, text: str) -> int:
    """A form posted as a browser without JavaScript does; the status of the answer."""
    token = "a" * 32
    body = urlencode({"csrfmiddlewaretoken": token, "once": str(uuid7()), "text": text})
    lines = [
        f"POST /{SLUG}/mina-sidor/arende/{case.id}/meddelanden/ HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {cookie}; csrftoken={token}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
    status = int((await reader.readline()).split()[1])
    writer.close()
    return status
