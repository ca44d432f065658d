"""The ASGI side of live pages: answers streams itself and hands every other request on."""

import asyncio
import random
import re
import signal
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any, cast
from urllib.parse import parse_qs
from uuid import UUID

from brygga.ground import clock
from brygga.ground.streams import CATCH_UP, Hub, Mailbox

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

ADDRESS = re.compile(
    r"/(?P<slug>[-\w]+)/(?:live/(?:(?P<kind>arende|samtal|inbjudan)/(?P<id>[0-9a-f-]{36})|(?P<list>lista|ko))"
    r"|radgivning/(?P<own>live))"
)
"""The last is a visitor's own conversation: the key to it is a cookie that is sent below /radgivning/ alone."""

HELLO_SECONDS = 15.0
CHECK_SECONDS = 60.0
RETRY_MILLISECONDS = 2000
SKEW_MILLISECONDS = 1000
"""Pages and streams may run on different machines whose clocks differ a little."""

MOST_PER_BROWSER = 40
"""Open pages of one session; more is a program gone wrong, or somebody who wants to fill the server."""

_CHECKS_AT_ONCE = 4
_NOT_KEPT = ((b"cache-control", b"no-store"),)
_HEADERS = (
    *_NOT_KEPT,
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
)


@dataclass(frozen=True)
class Asked:
    """A browser that wants to follow something. what: arende, samtal, inbjudan, lista, ko, live (one's own)."""

    slug: str
    what: str
    id: UUID | None  # of a case, a conversation or an invitation
    cookies: dict[str, str]
    known: int | None  # the version the page has; for a list the milliseconds it was made at

    @property
    def as_list(self) -> bool:
        return self.what in {"lista", "ko"}


@dataclass(frozen=True)
class Watch:
    """What that browser may follow, and the newest version of it. A list has none: the hub knows."""

    topics: frozenset[str]
    version: int | None = None
    browser: str = ""  # which session asks, for counting only


class Away(Exception):
    """The database cannot be asked just now; the browser is to come again."""


Door = Callable[[Asked], Watch | None]
Look = Callable[[Asked], Awaitable[Watch | None]]


