"""A conversation on a poor net and with hasty hands: late drafts, two tabs, double presses, another session."""

import re
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.cast import almas_case
from tests.committed import apart
from tests.journeys.site import Site

pytestmark = pytest.mark.browser


def a_case(blocker: Any) -> str:
    with apart(blocker) as act:
        return str(act(almas_case).id)


def alma_at(site: Site, blocker: Any) -> Page:
    case = a_case(blocker)
    alma = site.signed_in("Alma", "resident", phone=True)
    alma.goto(f"/helsingborg/mina-sidor/arende/{case}/meddelanden/")
    return alma


def write(page: Page, words: str) -> None:
    page.get_by_label("Skriv ett meddelande").fill(words)


def send(page: Page) -> None:
    page.get_by_role("button", name="Skicka").click()


def hold(held: list[Route], route: Route) -> None:
    """What is sent waits on its way; what is fetched does not."""
    if route.request.method == "POST":
        held.append(route)
    else:
        route.continue_()


def test_a_draft_that_is_slower_than_its_message_does_not_come_back(
    site: Site, django_db_blocker: Any
) -> None:
    alma = alma_at(site, django_db_blocker)
    held: list[Route] = []
    alma.route("**/utkast/", partial(hold, held))
    write(alma, "Hej, har ni fått hyresavin?")
    while not held:
        alma.wait_for_timeout(100)
    send(alma)
    expect(alma.locator("#trad .message")).to_have_count(1)
    with alma.expect_response("**/utkast/") as late:
        held[0].continue_()
    assert late.value.status == 204
    alma.reload()
    expect(alma.get_by_label("Skriv ett meddelande")).to_have_value("")


def test_pressed_twice_while_it_is_slow_is_said_once(site: Site, django_db_blocker: Any) -> None:
    alma = alma_at(site, django_db_blocker)
    held: list[Route] = []
    alma.route("**/meddelanden/", partial(hold, held))
    write(alma, "Hej")
    alma.get_by_role("button", name="Skicka").dblclick()
    alma.get_by_label("Skriv ett meddelande").press("Control+Enter")
    alma.wait_for_timeout(300)
    for route in held:
        route.continue_()
    expect(alma.locator("#trad .message")).to_have_count(1)
    alma.unroute("**/meddelanden/")
    alma.reload()
    expect(alma.locator("#trad .message")).to_have_count(1)


def test_two_tabs_lose_nothing_of_each_other(site: Site, django_db_blocker: Any) -> None:
    one = alma_at(site, django_db_blocker)
    two = one.context.new_page()
    two.goto(one.url)
    expect(two.locator("[data-live]")).to_have_attribute("data-state", "on")
    write(two, "I flik två")
    write(one, "I flik ett")
    send(one)
    expect(two.locator("#trad")).to_contain_text("I flik ett")
    expect(two.get_by_label("Skriv ett meddelande")).to_have_value("I flik två")
    send(two)
    for tab in (one, two):
        expect(tab.locator("#trad .message")).to_have_count(2)


def test_what_is_written_without_a_net_in_two_tabs_is_sent_once_each(
    site: Site, django_db_blocker: Any
) -> None:
    one = alma_at(site, django_db_blocker)
    two = one.context.new_page()
    two.goto(one.url)
    one.context.set_offline(True)
    for tab, words in ((one, "I flik ett"), (two, "I flik två")):
        write(tab, words)
        send(tab)
        expect(tab.locator("[data-composer-state]")).to_contain_text("Väntar på nät")
    for _blink in range(3):
        one.context.set_offline(False)
        one.wait_for_timeout(30)
        one.context.set_offline(True)
    one.context.set_offline(False)
    for tab in (one, two):
        expect(tab.get_by_label("Skriv ett meddelande")).to_have_value("")
        expect(tab.locator("#trad .message")).to_have_count(2, timeout=40_000)


def test_words_sent_with_another_session_wait_where_one_is_led(site: Site, django_db_blocker: Any) -> None:
    alma = alma_at(site, django_db_blocker)
    write(alma, "Jag skrev länge")
    other = alma.context.new_page()
    other.goto("/helsingborg/mina-sidor/")
    other.locator("summary", has_text="Meny").click()
    other.get_by_role("button", name="Logga ut").locator("visible=true").click()
    asked: list[str] = []
    alma.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    send(alma)
    expect(alma).not_to_have_url(re.compile("/meddelanden/$"))
    assert not asked, "what was typed is kept: nothing is lost by leaving"
    alma.get_by_role("button", name="Alma").click()
    expect(alma.locator("main")).to_contain_text("Jag skrev länge")


def test_a_long_link_widens_no_page(site: Site, django_db_blocker: Any) -> None:
    alma = alma_at(site, django_db_blocker)
    write(alma, "https://exempel.se/" + "x" * 400)
    send(alma)
    expect(alma.locator("#trad .message")).to_have_count(1)
    for address in (alma.url, alma.url.replace("meddelanden/", "").split("#")[0]):
        alma.goto(address)
        assert alma.evaluate("document.documentElement.scrollWidth") <= 390, address


def test_what_was_refused_is_said_and_the_words_stay(site: Site, django_db_blocker: Any) -> None:
    alma = alma_at(site, django_db_blocker)
    alma.route(
        "**/meddelanden/",
        lambda route: route.fulfill(status=404) if route.request.method == "POST" else route.continue_(),
    )
    write(alma, "Hej")
    send(alma)
    expect(alma.locator("[data-composer-state]")).to_contain_text("Det skickades inte")
    expect(alma.get_by_label("Skriv ett meddelande")).to_have_value("Hej")


HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_behind_another_tab_nothing_is_read_until_it_is_looked_at(site: Site, django_db_blocker: Any) -> None:
    alma = alma_at(site, django_db_blocker)
    cecilia = site.signed_in("Cecilia", "staff")
    cecilia.goto(alma.url.replace("mina-sidor", "arbete"))
    write(cecilia, "Hej Alma")
    send(cecilia)
    expect(alma.locator("#trad .message")).to_have_count(1)
    expect(cecilia.locator("#trad .message").last).to_contain_text("Läst")
    alma.evaluate(HIDE, True)
    write(cecilia, "Är du där?")
    send(cecilia)
    expect(cecilia.locator("#trad .message")).to_have_count(2)
    alma.wait_for_timeout(1500)
    cecilia.reload()
    expect(cecilia.locator("#trad .message").last).to_contain_text("Skickat")
    alma.evaluate(HIDE, False)
    expect(alma.locator("#trad .message")).to_have_count(2)
    expect(cecilia.locator("#trad .message").last).to_contain_text("Läst")
