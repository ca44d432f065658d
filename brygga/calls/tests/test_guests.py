"""Somebody invited to one meeting, through the front door: they come, are let in, and see nothing of the case."""

from datetime import timedelta
from uuid import uuid4

import pytest

from brygga.booking.models import Meeting
from brygga.booking.rules import State
from brygga.calls.models import Admission, Invitation, Room
from brygga.calls.tests.build import Page, let_in, meeting_in, opened, with_relay
from brygga.calls.tests.guests import TOR, GuestPage, invite, page_of, take_back
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.ground import clock
from brygga.ground.models import Event
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

OF_THE_CASE = ("Alma", "Nilsson", "Hjälp med hyra och mat", "Hbg-", "/arende/")


@pytest.fixture
def samira(case: Case, room: Room) -> GuestPage:
    return page_of(case, invite(case, room.id))


def test_a_guest_sees_that_they_are_invited_and_nothing_of_the_case(case: Case, samira: GuestPage) -> None:
    mine = samira.client.get("/helsingborg/mina-sidor/").content.decode()
    page = samira.client.get(samira.path)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Du är inbjuden till ett videomöte" in mine
    assert samira.path in mine
    for said in ("Helsingborgs stad", "Du är med som tolk.", "Mötet är öppet nu"):
        assert said in text
    for told in (mine, text):
        assert not [one for one in (*OF_THE_CASE, case.number, str(case.id), "Cecilia") if one in told]


def test_a_guest_waits_is_let_in_by_name_leaves_and_comes_back(
    case: Case, cecilia: Page, samira: GuestPage
) -> None:
    told = samira.comes()
    assert told == {"state": "waiting", "forwarded": False, "me": told["me"], "staff_here": []}
    assert cecilia.told()["waiting"] == [{"id": told["me"], "name": "Samira Demir", "of": "tolk"}]
    assert cecilia.does("slapp-in", who=told["me"]) == 204
    assert samira.told()["state"] == "inside"
    assert [one["name"] for one in samira.told()["people"]] == ["Cecilia Holm"]
    assert [(one["name"], one["of"]) for one in cecilia.told()["people"]] == [("Samira Demir", "tolk")]
    samira.says(leaves=True)
    assert cecilia.told()["people"] == []
    samira.seat = str(uuid4())
    assert samira.comes()["state"] == "inside"


def test_a_guest_hears_what_is_said_to_them_and_the_others_hear_the_guest(
    cecilia: Page, samira: GuestPage
) -> None:
    let_in(cecilia, samira)
    cecilia.told(signals=[cecilia.signal(cecilia.told()["people"][0], "v=0 hej")])
    assert [one["payload"] for one in samira.told()["signals"]] == ["v=0 hej"]
    samira.told(signals=[samira.signal(samira.told()["people"][0], "v=0 svar")])
    assert [one["payload"] for one in cecilia.told()["signals"]] == ["v=0 svar"]


def test_between_guest_and_resident_everything_is_relayed(
    cecilia: Page, alma: Page, samira: GuestPage
) -> None:
    with with_relay():
        let_in(cecilia, alma)
        let_in(cecilia, samira)
        ways = {one["name"]: one["way"] for one in samira.told()["people"]}
    assert ways == {"Cecilia Holm": "direct", "Alma Nilsson": "relay"}


def test_with_a_protected_party_everything_is_relayed_and_without_a_relay_shut() -> None:
    case = almas_case(protected=True)
    room = opened(case)
    cecilia, samira = Page(staff("cecilia"), case, room.id), page_of(case, invite(case, room.id))
    with with_relay():
        cecilia.comes()
        let_in(cecilia, samira)
        assert [one["way"] for one in samira.told()["people"]] == ["relay"]
        assert samira.told()["relayed"] is True
    assert samira.told()["state"] == "no_relay"
    text = samira.client.get(samira.path).content.decode()
    assert "Mötet går inte att hålla på video just nu" in text
    assert "adress behöver" not in text


def test_a_guest_with_a_protected_identity_hides_all_addresses(case: Case, room: Room, cecilia: Page) -> None:
    petra = page_of(case, invite(case, room.id, PETRA, guest_as="support"), PETRA)
    petra.actor = resident(PETRA, protected=True)
    with with_relay():
        let_in(cecilia, petra)
        assert cecilia.told()["relayed"] is True


