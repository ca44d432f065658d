"""What every answer keeps to, whoever asks: nothing without a token, nothing kept, nothing framed, nothing logged."""

import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from brygga.concerns.tests.at_work import known
from brygga.demo import alma
from brygga.ground import clock
from tests.attack.test_addresses import CLOSED, EXTERNAL, NAMES, ROUTES, _ids, address
from tests.cast import ALMA, resident, staff
from tests.committed import sweep
from tests.doors import client_for

ALMAS_NUMBER = ALMA[0]
WHO = {"resident": "alma", "staff": "cecilia", "administration": "gustav"}


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[dict[str, object]]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        alma.load(clock.today())
        yield {**_ids("where true")}
        sweep()


@pytest.fixture(scope="module")
def rightful(lived: dict[str, object]) -> dict[str, Client]:
    """Whoever each permit is for."""
    return {
        "open": client_for(None),
        "resident": client_for(resident(ALMA)),
        "staff": client_for(staff("cecilia")),
        "professional": client_for(known()),
        "administration": client_for(staff("gustav")),
    }


def events() -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute("select count(*) from ground_event")
        (number,) = cursor.fetchone() or (0,)
    connections["owner"].close()
    return int(number)


@pytest.mark.parametrize("name", CLOSED)
def test_nothing_is_done_without_a_token(
    rightful: dict[str, Client], lived: dict[str, object], name: str
) -> None:
    """Another site may make a browser send a form, with all its cookies; it cannot know the token."""
    permit, pattern = ROUTES[name]
    client = Client(enforce_csrf_checks=True)
    client.cookies = rightful[permit].cookies
    before = events()
    answer = client.post(address(pattern, "helsingborg", lived), {"x": "y"})  # type: ignore[arg-type]
    assert answer.status_code == 403
    assert events() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_answered_and_do_nothing(
    rightful: dict[str, Client], lived: dict[str, object], method: str
) -> None:
    before = events()
    for name, (permit, pattern) in ROUTES.items():
        if name in EXTERNAL:
            continue
        answer = getattr(rightful[permit], method)(address(pattern, "helsingborg", lived))  # type: ignore[arg-type]
        assert answer.status_code < 500, name
        answer.close()
    written = events() - before
    assert written <= 2, "at most that the case was read"


@pytest.mark.parametrize("name", [name for name in ROUTES if name not in EXTERNAL])
def test_every_answer_carries_its_headers(
    rightful: dict[str, Client], lived: dict[str, object], name: str
) -> None:
    permit, pattern = ROUTES[name]
    answer = rightful[permit].get(address(pattern, "helsingborg", lived))  # type: ignore[arg-type]
    headers = answer.headers
    policy = headers["Content-Security-Policy"]
    for part in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ):
        assert part in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    if permit != "open":
        assert "no-store" in headers["Cache-Control"]
    answer.close()


def test_cookies_are_for_the_server_only(rightful: dict[str, Client]) -> None:
    """No script reads them, and no other site sends them along with a form."""
    answer = rightful["resident"].get("/helsingborg/mina-sidor/ansok/income_support/")
    for cookie in answer.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] in {"Lax", "Strict"}
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY


def test_no_name_or_number_comes_into_a_log(
    rightful: dict[str, Client], lived: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name, (permit, pattern) in ROUTES.items():
        if name in EXTERNAL:
            continue
        where = address(pattern, "helsingborg", lived)  # type: ignore[arg-type]
        rightful[permit].get(where).close()
        rightful["open"].post(where, {"q": ALMAS_NUMBER, "text": "Alma"}).close()
    rightful["staff"].post("/helsingborg/arbete/sok/", {"q": ALMAS_NUMBER}).close()
    assert not [record for record in caplog.messages if any(word in record for word in NAMES)]
    assert not [record for record in caplog.messages if "|s|" in record or "|r|" in record], "no reach either"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.1:80:80", "a" * 300])
def test_another_host_name_is_refused(lived: dict[str, object], host: str) -> None:
    """Else addresses in answers could be led elsewhere."""
    assert Client(headers={"host": host}).get("/helsingborg/").status_code in {400, 404}


@pytest.mark.parametrize(
    "where",
    [
        "/helsingborg/%00/",
        "/helsingborg/mina-sidor/arende/%27%20or%201=1/",
        "/helsingborg/../../etc/passwd",
        "/static/../settings.py",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/tema/..%2f..%2fsettings.css",
        "/" + "a/" * 2000,
        "/helsingborg/arbete/?q=%ff%fe",
        "/h\u00e4lsingborg/",
        "//evil.example/",
    ],
)
def test_strange_addresses_are_not_found(lived: dict[str, object], where: str) -> None:
    answer = client_for(staff("cecilia")).get(where)
    assert answer.status_code in {200, 301, 302, 400, 404}
    assert "evil.example" not in answer.headers.get("Location", "")
    assert "BRYGGA_" not in b"".join(answer).decode(errors="replace")
