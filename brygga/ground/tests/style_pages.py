"""The living style pages: every macro with invented data, served with the product's own policy.

`python -m brygga.ground.tests.style_pages 8200` serves them at http://127.0.0.1:8200/ to look at.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from jinja2 import FileSystemLoader

from brygga.ground import theme

HERE = Path(__file__).parent
GROUND = HERE.parent
STATIC = (GROUND / "static", GROUND.parent.parent / "build" / "static")
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
SEEDS = {"helsingborg": "#0f3b73", "landskrona": "#9c3a2b", "bjuv": "#2e6b3f", "angelholm": "#0a6870"}
NAMES = {"helsingborg": "Helsingborg", "landskrona": "Landskrona", "bjuv": "Bjuv", "angelholm": "Ängelholm"}
RESIDENT_NAV = [("Mina ärenden", "#", True), ("Bokningar", "#", False)]
STAFF_NAV = [("Ärenden", "#", True), ("Kalender", "#", False), ("Telefon och chatt", "#", False)]
ROOM_NAV = [("Får hon?", "#", True), ("Avtal", "#", False), ("Delegationer", "#", False)]
# page -> (its municipality, who reads, the menu)
PAGES: dict[str, tuple[str, str, list[tuple[str, str, bool]]]] = {
    "case": ("helsingborg", "Alma Nilsson", RESIDENT_NAV),
    "start": ("landskrona", "", []),
    "form": ("angelholm", "Alma Nilsson", RESIDENT_NAV),
    "receipt": ("bjuv", "Alma Nilsson", RESIDENT_NAV),
    "workspace": ("landskrona", "David Berg", STAFF_NAV),
    "room": ("helsingborg", "Eva Persson", ROOM_NAV),
    "letter": ("helsingborg", "Alma Nilsson", []),
    "404": ("helsingborg", "", []),
    "offline": ("bjuv", "", []),
}


def configure() -> None:
    """Enough of Django to render alone; the test suite has the real settings."""
    if settings.configured:
        return
    import django

    settings.configure(STATIC_URL="/static/", LANGUAGE_CODE="sv", USE_I18N=True, USE_TZ=True)
    django.setup()


def municipality(slug: str) -> SimpleNamespace:
    return SimpleNamespace(
        slug=slug,
        name=NAMES[slug],
        full_name="Helsingborgs stad" if slug == "helsingborg" else NAMES[slug],
        phone="040-628 04 10",
        on_call_phone="040-628 04 19",
        hours=[("Vardagar", "8–16")],
        visit_address="Drottninggatan 7",
        theme_url=f"/tema/{slug}.css",
    )


def render(page: str, slug: str | None = None, language: str = "sv") -> str:
    """One style page as HTML."""
    from brygga.ground.templating import environment

    own, reader, menu = PAGES[page]
    stockholm = ZoneInfo("Europe/Stockholm")
    made = environment(loader=FileSystemLoader([GROUND / "templates", HERE / "style"]))
    context: dict[str, Any] = {
        "municipality": municipality(slug or own),
        "owner": municipality("helsingborg") if page == "workspace" else None,
        "theme_urls": [f"/tema/{one}.css" for one in SEEDS],
        "user_name": reader,
        "nav": menu,
        "links": {
            "sign_in": "#",
            "sign_out": "#",
            "languages": "#",
            "leave_help": "#",
            "accessibility": "#",
            "your_data": "#",
        },
        "language": language,
        "now": datetime(2026, 11, 20, 10, 42, tzinfo=stockholm),
        "today": date(2026, 11, 20),
        "due": date(2026, 12, 5),
        "answer_by": date(2026, 11, 27),
        "minute_ago": datetime(2026, 11, 20, 10, 41, tzinfo=stockholm),
        "visit": date(2026, 11, 12),
    }
    return made.get_template(f"{page}.html").render(context)


class StylePages(BaseHTTPRequestHandler):
    """`/<page>?kommun=bjuv&sprak=ar`, `/tema/<slug>.css` and static files."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = {key: value[0] for key, value in parse_qs(address.query).items()}
        name = address.path.strip("/") or "case"
        if name.startswith("static/"):
            self._static(name.removeprefix("static/"))
        elif name.startswith("tema/"):
            slug = name.removeprefix("tema/").removesuffix(".css")
            self._send(theme.css(slug, SEEDS[slug]).encode(), "text/css")
        elif name in PAGES:
            page = render(name, query.get("kommun"), query.get("sprak", "sv"))
            self._send(page.encode(), "text/html; charset=utf-8")
        else:
            self.send_error(404)

    def _static(self, name: str) -> None:
        for folder in STATIC:
            if (folder / name).is_file():
                self._send((folder / name).read_bytes(), TYPES.get(Path(name).suffix, "text/plain"))
                return
        self.send_error(404)

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def server(port: int = 0) -> ThreadingHTTPServer:
    return ThreadingHTTPServer(("127.0.0.1", port), StylePages)


if __name__ == "__main__":
    configure()
    server(int(sys.argv[1]) if len(sys.argv) > 1 else 8200).serve_forever()
