"""A conversation in two browsers: at once, through a lost connection, and with what is too long."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from playwright.sync_api import expect

from brygga.messages.rules import TEXT_MAX
from tests.cast import almas_case
from tests.journeys.site import Site

pytestmark = pytest.mark.browser


def a_case(blocker: Any) -> str:
    with blocker.unblock(), ThreadPoolExecutor(1) as apart:
        return str(apart.submit(almas_case).result().id)


def test_words_reach_the_other_side_at_once_and_once_even_through_a_lost_connection(
    site: Site, django_db_blocker: Any
) -> None:
    case = a_case(django_db_blocker)
    alma, cecilia = site.signed_in("Alma", "resident", phone=True), site.signed_in("Cecilia", "staff")
    alma.goto(f"/helsingborg/mina-sidor/arende/{case}/meddelanden/")
    cecilia.goto(f"/helsingborg/arbete/arende/{case}/meddelanden/")
    expect(cecilia.locator("[data-live]")).to_have_attribute("data-state", "on")
    text = alma.get_by_label("Skriv ett meddelande")
    text.fill("Hej, har ni fått hyresavin?")
    alma.get_by_role("button", name="Skicka").click()
    expect(cecilia.locator("#trad")).to_contain_text("Hej, har ni fått hyresavin?")
    expect(text).to_have_value("")

    alma.context.set_offline(True)
    text.fill("Skrivet på tåget")
    alma.get_by_role("button", name="Skicka").click()
    expect(alma.locator("[data-composer-state]")).to_contain_text("Ingen anslutning")
    expect(text).to_have_value("Skrivet på tåget")
    alma.context.set_offline(False)
    expect(cecilia.locator("#trad")).to_contain_text("Skrivet på tåget")
    expect(alma.locator("#trad .message")).to_have_count(2)

    text.fill("å" * (TEXT_MAX + 1))
    alma.get_by_role("button", name="Skicka").click()
    expect(alma.locator(".error-summary")).to_contain_text("för långt")
    expect(alma.get_by_label("Skriv ett meddelande")).to_have_value("å" * (TEXT_MAX + 1))
    expect(alma.locator("#trad .message")).to_have_count(2)
