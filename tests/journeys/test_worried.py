"""Somebody is worried, on a phone: asked only what is needed, nothing lost without a network, nothing left behind."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.site import Site

pytestmark = pytest.mark.browser

SEEN = "Hon sov i trapphuset i natt."


def begins(site: Site) -> Page:
    page: Page = site.visitor(phone=True).new_page()
    page.goto("/helsingborg/oro/")
    page.get_by_label("Ett barn eller en ung person").check()
    page.get_by_label("Vad har du sett eller hört?").fill(SEEN)
    return page


def sends(page: Page) -> None:
    page.get_by_role("button", name="Skicka", exact=True).click()


def test_whoever_is_anonymous_is_not_asked_for_a_name_and_a_professional_is_asked_for_all(site: Site) -> None:
    page = begins(site)
    name, work, reach = (
        page.get_by_label(label) for label in ("Vad heter du?", "Var arbetar du", "Hur når vi dig?")
    )
    for choice, asked in (
        ("Privatperson, vill vara anonym", (False, False, False)),
        ("Privatperson, säger vem jag är", (True, False, True)),
        ("I mitt arbete", (True, True, True)),
    ):
        page.get_by_label(choice).check()
        for field, visible in zip((name, work, reach), asked, strict=True):
            expect(field).to_be_visible(visible=visible)


def test_without_a_network_what_was_written_stays_and_goes_when_it_is_back(site: Site) -> None:
    page = begins(site)
    page.get_by_label("Privatperson, vill vara anonym").check()
    page.context.set_offline(True)
    sends(page)
    expect(page.get_by_role("alert")).to_contain_text("Du har inget nät just nu.")
    expect(page.get_by_label("Vad har du sett eller hört?")).to_have_value(SEEN)
    page.context.set_offline(False)
    sends(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vi har fått det du skrev")


def test_whoever_goes_back_from_the_receipt_finds_an_empty_form(site: Site) -> None:
    page = begins(site)
    page.get_by_label("Privatperson, vill vara anonym").check()
    sends(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vi har fått det du skrev")
    page.go_back()
    page.wait_for_function("!sessionStorage.getItem('sent')")
    expect(page.get_by_label("Vad har du sett eller hört?")).to_have_value("")
    kept = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert SEEN not in kept, "nothing that was typed is kept"


def test_staff_who_have_the_list_open_see_it_come(site: Site) -> None:
    cecilia = site.signed_in("Cecilia Holm", "staff")
    cecilia.goto("/helsingborg/arbete/oro/")
    expect(cecilia.locator("#vantar")).to_be_visible()
    page = begins(site)
    page.get_by_label("Vad heter personen?").fill("Tilde Livesson")
    page.get_by_label("Privatperson, vill vara anonym").check()
    sends(page)
    expect(cecilia.locator("#vantar")).to_contain_text("Tilde Livesson", timeout=10_000)
