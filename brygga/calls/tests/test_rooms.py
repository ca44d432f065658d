"""Rooms through the front door: waiting, being let in, telling each other the way, leaving, ending."""

import base64
import hmac
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brygga.access.rules import ResidentActor
from brygga.calls import jobs, rules
from brygga.calls.models import Admission, Room, Signal
from brygga.calls.tests.build import SECRET, Page, let_in, meeting_in, opened, with_relay
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.demo.cast import HELSINGBORG
from brygga.ground import clock
from brygga.ground.models import Event
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

HOST_CANDIDATE = "candidate:1 1 udp 2122260223 192.168.1.17 51234 typ host generation 0"
RELAYED = "candidate:2 1 udp 41885439 203.0.113.5 49160 typ relay raddr 81.230.7.9 rport 50000"


@pytest.fixture
def case() -> Case:
    return almas_case()


@pytest.fixture
def room(case: Case) -> Room:
    return opened(case)


@pytest.fixture
def cecilia(case: Case, room: Room) -> Page:
    page = Page(staff("cecilia"), case, room.id)
    page.comes()
    return page


@pytest.fixture
def alma(case: Case, room: Room) -> Page:
    return Page(resident(ALMA), case, room.id)


def verbs(case: Case) -> list[str]:
    with at_work(staff("cecilia")):
        found = Event.objects.filter(case_id=case.id, verb__endswith="_call").order_by("at", "id")
        return list(found.values_list("verb", flat=True))


def further(case: Case, name: str, number: str) -> ResidentActor:
    """Another party of the case, who reads it."""
    with at_work(staff("cecilia")) as actor:
        fresh = Case.objects.get(id=case.id)
        cases.add_party(actor, fresh, cases.NewParty(name=name, number=number, role="other"))
    return resident((number, name))


def test_who_opens_receives_and_a_resident_waits(cecilia: Page, alma: Page) -> None:
    assert cecilia.told()["state"] == "inside"
    told = alma.comes()
    assert told["state"] == "waiting"
    assert told["staff_here"] == ["Cecilia Holm"]
    assert "people" not in told
    assert [one["name"] for one in cecilia.told()["waiting"]] == ["Alma Nilsson"]


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


def test_refused_is_told_kindly_and_may_be_let_in_after_all(cecilia: Page, alma: Page) -> None:
    me = alma.comes()["me"]
    assert cecilia.does("neka", who=me) == 204
    assert alma.told()["state"] == "refused"
    assert alma.comes()["state"] == "refused"
    assert cecilia.told()["waiting"] == []
    assert cecilia.does("slapp-in", who=me) == 204
    assert alma.told()["state"] == "inside"


def test_let_in_twice_is_once(case: Case, cecilia: Page, alma: Page) -> None:
    me = alma.comes()["me"]
    assert [cecilia.does("slapp-in", who=me) for _ in range(2)] == [204, 204]
    assert verbs(case).count("admit_to_call") == 1
    with at_work(staff("cecilia")):
        assert Admission.objects.filter(person_id=alma.actor.id).count() == 1


