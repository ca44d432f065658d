"""People in a video meeting: browsers with a camera and a microphone that are made up, and what they see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.journeys.looking import AXE, RULES
from tests.journeys.site import CHROMIUM, FLAGS, Site, choose

CAMERA = (
    *("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"),
    *("--allow-loopback-in-peer-connection", "--autoplay-policy=no-user-gesture-required"),
)

KEEP = """(() => {
  const Real = window.RTCPeerConnection;
  window.connections = [];
  window.RTCPeerConnection = class extends Real {
    constructor(...given) { super(...given); window.connections.push(this); }
  };
})()"""
"""The page's own connections, for a test to ask what went through them."""

MEDIA = """async () => {
  const seen = [];
  for (const pc of window.connections.filter((one) => one.connectionState === "connected")) {
    const stats = [...(await pc.getStats()).values()];
    const named = (id) => stats.find((one) => one.id === id);
    const video = stats.find((one) => one.type === "inbound-rtp" && one.kind === "video");
    const sound = stats.find((one) => one.type === "inbound-rtp" && one.kind === "audio");
    const way = named(stats.find((one) => one.type === "transport")?.selectedCandidatePairId);
    seen.push({
      frames: video?.framesDecoded ?? 0, packets: sound?.packetsReceived ?? 0, fps: video?.framesPerSecond ?? 0,
      width: video?.frameWidth ?? 0,
      way: way ? [named(way.localCandidateId)?.candidateType, named(way.remoteCandidateId)?.candidateType] : [],
    });
  }
  return seen;
}"""


def with_camera(site: Site) -> Browser:
    """A browser whose camera shows a moving picture and whose microphone beeps."""
    return site.browser.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, *CAMERA])


@dataclass
class Caller:
    """Somebody at the page of a meeting."""

    page: Page

    def comes(self, path: str, *, camera: bool = True) -> None:
        self.page.goto(path)
        if camera:
            self.page.locator("[data-do=camera]").click()
            expect(self.page.locator("[data-do=camera]")).to_have_attribute("aria-pressed", "true")
        self.page.get_by_role("button", name="Jag är redo").click()

    def is_told(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def media(self) -> list[dict[str, Any]]:
        return self.page.evaluate(MEDIA)  # type: ignore[no-any-return]

    def sees(self, others: int = 1, frames: int = 3) -> list[dict[str, Any]]:
        """Wait until pictures and sound of so many come through, and more of them a moment later."""
        first = self.until(lambda now: len(now) >= others and all(one["frames"] >= frames for one in now))
        more = [one["frames"] + 3 for one in first]
        return self.until(
            lambda now: (
                len(now) >= others
                and all(one["frames"] >= least for one, least in zip(now, more, strict=False))
                and all(one["packets"] > 0 for one in now)
            )
        )

    def until(
        self, holds: Callable[[list[dict[str, Any]]], bool], seconds: float = 25
    ) -> list[dict[str, Any]]:
        now: list[dict[str, Any]] = []
        for _ in range(int(seconds * 10)):
            now = self.media()
            if holds(now):
                return now
            self.page.wait_for_timeout(100)
        raise AssertionError(f"It did not come: {now}")

    def until_script(self, holds: str, seconds: float = 20) -> None:
        """The page forbids scripts that are made of text while they run, so it is asked again and again."""
        for _ in range(int(seconds * 10)):
            if self.page.evaluate(holds):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"It did not come: {holds}")

    def is_open_to_all(self) -> None:
        """What axe finds wrong with the page as it is now: nothing."""
        if not AXE.is_file():  # it comes with `make setup`
            return
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        only = {"runOnly": {"type": "tag", "values": RULES}}
        found = self.page.evaluate("only => axe.run(document, only)", only)
        wrong = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found["violations"]]
        assert not wrong, wrong

    def lets_in(self, name: str) -> None:
        self.page.get_by_role("button", name=f"Släpp in: {name}").click()


def caller(site: Site, browser: Browser, person: str, door: str, slug: str = "helsingborg") -> Caller:
    context = browser.new_context(base_url=site.base, locale="sv-SE", viewport={"width": 1000, "height": 800})
    context.set_default_timeout(20_000)
    context.add_init_script(KEEP)
    page = context.new_page()
    page.goto(f"/{slug}/logga-in/{door}/")
    choose(page, person)
    return Caller(page)
