"""Staff move a meeting: what was agreed stays, nobody is in two places, and who comes second is told."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from brygga.booking import actions, queries
from brygga.booking.models import Meeting
from brygga.booking.queries import Offer
from brygga.booking.rules import Channel, State
from brygga.booking.tests.build import FRIDAY, free_for, handled, offered, opened, typed, wish
from brygga.cases.models import Case
from brygga.cases.queries import trail_of
from brygga.demo.cast import HELSINGBORG, LANDSKRONA
from brygga.ground import clock, remembered
from brygga.municipalities.models import Guideline
from tests.cast import ALMA, BO, at_work, resident, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db
ASKED = {"interpreter": "Dari", "interpreter_sex": "woman", "interpreter_way": "present"}


@pytest.fixture(autouse=True)
def _friday() -> Iterator[None]:
    with clock.pinned(FRIDAY):
        yield


def booked(case: Case, number: int = 0, **more: Any) -> Meeting:
    chosen = free_for(case)[number]
    wanted = actions.Wish(chosen.host.id, chosen.free.span.starts, **({"channel": Channel.PHONE} | more))
    with at_work(staff("cecilia")) as cecilia:
        return actions.book(cecilia, case, wanted, once=uuid4())


def address(case: Case, meeting: Meeting) -> str:
    return f"/helsingborg/arbete/arende/{case.id}/tid/{meeting.id}/flytta/"


def form(meeting: Meeting, offer: Offer, **more: str) -> dict[str, str]:
    return typed(offer, was=meeting.key, **more)


def now_is(case: Case, meeting: Meeting) -> Meeting:
    with at_work(staff("cecilia")):
        return queries.meeting_for(case, meeting.id)


def guideline() -> None:
    rule = Guideline(
        municipality=HELSINGBORG,
        reference="2026-R-09",
        demand=Guideline.Demand.IN_PERSON,
        reason="Vi vill se varandra först.",
        decided_by="Socialnämnden",
        decided_on=date(2026, 1, 10),
        valid_from=date(2026, 1, 11),
    )
    with at_work(staff("gustav")):
        rule.save(force_insert=True)
    remembered.forget()


def test_a_meeting_is_moved_from_the_case_and_what_was_agreed_of_it_stays() -> None:
    opened()
    case, cecilia = handled(), client_for(staff("cecilia"))
    meeting = booked(case, about="Hyran", remind_close=True, **ASKED)
    with at_work(staff("cecilia")) as actor:
        actions.order_interpreter(actor, case, meeting, ordered=True)
        actions.note_told_of_change(meeting)
    assert address(case, meeting) in cecilia.get(f"/helsingborg/arbete/arende/{case.id}/").content.decode()
    page = cecilia.get(address(case, meeting)).content.decode()
    for kept in ('value="Hyran"', 'value="Dari"', 'value="phone" checked', "beställd till den gamla tiden"):
        assert kept in page
    later = free_for(case)[2]
    agreed = {"about": "Hyran", "remind_close": "on", **ASKED}
    assert cecilia.post(address(case, meeting), form(meeting, later, **agreed)).status_code == 303
    moved = now_is(case, meeting)
    assert moved.starts_at == later.free.span.starts
    names = ("staff_id", "channel", "about", "remind_close", "errand", *ASKED)
    assert [getattr(moved, name) for name in names] == [getattr(meeting, name) for name in names]
    assert (moved.told, moved.interpreter_ordered_at) == (False, None)
    assert meeting.starts_at in {offer.free.span.starts for offer in free_for(case)}
    with at_work(staff("cecilia")):
        line = next(one for one in trail_of(case) if one.verb == "move_meeting")
    assert (line.actor_name, line.activity) == ("Cecilia Holm", actions.BOOKING)


def test_what_was_agreed_may_be_changed_in_the_same_breath() -> None:
    opened()
    case, cecilia = handled(), client_for(staff("cecilia"))
    meeting = booked(case, about="Hyran", **ASKED)
    changed = form(meeting, free_for(case)[1], channel="physical", about="Elräkningen", interpreter="")
    assert cecilia.post(address(case, meeting), changed).status_code == 303
    moved = now_is(case, meeting)
    assert (moved.channel, moved.place, moved.about) == ("physical", "Rådhuset, rum 4", "Elräkningen")
    assert (moved.interpreter, moved.interpreter_sex) == ("", "")


def test_sent_twice_it_is_moved_once() -> None:
    opened()
    case, cecilia = handled(), client_for(staff("cecilia"))
    meeting = booked(case)
    sent = form(meeting, free_for(case)[1])
    for _time in range(2):
        assert cecilia.post(address(case, meeting), sent).status_code == 303
    with at_work(staff("cecilia")):
        assert [one.verb for one in trail_of(case)].count("move_meeting") == 1


def test_a_time_somebody_took_meanwhile_is_said_and_what_was_typed_stays() -> None:
    opened()
    case, other, cecilia = handled(), handled(), client_for(staff("cecilia"))
    meeting = booked(case)
    sent = form(meeting, free_for(case)[0], about="Elräkningen")
    booked(other)
    answer = cecilia.post(address(case, meeting), sent)
    assert answer.status_code == 422
    assert "Den tiden är inte ledig längre" in answer.content.decode()
    assert 'value="Elräkningen"' in answer.content.decode()
    assert now_is(case, meeting).starts_at == meeting.starts_at


def test_a_time_taken_in_the_very_moment_is_said_and_what_was_typed_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened()
    case, cecilia = handled(), client_for(staff("cecilia"))
    meeting = booked(case)
    sent = form(meeting, free_for(case)[1], about="Elräkningen")

    def before(*_args: Any, **_more: Any) -> None:
        raise actions.Taken

    monkeypatch.setattr(actions, "move", before)
    answer = cecilia.post(address(case, meeting), sent)
    assert answer.status_code == 422
    assert "Någon hann före" in answer.content.decode()
    assert 'value="Elräkningen"' in answer.content.decode()


def test_a_meeting_somebody_else_moved_meanwhile_is_said_and_stands_where_they_put_it() -> None:
    opened()
    case, maria = handled(), client_for(staff("maria"))
    meeting, times = booked(case), free_for(case)
    with at_work(staff("cecilia")) as cecilia:
        moved = actions.move(cecilia, case, meeting, wish(times[1]))
        with pytest.raises(actions.Taken):
            actions.move(cecilia, case, meeting, wish(times[3]))
    answer = maria.post(address(case, meeting), form(meeting, times[3], about="Elräkningen"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Någon annan flyttade mötet medan du skrev" in page
    assert 'value="Elräkningen"' in page
    assert now_is(case, meeting).starts_at == moved.starts_at
    assert maria.post(address(case, meeting), form(moved, times[3])).status_code == 303


@pytest.mark.parametrize(("state", "says"), [("cancelled", "Mötet är avbokat"), ("came", "redan börjat")])
def test_what_is_cancelled_or_has_been_is_not_moved_and_what_was_typed_is_there_to_copy(
    state: str, says: str
) -> None:
    opened()
    case, cecilia = handled(), client_for(staff("cecilia"))
    meeting = booked(case)
    with at_work(staff("cecilia")):
        Meeting.objects.filter(id=meeting.id).update(state=state)
    sent = form(meeting, free_for(case)[1], about="Elräkningen")
    for answer in (cecilia.get(address(case, meeting)), cecilia.post(address(case, meeting), sent)):
        assert answer.status_code == 409
        assert says in answer.content.decode()
    assert "Elräkningen" in answer.content.decode()
    assert now_is(case, meeting).starts_at == meeting.starts_at


def test_a_meeting_that_has_begun_stands_where_it_is() -> None:
    opened(weekday=FRIDAY.weekday())
    case = handled()
    meeting, later = booked(case), free_for(case)[5]
    with clock.pinned(meeting.starts_at + timedelta(minutes=5)):
        sent = form(meeting, later)
        answer = client_for(staff("cecilia")).post(address(case, meeting), sent)
        assert answer.status_code == 409
        assert "redan börjat" in answer.content.decode()
        with at_work(staff("cecilia")) as cecilia, pytest.raises(actions.Taken):
            actions.move(cecilia, case, meeting, wish(later))
    assert now_is(case, meeting).state == State.BOOKED


def test_another_way_to_meet_takes_its_own_reason_and_the_same_way_does_not() -> None:
    opened()
    case, cecilia = handled(), client_for(staff("cecilia"))
    guideline()
    meeting = booked(case, why="Hon bad om det.")
    assert cecilia.post(address(case, meeting), form(meeting, free_for(case)[1])).status_code == 303
    moved = now_is(case, meeting)
    assert moved.why == "Hon bad om det."
    video = form(moved, free_for(case)[2], channel="video")
    refused = cecilia.post(address(case, meeting), video)
    assert refused.status_code == 422
    assert "Skriv varför. Första mötet ska hållas på plats" in refused.content.decode()
    assert cecilia.post(address(case, meeting), video | {"why": "Hon vill visa brev."}).status_code == 303
    assert now_is(case, meeting).why == "Hon vill visa brev."


def test_what_is_learnt_of_the_circumstances_since_takes_a_reason() -> None:
    opened()
    case, cecilia = handled(), client_for(staff("cecilia"))
    meeting = booked(case)
    heard = form(meeting, free_for(case)[1], overheard="on")
    assert cecilia.post(address(case, meeting), heard).status_code == 422
    assert (
        cecilia.post(address(case, meeting), heard | {"why": "Hon går ut med telefonen."}).status_code == 303
    )
    assert "overheard" in now_is(case, meeting).advice["reasons"]


def test_another_who_may_takes_it_over_by_agreement_and_moves_it_themselves() -> None:
    for who in ("cecilia", "david"):
        opened(who)
    case, david = handled(), client_for(staff("david"))
    meeting = booked(case)
    assert "David Berg" not in david.get(address(case, meeting)).content.decode().split("Välj en tid")[1]
    assert "David Berg, Landskrona" in david.get(address(case, meeting), {"med": "alla"}).content.decode()
    davids = next(one for one in offered(case, team=True).offers if one.host.name == "David Berg")
    assert david.post(address(case, meeting), form(meeting, davids, med="alla")).status_code == 303
    moved = now_is(case, meeting)
    assert (moved.staff_name, moved.staff_municipality) == ("David Berg", LANDSKRONA)
    assert meeting.starts_at in {one.free.span.starts for one in free_for(case)}, "Cecilia is free again"


def test_somebody_without_times_any_more_is_said_and_others_are_shown() -> None:
    for who in ("cecilia", "maria"):
        opened(who)
    case = handled()
    meeting = booked(case)
    with at_work(staff("cecilia")) as cecilia:
        for hours in queries.hours_of(cecilia):
            actions.close_hours(cecilia, hours.id)
    page = client_for(staff("cecilia")).get(address(case, meeting)).content.decode()
    assert "Cecilia Holm tar inte emot bokningar för det här" in page
    assert "Maria Falk" in page


def test_strangers_get_404_and_residents_have_a_way_of_their_own() -> None:
    opened()
    case = handled()
    meeting = booked(case)
    sent = form(meeting, free_for(case)[1])
    for who in ("eva", "gustav"):
        client = client_for(staff(who))
        assert client.get(address(case, meeting)).status_code == 404
        assert client.post(address(case, meeting), sent).status_code == 404
    for person in (ALMA, BO):
        assert client_for(resident(person)).post(address(case, meeting), sent).status_code != 303
    other = handled()
    assert client_for(staff("cecilia")).get(address(other, meeting)).status_code == 404
    assert now_is(case, meeting).starts_at == meeting.starts_at


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"at": ""}, 422),
        ({"at": "x" * 500}, 422),
        ({"channel": "pigeon"}, 422),
        ({"was": ""}, 409),
        ({"about": "x" * 201}, 422),
        ({"why": "x" * 501}, 422),
        ({"travel": "7"}, 422),
    ],
)
def test_what_cannot_be_is_said_so_and_changes_nothing(wrong: dict[str, str], status: int) -> None:
    opened()
    case = handled()
    meeting = booked(case)
    sent = form(meeting, free_for(case)[1]) | wrong
    assert client_for(staff("cecilia")).post(address(case, meeting), sent).status_code == status
    assert now_is(case, meeting).starts_at == meeting.starts_at


def test_the_page_costs_as_many_queries_for_one_who_may_be_met_as_for_many() -> None:
    for who in ("cecilia", "david"):
        opened(who)
    case, cecilia = handled(), client_for(staff("cecilia"))
    meeting = booked(case)
    cecilia.get(address(case, meeting), {"med": "alla"})
    with counted() as few:
        cecilia.get(address(case, meeting))
    for who in ("maria", "leila", "karin"):
        opened(who)
    with counted() as many:
        assert "Karin" in cecilia.get(address(case, meeting), {"med": "alla"}).content.decode()
    assert len(few) == len(many) <= 10
