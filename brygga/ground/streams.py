"""Open pages that follow by themselves: one LISTEN per process, fanned out as server-sent events.

A signal says that something of a kind changed, never what; the page fetches it through the ordinary
door. A missed signal is healed: pages say which version they have, and the answer is `all` where the
database has a newer one. Who may follow what is asked of the portal (`brygga.portal.live_door`).
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

import psycopg

from brygga.ground import clock
from brygga.ground.live import CHANNEL

KINDS = frozenset(
    {
        *("journal", "status", "asks", "decisions", "documents", "support", "messages", "meetings"),
        *("call", "calling", "all", "list"),
    }
)
HEARTBEAT_SECONDS = 10
FIRST_RETRY_SECONDS = 0.2
LONGEST_RETRY_SECONDS = 5.0
REMEMBERED_TOPICS = 50_000
CATCH_UP = "catch-up"

log = logging.getLogger(__name__)


class Mailbox:
    """What one open page has yet to be told: one line per kind, so that a slow page cannot fill it."""

    def __init__(self, topics: Iterable[str], *, as_list: bool) -> None:
        self.topics = frozenset(topics)
        self.closed = False
        self._as_list = as_list
        self._waiting: dict[str, int] = {}
        self._rung = asyncio.Event()

    def put(self, kind: str, version: int) -> None:
        name = "list" if self._as_list and kind != CATCH_UP else kind
        self._waiting.pop(name, None)  # the newest last, so that ids grow
        self._waiting[name] = version
        self._rung.set()

    def close(self) -> None:
        self.closed = True
        self._rung.set()

    async def taken(self, seconds: float) -> dict[str, int]:
        """What has come, kind and version; empty when nothing came within the time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        self._rung.clear()
        waiting, self._waiting = self._waiting, {}
        return waiting


class Hub:
    """Hears the database's signals and puts each in the mailboxes that follow its topic."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._boxes: dict[str, set[Mailbox]] = defaultdict(set)
        self._heard: dict[str, int] = {}
        self._listening_since: int | None = None
        self._listener: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen, in the event loop that is running."""
        if self._listener is None or self._listener.done():
            self._listener = asyncio.create_task(self._listen())

    def hang_up(self) -> None:
        """Let every open page go; browsers connect again by themselves, to whoever serves next."""
        for box in self._everyone():
            box.close()

    async def close(self) -> None:
        self.hang_up()
        if self._listener is not None:
            self._listener.cancel()
            with suppress(asyncio.CancelledError):
                await self._listener

    @contextmanager
    def joined(self, topics: Iterable[str], *, as_list: bool = False) -> Iterator[Mailbox]:
        """A mailbox that is filled until the block ends."""
        box = Mailbox(topics, as_list=as_list)
        for topic in box.topics:
            self._boxes[topic].add(box)
        try:
            yield box
        finally:
            for topic in box.topics:
                self._boxes[topic].discard(box)
                if not self._boxes[topic]:
                    del self._boxes[topic]

    def heard_since(self, topics: Iterable[str], moment: int) -> bool:
        """Whether a topic may have changed since a moment (wall clock, milliseconds).

        While the line is down nothing is known: everyone is told to catch up as soon as it is back.
        """
        if self._listening_since is None:
            return False
        if self._listening_since > moment:
            return True
        return any(self._heard.get(topic, -1) >= moment for topic in topics)

    def hear(self, payload: str) -> None:
        """One signal: "case:<id> journal 12". Anything else is left alone."""
        topic, _, rest = payload.partition(" ")
        kind, _, version = rest.partition(" ")
        if kind not in KINDS or not version.isdecimal():
            return
        if len(self._heard) >= REMEMBERED_TOPICS:  # forgetting is safe: older pages are told to fetch
            self._heard.clear()
            self._listening_since = clock.wall_milliseconds()
        self._heard[topic] = clock.wall_milliseconds()
        for box in self._boxes.get(topic, ()):
            box.put(kind, int(version))

    async def _listen(self) -> None:
        pause = FIRST_RETRY_SECONDS
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True) as line:
                    await line.execute(f"listen {CHANNEL}")
                    pause = FIRST_RETRY_SECONDS
                    self._listening()
                    await self._relay(line)
            except (psycopg.OperationalError, TimeoutError) as error:
                log.warning("The live line to the database broke (%s); trying again.", type(error).__name__)
            self._listening_since = None
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_RETRY_SECONDS)

    def _listening(self) -> None:
        """From here on nothing is missed; whatever happened before, open pages are to look again."""
        self._listening_since = clock.wall_milliseconds()
        for box in self._everyone():
            box.put(CATCH_UP, 0)

    async def _relay(self, line: psycopg.AsyncConnection[tuple[object, ...]]) -> None:
        while True:
            async for notice in line.notifies(timeout=HEARTBEAT_SECONDS):
                self.hear(notice.payload)
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                await line.execute("select 1")  # a line that died in silence is found out

    def _everyone(self) -> set[Mailbox]:
        return {box for boxes in self._boxes.values() for box in boxes}
