"""Rooms through the front door: waiting, being let in, meeting, leaving, ending."""

from datetime import timedelta
from uuid import uuid4

import pytest

from brygga.access import actions as access
from brygga.access.models import Position
from brygga.calls import rules
from brygga.calls.models import Admission, Signal
from brygga.calls.tests.build import Page, further, let_in, opened, verbs
from brygga.cases.models import Case
from brygga.demo.cast import ident
from brygga.ground import clock
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff

pytestmark = pytest.mark.django_db


def test_who_opens_receives_and_a_resident_waits(cecilia: Page, alma: Page) -> None:
    assert cecilia.told()["state"] == "inside"
    told = alma.comes()
    assert told["state"] == "waiting"
    assert told["staff_here"] == ["Cecilia Holm"]
    assert "people" not in told
    assert [one["name"] for one in cecilia.told()["waiting"]] == ["Alma Nilsson"]


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
    assert guests[2].told()["state"] == "full"
    assert [one["name"] for one in cecilia.told()["waiting"]] == ["Nils Ek"]
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


def test_who_is_put_out_in_the_middle_is_told_nothing_more(cecilia: Page, alma: Page) -> None:
    let_in(cecilia, alma)
    cecilia.told(signals=[cecilia.signal(cecilia.told()["people"][0])])
    assert cecilia.does("neka", who=alma.told()["me"]) == 204
    told = alma.told(servers=True)
    assert told["state"] == "refused"
    assert not {"people", "servers", "signals"} & told.keys()
    assert cecilia.told()["people"] == []


def test_who_receives_is_not_put_out(case: Case, cecilia: Page) -> None:
    assert cecilia.does("neka", who=cecilia.told()["me"]) == 204
    assert cecilia.told()["host"] is True


def test_an_emergency_opening_holds_no_meetings() -> None:
    """It lets somebody read and write down; the room stays with those who have the case."""
    case = almas_case("child")
    room = opened(case)
    with at_work(staff("gustav")):
        Position.objects.filter(staff_id=ident("maria")).update(areas=["elderly"])
    stranger = Page(staff("maria"), case, room.id)
    assert stranger.says(arrives=True).status_code == 404
    with at_work(staff("maria")):
        why = "Grannen ringer om ett barn som skriker, ingen svarar."
        access.open_in_emergency(access.Emergency(uuid4(), case.number, "child", why, hidden=False))
    inside = Page(staff("maria"), case, room.id)
    assert inside.says(arrives=True).status_code == 403
    assert inside.client.get(inside.path).status_code == 403
    where = f"/helsingborg/arbete/arende/{case.id}/video/"
    assert inside.client.post(where).status_code == 403