class Live:
    """The application: `door` says who may follow what, `otherwise` answers everything else."""

    def __init__(self, door: Door, hub: Hub, otherwise: Application) -> None:
        self._door, self._hub, self._otherwise = door, hub, otherwise
        self._threads = ThreadPoolExecutor(_CHECKS_AT_ONCE, "live")
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        asked = _asked(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if asked is None:
            await self._otherwise(scope, receive, send)
            return
        await self._follow(asked, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await self._hub.close()
            else:
                self._hub.start()
                _when_told_to_stop(self._hub.hang_up)
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return

    async def _follow(self, asked: Asked, receive: Receive, send: Send) -> None:
        self._hub.start()
        looked_at = clock.wall_milliseconds()
        try:
            watch = await self._look(asked)
        except Away:
            await _answer(send, 503, (*_NOT_KEPT, (b"retry-after", b"5")), more=False)
            return
        if watch is None:
            await _answer(send, 404, _NOT_KEPT, more=False)
            return
        if self._open[watch.browser] >= MOST_PER_BROWSER:
            await _answer(send, 429, (*_NOT_KEPT, (b"retry-after", b"60")), more=False)
            return
        with self._counted(watch.browser), self._hub.joined(watch.topics, as_list=asked.as_list) as box:
            missed = self._missed(asked, watch, looked_at)
            gone = asyncio.create_task(_until_gone(receive, box))
            try:
                await _answer(send, 200, _HEADERS, more=True)
                with suppress(Away):
                    await _Telling(asked, watch, box, send, self._look).go_on(missed=missed)
                if not gone.done():
                    await _write(send, "", more=False)
            finally:
                gone.cancel()

    @contextmanager
    def _counted(self, browser: str) -> Iterator[None]:
        self._open[browser] += 1
        try:
            yield
        finally:
            self._open[browser] -= 1
            if not self._open[browser]:
                del self._open[browser]

    def _missed(self, asked: Asked, watch: Watch, looked_at: int) -> bool:
        """Whether the page may be older than what the database has."""
        if asked.known is None:
            return True
        if watch.version is None:
            return self._hub.heard_since(watch.topics, asked.known - SKEW_MILLISECONDS)
        return watch.version > asked.known or self._hub.heard_since(watch.topics, looked_at)

    async def _look(self, asked: Asked) -> Watch | None:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._door, asked)


class _Telling:
    """One open page, from the first line to the last."""

    def __init__(self, asked: Asked, watch: Watch, box: Mailbox, send: Send, look: Look) -> None:
        self._asked, self._watch, self._box, self._send, self._look = asked, watch, box, send, look
        self._known = max(watch.version or 0, asked.known or 0)
        self._everything = "list" if asked.as_list else "all"

    async def go_on(self, *, missed: bool) -> None:
        """Write signals until the page is gone, or may no longer follow."""
        opening = f"retry: {RETRY_MILLISECONDS}\n: hello\n\n"
        await _write(self._send, opening + (self._event(self._everything, self._known) if missed else ""))
        check_at = _next_check()
        while not self._box.closed:
            signals = await self._box.taken(HELLO_SECONDS)
            if signals.pop(CATCH_UP, None) is not None or _now() >= check_at:
                if not await self._still_may(signals):
                    await _write(self._send, self._event("bye", self._known))
                    return
                check_at = _next_check()
            lines = "".join(self._event(kind, version) for kind, version in signals.items())
            if not self._box.closed:
                await _write(self._send, lines or ": hello\n\n")

    async def _still_may(self, signals: dict[str, int]) -> bool:
        """Look again through the door; what was missed meanwhile is added to the signals."""
        fresh = await self._look(self._asked)
        if fresh is None or fresh.topics != self._watch.topics:
            return False
        if fresh.version is None or fresh.version > self._known:
            signals[self._everything] = fresh.version or 0
        return True

    def _event(self, kind: str, version: int) -> str:
        """The id is what the browser gives back when it connects again: a case's version, a list's moment."""
        self._known = max(self._known, version)
        ident = clock.wall_milliseconds() if self._watch.version is None else self._known
        return f"event: {kind}\nid: {ident}\ndata: .\n\n"


def _asked(scope: Message) -> Asked | None:
    """What is asked for, or None where the address is not a stream's."""
    found = ADDRESS.fullmatch(cast(str, scope["path"]))
    if found is None:
        return None
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    try:
        ident = UUID(found["id"]) if found["id"] else None
        cookies = {name: one.value for name, one in SimpleCookie(headers.get(b"cookie", "")).items()}
    except (ValueError, CookieError):
        return None
    query = parse_qs(scope["query_string"].decode("latin-1"))
    known = headers.get(b"last-event-id") or query.get("v", [""])[-1]
    what = found["kind"] or found["list"] or found["own"]
    version = int(known) if re.fullmatch(r"[0-9]{1,15}", known) else None
    return Asked(found["slug"], what, ident, cookies, version)


def _when_told_to_stop(hang_up: Callable[[], None]) -> None:
    """Servers wait for open answers before they stop, and streams would never end.

    The event loop learns of signals by itself (a wake-up descriptor), so the server's own handler,
    which it gave to the loop, still runs.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(hang_up))


def _now() -> float:
    return asyncio.get_running_loop().time()


def _next_check() -> float:
    """Spread, so that a thousand pages opened at once do not ask at once."""
    return _now() + (CHECK_SECONDS - HELLO_SECONDS) * random.uniform(0.7, 1.0)  # noqa: S311 (not a secret)


async def _until_gone(receive: Receive, box: Mailbox) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    box.close()


async def _answer(send: Send, status: int, headers: tuple[tuple[bytes, bytes], ...], *, more: bool) -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    if not more:
        await _write(send, "", more=False)


async def _write(send: Send, text: str, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": more})
