"""Open pages without a browser: server-sent events read from a plain socket, and the server they come from."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings

from brygga.access.rules import ResidentActor, StaffActor
from tests.doors import client_for

SLUG = "helsingborg"


@contextmanager
def serving(application: str = "brygga.asgi:application") -> Iterator[int]:
    """The product's own server on a free port, against the test database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port), "--no-ws"]
    server = subprocess.Popen([*command, "--log-level", "warning", application], env=dict(os.environ))
    try:
        _await(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _await(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("The server did not start.")


def cookie_of(actor: StaffActor | ResidentActor | None) -> str:
    """The Cookie header of someone signed in."""
    if actor is None:
        return ""
    return f"{settings.SESSION_COOKIE_NAME}={client_for(actor).cookies[settings.SESSION_COOKIE_NAME].value}"


def case_address(case: UUID, known: int | None = None, slug: str = SLUG) -> str:
    return f"/{slug}/live/arende/{case}" + ("" if known is None else f"?v={known}")


@dataclass
class Page:
    """One EventSource. `events` are (kind, id) pairs with the moment they came."""

    port: int
    address: str
    cookie: str = ""
    last_event_id: str = ""
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    heard_at: float = 0.0  # when the last event came

    async def __aenter__(self) -> "Page":
        self._in, self._out = await asyncio.open_connection("127.0.0.1", self.port)
        lines = [f"GET {self.address} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {self.cookie}"]
        if self.last_event_id:
            lines.append(f"Last-Event-ID: {self.last_event_id}")
        self._out.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.status = int((await self._line()).split()[1])
        while line := (await self._line()).strip():
            name, _, value = line.partition(":")
            self.headers[name.lower()] = value.strip()
        if self.headers.get("content-type", "").startswith("text/event-stream"):
            while not (await self._line()).startswith(": hello"):
                pass
        return self

    async def __aexit__(self, *error: object) -> None:
        self._out.close()
        with suppress(OSError):
            await self._out.wait_closed()

    async def event_after(self, known: int) -> tuple[str, int]:
        """The next event that is newer than what the page knows: an older signal may still be on its way."""
        event = await self.event()
        while event[1] <= known:
            event = await self.event()
        return event

    async def event(self, within: float = 1.0) -> tuple[str, int]:
        """The next event, or TimeoutError."""
        async with asyncio.timeout(within):
            kind = ""
            while True:
                line = await self._line()
                if line.startswith("event: "):
                    kind = line.removeprefix("event: ").strip()
                if line.startswith("id: ") and kind:
                    self.heard_at = time.monotonic()
                    return kind, int(line.removeprefix("id: "))

    async def ended(self, within: float = 1.0) -> bool:
        """Whether the server hangs up, or says that the answer is complete."""
        async with asyncio.timeout(within):
            while True:
                line = await self._in.readline()
                if line in (b"", b"0\r\n"):
                    return True

    async def _line(self) -> str:
        line = await self._in.readline()
        if not line:
            raise EOFError("The server hung up.")
        return line.decode()


async def silent(page: Page, seconds: float = 0.4) -> bool:
    """Whether nothing comes for a while."""
    try:
        await page.event(seconds)
    except TimeoutError:
        return True
    return False
