"""Our own line drawings, inlined in the page: icons, municipality marks and skylines.

Each file under `static/brygga/` is a sheet of `<symbol id viewBox>` elements, so that
it can also be opened and looked at in a browser.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

SHEETS = Path(__file__).parent / "static" / "brygga"
SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)" viewBox="([0-9. -]+)">(.*?)</symbol>', re.DOTALL)
FALLBACK = "brygga"


@cache
def _sheet(name: str) -> dict[str, tuple[str, str]]:
    text = (SHEETS / f"{name}.svg").read_text(encoding="utf-8")
    return {found[1]: (found[2], " ".join(found[3].split())) for found in SYMBOL.finditer(text)}


def _draw(sheet: str, name: str, css: str) -> Markup:
    box, shapes = _sheet(sheet)[name]
    return Markup(  # noqa: S704 - our own files, no input
        f'<svg class="{css}" viewBox="{box}" aria-hidden="true" focusable="false">{shapes}</svg>'
    )


@cache
def icon(name: str, css: str = "icon") -> Markup:
    """A 24 by 24 icon. An unknown name is a KeyError: a page never lacks one silently."""
    return _draw("icons", name, css)


@cache
def mark(slug: str) -> Markup:
    """The municipality's mark, or Brygga's own bridge."""
    return _draw("marks", slug if slug in _sheet("marks") else FALLBACK, "mark")


@cache
def skyline(slug: str) -> Markup:
    """The drawing in the start hero: decoration only."""
    return _draw("skylines", slug if slug in _sheet("skylines") else FALLBACK, "skyline")
