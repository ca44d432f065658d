"""The stream by itself, with a door that says what the test wants and a hub that hears what the test says."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from brygga.ground import sse
from brygga.ground.sse import Asked, Away, Live, Watch
from brygga.ground.streams import CATCH_UP, Hub, Mailbox

CASE = UUID("01890000-0000-7000-8000-000000000001")
TOPIC = f"case:{CASE}"


class Silent(Hub):
    """A hub with no database behind it, whose line is up."""

    def __init__(self) -> None:
        super().__init__("")
        self._listening_since = 0

    def start(self) -> None:
        pass


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sse, "HELLO_SECONDS", 0.05)
    monkeypatch.setattr(sse, "CHECK_SECONDS", 0.15)


async def open_page(
    door: Callable[[Asked], Watch | None],
    hub: Hub,
    meanwhile: Callable[[], Awaitable[None]],
    *,
    path: str = f"/helsingborg/live/arende/{CASE}",
    query: bytes = b"v=3",
    headers: tuple[tuple[bytes, bytes], ...] = (),
) -> tuple[int, str]:
    """Status and everything written until `meanwhile` is over and the browser has gone."""
    sent: list[dict[str, Any]] = []
    leave = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await leave.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    async def otherwise(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 299, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": list(headers)}
    page = asyncio.create_task(Live(door, hub, otherwise)(scope, receive, send))
    await asyncio.sleep(0.03)
    await meanwhile()
    leave.set()
    async with asyncio.timeout(2):
        await page
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent).decode()


async def nothing() -> None:
    """The browser goes at once."""


def watching(version: int | None = 3) -> Callable[[Asked], Watch]:
    return lambda asked: Watch(frozenset({TOPIC}), version)


def test_a_stream_begins_with_how_soon_to_come_back() -> None:
    status, said = asyncio.run(open_page(watching(), Silent(), nothing))
    assert status == 200
    assert said.startswith("retry: 2000\n: hello\n\n")
    assert "event:" not in said


def test_a_signal_becomes_an_event_with_the_version_as_its_id() -> None:
    hub = Silent()

    async def signal() -> None:
        hub.hear(f"{TOPIC} journal 4")
        await asyncio.sleep(0.02)

    _status, said = asyncio.run(open_page(watching(), hub, signal))
    assert "event: journal\nid: 4\ndata: .\n\n" in said


def test_many_signals_of_a_kind_become_one_event_with_the_newest_version() -> None:
    """A page that cannot keep up has one line per kind waiting, however much happens."""
    hub = Silent()

    async def burst() -> None:
        for version in range(4, 2000):
            hub.hear(f"{TOPIC} journal {version}")
        hub.hear(f"{TOPIC} status 2000")
        await asyncio.sleep(0.02)

    _status, said = asyncio.run(open_page(watching(), hub, burst))
    assert said.count("event:") == 2
    assert said.index("id: 1999") < said.index("id: 2000")


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "x",
        f"{TOPIC}",
        f"{TOPIC} journal",
        f"{TOPIC} journal x",
        f"{TOPIC} strange 4",
        f"{TOPIC} journal\nevent: bye 4",
        f"{TOPIC} journal 4\ndata: x",
        f"case:{UUID(int=7)} journal 4",
        f"{TOPIC} journal -4",
    ],
)
def test_what_is_no_signal_of_ours_is_left_alone(payload: str) -> None:
    """Whoever can send SQL can NOTIFY; nothing they write comes out to a browser."""
    hub = Silent()

    async def signal() -> None:
        hub.hear(payload)
        await asyncio.sleep(0.02)

    _status, said = asyncio.run(open_page(watching(), hub, signal))
    assert "event:" not in said


def test_a_quiet_stream_says_hello_now_and_then() -> None:
    async def wait() -> None:
        await asyncio.sleep(0.12)

    _status, said = asyncio.run(open_page(watching(), Silent(), wait))
    assert said.count(": hello") >= 2


def test_the_right_to_follow_is_looked_at_again_and_its_loss_ends_the_stream() -> None:
    answers = iter([Watch(frozenset({TOPIC}), 3), Watch(frozenset({TOPIC}), 3), None, None])

    async def wait() -> None:
        await asyncio.sleep(0.4)

    _status, said = asyncio.run(open_page(lambda asked: next(answers), Silent(), wait))
    assert said.endswith("event: bye\nid: 3\ndata: .\n\n")


def test_what_was_missed_is_found_at_the_next_look() -> None:
    answers = iter([3] + [9] * 50)

    async def wait() -> None:
        await asyncio.sleep(0.25)

    door = lambda asked: Watch(frozenset({TOPIC}), next(answers))  # noqa: E731
    _status, said = asyncio.run(open_page(door, Silent(), wait))
    assert said.count("event: all\nid: 9") == 1


def test_a_database_that_is_away_lets_the_browser_come_again() -> None:
    def away(asked: Asked) -> Watch | None:
        raise Away

    assert asyncio.run(open_page(away, Silent(), nothing)) == (503, "")


def test_a_database_that_goes_away_ends_the_stream_without_sending_anybody_off() -> None:
    answers = iter([Watch(frozenset({TOPIC}), 3)])

    def door(asked: Asked) -> Watch | None:
        try:
            return next(answers)
        except StopIteration:
            raise Away from None

    async def wait() -> None:
        await asyncio.sleep(0.3)

    status, said = asyncio.run(open_page(door, Silent(), wait))
    assert status == 200
    assert "bye" not in said


def test_who_may_not_follow_gets_404_and_nothing_else() -> None:
    assert asyncio.run(open_page(lambda asked: None, Silent(), nothing)) == (404, "")


@pytest.mark.parametrize(
    "path",
    [
        "/helsingborg/",
        "/helsingborg/live/",
        "/helsingborg/live/arende/",
        "/helsingborg/live/arende/x",
        f"/helsingborg/live/arende/{CASE}/",
        f"/helsingborg/live/arende/{'-' * 36}",
        f"/a/b/live/arende/{CASE}",
        "//live/lista",
        f"/helsingborg/live/arende/{CASE}\n",
    ],
)
def test_every_other_address_is_the_pages(path: str) -> None:
    status, _said = asyncio.run(open_page(watching(), Silent(), nothing, path=path))
    assert status == 299


def test_a_list_tells_of_any_change_as_a_list() -> None:
    hub = Silent()

    async def signal() -> None:
        hub.hear(f"{TOPIC} journal 12")
        await asyncio.sleep(0.02)

    path, query = "/helsingborg/live/lista", b"v=99999999999999"
    _status, said = asyncio.run(open_page(watching(None), hub, signal, path=path, query=query))
    assert said.count("event: list\nid: ") == 1


def test_while_the_line_is_down_nothing_is_claimed_and_afterwards_all_look_again() -> None:
    hub = Silent()
    hub._listening_since = None
    looks: list[Asked] = []

    def door(asked: Asked) -> Watch:
        looks.append(asked)
        return Watch(frozenset({TOPIC}), 3 + len(looks) - 1)

    async def back_again() -> None:
        hub._listening()
        await asyncio.sleep(0.03)

    _status, said = asyncio.run(open_page(door, hub, back_again))
    assert len(looks) == 2
    assert said.count("event: all\nid: 4") == 1


def test_a_hub_that_has_heard_of_very_many_forgets_and_says_so() -> None:
    hub = Silent()
    limit = 50_000
    for number in range(limit + 1):
        hub.hear(f"case:{number} all 1")
    assert len(hub._heard) == 1
    assert hub.heard_since({"case:5"}, 5), "older pages are told to fetch"


def test_one_browser_holds_only_so_many_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sse, "MOST_PER_BROWSER", 2)
    hub, statuses = Silent(), []

    async def story() -> None:
        leave = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await leave.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            statuses.extend([message["status"]] if "status" in message else [])

        live = Live(lambda asked: Watch(frozenset({TOPIC}), 3, browser="one"), hub, send)  # type: ignore[arg-type]
        scope = {"type": "http", "method": "GET", "path": "/a/live/lista", "query_string": b"", "headers": []}
        pages = [asyncio.create_task(live(scope, receive, send)) for _ in range(3)]
        await asyncio.sleep(0.05)
        leave.set()
        await asyncio.gather(*pages)
        assert not live._open

    asyncio.run(story())
    assert sorted(statuses) == [200, 200, 429]


def test_mailboxes_leave_nothing_behind() -> None:
    async def story() -> None:
        hub = Silent()
        with hub.joined({TOPIC}) as box:
            assert isinstance(box, Mailbox)
            box.put(CATCH_UP, 0)
            assert await box.taken(0.1) == {CATCH_UP: 0}
            assert await box.taken(0.01) == {}
        assert not hub._boxes

    asyncio.run(story())
