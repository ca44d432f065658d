"""Every address there is, tried by everyone. They are found by asking Django, so that none is forgotten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.cases.rules import MOVES
from brygga.demo import alma
from brygga.demo.cast import BJUV, HELSINGBORG, ident
from brygga.documentation import actions as documentation
from brygga.ground import clock
from brygga.ground.ids import uuid7
from tests.attack.rows import SECRET, filled
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
from tests.committed import sweep
from tests.doors import client_for

SLUGS = ("helsingborg", "landskrona", "bjuv")
STRANGERS = ("bo", "petra", "eva", "gustav")
NAMES = ("Alma", "Elis", "Petra Lind", "198809162384", "19880916", SECRET)
EXTERNAL = {"sign_in", "answered"}
"""These ask the e-ID, which is not there in a test: 503 is their calm answer."""


def routes() -> Iterator[tuple[str, str, str]]:
    """Name, permit and pattern of every address."""
    for pattern, prefix in _walked(get_resolver().url_patterns, ""):
        permit = getattr(pattern.callback, "permit", "none")
        yield str(pattern.name), permit, "/" + re.sub(r"^/", "", prefix + str(pattern.pattern))


def _walked(patterns: list[Any], prefix: str) -> Iterator[tuple[URLPattern, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walked(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield pattern, prefix


ROUTES = {name: (permit, pattern) for name, permit, pattern in routes()}
CLOSED = {name: pattern for name, (permit, pattern) in ROUTES.items() if permit != "open"}
OF_A_CASE = {name: pattern for name, pattern in CLOSED.items() if "case_id" in pattern}
OTHERS = {name: pattern for name, pattern in CLOSED.items() if "case_id" not in pattern}


TOKEN = re.compile(r"\b[A-Za-z0-9]{64}\b")
"""Django's form token: 64 letters by chance, which spell somebody's name once in some thirty runs."""


@dataclass
class Town:
    """Clients of everyone; Alma's case as it is lived; and one with a row in every table, for those shut out."""

    clients: dict[str, Client]
    lived: dict[str, UUID]
    full: dict[str, UUID]
    own: dict[str, UUID] = field(default_factory=dict)  # a case that Bo or Eva may open


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Town]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        alma.load(clock.today())
        lived = _ids("where case_id in (select id from cases_case where kind = 'child')")
        full_case = almas_case()
        full = {_named(table): ident_ for table, ident_ in filled(full_case, uuid4()).items()}
        own = {"bo": _bos_case().id, "eva": _evas_case().id}
        everyone: dict[str, Client] = {"nobody": client_for(None)}
        everyone |= {who: client_for(staff(who)) for who in ("cecilia", "david", "eva", "frida", "gustav")}
        for who, person in (("alma", ALMA), ("bo", BO), ("petra", PETRA)):
            everyone[who] = client_for(resident(person))
        for client in everyone.values():
            client.raise_request_exception = False
        yield Town(everyone, lived, full, own)
        sweep()


def _ids(condition: str) -> dict[str, UUID]:
    """One id per table of Alma's lived case, under the names addresses use."""
    found: dict[str, UUID] = {}
    with connections["owner"].cursor() as cursor:
        cursor.execute("select id from cases_case where kind = 'child'")
        found["case_id"] = cursor.fetchone()[0]
        for table in ("note", "passage", "remark", "ask", "document", "communication"):
            cursor.execute(f"select id from documentation_{table} {condition} limit 1")
            row = cursor.fetchone()
            if row:
                found[f"{table}_id"] = row[0]
    connections["owner"].close()
    return found


def _named(table: str) -> str:
    return f"{table.partition('_')[2]}_id".replace("draftfile_id", "file_id")


def _bos_case() -> Case:
    with at_work(staff("cecilia")) as cecilia:
        return cases.open_case(
            cecilia,
            municipality=HELSINGBORG,
            short="Hbg",
            kind="income_support",
            title="Bos",
            parties=[cases.NewParty(name=BO[1], number=BO[0])],
        )


def _evas_case() -> Case:
    with at_work(staff("eva"), BJUV) as eva:
        case = cases.open_case(
            eva,
            municipality=BJUV,
            short="Bju",
            kind="adult",
            title="Evas",
            parties=[cases.NewParty(name="Bo")],
        )
        note = documentation.NewNote(uuid7(), "call", "Samtal", "Vi talades vid.", clock.today())
        documentation.sign_note(eva, case, note)
    return case


def address(pattern: str, slug: str, ids: dict[str, UUID]) -> str:
    """The address with every part filled in: known ids, else one that does not exist."""
    known = {
        "slug": slug,
        "door": "resident",
        "kind": "income_support",
        "panel": "journal",
        "verb": next(iter(MOVES)),
        "what": "enheter",
        "year": "2026",
        "code": "behov",
        "name": "helsingborg-x",
        "colour": "0f3b73",
        "staff_id": ident("david"),
        "position_id": ident("position david"),
        "agreement_id": ident("agreement 2026-014"),
    }

    def part(found: re.Match[str]) -> str:
        kind, name = found.group(1), found.group(2)
        if name in ids:
            return str(ids[name])
        return str(known.get(name, uuid4() if kind == "uuid" else "x"))

    return re.sub(r"<(\w+):(\w+)>", part, pattern)


