"""The product's own web server, to be killed as power cuts and kernels kill; and people who send forms to it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

from brygga.access.rules import ResidentActor, StaffActor
from tests.live.pages import cookie_of

PATIENCE_SECONDS = 40.0


class Web:
    """A web server on a port that stays the same over its deaths."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        self.base = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """In a session of its own, so that its workers die with it."""
        command = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "asgi",
            "--port",
            str(self.port),
            "--no-ws",
        ]
        environment = {**os.environ, "BRYGGA_BASE_URL": self.base}
        self._process = subprocess.Popen(
            [*command, "--log-level", "critical", "brygga.asgi:application"],
            env=environment,
            start_new_session=True,
        )
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("The web server did not start.")

    def kill(self) -> None:
        """SIGKILL to the server and its workers, in the middle of whatever they do."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def stop(self) -> None:
        if self._process is not None:
            self.kill()


@dataclass
class Person:
    """Someone signed in, sending forms by hand: every hidden field goes along as the browser would send it."""

    web: Web
    actor: StaffActor | ResidentActor
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        name, _, value = cookie_of(self.actor).partition("=")
        self.client = httpx.Client(base_url=self.web.base, cookies={name: value}, timeout=PATIENCE_SECONDS)

    def opens(self, path: str) -> dict[str, str]:
        """The page's hidden fields: its token and its id, if it has one."""
        page = self.client.get(path)
        assert page.status_code == 200, (path, page.status_code)
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))

    def sends(self, path: str, form: dict[str, Any]) -> httpx.Response:
        return self.client.post(path, data=form)


def note(hidden: dict[str, str], once: UUID, day: str, words: str) -> dict[str, Any]:
    """A journal note with something withheld in it, as the editor sends it."""
    return hidden | {
        "once": str(once),
        "kind": "call",
        "heading": f"Samtal {words}",
        "happened_on": day,
        "text": f"Vi talades vid om {words}. [[Grannen ringde.]] Vi hörs igen. [[Hon är orolig.]]",
        "grounds": ["other_person", "other_person"],
        "grounds_words": ["Grannen ringde.", "Hon är orolig."],
    }
