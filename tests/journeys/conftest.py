"""A running product and a browser for half of the journeys each; each journey starts with empty cases.

The browser is let go when the journeys end: while it lives, its event loop occupies this thread.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.committed import apart, sweep
from tests.journeys.site import CHROMIUM, FLAGS, Site, running

WALKS = {"test_every_page", "test_story"}
"""About half of the time that the journeys take."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Half of them go to each of two workers, one after the other: a half shares a product and a browser."""
    for item in items:
        if "journeys" in item.path.parts:
            half = "walks" if item.path.stem in WALKS else "journeys"
            item.add_marker(pytest.mark.xdist_group(half))


@pytest.fixture(scope="package")
def running_site(django_db_setup: None) -> Iterator[Site]:
    expect.set_options(timeout=20_000)
    with running() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield Site(base, browser)
        browser.close()


@pytest.fixture
def site(running_site: Site, django_db_blocker: pytest.FixtureRequest) -> Iterator[Site]:
    yield running_site
    for context in running_site.browser.contexts:
        context.close()
    with apart(django_db_blocker) as act:
        act(sweep)
