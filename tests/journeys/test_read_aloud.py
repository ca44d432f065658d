"""What a screen reader is told while a page changes by itself: what is new, once; and what a choice is among."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from brygga.advice.tests.build import shift
from brygga.calls.tests.build import opened
from brygga.demo.cast import HELSINGBORG
from tests.cast import almas_case
from tests.committed import apart
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
FIRST, SECOND = "Kan du komma på torsdag?", "Klockan tio passar bra."


def done(blocker: Any, do: Any, *given: Any) -> Any:
    with apart(blocker) as act:
        return act(do, *given)


def writes(page: Page, box: str, text: str) -> None:
    page.get_by_label(box).fill(text)
    page.get_by_role("button", name=re.compile("^Skicka")).first.click()


def test_each_message_is_read_aloud_once_and_the_thread_never_whole(
    site: Site, django_db_blocker: Any
) -> None:
    case = done(django_db_blocker, almas_case).id
    alma, cecilia = site.signed_in("Alma", "resident", phone=True), site.signed_in("Cecilia", "staff")
    alma.goto(f"/helsingborg/mina-sidor/arende/{case}/meddelanden/")
    cecilia.goto(f"/helsingborg/arbete/arende/{case}/meddelanden/")
    expect(alma.locator("[data-live]")).to_have_attribute("data-state", "on")
    voice = alma.locator("[data-announce]")
    writes(cecilia, "Skriv ett meddelande", FIRST)
    expect(voice).to_have_text(re.compile(rf"Cecilia Holm.*\. {re.escape(FIRST)}"))
    expect(cecilia.locator("[data-announce]")).to_have_text(re.compile(r"^Du .*Skickat$"))
    writes(cecilia, "Skriv ett meddelande", SECOND)
    expect(voice).to_have_text(re.compile(rf"Cecilia Holm.*\. {re.escape(SECOND)}$"))
    expect(voice).not_to_contain_text(FIRST)
    assert alma.locator("#trad").get_attribute("aria-live") is None
    writes(alma, "Skriv ett meddelande", "Tack")
    expect(voice).to_have_text(re.compile(r"^Du .*Skickat$"))


def test_who_waits_for_advice_hears_when_somebody_answers(site: Site, django_db_blocker: Any) -> None:
    done(django_db_blocker, shift, "cecilia", [HELSINGBORG])
    visitor = site.visitor(phone=True).new_page()
    visitor.goto("/helsingborg/radgivning/")
    visitor.get_by_label("Vad vill du prata om?").fill("Vågar jag be om hjälp?")
    visitor.get_by_role("button", name="Börja samtalet").click()
    expect(visitor.locator("[data-live]")).to_have_attribute("data-state", "on")
    cecilia = site.signed_in("Cecilia", "staff")
    cecilia.goto("/helsingborg/arbete/radgivning/")
    cecilia.get_by_role("button", name="Ta samtalet").first.click()
    expect(visitor.locator("[data-announce]")).to_contain_text("Du pratar med Cecilia")
    writes(cecilia, "Skriv här", "Ja. Berätta i din egen takt.")
    expect(visitor.locator("[data-announce]")).to_contain_text("Ja. Berätta i din egen takt.")
    expect(visitor.locator("[data-announce]")).not_to_contain_text("Vågar jag")


def test_what_goes_wrong_in_a_meeting_is_read_aloud(site: Site, django_db_blocker: Any) -> None:
    """The line is hidden while nothing is wrong, and what was hidden is not heard when it is shown."""
    case = done(django_db_blocker, almas_case)
    room = done(django_db_blocker, opened, case)
    alma = site.signed_in("Alma", "resident", phone=True)
    alma.add_init_script("""navigator.mediaDevices.getUserMedia =
        async () => { throw new DOMException("", "NotAllowedError"); }""")
    alma.goto(f"/helsingborg/mina-sidor/arende/{case.id}/video/{room.id}/")
    alma.locator("[data-do=camera]").click()
    expect(alma.locator("[data-line]")).to_contain_text("fick inte använda kameran")
    expect(alma.locator("[data-announce]")).to_contain_text("fick inte använda kameran")
