"""The page in a real browser: nothing for axe to complain of, and it fits a phone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, sync_playwright

from brygga.simulated_eid.tests import running
from brygga.simulated_eid.tests.running import RESIDENT_CALLBACK, STAFF_CALLBACK

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    jwks = tmp_path_factory.mktemp("eid") / "jwks.json"
    jwks.write_text(json.dumps({"keys": []}))
    with running.provider(jwks) as address:
        yield address


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        phone: Any = {"viewport": {"width": 360, "height": 740}, "color_scheme": request.param}
        yield browser.new_page(**phone, bypass_csp=True)
        browser.close()


def address(issuer: str, client_id: str, redirect_uri: str) -> str:
    params = {
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "response_type": "code",
        "scope": "openid",
        "state": "s",
        "nonce": "n",
        "code_challenge": "c",
        "code_challenge_method": "S256",
    }
    return f"{issuer}/authorize?{urlencode(params)}"


@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium here")
def test_the_pages_are_for_everyone(page: Page, issuer: str) -> None:
    for url in (
        address(issuer, "brygga-residents", RESIDENT_CALLBACK),
        address(issuer, "brygga-staff", STAFF_CALLBACK),
        address(issuer, "nobody", STAFF_CALLBACK),
        issuer + "/end_session",
    ):
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run()")
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []
