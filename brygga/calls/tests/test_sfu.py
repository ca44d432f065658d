"""A meeting of five to eight: who may go to the SFU, and that it agrees with us. With a real Janus, if there is one."""

import base64
import hashlib
import hmac
import os
import subprocess
from collections.abc import Iterator
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

import pytest
import requests
from django.test import override_settings

from brygga.calls import rules, sfu
from brygga.calls.tests.build import Page, further, let_in, verbs
from brygga.calls.tests.guests import invite, page_of
from brygga.cases.models import Case
from brygga.launch import sfu as launch
from brygga.launch.ports import await_answer
from tests.cast import staff

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def janus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    if launch.program() is None:
        pytest.skip("needs Janus (make media)")
    folder = tmp_path_factory.mktemp("sfu")
    told = launch.told(folder, 19_200 + os.getpid() % 300, token_urlsafe(), token_urlsafe())
    program = subprocess.Popen(launch.command(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert await_answer(int(told["BRYGGA_SFU_URL"].rpartition(":")[2]))
        yield told
    finally:
        program.terminate()
        program.wait(20)


@pytest.fixture
def ours(janus: dict[str, str]) -> Iterator[dict[str, str]]:
    with override_settings(**{name.removeprefix("BRYGGA_"): value for name, value in janus.items()}):
        yield janus


def asked(ours: dict[str, str], **request: Any) -> dict[str, Any]:
    """What the SFU itself says of its rooms."""
    question = {
        "janus": "message_plugin",
        "transaction": "x",
        "plugin": "janus.plugin.videoroom",
        "admin_secret": ours["BRYGGA_SFU_ADMIN_SECRET"],
        "request": request,
    }
    with requests.Session() as session:
        session.trust_env = False
        found = session.post(ours["BRYGGA_SFU_ADMIN_URL"], json=question, timeout=5).json()
    return found["response"]  # type: ignore[no-any-return]


def rooms(ours: dict[str, str], page: Page) -> list[dict[str, Any]]:
    """The meeting's, as the SFU has it: one or none."""
    every = asked(ours, request="list", admin_key=ours["BRYGGA_SFU_ADMIN_SECRET"])["list"]
    return [one for one in every if one["room"] == str(page.room)]


def allowed(ours: dict[str, str], page: Page) -> set[str]:
    """The entries that the SFU takes for the room."""
    told = asked(
        ours, request="allowed", action="add", allowed=[], room=str(page.room), secret=room_secret(ours, page)
    )
    return set(told["allowed"])


def room_secret(ours: dict[str, str], page: Page) -> str:
    said = f"room {page.room}".encode()
    return hmac.digest(ours["BRYGGA_SFU_ADMIN_SECRET"].encode(), said, "sha256").hex()[:32]


OTHERS = {"197001012385": "Sven Berg", "196505052386": "Ulla Ek", "199901012391": "Nils Ek"}


def others(case: Case, room: UUID) -> list[Page]:
    return [Page(further(case, name, number), case, room) for number, name in OTHERS.items()]


def test_without_one_there_is_no_room_for_more(cecilia: Page) -> None:
    assert cecilia.does("gor-plats") == 409
    assert "Gör plats för fler" not in cecilia.client.get(cecilia.path).content.decode()
    assert cecilia.told()["forwarded"] is False


def test_only_whoever_receives_makes_room(
    ours: dict[str, str], case: Case, cecilia: Page, alma: Page
) -> None:
    let_in(cecilia, alma)
    assert alma.does("gor-plats") == 404
    david = Page(staff("david"), case, cecilia.room)
    let_in(cecilia, david)
    assert david.does("gor-plats") == 409
    assert Page(staff("eva"), case, cecilia.room).does("gor-plats") == 404
    assert alma.told()["forwarded"] is False
    assert rooms(ours, cecilia) == []


def test_a_fifth_comes_in_and_everybody_is_told_where_it_goes(
    ours: dict[str, str], case: Case, cecilia: Page, alma: Page
) -> None:
    guests = others(case, cecilia.room)
    for guest in (alma, *guests[:2]):
        let_in(cecilia, guest)
    assert cecilia.does("slapp-in", who=guests[2].comes()["me"]) == 409
    for _ in range(2):
        assert cecilia.does("gor-plats") == 204
    waiting = guests[2].told()
    assert (waiting["state"], waiting["forwarded"]) == ("waiting", True)
    assert not {"sfu", "feeds", "people"} & waiting.keys()
    let_in(cecilia, guests[2])
    told = [page.told() for page in (cecilia, alma, *guests)]
    assert {page["state"] for page in told} == {"inside"}
    assert {one["way"] for page in told for one in page["people"]} == {"sfu"}
    assert allowed(ours, alma) == {page["sfu"]["entry"] for page in told}
    assert verbs(case).count("forward_call") == 1
    # each knows the others' by a fingerprint that only its owner's own name gives
    for page in told:
        theirs = {
            hashlib.sha256(other["sfu"]["feed"].encode()).hexdigest(): other["me"]
            for other in told
            if other is not page
        }
        assert page["feeds"] == theirs
        assert not {other["sfu"]["feed"] for other in told if other is not page} & set(page["feeds"])


def test_whoever_is_put_out_leaves_or_waits_has_no_way_in(
    ours: dict[str, str], case: Case, cecilia: Page, alma: Page
) -> None:
    sven = others(case, cecilia.room)[0]
    for guest in (alma, sven):
        let_in(cecilia, guest)
    cecilia.does("gor-plats")
    mine, alma_told, sven_told = (page.told() for page in (cecilia, alma, sven))
    assert allowed(ours, alma) == {page["sfu"]["entry"] for page in (mine, alma_told, sven_told)}
    cecilia.does("neka", who=alma_told["me"])
    assert "sfu" not in alma.told()
    assert allowed(ours, alma) == {mine["sfu"]["entry"], sven_told["sfu"]["entry"]}
    cecilia.says(leaves=True)  # residents are not left alone together
    assert "sfu" not in sven.told()
    assert allowed(ours, alma) == set()


def test_the_room_there_is_private_records_nothing_and_goes_with_the_meeting(
    ours: dict[str, str], case: Case, cecilia: Page, alma: Page
) -> None:
    let_in(cecilia, alma)
    cecilia.does("gor-plats")
    cecilia.told()
    (room,) = rooms(ours, cecilia)
    assert (room["room"], room["max_publishers"], room["record"], room["require_pvtid"]) == (
        *(str(cecilia.room), rules.MOST_FORWARDED, False, True),
    )
    assert asked(ours, request="list")["list"] == []
    assert asked(ours, request="create", room="another").get("error_code")  # without the key nobody makes one
    cecilia.does("avsluta")
    assert alma.told()["state"] == "ended"
    assert rooms(ours, cecilia) == []


def test_one_that_has_begun_anew_is_put_right_by_the_next_question(
    ours: dict[str, str], cecilia: Page, alma: Page
) -> None:
    let_in(cecilia, alma)
    cecilia.does("gor-plats")
    cecilia.told()
    asked(ours, request="destroy", room=str(cecilia.room), secret=room_secret(ours, cecilia))
    assert alma.told()["sfu"]
    assert len(rooms(ours, cecilia)) == 1


@pytest.mark.parametrize(
    "away",
    [{"SFU_ADMIN_URL": "http://127.0.0.1:9/admin"}, {"SFU_SECRET": ""}],
    ids=["it does not answer", "it is no longer set up"],
)
def test_one_that_is_away_is_said_to_be_and_nobody_is_sent_there(
    cecilia: Page, alma: Page, away: dict[str, str]
) -> None:
    given = {
        "SFU_URL": "ws://sfu.example",
        "SFU_ADMIN_URL": "http://127.0.0.1:9/admin",
        "SFU_SECRET": "a",
        "SFU_ADMIN_SECRET": "b",
    }
    let_in(cecilia, alma)
    with override_settings(**given):
        assert cecilia.does("gor-plats") == 204
    with override_settings(**given | away):
        told = alma.told()
    assert (told["state"], told["sfu"]) == ("inside", None)
    assert "feeds" not in told


def test_no_signal_goes_between_pages_that_meet_there(
    ours: dict[str, str], cecilia: Page, alma: Page
) -> None:
    let_in(cecilia, alma)
    cecilia.does("gor-plats")
    (other,) = cecilia.told()["people"]
    cecilia.told(signals=[cecilia.signal(other)])
    assert alma.told()["signals"] == []


def test_a_page_may_talk_to_the_sfu_and_to_nobody_else(cecilia: Page) -> None:
    policy = cecilia.client.get(cecilia.path)["Content-Security-Policy"]
    assert "connect-src 'self';" in policy


def test_the_token_is_of_the_kind_that_janus_checks() -> None:
    """token_auth_secret: until when, realm, plugin; and their HMAC-SHA1 (janus-gateway, auth.c)."""
    said, _colon, sign = sfu._token("hemligt", 1_700_000_000).partition(":")
    assert said == "1700000000,janus,janus.plugin.videoroom"
    assert sign == base64.b64encode(hmac.digest(b"hemligt", said.encode(), "sha1")).decode()


def test_a_guest_who_waits_does_not_empty_the_room(
    ours: dict[str, str], case: Case, cecilia: Page, alma: Page
) -> None:
    """They see nobody's row but their own: what they ask must not make the SFU believe that nobody is there."""
    let_in(cecilia, alma)
    assert cecilia.does("gor-plats") == 204
    cecilia.told()
    there = allowed(ours, cecilia)
    assert len(there) == 2
    samira = page_of(case, invite(case, cecilia.room))
    assert samira.comes()["state"] == "waiting"
    assert allowed(ours, cecilia) == there
    let_in(cecilia, samira)
    told = samira.told()
    assert told["sfu"]["entry"] in allowed(ours, cecilia)
    assert len(allowed(ours, cecilia)) == 3
