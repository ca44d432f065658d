"""The third door for real: a teacher comes with a service e-ID, reports, and reads what came of it on her receipt."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.site import Site, choose

pytestmark = pytest.mark.browser

SEEN = "Elis kommer till skolan utan jacka, fjärde dagen i rad."


def reports(page: Page) -> str:
    """From the page of worry to the receipt; returns its address."""
    page.goto("/helsingborg/oro/")
    page.get_by_role("link", name="Logga in med tjänstelegitimation").click()
    page.get_by_role("link", name="Logga in med tjänstelegitimation").click()
    choose(page, "Lotta Ask")
    page.get_by_role("link", name="Anmäl oro").click()
    page.get_by_label("Ett barn eller en ung person").check()
    page.get_by_label("Vad har du sett eller hört?").fill(SEEN)
    page.get_by_label("Hur når vi dig?").fill("070-174 06 95")
    page.get_by_role("button", name="Skicka", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vi har fått din anmälan")
    return page.url


def assesses_and_answers(page: Page) -> None:
    page.goto("/helsingborg/arbete/oro/")
    page.get_by_role("link", name=re.compile("Öppna: Okänt barn")).last.click()
    expect(page.locator("#anmalan")).to_contain_text("Styrkt tjänsteperson")
    page.get_by_role("link", name="Skriv skyddsbedömning").click()
    page.get_by_label("Nej, inte enligt det vi vet nu").check()
    page.get_by_label("Telefon", exact=True).check()
    page.get_by_label("Vad du bedömer, och varför").fill("Mamman svarade. Elis är trygg i dag.")
    page.get_by_role("button", name="Skriv in bedömningen").click()
    page.locator(".case-steps").get_by_role("link", name="Inled utredning").click()
    page.get_by_label("Varför ni inleder en utredning").fill("Elis kan behöva stöd.")
    page.get_by_role("button", name="Besluta att inleda utredning").click()
    page.get_by_role("link", name="Svara den som anmälde").click()
    page.get_by_label("En utredning har inletts.", exact=True).check()
    page.get_by_label("På anmälarens kvittosida").check()
    page.get_by_role("button", name="Jag har svarat").click()


def test_a_teacher_reports_and_is_told_on_her_receipt_and_reaches_nothing_else(site: Site) -> None:
    lotta = site.visitor(phone=True).new_page()
    receipt = reports(lotta)
    assesses_and_answers(site.signed_in("Cecilia Holm", "staff"))
    lotta.reload()
    expect(lotta.get_by_text("En utredning har inletts.")).to_be_visible()
    lotta.goto("/helsingborg/mina-sidor/")
    assert "/authorize" in lotta.url, "to other doors she is nobody"
    lotta.goto(receipt)
    lotta.get_by_role("button", name="Logga ut").click()
    expect(lotta.get_by_role("heading", level=1)).to_have_text("Du är utloggad")
    lotta.goto(receipt)
    assert "/authorize" in lotta.url


def test_without_javascript_too(site: Site) -> None:
    reports(site.visitor(script=False).new_page())