def test_guest_and_resident_are_not_left_alone(cecilia: Page, alma: Page, samira: GuestPage) -> None:
    let_in(cecilia, alma)
    let_in(cecilia, samira)
    cecilia.says(leaves=True)
    for one in (alma, samira):
        told = one.told(servers=True)
        assert told["state"] == "paused"
        assert not {"people", "servers", "signals"} & told.keys()


def test_taken_back_in_the_middle_shuts_the_door_and_the_others_let_go(
    case: Case, cecilia: Page, room: Room
) -> None:
    invitation = invite(case, room.id)
    samira = page_of(case, invitation)
    let_in(cecilia, samira)
    take_back(case, invitation)
    take_back(case, invitation)
    assert samira.says().status_code == 404
    assert samira.client.get(samira.path).status_code == 404
    assert "inbjuden till" not in samira.client.get("/helsingborg/mina-sidor/").content.decode()
    assert cecilia.told()["people"] == []
    with at_work(staff("cecilia")):
        assert Event.objects.filter(case_id=case.id, verb="take_back_invitation").count() == 1


def test_taken_back_while_waiting_they_no_longer_wait(case: Case, cecilia: Page, room: Room) -> None:
    invitation = invite(case, room.id)
    page_of(case, invitation).comes()
    take_back(case, invitation)
    assert cecilia.told()["waiting"] == []


def test_invited_anew_one_waits_anew(case: Case, cecilia: Page, room: Room) -> None:
    first = invite(case, room.id)
    let_in(cecilia, page_of(case, first))
    take_back(case, first)
    again = page_of(case, invite(case, room.id, guest_as="support"))
    assert again.comes()["state"] == "waiting"
    assert [one["of"] for one in cecilia.told()["waiting"]] == ["stödperson"]


def test_the_door_is_shut_when_the_room_has_ended(case: Case, cecilia: Page, samira: GuestPage) -> None:
    let_in(cecilia, samira)
    cecilia.does("avsluta")
    assert samira.says().status_code == 404
    assert samira.client.get(samira.path).status_code == 404


def test_a_booked_meeting_is_awaited_and_its_room_found(case: Case) -> None:
    meeting = meeting_in(case, clock.now() + timedelta(minutes=10))
    samira = page_of(case, invite(case, meeting.id))
    text = samira.client.get(samira.path).content.decode()
    assert meeting.starts_at.astimezone(clock.STOCKHOLM).strftime(" %H.%M") in text
    assert samira.comes() == {"state": "early"}
    work = client_for(staff("cecilia"))
    work.post(f"/helsingborg/arbete/arende/{case.id}/video/", {"meeting": str(meeting.id)})
    assert samira.comes()["state"] == "waiting"


def test_held_in_a_room_that_stood_open_the_guest_finds_the_way(case: Case, room: Room) -> None:
    meeting = meeting_in(case, clock.now() + timedelta(minutes=10))
    samira = page_of(case, invite(case, meeting.id))
    work = client_for(staff("cecilia"))
    work.post(f"/helsingborg/arbete/arende/{case.id}/video/", {"meeting": str(meeting.id)})
    assert samira.comes()["state"] == "waiting"
    with at_work(staff("cecilia")):
        assert Invitation.objects.get().room_id == room.id


def test_a_meeting_called_off_or_long_past_shuts_the_door(case: Case) -> None:
    off = meeting_in(case, clock.now() + timedelta(hours=2))
    past = meeting_in(case, clock.now() - timedelta(hours=3))
    pages = [page_of(case, invite(case, one.id)) for one in (off, past)]
    with at_work(staff("cecilia")):
        Meeting.objects.filter(id=off.id).update(state=State.CANCELLED)
    assert [one.client.get(one.path).status_code for one in pages] == [404, 404]
    assert [one.comes for one in pages]
    assert [one.says(arrives=True).status_code for one in pages] == [404, 404]


@pytest.mark.parametrize("who", [BO, PETRA, ALMA, TOR])
def test_nobody_else_comes_in_by_it(case: Case, room: Room, who: tuple[str, str]) -> None:
    """Tor is a guest of another case himself."""
    invitation = invite(case, room.id)
    other = almas_case("adult")
    tors = invite(other, opened(other).id, TOR)
    page = page_of(case, invitation, who)
    assert page.client.get(page.path).status_code == 404
    assert page.says(arrives=True).status_code == 404
    assert page_of(other, tors, TOR).comes()["state"] == "waiting"


def test_staff_have_no_use_of_it(case: Case, room: Room) -> None:
    invitation = invite(case, room.id)
    page = GuestPage(staff("cecilia"), case, invitation.id)
    assert page.client.get(page.path).status_code == 404


