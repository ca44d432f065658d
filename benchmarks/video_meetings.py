"""Time to the first picture, and pictures a second: of two, of two through the relay, of four, of six by the SFU.

All browsers, the server and the relay share this machine, so the figures are what the machine carries, not what a
phone on a real network sees. The first picture is counted from when the last one is let in until everybody sees
everybody.
"""

import sys
from collections.abc import Iterator
from statistics import median
from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from brygga.calls.rules import MOST_IN_ROOM
from brygga.calls.tests.build import opened
from brygga.cases import actions as cases
from brygga.cases.models import Case
from tests.cast import almas_case, at_work, staff
from tests.committed import apart, sweep
from tests.journeys.calling import Caller, caller, with_camera
from tests.journeys.site import CHROMIUM, FLAGS, Site, running

STEADY, SECONDS = 3_000, 8_000
"""Milliseconds: until the pace is steady, and how long it is looked at."""

PEOPLE = {
    "Alma Nilsson": "resident",
    "Bo Ek": "resident",
    "David Berg": "staff",
    "Gun Åberg": "resident",
    "Amir Haddad": "resident",
}
PARTIES = {"Bo Ek": "197903162399", "Gun Åberg": "196408312384", "Amir Haddad": "199609162392"}


@pytest.fixture
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    with running(18_700) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield Site(base, browser)
        browser.close()
    with django_db_blocker.unblock():
        sweep()


def test_meetings(site: Site, django_db_blocker: Any) -> None:
    say(f"\n{'meeting':<14}{'first picture':>14}{'pictures/s, median (least)':>28}   way")
    for name, relayed, people in (
        ("two", False, ["Alma Nilsson"]),
        ("two, relayed", True, ["Alma Nilsson"]),
        ("four", False, ["Alma Nilsson", "Bo Ek", "David Berg"]),
        ("six, by SFU", False, list(PEOPLE)),
    ):
        with apart(django_db_blocker) as act:
            paths = act(a_room, relayed)
        browser = with_camera(site)
        first, rates, ways = meeting(site, browser, people, paths)
        browser.close()
        pace = f"{median(rates):.1f} ({min(rates):.1f})"
        say(f"{name:<14}{first:>12.1f} s{pace:>28}   {', '.join(sorted(ways))}")


def a_room(relayed: bool) -> tuple[str, str]:
    """In a case of Alma's that others read too: the residents' and the staff's address."""
    case = almas_case()
    for name, number in PARTIES.items():
        with at_work(staff("cecilia")) as cecilia:
            fresh = Case.objects.get(id=case.id)
            cases.add_party(cecilia, fresh, cases.NewParty(name=name, number=number, role="other"))
    rest = f"arende/{case.id}/video/{opened(case, relay_only=relayed).id}/"
    return f"/helsingborg/mina-sidor/{rest}", f"/helsingborg/arbete/{rest}"


def meeting(
    site: Site, browser: Browser, people: list[str], paths: tuple[str, str]
) -> tuple[float, list[float], set[str]]:
    """Seconds to the first picture; pictures a second of each that is seen; the kinds of way they took."""
    host = caller(site, browser, "Cecilia Holm", "staff")
    host.comes(paths[1])
    if len(people) >= MOST_IN_ROOM:
        host.page.get_by_role("button", name="Gör plats för fler").click()
    guests = [come(site, browser, person, paths) for person in people]
    for person in people:
        host.lets_in(person)
        began = monotonic()
        host.until_script(f"!document.querySelector('[data-waiting]').textContent.includes('{person}')")
    everyone, others = [host, *guests], len(people)
    for one in everyone:
        one.until(lambda now: sum(seen["frames"] > 0 for seen in now) >= others, 90)
    first = monotonic() - began
    host.page.wait_for_timeout(STEADY)
    return first, *pace(everyone)


def come(site: Site, browser: Browser, person: str, paths: tuple[str, str]) -> Caller:
    guest = caller(site, browser, person, PEOPLE[person])
    guest.comes(paths[PEOPLE[person] == "staff"])
    guest.is_told("Du är i väntrummet")
    return guest


def pace(everyone: list[Caller]) -> tuple[list[float], set[str]]:
    before = [(monotonic(), one.media()) for one in everyone]
    everyone[0].page.wait_for_timeout(SECONDS)
    rates, ways = [], set()
    for one, (since, then) in zip(everyone, before, strict=True):
        now, lasted = one.media(), monotonic() - since
        grown = [(a["frames"] - b["frames"]) / lasted for a, b in zip(now, then, strict=True) if a["frames"]]
        rates += grown  # what one sends oneself by the SFU shows nothing
        ways |= {"/".join(seen["way"]) for seen in now}
    return rates, ways


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
