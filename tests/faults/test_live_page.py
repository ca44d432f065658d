"""The server goes away under an open page, and comes back: the page finds its way and misses nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from brygga.cases.models import Case
from brygga.documentation.tests.build import note_in
from tests.cast import ALMA, almas_case, resident
from tests.committed import Apart, apart, sweep
from tests.faults.servers import Web
from tests.journeys.site import CHROMIUM, FLAGS, PHONE
from tests.live.pages import cookie_of

pytestmark = pytest.mark.browser


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def act(django_db_setup: None, django_db_blocker: Any) -> Iterator[Apart]:
    with apart(django_db_blocker) as found:
        yield found
        found(sweep)


def test_a_page_whose_server_was_killed_comes_back_by_itself_with_what_was_written_meanwhile(
    act: Apart, browser: Browser
) -> None:
    case: Case = act(almas_case)
    name, _, value = act(lambda: cookie_of(resident(ALMA))).partition("=")
    web = Web()
    web.start()
    context = browser.new_context(base_url=web.base, viewport=PHONE, locale="sv-SE")  # type: ignore[arg-type]
    context.add_cookies([{"name": name, "value": value, "url": web.base}])
    try:
        page = context.new_page()
        page.goto(f"/helsingborg/mina-sidor/arende/{case.id}/")
        expect(page.locator("[data-live]").first).to_have_text("Uppdateras direkt", timeout=20_000)
        page.evaluate("window.stillTheSamePage = true")
        web.kill()
        expect(page.locator("[data-live]").first).to_have_text("Försöker ansluta igen", timeout=20_000)
        act(note_in, case, "Vi skrev det här medan sidan var nere.")
        web.start()
        journal = page.locator("#panel-journal")
        expect(journal).to_contain_text("medan sidan var nere", timeout=60_000)
        expect(page.locator("[data-live]").first).to_have_text("Uppdateras direkt", timeout=20_000)
        assert page.evaluate("window.stillTheSamePage") is True
    finally:
        context.close()
        web.stop()
