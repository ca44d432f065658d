"""What browsers say to each other: for whom, how much, and without whose address."""

import base64
import hmac
import json
from datetime import timedelta

import pytest

from brygga.calls import jobs, rules
from brygga.calls.models import Signal
from brygga.calls.tests.build import SECRET, Page, further, let_in, opened, with_relay
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.cases.queries import parties_of
from brygga.ground import clock
from tests.cast import PETRA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

HOST_CANDIDATE = "candidate:1 1 udp 2122260223 192.168.1.17 51234 typ host generation 0"
RELAYED = "candidate:2 1 udp 41885439 203.0.113.5 49160 typ relay raddr 81.230.7.9 rport 50000"


def test_nobody_gets_servers_or_signals_before_they_are_let_in(cecilia: Page, alma: Page) -> None:
    with with_relay():
        told = alma.told(arrives=True, servers=True)
        assert not {"servers", "signals", "people"} & told.keys()
        assert cecilia.does("slapp-in", who=told["me"]) == 204
        told = alma.told(servers=True)
    assert told["state"] == "inside"
    assert [one["name"] for one in told["people"]] == ["Cecilia Holm"]
    server = told["servers"][0]
    ends, _, name = server["username"].partition(":")
    assert 0 < int(ends) - clock.wall_seconds() <= rules.CREDENTIAL_LASTS.total_seconds()
    assert "Alma" not in name
    expected = base64.b64encode(hmac.digest(SECRET.encode(), server["username"].encode(), "sha1"))
    assert server["credential"] == expected.decode()
    assert server["urls"][-1] == "turns:turn.example:5349?transport=tcp"


