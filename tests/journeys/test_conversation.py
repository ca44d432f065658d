"""A conversation in two browsers: at once, through a lost connection, and with what is too long."""

from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from brygga.messages.rules import TEXT_MAX
from tests.cast import almas_case
from tests.committed import apart
from tests.journeys.site import Site

pytestmark = pytest.mark.browser


def a_case(blocker: Any) -> str:
    with apart(blocker) as act:
        return str(act(almas_case).id)


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
    expect(alma.locator("[data-composer-state]")).to_contain_text("Väntar på nät")
    expect(text).to_have_value("Skrivet på tåget")
    alma.context.set_offline(False)
    expect(cecilia.locator("#trad")).to_contain_text("Skrivet på tåget")
    expect(alma.locator("#trad .message")).to_have_count(2)

    text.fill("å" * (TEXT_MAX + 1))
    alma.get_by_role("button", name="Skicka").click()
    expect(alma.locator(".error-summary")).to_contain_text("för långt")
    expect(alma.get_by_label("Skriv ett meddelande")).to_have_value("å" * (TEXT_MAX + 1))
    expect(alma.locator("#trad .message")).to_have_count(2)


def lose_answers(kept: list[int], route: Route) -> None:
    """The first two are kept by the server, and the page is not told."""
    if route.request.method != "POST" or len(kept) > 1:
        route.continue_()
        return
    kept.append(route.fetch().status)
    route.abort("connectionreset")


def test_an_answer_that_is_lost_on_the_way_back_makes_no_second_message(
    site: Site, django_db_blocker: Any
) -> None:
    """The server has kept it and dies, or the net does, before the page is told: for both sides."""
    case = a_case(django_db_blocker)
    alma, cecilia = site.signed_in("Alma", "resident", phone=True), site.signed_in("Cecilia", "staff")
    alma.goto(f"/helsingborg/mina-sidor/arende/{case}/meddelanden/")
    cecilia.goto(f"/helsingborg/arbete/arende/{case}/meddelanden/")
    for writer, button, words in ((alma, "Skicka", "Kom den fram?"), (cecilia, "Skicka,", "Ja, en gång.")):
        kept: list[int] = []
        writer.route("**/meddelanden/", partial(lose_answers, kept))
        text = writer.get_by_label("Skriv ett meddelande")
        text.fill(words)
        writer.get_by_role("button", name=button).click()
        expect(writer.locator("[data-composer-state]")).to_contain_text("skickas snart igen")
        expect(text).to_have_value(words)
        expect(text).to_have_value("", timeout=30_000)
        assert kept == [200, 200], "kept by the server each time, and once"
        writer.unroute("**/meddelanden/")
    for page in (alma, cecilia):
        page.reload()
        expect(page.locator("#trad .message")).to_have_count(2)


def test_what_was_said_while_a_page_was_out_of_reach_is_there_when_it_is_back(
    site: Site, django_db_blocker: Any
) -> None:
    case = a_case(django_db_blocker)
    alma, cecilia = site.signed_in("Alma", "resident", phone=True), site.signed_in("Cecilia", "staff")
    alma.goto(f"/helsingborg/mina-sidor/arende/{case}/meddelanden/")
    cecilia.goto(f"/helsingborg/arbete/arende/{case}/meddelanden/")
    expect(cecilia.locator("[data-live]")).to_have_attribute("data-state", "on")
    cecilia.context.set_offline(True)
    text = cecilia.get_by_label("Skriv ett meddelande")
    text.fill("Jag skriver i hissen")
    expect(cecilia.locator("[data-composer-state]")).to_contain_text("inte sparat än")
    alma.get_by_label("Skriv ett meddelande").fill("Är du där?")
    alma.get_by_role("button", name="Skicka").click()
    expect(alma.locator("#trad .message")).to_have_count(1)
    cecilia.context.set_offline(False)
    expect(cecilia.locator("[data-composer-state]")).to_contain_text("Utkastet är sparat")
    expect(cecilia.locator("#trad .message")).to_have_count(1, timeout=40_000)
    expect(text).to_have_value("Jag skriver i hissen")
