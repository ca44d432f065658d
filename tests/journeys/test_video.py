"""Meetings by video in real browsers: pictures and sound go through, or nothing does."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from brygga.calls.tests.build import opened
from tests.cast import almas_case
from tests.journeys.calling import Caller, caller, with_camera
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

needs_relay = pytest.mark.skipif(not shutil.which("turnserver"), reason="needs coturn (make relay)")


@pytest.fixture
def browser(site: Site) -> Iterator[Browser]:
    found = with_camera(site)
    yield found
    found.close()


@pytest.fixture
def room(django_db_blocker: Any) -> Callable[..., tuple[str, str]]:
    """Opens a room in a case of Alma's and gives the residents' and the staff's address."""

    def open_one(*, relay_only: bool = False) -> tuple[str, str]:
        with django_db_blocker.unblock(), ThreadPoolExecutor(1) as apart:
            case = apart.submit(almas_case).result()
            found = apart.submit(lambda: opened(case, relay_only=relay_only)).result()
        rest = f"arende/{case.id}/video/{found.id}/"
        return f"/helsingborg/mina-sidor/{rest}", f"/helsingborg/arbete/{rest}"

    return open_one


def meet(site: Site, browser: Browser, paths: tuple[str, str]) -> tuple[Caller, Caller]:
    """Cecilia receives, Alma waits and is let in."""
    alma, cecilia = caller(site, browser, "Alma", "resident"), caller(site, browser, "Cecilia", "staff")
    alma.comes(paths[0])
    alma.is_told("Du är i väntrummet")
    cecilia.comes(paths[1])
    cecilia.is_told("Mötet pågår")
    cecilia.lets_in("Alma Nilsson")
    alma.is_told("Mötet pågår")
    return alma, cecilia


def test_two_see_and_hear_each_other_and_come_back_after_a_reload(
    site: Site, browser: Browser, room: Any
) -> None:
    paths = room()
    alma, cecilia = meet(site, browser, paths)
    david = caller(site, browser, "David", "staff")
    david.comes(paths[1], camera=False)
    david.is_told("Du är i väntrummet")
    for one in (alma, cecilia):
        one.sees()
    # who waits has nothing: no connection, no names of how to make one
    assert david.page.evaluate("window.connections.length") == 0
    expect(david.page.locator("[data-person]")).to_have_count(0)

    alma.page.get_by_label("Skriv så att de andra ser det").fill("Tolken säger: god dag")
    alma.page.get_by_role("button", name="Visa", exact=True).click()
    expect(cecilia.page.locator("[data-captions]")).to_contain_text("Tolken säger: god dag")

    alma.page.reload()
    alma.is_told("Mötet pågår")
    alma.sees()
    cecilia.sees()

    cecilia.page.get_by_role("button", name="Avsluta för alla").click()
    for one in (alma, cecilia, david):
        one.is_told("Mötet är slut")
    assert alma.media() == []
    expect(cecilia.page.get_by_role("link", name="Skriv en anteckning om mötet")).to_be_visible()


@needs_relay
def test_where_addresses_are_hidden_everything_is_relayed(site: Site, browser: Browser, room: Any) -> None:
    for one in meet(site, browser, room(relay_only=True)):
        assert [seen["way"] for seen in one.sees()] == [["relay", "relay"]]


@needs_relay
def test_a_wrong_credential_never_connects(site: Site, browser: Browser, room: Any) -> None:
    """A relay that lets anybody in would make this fail: the credential is what the relayed meeting hangs on."""
    alma, cecilia = caller(site, browser, "Alma", "resident"), caller(site, browser, "Cecilia", "staff")
    alma.page.add_init_script("""(() => {
      const Real = window.RTCPeerConnection;
      window.RTCPeerConnection = class extends Real {
        constructor(given) {
          super({ ...given, iceServers: given.iceServers.map((one) => ({ ...one, credential: "fel" })) });
          this.addEventListener("icecandidateerror", (event) => { window.refusedWith = event.errorCode; });
        }
      };
    })()""")
    paths = room(relay_only=True)
    alma.comes(paths[0])
    alma.is_told("Du är i väntrummet")
    cecilia.comes(paths[1])
    cecilia.lets_in("Alma Nilsson")
    alma.is_told("Mötet pågår")
    alma.until_script("window.refusedWith === 401")
    assert [one.media() for one in (alma, cecilia)] == [[], []]
