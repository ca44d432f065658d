"""Text messages over a provider's HTTP API, against a server of the test's own that speaks it (46elks's /a1/sms)."""

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest

from brygga.cases.models import Case
from brygga.ground import clock
from brygga.messages import actions, jobs
from brygga.messages.models import Notice
from brygga.messages.rules import mobile
from brygga.messages.tests.build import says
from brygga.messages.tests.mail import at_once
from tests.cast import ALMA, PETRA, almas_case, at_work, resident, staff
from tests.doors import client_for

__all__ = ["at_once"]

pytestmark = pytest.mark.django_db
NUMBER = "+46701740605"
PAGE = "/helsingborg/mina-sidor/aviseringar/"


class Provider(ThreadingHTTPServer):
    """Takes text messages from the user u1 with the password p@ss; `answers` come before its own."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.taken: list[dict[str, str]] = []
        self.answers: list[tuple[int, str]] = []


class _Desk(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        code, said = self._answer({name: values[0] for name, values in parse_qs(body).items()})
        self.send_response(code)
        self.end_headers()
        self.wfile.write(said.encode())

    def _answer(self, form: dict[str, str]) -> tuple[int, str]:
        if self.path != "/a1/sms":
            return 404, "Not found"
        if self.headers["Authorization"] != "Basic " + base64.b64encode(b"u1:p@ss").decode():
            return 401, "API access requires Basic HTTP authentication"
        if self.server.answers:
            return self.server.answers.pop(0)
        if not {"from", "to", "message"} <= form.keys() or not form["to"].startswith("+"):
            return 400, "Invalid parameters"
        self.server.taken.append(form)
        return 200, json.dumps({"status": "created", "id": "s1", **form})

    def log_message(self, *_said: Any) -> None:
        """Silent."""


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    provider = Provider()
    Thread(target=provider.serve_forever, daemon=True).start()
    settings.SMTP_URL = ""
    settings.SMS_URL = f"http://u1:p%40ss@127.0.0.1:{provider.server_port}/a1/sms"
    settings.MAIL_TIMEOUT_SECONDS = 2
    yield provider
    provider.shutdown()
    provider.server_close()


def asked_to_tell() -> Case:
    case = almas_case()
    with at_work(resident(ALMA)) as alma:
        actions.choose_notices(alma, "neutral", NUMBER, "sms")
    says(staff("cecilia"), case, "Du får hjälp med hyran")
    return case


def notice(case: Case) -> Notice:
    with at_work(staff("cecilia")):
        found: Notice = Notice.objects.get(case=case)
        return found


def test_a_text_message_tells_neither_what_nor_from_whom(provider: Provider) -> None:
    asked_to_tell()
    assert jobs.send_notices() == 1
    assert jobs.send_notices() == 0
    (taken,) = provider.taken
    assert (taken["to"], taken["from"]) == (NUMBER, "Meddelande")
    assert len(taken["message"]) <= 160
    for telling in ("social", "hyra", "kommun", "http", "helsingborg"):
        assert telling not in taken["message"].lower()


@pytest.mark.parametrize(
    "answer", [(500, "Oops"), (429, "Slow down"), (403, "Not enough credit"), (401, "Who?")]
)
def test_a_provider_in_trouble_is_tried_again(provider: Provider, answer: tuple[int, str]) -> None:
    case, start = asked_to_tell(), clock.now()
    provider.answers = [answer]
    with clock.pinned(start + timedelta(seconds=1)):
        assert jobs.send_notices() == 0
    assert notice(case).state == "queued"
    with clock.pinned(start + timedelta(minutes=2)):
        assert jobs.send_notices() == 1
    assert len(provider.taken) == 1
    assert notice(case).state == "sent"


def test_a_provider_that_is_gone_is_tried_again(provider: Provider, settings: Any) -> None:
    case, start, right = asked_to_tell(), clock.now(), settings.SMS_URL
    settings.SMS_URL = "http://u1:p%40ss@127.0.0.1:1/a1/sms"
    with clock.pinned(start + timedelta(seconds=1)):
        assert jobs.send_notices() == 0
    settings.SMS_URL = right
    with clock.pinned(start + timedelta(minutes=2)):
        assert jobs.send_notices() == 1
    assert notice(case).attempts == 2


def test_a_number_that_is_refused_is_told_to_staff(provider: Provider) -> None:
    case = asked_to_tell()
    provider.answers = [(400, "Invalid to number")]
    jobs.send_notices()
    assert notice(case).state == "failed"
    page = client_for(staff("cecilia")).get(f"/helsingborg/arbete/arende/{case.id}/meddelanden/")
    assert "kom inte fram" in page.content.decode()
    assert NUMBER not in page.content.decode()


def test_choosing_a_text_message_on_the_page(provider: Provider) -> None:
    client = client_for(resident(ALMA))
    assert "e-postadress" not in client.get(PAGE).content.decode(), "only what there is to choose"
    for wrong in ("", "040-12 34 56", "070", "abc", "+460701740605"):
        answer = client.post(PAGE, {"style": "neutral", "phone": wrong})
        assert answer.status_code == 422
    assert client.post(PAGE, {"style": "neutral", "phone": "070-174 06 05"}).status_code == 303
    assert jobs.send_codes() == 1
    (taken,) = provider.taken
    assert taken["to"] == NUMBER
    assert "social" not in taken["message"].lower()
    code = taken["message"].removeprefix("Din kod är ")[:6]
    assert client.post(f"{PAGE}kod/", {"code": code}).status_code == 303
    assert NUMBER in client.get(PAGE).content.decode()


def test_both_ways_are_offered_where_there_are_both(provider: Provider, settings: Any) -> None:
    settings.SMTP_URL = "smtp://127.0.0.1:1"
    client = client_for(resident(PETRA, protected=True))
    choice = {"style": "neutral", "channel": "sms", "phone": "0701740605", "email": "inte rätt"}
    assert client.post(PAGE, choice).status_code == 422, "protected: has to be sure"
    assert client.post(PAGE, {**choice, "knows": "on"}).status_code == 303
    assert client.post(PAGE, {**choice, "knows": "on", "channel": "brevduva"}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("070-174 06 05", NUMBER), ("+46 70 174 06 05", NUMBER), ("0046701740605", NUMBER)),
        *(("(070) 1740605", NUMBER), ("+4791234567", "+4791234567")),
        *(("0401234567", ""), ("0701", ""), ("", ""), ("+46\u0660701740605", "")),
    ],
)
def test_numbers_as_people_write_them(typed: str, number: str) -> None:
    assert mobile(typed) == number
