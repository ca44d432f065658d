"""A session ends while somebody writes: nothing typed is lost, and nobody else reads it."""

import re
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from brygga.ground import clock
from brygga.ground.sessions import SessionStore
from tests.committed import apart
from tests.journeys.site import Site, choose

pytestmark = pytest.mark.browser

WORDS = "Kvällarna är svårast. Jag vill ha lugna rutiner med Elis."


def goes_quiet(page: Page, blocker: Any) -> None:
    """Half an hour passes without a click."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    with apart(blocker) as act:
        act(_age, cookies[settings.SESSION_COOKIE_NAME])


def _age(key: str) -> None:
    session = SessionStore(key)
    session["seen"] = clock.wall_seconds() - settings.SESSION_IDLE_SECONDS["resident"] - 1
    session.save()


def writes_too_slowly(site: Site, blocker: Any, *, script: bool) -> Page:
    page = site.signed_in("Alma", "resident", phone=True, script=script)
    page.goto("/helsingborg/ansok/")
    page.get_by_role("link", name=re.compile("Stöd till barn och familj")).click()
    page.get_by_role("button", name="Börja").click()
    page.get_by_label("Vardagen hemma").check()
    page.get_by_role("button", name="Fortsätt", exact=True).click()
    page.get_by_label("Med dina egna ord").fill(WORDS)
    goes_quiet(page, blocker)
    page.get_by_role("button", name="Fortsätt", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du har blivit utloggad")
    expect(page.locator("main")).to_contain_text("finns kvar i en timme")
    return page


@pytest.mark.parametrize("script", [True, False])
def test_alma_signs_in_again_and_goes_on_where_she_was(
    site: Site, django_db_blocker: Any, script: bool
) -> None:
    page = writes_too_slowly(site, django_db_blocker, script=script)
    page.get_by_role("link", name="Logga in igen").click()
    choose(page, "Alma")
    expect(page.get_by_role("heading", level=1)).to_have_text("Du hann skriva det här")
    expect(page.locator("blockquote")).to_have_text(WORDS)
    page.get_by_role("button", name="Skicka nu").click()
    expect(page.get_by_label("Barnets namn")).to_be_visible()
    page.go_back()
    page.goto("/helsingborg/mina-sidor/")
    expect(page.get_by_text(WORDS)).to_have_count(0)
    page.goto("/helsingborg/sparat/")
    expect(page).to_have_url(re.compile("/mina-sidor/$"))


def test_bo_on_the_same_phone_sees_nothing_of_it(site: Site, django_db_blocker: Any) -> None:
    page = writes_too_slowly(site, django_db_blocker, script=True)
    page.get_by_role("link", name="Logga in igen").click()
    choose(page, "Bo Ek")
    expect(page).to_have_url(re.compile("/mina-sidor/$"))
    page.goto("/helsingborg/sparat/")
    expect(page).to_have_url(re.compile("/mina-sidor/$"))
    expect(page.get_by_text(WORDS)).to_have_count(0)
