"""The whole product running for real: database, simulated e-ID, web server; and browsers to visit it with."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, Page, expect

from brygga.demo.cast import PLACES
from brygga.launch import relay, sfu
from brygga.launch.ports import await_answer, port_beside

SLUGS = ("helsingborg", "landskrona", "bjuv", "angelholm")
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
OWN_HOST = "social.landskrona.localhost"
"""A name of Landskrona's own; browsers look for .localhost on this machine."""

assert len(SLUGS) == len(PLACES)


@dataclass
class Site:
    """A running product at `base`."""

    base: str
    browser: Browser

    def visitor(self, *, phone: bool = False, script: bool = True, scheme: str = "light") -> BrowserContext:
        """A browser of one's own, as different people have."""
        context = self.browser.new_context(
            base_url=self.base,
            viewport=PHONE if phone else DESKTOP,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            java_script_enabled=script,
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        return context

    def signed_in(self, person: str, door: str, slug: str = "helsingborg", **how: bool) -> Page:
        """Someone of the cast, signed in with e-ID through one of the doors."""
        page = self.visitor(**how).new_page()
        page.goto(f"/{slug}/logga-in/{door}/")
        choose(page, person)
        return page


def choose(page: Page, person: str) -> None:
    """Be this person at the simulated e-ID."""
    page.get_by_role("button", name=person).click()
    expect(page).not_to_have_url("**/authorize**")


@contextmanager
def running(port: int = 18_100) -> Iterator[str]:
    """Start everything against the test database; stop it all afterwards."""
    web_port = port_beside(port + os.getpid() % 40 * 10)  # two workers at once do not meet
    eid_port = port_beside(web_port)
    base, eid = f"http://127.0.0.1:{web_port}", f"http://127.0.0.1:{eid_port}"
    environment = {**os.environ, "BRYGGA_BASE_URL": base, "BRYGGA_EID_URL": eid, "BRYGGA_STATIC": ""}
    environment["BRYGGA_HOSTS"] = f"127.0.0.1,{OWN_HOST}=landskrona"
    with ExitStack() as stack:
        environment |= stack.enter_context(_relay(eid_port))
        environment |= stack.enter_context(_sfu(int(environment.get("BRYGGA_TURN_PORT", eid_port))))
        for command in (_eid(base, eid, eid_port), _web(web_port), (sys.executable, "manage.py", "work")):
            program = subprocess.Popen(command, env=environment)
            stack.callback(program.wait, 20)
            stack.callback(program.terminate)
        _await(base)
        _await(f"{eid}/jwks")
        yield base


@contextmanager
def _relay(port: int) -> Iterator[dict[str, str]]:
    """A TURN server of this run's own, and how the product is told of it; nothing where coturn is not installed."""
    with TemporaryDirectory() as folder:
        told = relay.told(Path(folder), port, token_urlsafe())
        if not told:
            yield told
            return
        program = subprocess.Popen(
            relay.command(Path(folder)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            assert await_answer(int(told["BRYGGA_TURN_PORT"])), "The relay did not start."
            yield told
        finally:
            program.terminate()
            program.wait(20)


@contextmanager
def _sfu(port: int) -> Iterator[dict[str, str]]:
    """An SFU of this run's own, in the same way."""
    with TemporaryDirectory() as folder:
        told = sfu.told(Path(folder), port, token_urlsafe(), token_urlsafe())
        if not told:
            yield told
            return
        program = subprocess.Popen(
            sfu.command(Path(folder)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            assert await_answer(int(told["BRYGGA_SFU_URL"].rpartition(":")[2])), "The SFU did not start."
            yield told
        finally:
            program.terminate()
            program.wait(20)


def own(base: str) -> str:
    """The same product under Landskrona's own name."""
    return base.replace("127.0.0.1", OWN_HOST)


def _eid(base: str, issuer: str, port: int) -> tuple[str, ...]:
    return (
        *(sys.executable, "-m", "brygga.simulated_eid", "--port", str(port), "--issuer", issuer),
        *("--jwks", f"{base}/inloggning/nycklar.json"),
        *("--resident-redirect", f"{base}/inloggning/resident/svar"),
        *("--resident-redirect", f"{own(base)}/inloggning/resident/svar"),
        *("--post-logout", f"{own(base)}/landskrona/utloggad/"),
        *("--professional-redirect", f"{base}/inloggning/professional/svar"),
        *("--staff-redirect", f"{base}/inloggning/staff/svar", "--post-logout", f"{base}/"),
        *(f"--post-logout={base}/{slug}/utloggad/" for slug in SLUGS),
    )


def _web(port: int) -> tuple[str, ...]:
    return (
        *(sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port), "--no-ws"),
        *("--log-level", "warning", "brygga.asgi:application"),
    )


def _await(url: str) -> None:
    until = time.monotonic() + 40
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=10).close()  # noqa: S310 (our own addresses)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer.")
