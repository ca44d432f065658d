"""Every page of the product, seen by those who may see it: by day and by night, on a phone and at a desk."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext

from tests.cast import ALMA, BO, resident, staff
from tests.committed import sweep
from tests.doors import client_for
from tests.journeys import pages
from tests.journeys.looking import AXE, Look
from tests.journeys.pages import Stop
from tests.journeys.scenery import Ids, left_behind, set_up
from tests.journeys.site import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.is_file(), reason="needs `make setup`"),
]

Apart = Callable[..., Any]

RESIDENTS = {"alma": (ALMA, pages.ALMAS), "bo": (BO, pages.BOS)}
WORKERS = {
    "cecilia": pages.CECILIAS,
    "david": pages.DAVIDS,
    "eva": pages.EVAS,
    "frida": pages.FRIDAS,
    "gustav": pages.GUSTAVS,
}


@pytest.fixture(scope="module")
def apart(running_site: Site, django_db_blocker: Any) -> Iterator[Apart]:
    """Playwright holds this thread's event loop, in which Django refuses to ask the database anything."""
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as other:
        yield lambda do, *given: other.submit(do, *given).result()
        other.submit(sweep).result()


@pytest.fixture(scope="module")
def town(apart: Apart) -> Ids:
    return apart(set_up)  # type: ignore[no-any-return]


def window(site: Site, apart: Apart, who: Any, *, phone: bool = False) -> BrowserContext:
    """A browser in which this person is signed in."""
    context = site.visitor(phone=phone)
    if who is not None:
        cookie = apart(lambda: client_for(who()).cookies[settings.SESSION_COOKIE_NAME].value)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site.base}])
    return context


def walk(look: Look, stops: tuple[Stop, ...], ids: Ids) -> None:
    for stop in stops:
        look.goes(stop.path(ids), stop.name, stop.status)
    look.context.close()
    if look.wrong:
        pytest.fail("\n".join(look.wrong), pytrace=False)


def test_no_page_is_forgotten() -> None:
    known = {stop.route for stops in pages.VISITED for stop in stops} | pages.NOT_PAGES.keys()
    assert set(pages.routes()) - known == set(), "Add it to tests/journeys/pages.py."
    assert known - set(pages.routes()) == set(), "There is no such page to read any more."


@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_pages_open_to_all(running_site: Site, apart: Apart, town: Ids, device: str) -> None:
    context = window(running_site, apart, None, phone=device == "phone")
    walk(Look(context, "anyone", device, thumb=device == "phone"), pages.PUBLIC, town)


@pytest.mark.parametrize("device", ["phone", "desktop"])
@pytest.mark.parametrize("name", RESIDENTS)
def test_pages_of_a_resident(running_site: Site, apart: Apart, town: Ids, name: str, device: str) -> None:
    who, stops = RESIDENTS[name]
    context = window(running_site, apart, lambda: resident(who), phone=device == "phone")
    if name == "alma":
        ticket = {"name": "brygga_parked", "value": apart(left_behind), "url": running_site.base}
        context.add_cookies([ticket])  # type: ignore[list-item]
    walk(Look(context, name, device, thumb=device == "phone"), stops, town)


@pytest.mark.parametrize("name", WORKERS)
def test_pages_of_staff(running_site: Site, apart: Apart, town: Ids, name: str) -> None:
    context = window(running_site, apart, lambda: staff(name))
    walk(Look(context, name, "desktop"), WORKERS[name], town)
