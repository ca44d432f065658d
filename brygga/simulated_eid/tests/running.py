"""The provider as its own process, and a browser that walks through its page."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import requests

RESIDENT_CALLBACK = "http://127.0.0.1:8000/logga-in/klart"
STAFF_CALLBACK = "http://127.0.0.1:8000/personal/logga-in/klart"
PROFESSIONAL_CALLBACK = "http://127.0.0.1:8000/yrke/logga-in/klart"
AFTER_LOGOUT = "http://127.0.0.1:8000/"


@contextmanager
def provider(jwks: Path) -> Iterator[str]:
    """A running provider's issuer."""
    port = free_port()
    issuer = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        command(port, issuer, jwks), env={**os.environ, "BRYGGA_DEMO": "1"}, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(issuer)
        yield issuer
    finally:
        process.terminate()
        process.wait(10)


def command(port: int, issuer: str, jwks: Path) -> list[str]:
    """The command line of a provider for all doors."""
    return [
        *(sys.executable, "-m", "brygga.simulated_eid"),
        *("--port", str(port), "--issuer", issuer, "--jwks", str(jwks)),
        *("--resident-redirect", RESIDENT_CALLBACK, "--staff-redirect", STAFF_CALLBACK),
        *("--professional-redirect", PROFESSIONAL_CALLBACK),
        *("--post-logout", AFTER_LOGOUT),
    ]


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _wait_for(issuer: str) -> None:
    for _attempt in range(100):
        try:
            return get(issuer + "/jwks").raise_for_status()
        except requests.ConnectionError:
            time.sleep(0.1)
    raise TimeoutError("The simulated e-ID did not start.")


def get(url: str) -> requests.Response:
    """What a browser sees at `url`, redirects not followed."""
    with _browser() as browser:
        return browser.get(url, timeout=10, allow_redirects=False)


def choose(authorize_url: str, person: str | None) -> dict[str, str]:
    """Go to the provider, choose a person or None to cancel; returns what comes back to the callback."""
    page = get(authorize_url)
    if page.is_redirect:
        return answer(page)
    ticket = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert ticket, page.text
    form = {"ticket": ticket[1], **({"person": person} if person else {})}
    with _browser() as browser:
        return answer(
            browser.post(urljoin(authorize_url, "choose"), data=form, timeout=10, allow_redirects=False)
        )


def answer(redirect: requests.Response) -> dict[str, str]:
    """The query parameters of a redirect to one of our callbacks."""
    location = redirect.headers["Location"]
    assert location.startswith((RESIDENT_CALLBACK, STAFF_CALLBACK, PROFESSIONAL_CALLBACK))
    return dict(parse_qsl(urlsplit(location).query))


def changed(url: str, **params: str | None) -> str:
    """The same address with query parameters replaced, or taken out where None."""
    parts = urlsplit(url)
    query = {**dict(parse_qsl(parts.query)), **params}
    kept = {name: value for name, value in query.items() if value is not None}
    return parts._replace(query=urlencode(kept)).geturl()


def _browser() -> requests.Session:
    browser = requests.Session()
    browser.trust_env = False
    return browser
