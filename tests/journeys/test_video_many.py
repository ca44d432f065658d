"""A meeting of five, by way of a real SFU: room is made for more, everybody is told, and who is put out is cut off."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from brygga.calls.tests.build import opened
from brygga.cases import actions as cases
from brygga.cases.models import Case
from tests.cast import almas_case, at_work, staff
from tests.committed import apart
from tests.journeys.calling import Caller, caller, with_camera
from tests.journeys.site import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (shutil.which("janus") and shutil.which("turnserver")), reason="needs make media"),
]

OTHERS = {"Bo Ek": "197903162399", "Gun Åberg": "196408312384", "Amir Haddad": "199609162392"}

STAYS = """(() => {
  RTCPeerConnection.prototype.close = () => {};
  WebSocket.prototype.close = () => {};
})()"""
"""A page that does not go when it is told to."""

COMES_BACK = """(ticket) => new Promise((tell) => {
  const line = new WebSocket(ticket.url, "janus-protocol");
  const say = (what) => line.send(JSON.stringify({ transaction: "x", token: ticket.token, ...what }));
  let session = 0, handle = 0;
  line.onopen = () => say({ janus: "create" });
  line.onmessage = ({ data }) => {
    const said = JSON.parse(data);
    if (said.janus === "error") tell(`error ${said.error.code}`);
    else if (!session) {
      session = said.data.id;
      say({ janus: "attach", plugin: "janus.plugin.videoroom", session_id: session });
    }
    else if (!handle) {
      handle = said.data.id;
      const body = { request: "join", ptype: "publisher", room: ticket.room, id: "någon", token: ticket.entry };
      say({ janus: "message", session_id: session, handle_id: handle, body });
    } else if (said.janus === "event") tell(String(said.plugindata.data.error_code ?? said.plugindata.data.videoroom));
  };
})"""
"""Straight to the SFU with what a page was once given."""

UNAUTHORIZED = "433"
"""Of the videoroom: no such token is allowed there."""


@pytest.fixture
def browser(site: Site) -> Iterator[Browser]:
    found = with_camera(site)
    yield found
    found.close()


@pytest.fixture
def paths(django_db_blocker: Any) -> tuple[str, str]:
    """Of a room in a case of Alma's that the others read too."""

    def build() -> str:
        case = almas_case()
        for name, number in OTHERS.items():
            with at_work(staff("cecilia")) as cecilia:
                fresh = Case.objects.get(id=case.id)
                cases.add_party(cecilia, fresh, cases.NewParty(name=name, number=number, role="other"))
        return f"arende/{case.id}/video/{opened(case).id}/"

    with apart(django_db_blocker) as act:
        rest = act(build)
    return f"/helsingborg/mina-sidor/{rest}", f"/helsingborg/arbete/{rest}"


def come(site: Site, browser: Browser, paths: tuple[str, str], name: str, *, camera: bool) -> Caller:
    guest = caller(site, browser, name, "resident")
    guest.comes(paths[0], camera=camera)
    guest.is_told("Du är i väntrummet")
    return guest


def hears(one: Caller, others: int) -> None:
    one.until(lambda now: sum(seen["packets"] > 0 for seen in now) == others)


def watches(one: Caller, cameras: int) -> None:
    """So many pictures, and more of each a moment later."""
    begun = one.until(lambda now: sum(seen["frames"] > 2 for seen in now) == cameras)
    least = sorted(seen["frames"] for seen in begun)[-cameras:]
    one.until(
        lambda now: all(
            more > before + 3
            for more, before in zip(sorted(seen["frames"] for seen in now)[-cameras:], least, strict=True)
        )
    )


def ticket(one: Caller) -> dict[str, Any]:
    """What the page is given to get to the SFU, the next time it asks."""
    with one.page.expect_response("**/utbyte/") as answer:
        pass
    return answer.value.json()["sfu"]  # type: ignore[no-any-return]


@pytest.fixture
def five(site: Site, browser: Browser, paths: tuple[str, str]) -> dict[str, Caller]:
    """Four in a full room, and Amir who waits."""
    cecilia = caller(site, browser, "Cecilia", "staff")
    cecilia.comes(paths[1])
    cecilia.is_told("Mötet pågår")
    found = {"Cecilia": cecilia}
    for name in ("Alma Nilsson", "Bo Ek", "Gun Åberg"):
        found[name.split()[0]] = come(site, browser, paths, name, camera=name == "Alma Nilsson")
        cecilia.lets_in(name)
    for one in found.values():
        hears(one, 3)
    found["Amir"] = caller(site, browser, "Amir Haddad", "resident")
    found["Amir"].comes(paths[0])
    found["Amir"].is_told("Rummet är fullt")
    return found


def test_five_meet_by_the_sfu_and_who_is_put_out_is_cut_off_by_it(five: dict[str, Caller]) -> None:
    cecilia, alma, amir = five["Cecilia"], five["Alma"], five["Amir"]
    cecilia.page.get_by_role("button", name="Gör plats för fler").click()
    for one in (cecilia, alma):
        expect(one.page.get_by_text("I servern är de inte krypterade.")).to_be_visible()
    amir.is_told("Du är i väntrummet")
    expect(amir.page.get_by_text("där de inte är krypterade")).to_be_visible()
    cecilia.lets_in("Amir Haddad")
    for one in five.values():
        hears(one, 4)
    watches(cecilia, 2)
    watches(amir, 2)
    watches(alma, 2)

    alma.page.get_by_label("Skriv så att de andra ser det").fill("Vi ses i juni")
    alma.page.get_by_role("button", name="Visa", exact=True).click()
    for one in (cecilia, amir):
        expect(one.page.locator("[data-captions]")).to_contain_text("Vi ses i juni")
    expect(amir.page.locator("[data-person]").filter(has_text="Bo Ek")).to_have_attribute(
        "data-camera", "off"
    )
    cecilia.is_open_to_all()

    alma.page.reload()
    alma.is_told("Mötet pågår")
    hears(alma, 4)
    watches(cecilia, 2)

    kept = ticket(amir)
    amir.page.evaluate(STAYS)
    cecilia.page.get_by_role("button", name="Ta ut ur mötet: Amir Haddad").click()
    amir.is_told("Du kom inte med i mötet")
    for name in ("Cecilia", "Alma", "Bo", "Gun"):
        five[name].until_script("document.querySelectorAll('[data-person]').length === 3")
    # his page holds on to all it had, and asks again with all it was given
    amir.page.wait_for_timeout(2_000)
    before = amir.media()
    amir.page.wait_for_timeout(2_000)
    assert [one["packets"] for one in amir.media()] == [one["packets"] for one in before]
    assert amir.page.evaluate(COMES_BACK, kept) == UNAUTHORIZED
    assert amir.page.evaluate(COMES_BACK, kept | {"token": "hemligt"}) == "error 403"

    cecilia.page.get_by_role("button", name="Avsluta för alla").click()
    for name in ("Cecilia", "Alma", "Bo", "Gun"):
        five[name].is_told("Mötet är slut")
        assert five[name].media() == []