def tried(client: Client, where: str) -> Iterator[tuple[str, int, str]]:
    """What GET and an empty POST are answered with."""
    for method in ("get", "post"):
        answer = getattr(client, method)(where)
        body = b"".join(answer) if answer.streaming else answer.content
        yield method, answer.status_code, TOKEN.sub("", body.decode(errors="replace"))


def shut(status: int) -> bool:
    """Not found; or not even a way of asking (POST to a page, GET of an act), which tells nothing."""
    return status in {404, 405}


@pytest.mark.parametrize("name", OF_A_CASE)
@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_find_no_address_of_almas_case(town: Town, who: str, name: str) -> None:
    for slug in SLUGS:
        for ids in (town.full, town.lived):
            for method, status, body in tried(town.clients[who], address(OF_A_CASE[name], slug, ids)):
                assert shut(status), f"{who} {method} {slug}: {status}"
                assert not [
                    word for word in NAMES if word in body and not (who == "petra" and "Petra" in word)
                ]


@pytest.mark.parametrize("name", [n for n, p in OF_A_CASE.items() if len(re.findall("uuid:", p)) > 1])
@pytest.mark.parametrize("who", ["bo", "eva"])
def test_a_row_of_almas_is_not_found_under_a_case_of_ones_own(town: Town, who: str, name: str) -> None:
    slug = "helsingborg" if who == "bo" else "bjuv"
    for theirs in (town.full, town.lived):
        ids = {**theirs, "case_id": town.own[who]}
        for method, status, body in tried(town.clients[who], address(OF_A_CASE[name], slug, ids)):
            assert shut(status), f"{who} {method}: {status}"
            assert not [word for word in NAMES if word in body]


@pytest.mark.parametrize("name", CLOSED)
def test_whoever_is_not_signed_in_is_sent_to_the_door(town: Town, name: str) -> None:
    for method, status, body in tried(
        town.clients["nobody"], address(CLOSED[name], "helsingborg", town.full)
    ):
        assert status in {302, 401, 405}, f"{method}: {status}"
        assert not [word for word in NAMES if word in body]


@pytest.mark.parametrize("name", CLOSED)
def test_residents_do_not_find_staffs_pages_nor_staff_residents(town: Town, name: str) -> None:
    permit = ROUTES[name][0]
    shut_out = ("alma", "bo", "petra") if permit != "resident" else ("cecilia", "david", "frida", "gustav")
    for who in shut_out:
        for method, status, _body in tried(
            town.clients[who], address(CLOSED[name], "helsingborg", town.full)
        ):
            assert shut(status), f"{who} {method}: {status}"


@pytest.mark.parametrize("name", [n for n in CLOSED if ROUTES[n][0] != "resident"])
def test_staff_find_nothing_in_a_municipality_they_do_not_reach(town: Town, name: str) -> None:
    beyond = {"cecilia": ("bjuv", "angelholm"), "eva": ("helsingborg", "landskrona"), "david": ("bjuv",)}
    beyond |= {"gustav": ("landskrona", "bjuv"), "frida": ("landskrona", "bjuv")}
    for who, slugs in beyond.items():
        for slug in slugs:
            for method, status, _body in tried(town.clients[who], address(CLOSED[name], slug, town.full)):
                assert shut(status), f"{who} {method} {slug}: {status}"


@pytest.mark.parametrize("name", [n for n in CLOSED if ROUTES[n][0] == "administration"])
def test_only_the_registrar_administers(town: Town, name: str) -> None:
    for who in ("cecilia", "david", "frida"):
        for method, status, _body in tried(
            town.clients[who], address(CLOSED[name], "helsingborg", town.full)
        ):
            assert shut(status), f"{who} {method}: {status}"


@pytest.mark.parametrize("name", ROUTES)
def test_no_address_breaks_for_anyone(town: Town, name: str) -> None:
    """Also where ids are of something else, or of nothing: an answer, never an error."""
    permit, pattern = ROUTES[name]
    for who, client in town.clients.items():
        for ids in (town.lived, {"case_id": uuid4()}):
            where = address(pattern, "helsingborg", ids)
            status = client.get(where).status_code
            allowed = {503} if name in EXTERNAL else set()
            assert status < 500 or status in allowed, f"{who} {where}: {status}"
    assert permit != "none"


def test_those_who_may_do_open_almas_case(town: Town) -> None:
    """So that what is shut above is not shut to all."""
    for who, name in (("alma", "my_case"), ("cecilia", "case"), ("david", "case")):
        where = address(OF_A_CASE[name], "helsingborg", town.lived)
        answer = town.clients[who].get(where)
        assert answer.status_code == 200, who
        assert "Elis" in answer.content.decode()
    # Elected members see what waits for them (decisions/tests/test_need_to_know.py), and this does not.
    assert town.clients["frida"].get(address(OF_A_CASE["case"], "helsingborg", town.lived)).status_code == 404


def test_no_title_or_address_tells_what_the_page_is_about(town: Town) -> None:
    for who in ("alma", "petra"):
        for name in ("my_case", "my_cases", "start"):
            body = town.clients[who].get(address(ROUTES[name][1], "helsingborg", town.lived)).content.decode()
            for title in re.findall(r"<title>(.*?)</title>", body, re.DOTALL):
                assert not re.search(r"(?i)social|alma|petra|\d{8}", title)
