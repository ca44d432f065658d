"""Both sides of many conversations as their pages behave: streams held open, messages sent, threads fetched.

Plain asyncio without Django. Each request has a connection of its own, as behind a proxy that keeps none.
"""

import asyncio
import random
import secrets
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID, uuid4

TOKEN = secrets.token_hex(16)
"""The form's token; any will do that the cookie and the header agree on."""

PATIENCE_SECONDS, PAUSE_SECONDS = 20.0, 0.2
FAULTS = ("none",) * 5 + ("unheard", "unheard", "cut", "twice", "again")
"""What befalls a message: nothing; the answer is not heard; cut off half way; sent twice at once; sent again after."""


@dataclass(frozen=True)
class Side:
    """One who takes part: the address of their page of the conversation, and their session."""

    path: str
    cookie: str


@dataclass
class Talk:
    """One conversation with a page open on each side."""

    case: UUID
    resident: Side
    staff: Side
    version: int = 0
    sent: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Ports:
    pages: int
    streams: int


async def ask(
    port: int, method: str, side: Side, more: str = "", form: dict[str, str] | None = None
) -> tuple[int, str]:
    """Status and body. OSError, IncompleteReadError or ValueError where no whole answer came."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(_request(port, method, side, more, form))
        whole = await asyncio.wait_for(reader.read(-1), PATIENCE_SECONDS)
    finally:
        writer.close()
    head, _, body = whole.partition(b"\r\n\r\n")
    return int(head[9:12]), body.decode(errors="replace")


def _request(port: int, method: str, side: Side, more: str, form: dict[str, str] | None) -> bytes:
    kind, body = _encoded(form or {})
    lines = [
        f"{method} {side.path}{more} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Cookie: {side.cookie}; csrftoken={TOKEN}",
        f"X-CSRFToken: {TOKEN}",
        "HX-Request: true",
        "Connection: close",
    ]
    if form is not None:
        lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _encoded(form: dict[str, str]) -> tuple[str, bytes]:
    """As pages send it with JavaScript (in parts), or without; which, the message's id decides."""
    if int(form.get("once", "0")[-1], 16) % 2 == 0:
        return "application/x-www-form-urlencoded", urlencode(form).encode()
    parts = (f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{form[name]}\r\n' for name in form)
    return "multipart/form-data; boundary=x", ("".join(parts) + "--x--\r\n").encode()


@dataclass
class Page:
    """An open page: follows the case, fetches the thread when told, and knows what it waits for."""

    talk: Talk
    side: Side
    ports: Ports
    waits_for: str = ""
    told_at: float = 0.0
    shown_at: float = 0.0
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    _stale: asyncio.Event = field(default_factory=asyncio.Event)

    async def follow(self) -> None:
        slug = self.side.path.split("/")[1]
        stream = Side(f"/{slug}/live/arende/{self.talk.case}", self.side.cookie)
        while True:
            with suppress(OSError, ValueError):
                reader, writer = await asyncio.open_connection("127.0.0.1", self.ports.streams)
                writer.write(_request(self.ports.streams, "GET", stream, f"?v={self.talk.version}", None))
                await self._listen(reader)
                writer.close()
            await asyncio.sleep(PAUSE_SECONDS)

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b": hello"):
                self.connected.set()
            if line.startswith(b"id: "):
                self._hears(int(line[4:]))

    def _hears(self, version: int) -> None:
        """A read mark is signalled without a new version, a message with one."""
        if version > self.talk.version and self.waits_for and not self.told_at:
            self.told_at = time.perf_counter()
        self._stale.set()

    async def refresh(self) -> None:
        """Fetch the thread whenever something is told, one fetch at a time, as the page does."""
        while True:
            await self._stale.wait()
            self._stale.clear()
            with suppress(OSError, ValueError, TimeoutError):
                _status, body = await ask(self.ports.pages, "GET", self.side, "trad/")
                if self.waits_for and self.waits_for in body and not self.shown_at:
                    self.shown_at = time.perf_counter()


@dataclass
class Delivered:
    """Seconds from the moment a message began to be sent."""

    kept: list[float] = field(default_factory=list)  # until its own page has the answer
    told: list[float] = field(default_factory=list)  # until the other side's page is told
    shown: list[float] = field(default_factory=list)  # until it has the words
    missing: int = 0  # not answered, or not told, within PATIENCE_SECONDS


