"""What the reverse proxy is told in docs/how-to/deploy.md holds for the addresses that there are."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

TOLD = Path(__file__).parents[2] / "docs" / "how-to" / "deploy.md"
LIKE = {"uuid": "01a0999b-ce00-75ad-be34-e3b74dab8020", "slug": "helsingborg", "int": "7"}


def addresses(under: URLResolver, before: str = "") -> Iterator[tuple[str, bool]]:
    """One address of each kind, and whether a stream answers there."""
    for one in under.url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one, path)
        elif isinstance(one, URLPattern):
            filled = re.sub(r"<(?:(\w+):)?\w+>", lambda found: LIKE.get(found[1] or "", "x"), path)
            yield f"/{filled}", getattr(one.callback, "__name__", "") == "stream"


def test_every_stream_and_nothing_else_is_led_to_the_streams() -> None:
    found = re.search(r"location ~ (\S+) \{", TOLD.read_text(encoding="utf-8"))
    assert found
    led = {(path, bool(re.search(found[1], path))) for path, _stream in addresses(get_resolver())}
    assert led == set(addresses(get_resolver()))
    assert sum(stream for _path, stream in led) >= 6