def test_each_gets_a_credential_of_their_own(cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    with with_relay():
        names = {page.told(servers=True)["servers"][0]["username"] for page in (alma, alma, cecilia)}
    assert len(names) == 3


def test_what_one_says_reaches_the_other_once_it_is_fetched_until_it_is_got(
    cecilia: Page, alma: Page, case: Case
) -> None:
    let_in(cecilia, alma)
    other = cecilia.told()["people"][0]
    said = cecilia.signal(other, "v=0 offer")
    cecilia.told(signals=[said])
    cecilia.told(signals=[said])  # the answer was lost: sent again
    for _ in range(2):  # and theirs as well
        signals = alma.told()["signals"]
        assert [(one["kind"], one["payload"]) for one in signals] == [("offer", "v=0 offer")]
    assert alma.told(seen=[signals[0]["id"]])["signals"] == []
    with at_work(staff("cecilia")):
        assert not Signal.objects.exists()


def test_nobody_but_the_addressee_can_fetch_a_signal(case: Case, cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    david = Page(staff("david"), case, cecilia.room)
    let_in(cecilia, david)
    to_alma = next(one for one in cecilia.told()["people"] if one["name"] == "Alma Nilsson")
    cecilia.told(signals=[cecilia.signal(to_alma, f"{HOST_CANDIDATE}")])
    assert david.told()["signals"] == []
    assert cecilia.told()["signals"] == []
    elsewhere = Page(alma.actor, case, cecilia.room)  # another page of hers, which has not come
    assert elsewhere.told()["state"] == "moved"
    assert len(alma.told()["signals"]) == 1


def test_a_waiting_person_sends_nothing(case: Case, cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    to_cecilia = alma.told()["people"][0]
    further(case, "Sven Berg", "197001012385")
    sven = Page(resident(("197001012385", "Sven Berg")), case, cecilia.room)
    sven.comes()
    sven.told(signals=[sven.signal(to_cecilia)])
    assert cecilia.told()["signals"] == []


def test_in_a_shielded_case_nobody_learns_an_address() -> None:
    case = almas_case(protected=True)
    with with_relay():
        host = Page(staff("cecilia"), case, opened(case).id)
        assert host.comes()["relayed"] is True
        petra = Page(resident(PETRA, protected=True), case, host.room)
        let_in(host, petra)
        other = petra.told()["people"][0]
        assert other["way"] == "relay"
        told = json.dumps([{"candidate": HOST_CANDIDATE}, {"candidate": RELAYED}, {"candidate": ""}])
        petra.told(
            signals=[
                petra.signal(other, told, "candidate"),
                petra.signal(
                    other, f"v=0\r\nc=IN IP4 81.230.7.9\r\na={HOST_CANDIDATE}\r\na={RELAYED}\r\nm=x"
                ),
                petra.signal(other, "81.230.7.9", "bye"),
            ]
        )
        heard = "".join(one["payload"] for one in host.told()["signals"])
    assert "192.168.1.17" not in heard
    assert "81.230.7.9" not in heard
    assert heard.count("203.0.113.5") == 2


def test_without_a_relay_a_shielded_case_has_no_video_at_all() -> None:
    case = almas_case(protected=True)
    host = Page(staff("cecilia"), case, opened(case).id)
    assert host.comes()["state"] == "no_relay"
    petra = Page(resident(PETRA, protected=True), case, host.room)
    assert petra.comes()["state"] == "no_relay"
    answer = petra.client.get(petra.path).content.decode()
    assert "Video går inte att använda här" in answer
    assert 'href="tel:' in answer


def test_a_case_shielded_meanwhile_turns_to_the_relay_at_once(case: Case, cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    assert alma.told()["relayed"] is False
    with at_work(staff("cecilia")) as actor:
        cases.shield(actor, Case.objects.get(id=case.id), keep=[_party(case)])
    assert cecilia.told()["state"] == "no_relay"
    with with_relay():
        assert cecilia.told()["relayed"] is True


def test_residents_never_meet_each_other_directly(case: Case, cecilia: Page, alma: Page) -> None:
    sven = Page(further(case, "Sven Berg", "197001012385"), case, cecilia.room)
    let_in(cecilia, alma)
    let_in(cecilia, sven)
    ways = {one["name"]: one["way"] for one in alma.told()["people"]}
    assert ways == {"Cecilia Holm": "direct", "Sven Berg": "none"}
    sent = next(one for one in alma.told()["people"] if one["name"] == "Sven Berg")
    alma.told(signals=[alma.signal(sent, json.dumps([{"candidate": HOST_CANDIDATE}]), "candidate")])
    assert sven.told()["signals"] == []
    with with_relay():
        ways = {one["name"]: one["way"] for one in alma.told()["people"]}
    assert ways == {"Cecilia Holm": "direct", "Sven Berg": "relay"}


def test_staff_may_hide_all_addresses(cecilia: Page, alma: Page) -> None:
    with with_relay():
        let_in(cecilia, alma)
        assert cecilia.does("dolj-adresser") == 204
        assert alma.told()["people"][0]["way"] == "relay"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b'{"seat": "x"}',
        b'{"seat": 7}',
        b'{"seat": "SEAT", "seen": ["x"]}',
        b'{"seat": "SEAT", "seen": 4}',
        b'{"seat": "SEAT", "signals": [1]}',
        b'{"seat": "SEAT", "signals": [{"kind": "shout"}]}',
        b"[" * 100_000,
    ],
)
def test_what_no_page_of_ours_says_is_unfit(cecilia: Page, body: bytes) -> None:
    body = body.replace(b"SEAT", cecilia.seat.encode())
    answer = cecilia.client.post(f"{cecilia.path}utbyte/", body, content_type="application/json")
    assert answer.status_code == 422


def test_signals_have_a_size_a_kind_and_a_pace(cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    other = cecilia.told()["people"][0]
    for wrong in (
        {"payload": "x" * (rules.SIGNAL_MOST + 1)},
        {"kind": "shout"},
        {"number": 0},
        {"number": True},
        {"payload": "a\0b"},
        {"kind": "candidate", "payload": "{"},
        {"kind": "candidate", "payload": '["x"]'},
        {"to": "everyone"},
    ):
        assert cecilia.says(signals=[cecilia.signal(other) | wrong]).status_code == 422
    many = [cecilia.signal(other) for _ in range(rules.SIGNALS_AT_ONCE + 1)]
    assert cecilia.says(signals=many).status_code == 422
    for _ in range(rules.SIGNALS_A_MINUTE // rules.SIGNALS_AT_ONCE):
        batch = [cecilia.signal(other) for _ in range(rules.SIGNALS_AT_ONCE)]
        seen = [one["id"] for one in alma.told()["signals"]]
        alma.told(seen=seen)
        assert cecilia.says(signals=batch).status_code == 200
    assert cecilia.says(signals=[cecilia.signal(other)]).status_code == 429
    with clock.pinned(clock.now() + timedelta(seconds=61)):
        cecilia.comes()
        assert cecilia.says(signals=[cecilia.signal(other)]).status_code == 200


def test_signals_that_nobody_fetches_are_forgotten(cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    cecilia.told(signals=[cecilia.signal(cecilia.told()["people"][0])])
    assert jobs.forget_signals() == 0
    with clock.pinned(clock.now() + rules.FORGET_AFTER + timedelta(seconds=1)):
        assert jobs.forget_signals() == 1
    assert alma.told()["signals"] == []


def test_without_a_form_token_nothing_is_said(cecilia: Page) -> None:
    client = client_for(cecilia.actor)
    client.handler.enforce_csrf_checks = True
    body = json.dumps({"seat": cecilia.seat, "leaves": True})
    assert client.post(f"{cecilia.path}utbyte/", body, content_type="application/json").status_code == 403
    assert cecilia.told()["state"] == "inside"


def _party(case: Case) -> object:
    return parties_of(case)[0].id
