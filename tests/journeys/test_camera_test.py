"""The page where camera and microphone are tried: without a speaker, and in a browser that has no video meetings."""

import pytest
from playwright.sync_api import expect

from tests.journeys.calling import with_camera
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

SILENT = """Object.defineProperty(AudioContext.prototype, "state", { get: () => "suspended" })"""
"""Firefox without a speaker: what would measure the microphone never begins."""


@pytest.mark.parametrize("speaker", [True, False])
def test_a_microphone_that_cannot_be_measured_is_not_shown_as_silent(site: Site, speaker: bool) -> None:
    browser = with_camera(site)
    try:
        page = browser.new_page(base_url=site.base, locale="sv-SE")
        if not speaker:
            page.add_init_script(SILENT)
        page.goto("/helsingborg/kamera-test/")
        page.get_by_role("button", name="Prova kamera och mikrofon").click()
        expect(page.get_by_text("Så här ser de andra dig.")).to_be_visible()
        expect(page.locator("[data-level-place]")).to_be_visible(visible=speaker)
    finally:
        browser.close()


def test_a_browser_that_cannot_meet_is_not_said_to_work(site: Site) -> None:
    """WebKit on Linux: it has a camera, and no connections between browsers."""
    browser = with_camera(site)
    try:
        page = browser.new_page(base_url=site.base, locale="sv-SE")
        page.add_init_script("delete window.RTCPeerConnection")
        page.goto("/helsingborg/kamera-test/")
        expect(page.locator("[data-line]")).to_contain_text(
            "Den här webbläsaren klarar inte video. Prova en annan"
        )
        page.get_by_role("button", name="Prova kamera och mikrofon").click()
        expect(page.get_by_text("Så här ser de andra dig.")).to_be_visible()
        expect(page.locator("[data-line]")).to_contain_text("Den här webbläsaren klarar inte video")
    finally:
        browser.close()
