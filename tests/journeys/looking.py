"""Looking at a page as machines can: axe, the console, widths, targets, headings, the first Tab."""

import os
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

ROOT = Path(__file__).parents[2]
AXE = ROOT / "build" / "test" / "axe.min.js"
PICTURES = ROOT / "build" / "screenshots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROWEST = {"width": 320, "height": 700}
THUMB = 44
NEVER_IN_A_TITLE = re.compile(r"socialtj|nilsson|\balma\b|\bpetra\b|\bcecilia\b|\bdavid\b", re.IGNORECASE)

# .passage-way: a small mark with a wide invisible edge that a thumb hits; "Det stämmer inte" stands large below.
SMALL = """least => [...document.querySelectorAll('a, button, summary, input, select, textarea')].filter(one => {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const label = one.closest('label, .option') || one;
    return box.height > 1 && style.display !== 'inline' && style.visibility === 'visible'
        && !one.matches('.passage-way') && Math.max(box.height, label.getBoundingClientRect().height) < least;
}).map(one => `${one.tagName} ${one.textContent.trim().slice(0, 40)} ${one.className}`)"""

ON_SKIP_LINK = "document.activeElement.matches('.skip-link')"

SHAPE = """() => ({
    wide: document.documentElement.scrollWidth > innerWidth,
    headings: document.querySelectorAll('h1').length,
    title: document.title,
    lang: document.documentElement.lang,
})"""


@dataclass
class Look:
    """One person's window. `wrong` gathers everything, so that one run shows all there is to mend."""

    context: BrowserContext
    who: str
    device: str
    thumb: bool = False
    wrong: list[str] = field(default_factory=list)
    _said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda line: self._said.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self._said.append(str(error)))
        self.size = dict(self.page.viewport_size or {})

    def goes(self, path: str, name: str, status: int = 200) -> None:
        """Open an address and look."""
        self._said.clear()
        answer = self.page.goto(path, wait_until="load")
        got = answer.status if answer else 0
        if got != status:
            self.wrong.append(f"{self.who} {name}: {got}, not {status}")
        self.looks(name)

    def looks(self, name: str) -> None:
        """Look at what is open now, by day and by night."""
        self._holds(name)
        if self.thumb:
            self._unrolled()
        self._axe(name, {"type": "tag", "values": RULES})
        self._picture(name, "light")
        self.page.emulate_media(color_scheme="dark")
        self._axe(f"{name}, dark", {"type": "rule", "values": ["color-contrast"]})
        self._picture(name, "dark")
        self.page.emulate_media(color_scheme="light")
        if self.thumb:
            self._narrow(name)
        for said in self._said:
            if not said.startswith("Failed to load resource") or "status of 5" in said:
                self._blame(name, said)

    def _unrolled(self) -> None:
        """The whole page at once, so that the bar at the foot of a phone covers nothing."""
        tall = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": self.size["width"], "height": max(tall, self.size["height"])})

    def _holds(self, name: str) -> None:
        # An address that names a place begins there, and a form that was wrong begins at what is wrong.
        begins = "#" not in self.page.url and self.page.evaluate("document.activeElement === document.body")
        self.page.keyboard.press("Tab")
        if begins and not self.page.evaluate(ON_SKIP_LINK):
            self._blame(name, "the first Tab does not reach the skip link")
        shape = self.page.evaluate(SHAPE)
        self.page.evaluate("document.activeElement.blur()")
        if shape["headings"] != 1:
            self._blame(name, f"{shape['headings']} h1")
        if NEVER_IN_A_TITLE.search(shape["title"]) or not shape["title"].strip():
            self._blame(name, f"title: {shape['title']!r}")
        if shape["wide"]:
            self._blame(name, "sideways scroll")
        if self.thumb:
            for small in self.page.evaluate(SMALL, THUMB):
                self._blame(name, f"small: {small}")

    def _axe(self, name: str, only: dict[str, Any]) -> None:
        if not self.page.evaluate("'axe' in window"):
            # The debugger's door: the page's own policy lets no script in, and must not.
            session = self.context.new_cdp_session(self.page)
            session.send("Runtime.evaluate", {"expression": _axe_source()})
            session.detach()
        found = self.page.evaluate(
            "only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", only
        )
        for one in found["violations"]:
            for node in one["nodes"]:
                self._blame(name, f"axe {one['id']}: {' '.join(map(str, node['target']))}")

    def _narrow(self, name: str) -> None:
        self.page.set_viewport_size(NARROWEST)  # type: ignore[arg-type]
        if self.page.evaluate(SHAPE)["wide"]:
            self._blame(name, "sideways scroll at 320 px")
        self.page.set_viewport_size(self.size)  # type: ignore[arg-type]

    def _picture(self, name: str, scheme: str) -> None:
        if os.environ.get("BRYGGA_SCREENSHOTS") != "1":
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        file = f"{self.who}-{self.device}-{re.sub(r'[^a-z0-9_]+', '-', name)}-{scheme}.png"
        self.page.screenshot(path=PICTURES / file, full_page=True)

    def _blame(self, name: str, what: str) -> None:
        self.wrong.append(f"{self.who} on {self.device}, {name}: {what}")


@cache
def _axe_source() -> str:
    return AXE.read_text(encoding="utf-8")
