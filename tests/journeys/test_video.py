"""Meetings by video in real browsers: pictures and sound go through, or nothing does."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from brygga.calls.tests.build import opened
from tests.cast import almas_case
from tests.committed import apart
from tests.journeys.calling import Caller, caller, with_camera
from tests.journeys.site import Site

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.browser

SENDS_SCREEN = """window.connections.some((pc) => pc.connectionState === "connected"
  && pc.getSenders().some((one) => one.track?.label.startsWith("screen")))"""

needs_relay = pytest.mark.skipif(not shutil.which("turnserver"), reason="needs coturn (make media)")


@pytest.fixture
def browser(site: Site) -> Iterator[Browser]:
    found = with_camera(site)
    yield found
    found.close()


@pytest.fixture
def room(django_db_blocker: Any) -> Callable[..., tuple[str, str]]:
    """Opens a room in a case of Alma's and gives the residents' and the staff's address."""

    def open_one(*, relay_only: bool = False) -> tuple[str, str]:
        with apart(django_db_blocker) as act:
            case = act(almas_case)
            found = act(lambda: opened(case, relay_only=relay_only))
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
    # neither is thrown to the top of the page when the button they pressed is gone
    alma.until_script("document.activeElement.matches('[data-words]')")
    cecilia.until_script("document.activeElement.matches('#vantar')")
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

    alma.page.locator("[data-do=screen]").click()
    expect(alma.page.get_by_text("De andra ser din skärm nu.")).to_be_visible()
    alma.until_script(SENDS_SCREEN)
    cecilia.sees()
    alma.page.locator("[data-do=screen]").click()
    alma.until_script(f"!({SENDS_SCREEN})")

    alma.page.get_by_label("Skriv så att de andra ser det").fill("Tolken säger: god dag")
    alma.page.get_by_role("button", name="Visa", exact=True).click()
    expect(cecilia.page.locator("[data-captions]")).to_contain_text("Tolken säger: god dag")

    alma.page.reload()
    alma.is_told("Mötet pågår")
    alma.sees()
    cecilia.sees()

    cecilia.lets_in("David Berg")
    for one in (alma, cecilia):
        one.until_script("document.querySelectorAll('[data-person]').length === 2")
        one.is_open_to_all()
    # three share what two had; David shows no picture
    cecilia.until(lambda now: len(now) == 2 and any(0 < seen["width"] <= 320 for seen in now))

    cecilia.page.get_by_role("button", name="Ta ut ur mötet: David Berg").click()
    david.is_told("Du kom inte med i mötet")
    alma.until_script("document.querySelectorAll('[data-person]').length === 1")

    cecilia.page.get_by_role("button", name="Avsluta för alla").click()
    for one in (alma, cecilia):
        one.is_told("Mötet är slut")
    assert alma.media() == []
    expect(cecilia.page.get_by_role("link", name="Skriv en anteckning om mötet")).to_be_visible()


@needs_relay
def test_where_addresses_are_hidden_everything_is_relayed(site: Site, browser: Browser, room: Any) -> None:
    for one in meet(site, browser, room(relay_only=True)):
        assert [seen["way"] for seen in one.sees()] == [["relay", "relay"]]
        one.page.context.set_offline(True)
        expect(one.page.locator("[data-line]")).to_have_text(re.compile("^Ingen anslutning"))
        one.page.context.set_offline(False)
        expect(one.page.locator("[data-line]")).to_be_hidden()
        one.is_told("Mötet pågår")


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


TWO = """async () => {
  const ids = { a: "a-seat", b: "b-seat" }, heard = [], poor = [];
  const made = {};
  for (const [me, other] of [["a", "b"], ["b", "a"]]) {
    let number = 0;
    made[me] = new window.BryggaPeers({
      say: (one) => setTimeout(() => made[other].hear({ ...one, from: me, seat: ids[me], number: ++number })),
      beside: (_id, text) => heard.push(text), poor: (_id, rests) => poor.push(rests),
      stream() {}, state() {}, gone() {}, refresh: async () => {},
    });
    made[me].servers = [];
  }
  const paper = document.createElement("canvas").getContext("2d");
  setInterval(() => paper.fillRect(0, 0, Math.random() * 100, 100), 40);
  await made.a.send("video", paper.canvas.captureStream(20).getVideoTracks()[0]);
  for (const [me, other] of [["a", "b"], ["b", "a"]])
    made[me].meet(me, [{ id: other, seat: ids[other], way: "direct" }]);
  const peer = (me) => [...made[me].peers.values()][0];
  const until = async (holds) => {
    for (let n = 0; n < 150 && !holds(); n += 1) await new Promise((go) => setTimeout(go, 100));
    return holds();
  };
  const joined = () => ["a", "b"].every((me) => peer(me).pc?.connectionState === "connected");
  const told = { met: await until(joined) };
  const before = peer("a").pc.localDescription.sdp, same = peer("a").pc;
  await peer("a").mend();
  const described = () => peer("a").pc.localDescription.sdp !== before && peer("a").pc.signalingState === "stable";
  told.mended = await until(() => described() && joined());
  told.same = peer("a").pc === same;
  peer("b").drop();
  peer("b").again();
  told.anew = await until(() => peer("a").pc !== same && joined());
  told.room = await until(() => peer("b").beside?.readyState === "open");
  made.a.tellAll("hej");
  told.beside = await until(() => heard.includes("hej"));
  const active = () => peer("a").upload.sender("video").getParameters().encodings[0].active;
  for (let n = 0; n < 2; n += 1) peer("a").upload.strain.judge({ loss: 0.3, room: 500_000 });
  told.rests = await until(() => active() === false);
  for (let n = 0; n < 4; n += 1) peer("a").upload.strain.judge({ loss: 0, room: 500_000 });
  told.back = await until(() => active() === true);
  told.poor = poor;
  return told;
}"""


def test_what_breaks_is_mended_and_a_weak_network_rests_the_picture(site: Site, browser: Browser) -> None:
    """The connections alone, both ends in one page."""
    page = browser.new_context(base_url=site.base, locale="sv-SE").new_page()
    page.goto("/helsingborg/kamera-test/")
    for name in ("sending", "peers"):
        script = (ROOT / f"brygga/calls/static/brygga/{name}.js").read_text(encoding="utf-8")
        page.evaluate(f"() => {{ {script} }}")
    told = page.evaluate(TWO)
    assert told.pop("poor") == [True, False]
    assert all(told.values()), told


def test_camera_and_sound_are_tried_without_anybody_else(site: Site, browser: Browser) -> None:
    page = browser.new_context(base_url=site.base, locale="sv-SE").new_page()
    asked: list[str] = []
    page.goto("/helsingborg/kamera-test/")
    page.on("request", lambda one: asked.append(one.url))
    page.get_by_role("button", name="Prova kamera och mikrofon").click()
    expect(page.get_by_text("Så här ser de andra dig.")).to_be_visible()
    expect(page.get_by_text("Mikrofonen fungerar.")).to_be_visible()
    page.get_by_role("button", name="Spela ett ljud").click()
    page.get_by_role("button", name="Stäng av kameran").click()
    expect(page.get_by_text("Kameran är av.")).to_be_visible()
    assert all("/static/" in url for url in asked), asked
