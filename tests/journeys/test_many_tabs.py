"""More tabs than a browser has connections: those out of sight let go of theirs, and come back up to date."""

from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from tests.cast import almas_case
from tests.committed import apart
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

WORK = "/helsingborg/arbete/"
TABS = 9
"""Chromium opens six connections to one place."""


def looked_at(page: Page, *, yes: bool) -> None:
    """A headless browser believes that every tab is in sight."""
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        not yes,
    )


def opened(context: Any) -> Page:
    page = context.new_page()
    page.clock.install()
    with page.expect_response(lambda answer: "/live/lista" in answer.url):
        page.goto(WORK)
    return page


def test_nine_tabs_are_open_at_once_and_the_first_still_follows(site: Site, django_db_blocker: Any) -> None:
    cecilia = site.signed_in("Cecilia", "staff")
    context = cecilia.context
    cecilia.close()
    first = opened(context)
    before = first
    for _ in range(TABS - 1):
        looked_at(before, yes=False)
        before.clock.fast_forward(21_000)
        before = opened(context)
    with apart(django_db_blocker) as act:
        act(_new_case)
    looked_at(first, yes=True)
    first.clock.fast_forward(1_000)
    expect(first.locator("main")).to_contain_text("Alma Nilsson")


def _new_case() -> None:
    try:
        almas_case()
    finally:
        connections["default"].close()