@pytest.mark.parametrize("slug", ["landskrona", "bjuv"])
def test_it_opens_nothing_in_another_municipality(samira: GuestPage, slug: str) -> None:
    samira.slug = slug
    assert samira.client.get(samira.path).status_code == 404
    assert samira.says(arrives=True).status_code == 404
    assert "Helsingborgs stad" in samira.client.get(f"/{slug}/mina-sidor/").content.decode()


def test_the_residents_own_door_stays_shut_to_a_guest(case: Case, cecilia: Page, samira: GuestPage) -> None:
    let_in(cecilia, samira)
    as_resident = Page(samira.actor, case, cecilia.room)
    assert as_resident.client.get(as_resident.path).status_code == 404
    assert as_resident.says(arrives=True).status_code == 404
    assert samira.client.get(f"/helsingborg/mina-sidor/arende/{case.id}/").status_code == 404


def test_one_with_a_case_of_their_own_is_a_guest_all_the_same(case: Case, room: Room, cecilia: Page) -> None:
    """Petra's own case stays hers; by her invitation she reaches the other's meeting and nothing else of it."""
    own = almas_case(protected=True)
    petra = page_of(case, invite(case, room.id, PETRA, guest_as="support"), PETRA)
    assert petra.client.get(f"/helsingborg/mina-sidor/arende/{own.id}/").status_code == 200
    assert petra.client.get(f"/helsingborg/mina-sidor/arende/{case.id}/").status_code == 404
    with with_relay():
        assert petra.comes()["state"] == "waiting"
        assert [one["of"] for one in cecilia.told()["waiting"]] == ["stödperson"]


def test_what_a_guest_does_stands_in_the_trail_without_a_name(
    case: Case, cecilia: Page, samira: GuestPage
) -> None:
    let_in(cecilia, samira)
    samira.says(leaves=True)
    samira.comes()
    with at_work(staff("cecilia")):
        lines = Event.objects.filter(case_id=case.id, actor_kind="guest").order_by("at", "id")
        assert [(line.verb, line.actor_name) for line in lines] == [("leave_call", ""), ("join_call", "")]
        assert lines[0].grounds["sections"] == ["13 § FL", "2 § lagen (1975:689)", "2 kap. 1 § OSL"]
        (invited,) = Event.objects.filter(case_id=case.id, verb="invite_to_call")
        assert (invited.actor_name, invited.detail) == ("Cecilia Holm", {"guest_as": "interpreter"})
    history = client_for(staff("cecilia")).get(f"/helsingborg/arbete/arende/{case.id}/historik/")
    assert history.content.decode().count("Inbjuden till ett videomöte") == 2


def test_bad_signals_and_too_many_are_refused_as_for_anybody(cecilia: Page, samira: GuestPage) -> None:
    let_in(cecilia, samira)
    assert (
        samira.client.post(f"{samira.path}utbyte/", "{", content_type="application/json").status_code == 422
    )
    other = samira.told()["people"][0]
    answers = [samira.says(signals=[samira.signal(other) for _ in range(30)]).status_code for _ in range(9)]
    assert answers[0] == 200
    assert answers[-1] == 429


def test_an_admission_of_a_withdrawn_guest_lets_nobody_in(case: Case, cecilia: Page, room: Room) -> None:
    """Even where somebody lets them in from a page that has not heard of it yet."""
    invitation = invite(case, room.id)
    samira = page_of(case, invitation)
    me = samira.comes()["me"]
    take_back(case, invitation)
    cecilia.does("slapp-in", who=me)
    with at_work(staff("cecilia")):
        assert Admission.objects.filter(person_id=samira.actor.id).exists()
    assert samira.says(arrives=True).status_code == 404


def test_when_the_case_is_shielded_invitations_from_before_fall(
    case: Case, room: Room, cecilia: Page
) -> None:
    samira = page_of(case, invite(case, room.id))
    with with_relay():
        let_in(cecilia, samira)
        with at_work(staff("cecilia")) as actor:
            cases.shield(actor, Case.objects.get(id=case.id))
        assert samira.says().status_code == 404
        work = client_for(staff("cecilia"))
        where = f"/helsingborg/arbete/arende/{case.id}/video/{room.id}/inbjudna/"
        assert "Samira Demir" not in work.get(where).content.decode()
        anew = page_of(case, invite(case, room.id))
        assert anew.comes()["state"] == "waiting"
        assert "Samira Demir" in work.get(where).content.decode()
