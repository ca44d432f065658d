"""The button one should not have pressed twice, and where one stands when it has been pressed."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cast import almas_case
from tests.committed import apart
from tests.journeys.site import Site

pytestmark = pytest.mark.browser


def at_messages(site: Site, blocker: Any) -> Page:
    with apart(blocker) as act:
        case = act(almas_case).id
    alma = site.signed_in("Alma", "resident", phone=True)
    alma.goto(f"/helsingborg/mina-sidor/arende/{case}/meddelanden/")
    return alma


def test_whoever_sent_goes_on_writing(site: Site, django_db_blocker: Any) -> None:
    alma = at_messages(site, django_db_blocker)
    box = alma.get_by_label("Skriv ett meddelande")
    box.fill("Hej")
    alma.get_by_role("button", name="Skicka").click()
    expect(alma.locator("#trad .message")).to_have_count(1)
    expect(box).to_be_focused()
    expect(box).to_have_value("")


def test_whoever_sent_nothing_is_led_to_what_is_wrong(site: Site, django_db_blocker: Any) -> None:
    alma = at_messages(site, django_db_blocker)
    alma.get_by_role("button", name="Skicka").click()
    expect(alma.locator(".error-summary")).to_be_focused()
