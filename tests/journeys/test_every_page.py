"""Every page of the product, seen by those who may see it: by day and by night, on a phone and at a desk."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext

from brygga.advice.rules import KEY_COOKIE
from brygga.calls.tests.guests import SAMIRA
from brygga.concerns.tests.at_work import known
from tests.cast import ALMA, BO, resident, staff
from tests.committed import Apart, apart, sweep
from tests.doors import client_for
from tests.journeys import pages
from tests.journeys.looking import AXE, Look
from tests.journeys.pages import Stop
from tests.journeys.scenery import Ids, left_behind, set_up
from tests.journeys.site import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not AXE.is_file(), reason="needs `make setup`"),
]

RESIDENTS = {"alma": (ALMA, pages.ALMAS), "bo": (BO, pages.BOS), "samira": (SAMIRA, pages.SAMIRAS)}
WORKERS = {
    "cecilia": pages.CECILIAS,
    "david": pages.DAVIDS,
    "eva": pages.EVAS,
    "frida": pages.FRIDAS,
    "gustav": pages.GUSTAVS,
}


@pytest.fixture(scope="module")
def act(running_site: Site, django_db_blocker: Any) -> Iterator[Apart]:
    with apart(django_db_blocker) as found:
        yield found
        found(sweep)


@pytest.fixture(scope="module")
def town(act: Apart) -> Ids:
    return act(set_up)  # type: ignore[no-any-return]


def window(site: Site, act: Apart, who: Any, *, phone: bool = False) -> BrowserContext:
    """A browser in which this person is signed in."""
    context = site.visitor(phone=phone)
    if who is not None:
        cookie = act(lambda: client_for(who()).cookies[settings.SESSION_COOKIE_NAME].value)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site.base}])
    return context


def walk(look: Look, stops: tuple[Stop, ...], ids: Ids) -> None:
    for stop in stops:
        look.goes(stop.path(ids), stop.name, stop.status)
    ends_well(look)


def ends_well(look: Look) -> None:
    look.context.close()
    if look.wrong:
        pytest.fail("\n".join(look.wrong), pytrace=False)


def test_no_page_is_forgotten() -> None:
    known = {stop.route for stops in pages.VISITED for stop in stops} | pages.NOT_PAGES.keys()
    assert set(pages.routes()) - known == set(), "Add it to tests/journeys/pages.py."
    assert known - set(pages.routes()) == set(), "There is no such page to read any more."


@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_pages_open_to_all(running_site: Site, act: Apart, town: Ids, device: str) -> None:
    context = window(running_site, act, None, phone=device == "phone")
    walk(Look(context, "anyone", device, thumb=device == "phone"), pages.PUBLIC, town)


@pytest.mark.parametrize("device", ["phone", "desktop"])
@pytest.mark.parametrize("name", RESIDENTS)
def test_pages_of_a_resident(running_site: Site, act: Apart, town: Ids, name: str, device: str) -> None:
    who, stops = RESIDENTS[name]
    context = window(running_site, act, lambda: resident(who), phone=device == "phone")
    if name == "alma":
        ticket = {"name": "brygga_parked", "value": act(left_behind), "url": running_site.base}
        context.add_cookies([ticket])  # type: ignore[list-item]
    walk(Look(context, name, device, thumb=device == "phone"), stops, town)


@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_pages_of_a_professional(running_site: Site, act: Apart, town: Ids, device: str) -> None:
    context = window(running_site, act, known, phone=device == "phone")
    walk(Look(context, "lotta", device, thumb=device == "phone"), pages.LOTTAS, town)


@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_pages_of_somebody_without_a_name(running_site: Site, town: Ids, device: str) -> None:
    context = running_site.visitor(phone=device == "phone")
    there = f"{running_site.base}/helsingborg/radgivning/"
    context.add_cookies([{"name": KEY_COOKIE, "value": town["key"], "url": there}])
    walk(Look(context, "nameless", device, thumb=device == "phone"), pages.NAMELESS, town)


SEND_AS_IT_IS = """form => { form.noValidate = true; form.requestSubmit(); }"""
SEND_ELSEWHERE = """([form, where]) => { form.action = where; form.noValidate = true; form.submit(); }"""


def test_pages_that_only_an_act_leads_to_for_a_resident(running_site: Site, act: Apart, town: Ids) -> None:
    context = window(running_site, act, lambda: resident(ALMA), phone=True)
    look = Look(context, "alma", "phone", thumb=True)
    mine = "/helsingborg/mina-sidor/"
    for name, path in (
        ("nothing chosen", f"{mine}ansokan/{town['begun']}/behov/"),
        ("nothing answered", f"{mine}arende/{town['asked']}/fraga/{town['ask']}/"),
        ("nothing said", f"{mine}arende/{town['told']}/anteckning/{town['note']}/synpunkt/"),
        ("nothing appealed", f"{mine}arende/{town['granted']}/beslut/{town['decision']}/overklaga/"),
    ):
        page = look.page
        page.goto(path)
        with page.expect_navigation():
            page.locator("main form.form").first.evaluate(SEND_AS_IT_IS)
        look.looks(name)
    page.goto(f"{mine}arende/{town['told']}/anteckning/{town['note']}/synpunkt/")
    page.get_by_label("Vad vill du säga?").fill("Det var inte så jag sa.")
    page.locator("main form.form [name=csrfmiddlewaretoken]").evaluate("one => one.remove()")
    with page.expect_navigation():
        page.locator("main form.form").evaluate(SEND_AS_IT_IS)
    look.looks("session ended")
    ends_well(look)


def test_pages_that_only_an_act_leads_to_for_staff(running_site: Site, act: Apart, town: Ids) -> None:
    look = Look(window(running_site, act, lambda: staff("cecilia")), "cecilia", "desktop")
    page, case = look.page, f"/helsingborg/arbete/arende/{town['granted']}/"
    page.goto(f"{case}anteckning/")
    page.locator("main form.editor, main form").last.get_by_label("Rubrik").fill("Samtal om hyran")
    with page.expect_navigation():
        form = page.locator("main form").last.element_handle()
        page.evaluate(SEND_ELSEWHERE, [form, f"{case}steg/start_assessment/"])
    look.looks("somebody else was first")
    page.goto(f"{case}anteckning/")
    with page.expect_navigation():
        page.locator("main form").last.evaluate(SEND_AS_IT_IS)
    look.looks("nothing written")
    for name, words in (("found", "Nilsson"), ("not found", "Finnsinte")):
        page.locator(".staff-search input[name=q]").fill(words)
        with page.expect_navigation():
            page.locator(".staff-search input[name=q]").press("Enter")
        look.looks(f"search {name}")
    ends_well(look)


def test_a_sign_in_that_is_cancelled_ends_calmly(running_site: Site) -> None:
    look = Look(running_site.visitor(phone=True), "anyone", "phone", thumb=True)
    look.page.goto("/helsingborg/logga-in/resident/")
    look.page.get_by_role("button", name="Avbryt").click()
    look.page.wait_for_url(f"{running_site.base}/**")
    look.looks("sign-in cancelled")
    ends_well(look)


@pytest.mark.parametrize("name", WORKERS)
def test_pages_of_staff(running_site: Site, act: Apart, town: Ids, name: str) -> None:
    context = window(running_site, act, lambda: staff(name))
    walk(Look(context, name, "desktop"), WORKERS[name], town)