def test_leaving_and_coming_back_keeps_the_admission(case: Case, cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    first = alma.told()["me"]
    alma.says(leaves=True)
    assert cecilia.told()["people"] == []
    alma.seat = str(uuid4())
    assert alma.comes()["state"] == "inside"
    assert alma.told()["me"] == first
    assert [one["seat"] for one in cecilia.told()["people"]] == [alma.seat]
    assert verbs(case) == ["open_call", "join_call", "admit_to_call", "leave_call", "join_call"]


def test_a_page_opened_later_takes_the_place_of_the_first(cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    second = Page(alma.actor, alma.case, alma.room)
    assert second.comes()["state"] == "inside"
    assert alma.told()["state"] == "moved"
    alma.says(leaves=True)  # the old page closes: the new one stays
    assert second.told()["state"] == "inside"


def test_who_is_silent_for_long_is_gone(cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    later = clock.now() + rules.AWAY_AFTER + timedelta(seconds=1)
    with clock.pinned(later):
        assert cecilia.comes()["people"] == []
        assert alma.comes()["state"] == "inside"


def test_residents_are_not_left_alone_with_each_other(case: Case, cecilia: Page, alma: Page) -> None:
    sven = Page(further(case, "Sven Berg", "197001012385"), case, cecilia.room)
    let_in(cecilia, alma)
    let_in(cecilia, sven)
    cecilia.says(leaves=True)
    told = alma.told(servers=True)
    assert told["state"] == "paused"
    assert not {"people", "servers", "signals"} & told.keys()


def test_a_fifth_is_told_that_the_room_is_full(case: Case, cecilia: Page, alma: Page) -> None:
    names = {"197001012385": "Sven Berg", "196505052386": "Ulla Ek", "199901012391": "Nils Ek"}
    guests = [Page(further(case, name, number), case, cecilia.room) for number, name in names.items()]
    for guest in (alma, *guests[:2]):
        let_in(cecilia, guest)
    fifth = guests[2].comes()["me"]
    assert cecilia.does("slapp-in", who=fifth) == 409
    assert guests[2].told()["state"] == "waiting"
    alma.says(leaves=True)
    assert cecilia.does("slapp-in", who=fifth) == 204
    assert alma.comes()["state"] == "full"  # she was let in, and has lost her place meanwhile
    guests[2].says(leaves=True)
    assert alma.told()["state"] == "inside"


def test_the_end_is_for_all_and_leaves_nothing(case: Case, cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    alma.told(signals=[alma.signal(alma.told()["people"][0])])
    assert [cecilia.does("avsluta") for _ in range(2)] == [204, 204]
    assert alma.told(servers=True) == alma.told() | {"state": "ended"}
    assert alma.comes()["state"] == "ended"
    with at_work(staff("cecilia")):
        assert not Signal.objects.exists()
    assert verbs(case).count("end_call") == 1
    assert cecilia.does("slapp-in", who=uuid4()) == 409


def test_a_colleague_waits_and_may_receive_where_nobody_does(case: Case, cecilia: Page) -> None:
    david = Page(staff("david"), case, cecilia.room)
    told = david.comes()
    assert (told["state"], told["may_receive"]) == ("waiting", False)
    assert david.does("ta-emot") == 409
    assert david.does("avsluta") == 409
    cecilia.says(leaves=True)
    assert david.told()["may_receive"] is True
    assert david.does("ta-emot") == 204
    assert david.told()["host"] is True
    assert "receive_call" in verbs(case)


def test_only_who_receives_lets_in(case: Case, cecilia: Page, alma: Page) -> None:
    me = alma.comes()["me"]
    david = Page(staff("david"), case, cecilia.room)
    let_in(cecilia, david)
    assert david.does("slapp-in", who=me) == 409
    assert david.does("neka", who=me) == 409
    assert alma.told()["state"] == "waiting"


@pytest.mark.parametrize("who", ["eva", "gustav", "frida"])
def test_staff_without_reach_find_no_room(case: Case, cecilia: Page, who: str) -> None:
    stranger = Page(staff(who), case, cecilia.room)
    assert stranger.client.get(stranger.path).status_code == 404
    assert stranger.says(arrives=True).status_code == 404
    for act in ("slapp-in", "neka", "ta-emot", "avsluta", "dolj-adresser"):
        assert stranger.does(act, who=uuid4()) == 404


@pytest.mark.parametrize("who", [BO, PETRA])
def test_other_residents_find_no_room(case: Case, cecilia: Page, who: tuple[str, str]) -> None:
    stranger = Page(resident(who), case, cecilia.room)
    assert stranger.client.get(stranger.path).status_code == 404
    assert stranger.says(arrives=True).status_code == 404


def test_a_room_of_another_case_is_not_found(case: Case, cecilia: Page) -> None:
    other = almas_case("adult")
    for actor in (resident(ALMA), staff("cecilia")):
        page = Page(actor, other, cecilia.room)
        assert page.client.get(page.path).status_code == 404
        assert page.says(arrives=True).status_code == 404


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


def _party(case: Case) -> object:
    from brygga.cases.queries import parties_of

    return parties_of(case)[0].id


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


def test_opened_twice_is_one_room(case: Case, room: Room) -> None:
    client = client_for(staff("cecilia"))
    for _ in range(2):
        answer = client.post(f"/helsingborg/arbete/arende/{case.id}/video/")
        assert answer.status_code == 303
        assert answer["Location"].endswith(f"/video/{room.id}/")


def test_a_forgotten_room_is_closed_after_a_working_day(case: Case, cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    with at_work(staff("cecilia")):
        Room.objects.filter(id=cecilia.room).update(opened_at=clock.now() - rules.OPEN_AT_MOST)
    assert alma.comes()["state"] == "ended"
    assert opened(case).id != cecilia.room
    assert verbs(case).count("end_call") == 1


def test_the_room_of_a_booked_meeting_has_its_id(case: Case) -> None:
    meeting = meeting_in(case, clock.now() + timedelta(minutes=10))
    alma, host = Page(resident(ALMA), case, meeting.id), Page(staff("cecilia"), case, meeting.id)
    assert alma.client.get(alma.path).status_code == 200
    assert alma.comes()["state"] == "early"
    assert "Öppna videorummet" in host.client.get(host.path).content.decode()
    where = f"/helsingborg/arbete/arende/{case.id}/video/"
    answer = host.client.post(where, {"meeting": str(meeting.id)})
    assert answer["Location"] == host.path
    assert alma.comes()["state"] == "waiting"
    assert host.comes()["host"] is True


def test_a_meeting_by_telephone_has_no_room(case: Case) -> None:
    meeting = meeting_in(case, clock.now(), channel="phone")
    for actor in (resident(ALMA), staff("cecilia")):
        page = Page(actor, case, meeting.id)
        assert page.client.get(page.path).status_code == 404
        assert page.says(arrives=True).status_code == 404
    where = f"/helsingborg/arbete/arende/{case.id}/video/"
    assert client_for(staff("cecilia")).post(where, {"meeting": str(meeting.id)}).status_code == 404


def test_whoever_comes_to_a_booked_meeting_is_shown_to_the_room_that_is_open(case: Case, room: Room) -> None:
    meeting = meeting_in(case, clock.now())
    alma = Page(resident(ALMA), case, meeting.id)
    assert alma.client.get(alma.path)["Location"].endswith(f"/video/{room.id}/")
    assert alma.comes() == {"state": "early", "elsewhere": str(room.id)}


def test_the_trail_tells_who_and_when_and_no_names(case: Case, cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    with at_work(staff("cecilia")):
        rows = list(Event.objects.filter(case_id=case.id, verb__contains="call"))
    assert {row.verb for row in rows} == {"open_call", "join_call", "admit_to_call"}
    for row in rows:
        assert set(row.detail) <= {"resident"}
        assert row.activity == "financial_aid_investigation"
        assert row.grounds["sentence"]


def test_an_exchange_asks_little(cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    cecilia.told()
    with CaptureQueriesContext(connection) as asked:
        cecilia.told()
    questions = [one for one in asked if not one["sql"].lower().startswith(("begin", "set", "savepoint"))]
    assert len(questions) <= 9, [one["sql"][:90] for one in questions]


def test_only_these_pages_may_use_camera_and_microphone(cecilia: Page, alma: Page) -> None:
    for client, path in (
        (alma.client, alma.path),
        (cecilia.client, cecilia.path),
        (client_for(None), "/helsingborg/kamera-test/"),
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "display-capture=(self)" in answer["Permissions-Policy"]
    other = alma.client.get("/helsingborg/mina-sidor/")
    assert "camera=()" in other["Permissions-Policy"]
    assert "microphone=()" in other["Permissions-Policy"]


def test_a_room_in_a_closed_case_is_not_opened(case: Case) -> None:
    with at_work(staff("cecilia")):
        Case.objects.filter(id=case.id, municipality=HELSINGBORG).update(closed_at=clock.now())
    answer = client_for(staff("cecilia")).post(f"/helsingborg/arbete/arende/{case.id}/video/")
    assert answer["Location"] == f"/helsingborg/arbete/arende/{case.id}/"
    with at_work(staff("cecilia")):
        assert not Room.objects.filter(case=case).exists()
