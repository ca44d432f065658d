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
from brygga.messages.rules import Choice, mobile
from brygga.messages.tests.build import says
from brygga.messages.tests.mail import Mailbox, at_once, free_port, server
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
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


def test_text_messages_that_cannot_go_keep_no_mail_from_going(provider: Provider, settings: Any) -> None:
    box, port, start, right = Mailbox(), free_port(), clock.now(), settings.SMS_URL
    settings.SMTP_URL, settings.SMS_URL = f"smtp://127.0.0.1:{port}", "http://u1:p%40ss@127.0.0.1:1/a1/sms"
    with clock.pinned(start):
        waiting = [asked_to_tell(), asked_to_tell()]
    with clock.pinned(start + timedelta(seconds=1)):
        mailed = almas_case(protected=True)
        with at_work(resident(PETRA)) as petra:
            actions.choose_notices(petra, "neutral", "petra@exempel.se", "email")
        says(staff("cecilia"), mailed, "Du får hjälp med hyran")
    with server(box, port), clock.pinned(start + timedelta(seconds=2)):
        assert jobs.send_notices() == 1
        assert jobs.send_notices() == 0
    assert [address for address, _mail in box.received] == ["petra@exempel.se"]
    found = [notice(case) for case in waiting]
    assert [one.state for one in found] == ["queued", "queued"]
    assert sorted(one.attempts for one in found) == [0, 1], "one try told that nobody answers there"
    settings.SMS_URL = right
    with clock.pinned(start + timedelta(minutes=2)):
        assert jobs.send_notices() == 2
    assert len(provider.taken) == 2


def test_codes_by_text_message_that_cannot_go_keep_none_by_mail_from_going(
    provider: Provider, settings: Any
) -> None:
    box, port, start, right = Mailbox(), free_port(), clock.now(), settings.SMS_URL
    settings.SMTP_URL, settings.SMS_URL = f"smtp://127.0.0.1:{port}", "http://u1:p%40ss@127.0.0.1:1/a1/sms"
    wanted = {"sms": (ALMA, NUMBER), "email": (BO, "bo@exempel.se")}
    for number, (channel, (person, address)) in enumerate(wanted.items()):
        with clock.pinned(start + timedelta(seconds=number)), at_work(resident(person)) as actor:
            actions.want_notices(actor, Choice("neutral", channel, address))
    with server(box, port), clock.pinned(start + timedelta(seconds=2)):
        assert jobs.send_codes() == 1
    assert [address for address, _mail in box.received] == ["bo@exempel.se"]
    settings.SMS_URL = right
    with clock.pinned(start + timedelta(minutes=2)):
        assert jobs.send_codes() == 1
    assert [taken["to"] for taken in provider.taken] == [NUMBER]


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
