"""Somebody without a name writes to Helsingborg, and David in Landskrona answers, live in two browsers."""

from typing import Any

import pytest
from playwright.sync_api import expect

from brygga.advice.tests.build import shift
from brygga.demo.cast import HELSINGBORG, LANDSKRONA
from tests.committed import apart
from tests.journeys.looking import Look
from tests.journeys.site import Site, choose

pytestmark = pytest.mark.browser


def davids_shift(blocker: Any) -> None:
    with apart(blocker) as act:
        act(shift, "david", [HELSINGBORG, LANDSKRONA])


def test_a_visitor_writes_and_david_answers_live(site: Site, django_db_blocker: Any) -> None:
    davids_shift(django_db_blocker)
    david = site.signed_in("David", "staff", "landskrona")
    david.goto("/landskrona/arbete/radgivning/")
    context = site.visitor(phone=True)
    visitor = context.new_page()
    visitor.goto("/helsingborg/")
    visitor.get_by_role("link", name="Fråga i chatten utan att säga vem du är").click()
    expect(visitor.get_by_text("Just nu är ingen vid chatten")).to_be_visible()
    visitor.get_by_label("Vad vill du prata om?").fill("Vågar jag be om hjälp?")
    visitor.get_by_role("button", name="Börja samtalet").click()
    expect(visitor.get_by_text("Du står först i kön")).to_be_visible()
    expect(visitor.locator("[data-live]")).to_have_attribute("data-state", "on")
    david.get_by_role("button", name="Jag svarar nu").click()
    expect(david.get_by_text("Besökare ser att någon svarar nu")).to_be_visible()
    expect(david.locator("[data-live]")).to_have_attribute("data-state", "on")
    expect(visitor.locator("#trad")).to_contain_text("Någon svarar nu")
    assert {one["name"] for one in context.cookies()} == {"brygga_samtal", "csrftoken"}

    expect(david.locator("#ko")).to_contain_text("Vågar jag be om hjälp?")
    david.get_by_role("button", name="Ta samtalet").click()
    expect(david.get_by_role("heading", level=1)).to_have_text("Samtal, Helsingborg")
    expect(visitor.locator("#trad")).to_contain_text("Du pratar med David, socialsekreterare i Landskrona.")
    david.get_by_label("Skriv här").fill("Ja. Berätta i din egen takt.")
    david.get_by_role("button", name="Skicka").click()
    expect(visitor.locator("#trad")).to_contain_text("Ja. Berätta i din egen takt.")

    visitor.context.set_offline(True)
    box = visitor.get_by_label("Skriv här")
    box.fill("Skrivet på bussen")
    visitor.get_by_role("button", name="Skicka").click()
    expect(visitor.locator("[data-composer-state]")).to_contain_text("Ingen anslutning")
    visitor.context.set_offline(False)
    expect(david.locator("#trad")).to_contain_text("Skrivet på bussen")
    expect(visitor.locator("#trad .message")).to_have_count(3)

    visitor.get_by_role("link", name="Ta bort allt nu").click()
    visitor.get_by_role("button", name="Ja, ta bort allt").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Samtalet är borttaget")
    expect(david.locator("#trad")).to_contain_text("Samtalet är borttaget")
    expect(david.locator("#trad")).not_to_contain_text("Skrivet på bussen")


def test_without_javascript_one_can_write_leave_and_come_back(site: Site, django_db_blocker: Any) -> None:
    davids_shift(django_db_blocker)
    page = site.visitor(script=False).new_page()
    page.goto("/helsingborg/radgivning/")
    page.get_by_label("Vad vill du prata om?").fill("Hej")
    page.get_by_role("button", name="Börja samtalet").click()
    page.get_by_role("button", name="Visa min kod").click()
    code = page.locator(".advice-code").inner_text()
    assert code not in page.url
    elsewhere = site.visitor(script=False).new_page()
    elsewhere.goto("/helsingborg/radgivning/")
    elsewhere.get_by_role("link", name="Jag har en kod sedan tidigare").click()
    elsewhere.get_by_label("Din kod").fill(code.lower())
    elsewhere.get_by_role("button", name="Öppna samtalet").click()
    expect(elsewhere.locator("#trad")).to_contain_text("Hej")
    elsewhere.get_by_role("button", name="Avsluta samtalet").click()
    expect(elsewhere.locator("#trad")).to_contain_text("Samtalet är avslutat")
    page.goto("/helsingborg/radgivning/samtal/")
    expect(page.locator("#trad")).to_contain_text("Samtalet är avslutat")


def test_what_only_an_act_leads_to_can_be_read_by_all(site: Site, django_db_blocker: Any) -> None:
    davids_shift(django_db_blocker)
    there = "/helsingborg/radgivning/"
    look = Look(site.visitor(phone=True), "nameless", "phone", thumb=True)
    page = look.page

    def pressed(name: str, seen: str) -> None:
        page.get_by_role("button", name=name).click()
        expect(page.get_by_text(seen).first).to_be_visible()
        look.looks(name)

    page.goto(there)
    pressed("Börja samtalet", "Något behöver rättas")
    page.get_by_label("Vad vill du prata om?").fill("Hej")
    pressed("Börja samtalet", "Du står först i kön")
    pressed("Visa min kod", "Skriv av den")
    page.goto(f"{there}ga-vidare/")
    pressed("Ta med till en berättelse om oro", "Vad har du sett eller hört?")
    page.goto(f"{there}samtal/")
    pressed("Avsluta samtalet", "Samtalet är avslutat")
    page.goto(f"{there}samtal/ta-bort/")
    pressed("Ja, ta bort allt", "Inget av det ni skrev finns kvar")
    page.goto(f"{there}tillbaka/")
    page.get_by_label("Din kod").fill("0" * 16)
    pressed("Öppna samtalet", "Koden öppnar inget samtal")
    assert not look.wrong, "\n".join(look.wrong)


def test_from_no_name_to_an_application_with_ones_own_words(site: Site, django_db_blocker: Any) -> None:
    davids_shift(django_db_blocker)
    page = site.visitor(phone=True).new_page()
    page.goto("/helsingborg/radgivning/")
    page.get_by_label("Vad vill du prata om?").fill("Kvällarna är svårast.")
    page.get_by_role("button", name="Börja samtalet").click()
    page.get_by_role("link", name="Ansök om hjälp eller berätta om oro").click()
    expect(page.get_by_label("Det här tar du med")).to_have_value("Kvällarna är svårast.")
    page.get_by_role("link", name="Logga in och kom tillbaka").click()
    choose(page, "Alma")
    page.get_by_label("Det här tar du med").fill("Kvällarna är svårast för Elis.")
    page.get_by_role("button", name="Ta med till en ansökan").click()
    expect(page.get_by_text("Kvällarna är svårast för Elis.")).to_be_visible()
    page.get_by_role("button", name="Stöd till barn och familj").click()
    page.get_by_label("Vardagen hemma").check()
    page.get_by_role("button", name="Fortsätt", exact=True).click()
    expect(page.get_by_label("Med dina egna ord")).to_have_value("Kvällarna är svårast för Elis.")
    assert "svårast" not in page.url