async def delivery(talks: list[Talk], ports: Ports, per_second: float, seconds: float) -> Delivered:
    """All conversations open on both sides; so many messages a second, to one conversation after the other."""
    pages = [(Page(talk, talk.resident, ports), Page(talk, talk.staff, ports)) for talk in talks]
    tasks = [
        asyncio.create_task(work)
        for pair in pages
        for page in pair
        for work in (page.follow(), page.refresh())
    ]
    await asyncio.gather(*(page.connected.wait() for pair in pages for page in pair))
    await asyncio.sleep(3)
    found, sending = Delivered(), []
    begun = time.perf_counter()
    for number in range(int(per_second * seconds)):
        await asyncio.sleep(max(0.0, begun + number / per_second - time.perf_counter()))
        pair = pages[number % len(pages)]
        writer, reader = pair if number // len(pages) % 2 == 0 else pair[::-1]
        sending.append(
            asyncio.create_task(_delivered(writer, reader, f"Meddelande {number} {uuid4()}", found))
        )
    await asyncio.gather(*sending)
    for task in tasks:
        task.cancel()
    return found


async def _delivered(writer: Page, reader: Page, text: str, found: Delivered) -> None:
    reader.waits_for, reader.told_at, reader.shown_at = text, 0.0, 0.0
    begun = time.perf_counter()
    form = {"once": str(uuid4()), "text": text}
    try:
        status, _body = await ask(writer.ports.pages, "POST", writer.side, form=form)
    except TimeoutError:  # more than the machine can carry
        found.missing += 1
        return
    assert status == 200, status
    found.kept.append(time.perf_counter() - begun)
    until = begun + PATIENCE_SECONDS
    while not (reader.told_at and reader.shown_at) and time.perf_counter() < until:
        await asyncio.sleep(0.005)
    if reader.told_at and reader.shown_at:
        found.told.append(reader.told_at - begun)
        found.shown.append(reader.shown_at - begun)
    else:
        found.missing += 1
    reader.talk.version += 1
    reader.waits_for = ""


@dataclass
class Stormed:
    faults: Counter[str] = field(default_factory=Counter)
    tries: int = 0


async def storm(talks: list[Talk], port: int, messages: int, *, at_once: int, seed: int) -> Stormed:
    """So many messages, spread over both sides of all conversations, each sent until its page has been answered 200.

    What each conversation then must hold, once each, is in its `sent`.
    """
    dice, seen = random.Random(seed), Stormed()  # noqa: S311 - no secret
    waiting = []
    for number in range(messages):
        talk = talks[number % len(talks)]
        side = talk.resident if number // len(talks) % 2 == 0 else talk.staff
        text = f"Meddelande-{number}-{'ord' * 20}"
        talk.sent.append(text)
        waiting.append((side, {"once": str(uuid4()), "text": text}))
    queue = iter(waiting)
    await asyncio.gather(*(_sender(queue, port, dice, seen) for _one in range(at_once)))
    return seen


async def _sender(
    queue: Iterable[tuple[Side, dict[str, str]]], port: int, dice: random.Random, seen: Stormed
) -> None:
    for side, form in queue:
        while not await _sent(port, side, form, dice.choice(FAULTS), seen):
            await asyncio.sleep(PAUSE_SECONDS)


async def _sent(port: int, side: Side, form: dict[str, str], fault: str, seen: Stormed) -> bool:
    """Whether the page was answered 200."""
    seen.tries += 1
    seen.faults[fault] += 1
    with suppress(OSError, ValueError, TimeoutError):
        if fault in {"unheard", "cut"}:
            await _hang_up(port, side, form, whole=fault == "unheard")
            return False
        times = 2 if fault == "twice" else 1
        answers = await asyncio.gather(*(ask(port, "POST", side, form=form) for _time in range(times)))
        if fault == "again":
            answers += [await ask(port, "POST", side, form=form)]
        return all(status == 200 for status, _body in answers)
    seen.faults["broken"] += 1
    return False


async def _hang_up(port: int, side: Side, form: dict[str, str], *, whole: bool) -> None:
    _reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = _request(port, "POST", side, "", form)
    ends = len(request) if whole else request.rindex(form["text"][-4:].encode())  # in the midst of the words
    writer.write(request[:ends])
    await writer.drain()
    await asyncio.sleep(random.uniform(0, 0.05))  # noqa: S311 - no secret
    writer.transport.abort()


def amiss(talks: list[Talk], kept: dict[UUID, list[tuple[int, str]]]) -> tuple[int, int]:
    """Messages lost and doubled, given what each case holds: number and words. Raises where a number is amiss."""
    lost = doubled = 0
    for talk in talks:
        held = kept.get(talk.case, [])
        assert [number for number, _text in held] == list(range(1, len(held) + 1)), talk.case
        sent, found = Counter(talk.sent), Counter(text for _number, text in held)
        lost += (sent - found).total()
        doubled += (found - sent).total()
    return lost, doubled
