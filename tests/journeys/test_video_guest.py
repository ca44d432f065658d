"""An interpreter who reads nothing of the case, in a meeting with real pictures: invited, let in, heard, put out."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from brygga.calls.tests.build import opened
from tests.cast import almas_case
from tests.committed import apart
from tests.journeys.calling import caller, with_camera
from tests.journeys.site import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not shutil.which("turnserver"), reason="between residents all is relayed: needs coturn"
    ),
]


@pytest.fixture
def browser(site: Site) -> Iterator[Browser]:
    found = with_camera(site)
    yield found
    found.close()


@pytest.fixture
def room(django_db_blocker: Any) -> tuple[str, str]:
    """Alma's address of an open room in her case, and Cecilia's."""
    with apart(django_db_blocker) as act:
        case = act(almas_case)
        found = act(opened, case)
    rest = f"arende/{case.id}/video/{found.id}/"
    return f"/helsingborg/mina-sidor/{rest}", f"/helsingborg/arbete/{rest}"


def test_an_interpreter_meets_types_and_is_gone_when_the_invitation_is_taken_back(
    site: Site, browser: Browser, room: tuple[str, str]
) -> None:
    cecilia = caller(site, browser, "Cecilia", "staff")
    cecilia.page.goto(f"{room[1]}inbjudna/")
    cecilia.page.get_by_label("Tolk", exact=True).check()
    cecilia.page.get_by_label("Namn", exact=True).fill("Samira Demir")
    cecilia.page.locator("[name=number]").fill("19850102-2399")
    cecilia.page.get_by_role("button", name="Bjud in").click()
    expect(cecilia.page.get_by_text("Samira Demir")).to_be_visible()
    cecilia.is_open_to_all()
    cecilia.comes(room[1])

    samira = caller(site, browser, "Samira", "resident")
    samira.page.goto("/helsingborg/mina-sidor/")
    expect(samira.page.get_by_text("Du har inget ärende som pågår")).to_be_visible()
    samira.page.get_by_role("link", name="Mötet är öppet nu").click()
    expect(samira.page.get_by_role("heading", name="Du är inbjuden till ett videomöte")).to_be_visible()
    samira.is_open_to_all()
    samira.comes(samira.page.url)
    samira.is_told("Du är i väntrummet")
    expect(samira.page.get_by_text("Alma")).to_have_count(0)

    alma = caller(site, browser, "Alma", "resident")
    alma.page.goto(room[0].partition("video/")[0])
    expect(alma.page.get_by_role("heading", name="Inbjudna till möten")).to_be_visible()
    alma.comes(room[0])
    for name in ("Samira Demir", "Alma Nilsson"):
        cecilia.lets_in(name)
    for one in (samira, alma):
        one.is_told("Mötet pågår")
    for one in (cecilia, alma, samira):
        one.until_script("document.querySelectorAll('[data-person]').length === 2")
        one.sees(others=2)
    expect(alma.page.get_by_text("Samira Demir, tolk")).to_be_visible()
    assert ["relay", "relay"] in [seen["way"] for seen in alma.media()]
    samira.is_open_to_all()

    samira.page.get_by_label("Skriv så att de andra ser det").fill("Hon säger: jag är orolig för hyran")
    samira.page.get_by_role("button", name="Visa", exact=True).click()
    for one in (alma, cecilia):
        expect(one.page.locator("[data-captions]")).to_contain_text("Hon säger: jag är orolig för hyran")

    samira.page.get_by_role("button", name="Lämna mötet").click()
    samira.is_told("Du har lämnat mötet")
    alma.until_script("document.querySelectorAll('[data-person]').length === 1")
    samira.page.get_by_role("button", name="Gå tillbaka in").click()
    samira.is_told("Mötet pågår")
    samira.page.locator("[data-do=camera]").click()
    alma.sees(others=2)

    beside = cecilia.page.context.new_page()
    beside.goto(f"{room[1]}inbjudna/")
    beside.get_by_role("button", name="Ta tillbaka inbjudan: Samira Demir").click()
    samira.is_told("Du är inte med i mötet längre")
    alma.until_script("document.querySelectorAll('[data-person]').length === 1")
    samira.page.reload()
    expect(samira.page.get_by_role("heading", name="Här finns ingen sida")).to_be_visible()
