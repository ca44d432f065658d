"""What is asked for: prepared requests for each of the measured operations, and the same work as bare programs."""

import http.client
import pickle
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.test import Client

from benchmarks import people
from benchmarks.capture import Program, captured
from benchmarks.seeding import READ, case_id
from benchmarks.serving import House
from brygga.demo.cast import ident
from brygga.people.models import Person

READERS, PROGRAMS = 40, 40
STAFF_CASE = "/helsingborg/arbete/arende/{}/"


Paths = list[tuple[str, str]]
"""What to ask for, with whose cookie."""


@dataclass
class Scenario:
    """One operation. prepare: makes its paths, when its turn comes; once: each of them works a single time."""

    name: str
    title: str
    prepare: Callable[[], Paths]
    once: bool = False
    status: int = 200


def raw_request(port: int, path: str, cookie: str = "") -> str:
    """A request as its bytes go over the wire."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Language: sv"]
    if cookie:
        lines.append(f"Cookie: {cookie}; csrftoken={'b' * 32}")  # as a browser that has been here before
    return "\r\n".join(lines) + "\r\n\r\n"


def bare_requests(name: str, port: int) -> list[str]:
    return [raw_request(port, f"/{name}/{number}") for number in range(PROGRAMS)]


def all_of(house: House, readers: list[Person], each: int) -> list[Scenario]:
    """Every operation. each: how often one that works once can be measured."""
    (cecilia,) = people.sessions([people.signed_in("staff", ident("cecilia"))])

    def mine() -> Paths:
        own = people.sessions([people.signed_in("resident", reader.id) for reader in readers])
        return [(f"/helsingborg/mina-sidor/arende/{case_id(i + 1)}/", cookie) for i, cookie in enumerate(own)]

    def staffs(first: int, last: int) -> Paths:
        return [(STAFF_CASE.format(case_id(i + 1)), cecilia) for i in range(first, last)]

    def sent() -> Paths:
        who = people.applicants(READ + 1, each)
        return [(f"/helsingborg/mina-sidor/ansokan/{one.draft}/skicka/", one.session) for one in who]

    return [
        Scenario("my_case", "resident's case page, journal of 8 notes", mine),
        Scenario("case", "staff case page, the same case", lambda: staffs(0, READERS)),
        Scenario("opening", "staff case page, opened (trail)", lambda: staffs(READERS, READ), once=True),
        Scenario("list", "staff list of 100", lambda: [("/helsingborg/arbete/?visa=mina", cecilia)]),
        Scenario("submit", "submit application", sent, once=True, status=302),
        Scenario(
            "sign_in", "sign-in, the e-ID's answer", lambda: answers(house, each), once=True, status=302
        ),
    ]


def answers(house: House, count: int) -> Paths:
    """Sign-ins begun with the product and confirmed at the e-ID: what remains is the answer to be taken in."""
    ours = http.client.HTTPConnection("127.0.0.1", house.port)
    theirs = http.client.HTTPConnection("127.0.0.1", house.eid_port)
    return [_answer(ours, theirs) for _each in range(count)]


def _answer(ours: http.client.HTTPConnection, theirs: http.client.HTTPConnection) -> tuple[str, str]:
    begun = _asked(ours, "GET", "/helsingborg/logga-in/resident/")
    cookie = str(begun.getheader("Set-Cookie")).split(";", 1)[0]
    asked = urlsplit(str(begun.getheader("Location")))
    page = _asked(theirs, "GET", f"{asked.path}?{asked.query}")
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert found is not None
    form = urlencode({"ticket": found[1], "person": "alma"})
    back = urlsplit(str(_asked(theirs, "POST", "/choose", form).getheader("Location")))
    return f"{back.path}?{back.query}", cookie


def _asked(
    to: http.client.HTTPConnection, method: str, path: str, form: str = ""
) -> http.client.HTTPResponse:
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
    to.request(method, path, form or None, headers)
    answer = to.getresponse()
    answer.text = answer.read().decode()  # type: ignore[attr-defined]
    return answer


def programs(house: House, scenario: Scenario, paths: Paths, folder: Path) -> list[Program]:
    """What an operation says to the database, tried in this process and kept in a file for the bare program.

    Takes what it uses from `paths` where each works only once.
    """
    fetch = _browser(house, scenario)
    for path, cookie in paths[:2]:
        fetch(path, cookie)
    chosen = paths[2 : PROGRAMS + 2] if scenario.once else paths[:PROGRAMS]
    made = []
    for path, cookie in chosen:
        Client().get(
            "/helsingborg/", headers={"host": f"127.0.0.1:{house.port}"}
        )  # municipalities are remembered
        with captured() as program:
            program.size = fetch(path, cookie)
        made.append(program)
    if scenario.once:
        del paths[: PROGRAMS + 2]
    made = (made * PROGRAMS)[:PROGRAMS]
    folder.mkdir(exist_ok=True)
    (folder / scenario.name).write_bytes(pickle.dumps(made))
    return made


def _browser(house: House, scenario: Scenario) -> Callable[[str, str], int]:
    def fetch(path: str, cookie: str) -> int:
        client = Client(headers={"host": f"127.0.0.1:{house.port}", "accept-language": "sv"})
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie.partition("=")[2]
        answer = client.get(path)
        assert answer.status_code == scenario.status, (scenario.name, path, answer.status_code)
        return len(answer.content)

    return fetch
