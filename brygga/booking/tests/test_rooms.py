"""Rooms, the way to a visit, interpreters, and what a municipality sets for its meetings."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from brygga.booking import actions, queries, rules
from brygga.booking.actions import NewHours, NewSession, Wish
from brygga.booking.models import Meeting, MeetingKind, Room
from brygga.booking.queries import Offer
from brygga.booking.rules import ALL, Channel, Span, State
from brygga.booking.tests.build import FRIDAY, free_for, handled, opened, typed, wish
from brygga.cases.models import Case
from brygga.demo.cast import HELSINGBORG
from brygga.ground import clock
from brygga.municipalities.models import Change
from tests.cast import ALMA, PETRA, at_work, resident, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db
SETTINGS = "/helsingborg/arbete/moten/"


@pytest.fixture(autouse=True)
def _friday() -> Iterator[None]:
    with clock.pinned(FRIDAY):
        yield


def room() -> UUID:
    ident = uuid4()
    with at_work(staff("gustav")) as gustav:
        actions.add_room(gustav, "Rum 4", "Rådhuset", once=ident)
    return ident


def opened_in(who: str, where: UUID, channels: frozenset[Channel] = ALL) -> None:
    """Tuesdays 13 to 16 in a room."""
    day = date(2026, 1, 1)
    hours = NewHours(1, time(13), time(16), 45, channels, "Rådhuset, Rum 4", day, None, where)
    with at_work(staff(who)) as actor:
        actions.open_hours(actor, hours, once=uuid4())


def with_(case: Case, name: str, errand: str = "talk") -> list[Offer]:
    with at_work(staff("cecilia")):
        wanted = next(one for one in queries.errands_of(case) if one.code == errand)
        found = queries.offered(case, clock.now(), wanted, team=True)
        return [one for one in found.offers if one.host.name == name]


def book(case: Case, wanted: Wish) -> Meeting:
    with at_work(staff("cecilia")) as cecilia:
        return actions.book(cecilia, case, wanted, once=uuid4())


def test_a_room_that_is_taken_leaves_the_time_for_the_telephone() -> None:
    where = room()
    for who in ("cecilia", "maria"):
        opened_in(who, where)
    case, other = handled(), handled()
    book(other, wish(with_(other, "Maria Falk")[0], Channel.PHYSICAL))
    first, second = with_(case, "Cecilia Holm")[:2]
    assert Channel.PHYSICAL not in first.channels
    assert Channel.PHONE in first.channels
    assert Channel.PHYSICAL in second.channels
    with pytest.raises(actions.Taken):
        book(case, wish(first, Channel.PHYSICAL))
    assert book(case, wish(first, Channel.PHONE)).room_id is None


def test_the_database_itself_forbids_a_room_twice() -> None:
    where = room()
    opened_in("cecilia", where)
    case = handled()
    meeting = book(case, wish(free_for(case)[0], Channel.PHYSICAL))
    assert meeting.room_id == where
    meeting.id, meeting.staff_id = uuid4(), staff("maria").id
    meeting.lane = rules.lane(meeting.staff_id, meeting.span)
    with (
        at_work(staff("cecilia")),
        pytest.raises(IntegrityError, match="no_room_twice"),
        transaction.atomic(),
    ):
        meeting.save(force_insert=True)


def home(case: Case, number: int, travel: int) -> Meeting:
    wanted = with_(case, "Cecilia Holm", "visit")[number]
    why = "Hon har sagt ja i god tid."
    return book(
        case,
        Wish(wanted.host.id, wanted.free.span.starts, Channel.HOME, errand="visit", travel=travel, why=why),
    )


def test_the_way_to_a_visit_takes_the_times_around_it() -> None:
    opened()
    case, other = handled(), handled()
    before = {one.free.span for one in with_(other, "Cecilia Holm")}
    meeting = home(case, 0, travel=30)
    after = {one.free.span for one in with_(other, "Cecilia Holm")}
    way = rules.with_travel(meeting.span, 30)
    assert way == Span(meeting.starts_at - timedelta(minutes=30), meeting.ends_at + timedelta(minutes=30))
    assert before - after == {span for span in before if rules.with_travel(meeting.span, 40).meets(span)}


def test_a_way_there_is_no_time_for_is_said() -> None:
    opened()
    case, other = handled(), handled()
    book(other, wish(free_for(other)[0]))
    with pytest.raises(actions.Taken):
        home(case, 0, travel=60)


def test_the_way_to_a_visit_does_not_stand_in_its_own_way_when_it_is_moved() -> None:
    all_day = NewHours(1, time(8), time(17), 45, ALL, "Rådhuset", date(2026, 1, 1), None)
    with at_work(staff("cecilia")) as cecilia:
        actions.open_hours(cecilia, all_day, once=uuid4())
    case = handled()
    meeting = home(case, 0, travel=60)
    way = rules.with_travel(meeting.span, 60)
    after = [one for one in with_(case, "Cecilia Holm", "visit") if one.free.span.starts >= way.ends]
    near = next(one for one in after if rules.with_travel(one.free.span, 60).meets(way))
    asked = Wish(
        near.host.id, near.free.span.starts, Channel.HOME, errand="visit", travel=60, why="Hon ville det."
    )
    with at_work(staff("cecilia")) as cecilia:
        moved = actions.move(cecilia, case, Meeting.objects.get(id=meeting.id), asked)
    assert moved.starts_at == near.free.span.starts


def test_the_way_to_a_visit_after_the_span_is_in_its_way_and_a_visit_further_off_is_not() -> None:
    opened()
    meeting = home(handled(), 0, travel=90)
    gone = meeting.starts_at - timedelta(minutes=90)
    before = Span(gone - timedelta(hours=1), gone + timedelta(minutes=1))
    with at_work(staff("cecilia")):
        assert queries.are_taken([meeting.staff_id], before)
        assert not queries.are_taken([meeting.staff_id], Span(before.starts, gone))


def test_a_way_that_was_typed_is_only_taken_to_a_visit_at_home() -> None:
    opened()
    case, other = handled(), handled()
    book(other, wish(free_for(other)[0]))
    wanted = replace(wish(with_(case, "Cecilia Holm")[0]), travel=60)
    assert book(case, wanted).travel == 0


def held(who: str, span: Span) -> None:
    new = NewSession("Pengar", "", "income_support", span, Channel.PHYSICAL, "Biblioteket", None, 5)
    with at_work(staff(who)) as leader:
        actions.hold_session(leader, new, once=uuid4())


def test_a_resident_moves_a_visit_only_where_there_is_time_for_the_way_too() -> None:
    opened()
    case = handled()
    meeting = home(case, 0, travel=30)
    later = with_(case, "Cecilia Holm", "visit")[-1]
    ends = later.free.span.ends
    held("cecilia", Span(ends + timedelta(minutes=15), ends + timedelta(minutes=60)))
    asked = Wish(later.host.id, later.free.span.starts, Channel.HOME, errand="visit")
    assert later in with_(case, "Cecilia Holm", "visit")
    with at_work(resident(ALMA)) as alma, pytest.raises(actions.Taken):
        actions.move(alma, case, queries.meeting_for(case, meeting.id), asked)
    with at_work(staff("cecilia")):
        assert queries.meeting_for(case, meeting.id).starts_at == meeting.starts_at


@pytest.mark.parametrize("who", ["alma", "cecilia"])
def test_a_visit_that_becomes_a_call_has_no_way_any_more(who: str) -> None:
    opened()
    case = handled()
    either = {**KIND, "minutes": "45", "channels": ["phone", "home"], "once": str(uuid4())}
    assert client_for(staff("gustav")).post(f"{SETTINGS}ny/", either).status_code == 303
    with at_work(staff("gustav")):
        code = MeetingKind.objects.get().code
    first, *_between, last = with_(case, "Cecilia Holm", code)
    asked = Wish(
        first.host.id, first.free.span.starts, Channel.HOME, errand=code, travel=30, why="Hon ville det."
    )
    meeting = book(case, asked)
    call = replace(asked, starts_at=last.free.span.starts, channel=Channel.PHONE)
    with at_work(resident(ALMA) if who == "alma" else staff("cecilia")) as actor:
        actions.move(actor, case, queries.meeting_for(case, meeting.id), call)
    with at_work(staff("cecilia")):
        moved = Meeting.objects.get()
    assert (meeting.travel, moved.travel, moved.channel) == (30, 0, "phone")
    assert (moved.lane.lower, moved.lane.upper) == rules.lane(moved.staff_id, moved.span)


def test_a_visit_at_home_is_for_staff_takes_a_reason_and_has_no_address() -> None:
    opened()
    case = handled()
    wanted = with_(case, "Cecilia Holm", "visit")[0]
    bare = Wish(wanted.host.id, wanted.free.span.starts, Channel.HOME, errand="visit")
    with pytest.raises(actions.NotAdvised):
        book(case, bare)
    with at_work(resident(ALMA)) as alma, pytest.raises(actions.Taken):
        actions.book(alma, case, bare, once=uuid4())
    assert home(case, 0, travel=15).place == ""
    page = client_for(resident(ALMA)).get(f"/helsingborg/mina-sidor/arende/{case.id}/").content.decode()
    assert "Hembesök" in page


def test_a_resident_moves_what_only_staff_book_and_the_decision_on_how_to_meet_stays() -> None:
    opened()
    case, alma = handled(), client_for(resident(ALMA))
    meeting = home(case, 0, travel=15)
    later = with_(case, "Cecilia Holm", "visit")[-1]
    address = f"/helsingborg/mina-sidor/arende/{case.id}/tid/{meeting.id}/"
    assert 'value="home"' in alma.get(address).content.decode()
    assert alma.post(address, typed(later, channel="home")).status_code == 303
    with at_work(staff("cecilia")):
        moved = Meeting.objects.get()
    assert moved.starts_at == later.free.span.starts
    assert (moved.travel, moved.why, moved.advice) == (15, meeting.why, meeting.advice)


def test_of_somebody_in_hiding_not_even_that_it_is_at_home_is_shown() -> None:
    opened()
    case = handled(protected=True)
    home(case, 0, travel=15)
    for client, address in (
        (client_for(resident(PETRA)), f"/helsingborg/mina-sidor/arende/{case.id}/"),
        (client_for(staff("cecilia")), "/helsingborg/arbete/tider/"),
    ):
        page = client.get(address).content.decode()
        assert "Som ni har kommit överens om" in page
        assert "Hembesök" not in page
        assert "Exempelgatan" not in page


def test_an_interpreter_follows_the_booking_and_is_ordered_anew_when_it_is_moved() -> None:
    opened()
    case, alma, cecilia = handled(), client_for(resident(ALMA)), client_for(staff("cecilia"))
    mine = f"/helsingborg/mina-sidor/arende/{case.id}/"
    asked = {"interpreter": "Dari", "interpreter_sex": "woman", "interpreter_way": "present"}
    assert alma.post(f"{mine}tid/", typed(free_for(case)[0], **asked)).status_code == 303
    assert "Tolk: Dari, helst en kvinna, på plats. Inte beställd än." in alma.get(mine).content.decode()
    with at_work(staff("cecilia")):
        meeting = Meeting.objects.get()
    order = f"/helsingborg/arbete/arende/{case.id}/tid/{meeting.id}/tolk/"
    assert client_for(staff("eva")).post(order, {"ordered": "1"}).status_code == 404
    assert cecilia.post(order, {"ordered": "1"}).status_code == 303
    assert "på plats. Beställd." in alma.get(mine).content.decode()
    assert alma.post(f"{mine}tid/{meeting.id}/", typed(free_for(case)[1])).status_code == 303
    assert "Dari, helst en kvinna, på plats. Inte beställd än." in alma.get(mine).content.decode()


KIND = {
    "label": "Skulder",
    "code": "",
    "area": "income_support",
    "activity": "debt_counselling",
    "purpose": "contact",
    "minutes": "90",
    "channels": ["phone", "video"],
    "online": "on",
}


def test_the_administration_sets_what_meetings_may_be_about_and_residents_book_it() -> None:
    opened()
    case, gustav = handled(), client_for(staff("gustav"))
    form = {**KIND, "once": str(uuid4())}
    for _time in range(2):
        assert gustav.post(f"{SETTINGS}ny/", form).status_code == 303
    address = f"/helsingborg/mina-sidor/arende/{case.id}/tid/"
    page = client_for(resident(ALMA)).get(address, {"om": "3"}).content.decode()
    assert "Skulder" in page
    assert "13.00–14.30" in page
    with at_work(staff("cecilia")):
        (kind,) = MeetingKind.objects.all()
    gustav.post(f"{SETTINGS}{kind.id}/ta-bort/")
    assert "Skulder" not in client_for(resident(ALMA)).get(address).content.decode()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"label": ""}, "Skriv vad det gäller."),
        ({"activity": ""}, "Välj en verksamhet."),
        ({"activity": "witchcraft"}, "witchcraft"),
        ({"channels": []}, "Välj minst ett sätt."),
        ({"minutes": "1"}, "1"),
    ],
)
def test_a_kind_that_cannot_be_is_said_so_and_nothing_is_kept(wrong: dict[str, Any], says: str) -> None:
    answer = client_for(staff("gustav")).post(f"{SETTINGS}ny/", {**KIND, "once": str(uuid4()), **wrong})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    with at_work(staff("gustav")):
        assert not MeetingKind.objects.exists()


def test_only_the_municipalitys_own_administration_sets_it() -> None:
    where = room()
    for who in ("cecilia", "david", "eva", "frida"):
        client = client_for(staff(who))
        assert client.get(SETTINGS).status_code == 404
        assert client.post(f"{SETTINGS}rum/", {"name": "Källaren"}).status_code == 404
        assert client.post(f"{SETTINGS}rum/{where}/stang/").status_code == 404
    with at_work(staff("gustav")):
        assert Room.objects.get().closed_on is None
    gustav = client_for(staff("gustav"))
    assert "Rum 4" in gustav.get(SETTINGS).content.decode()
    assert gustav.post(f"{SETTINGS}rum/", {"name": ""}).status_code == 422
    assert gustav.post(f"{SETTINGS}rum/{where}/stang/").status_code == 303
    with at_work(staff("gustav")), counted() as asked:
        assert queries.rooms_of(HELSINGBORG) == []
    assert len(asked) == 1


def test_what_is_taken_is_found_by_index_however_long_the_history() -> None:
    """The two indexes hold booked meetings alone: what has been is not in them."""
    opened()
    case = handled()
    book(case, wish(free_for(case)[0]))
    with connection.cursor() as cursor:
        cursor.execute(
            "select indexname, indexdef from pg_indexes where tablename = 'booking_meeting' "
            "and indexname like 'meeting_of_%'"
        )
        known = dict(cursor.fetchall())
    assert f"state)::text = '{State.BOOKED}'" in known["meeting_of_staff"]
    assert f"state)::text = '{State.BOOKED}'" in known["meeting_of_room"]


def test_what_the_administration_sets_stands_in_the_municipalitys_history() -> None:
    ident = uuid4()
    for _twice in range(2):
        with at_work(staff("gustav")) as gustav:
            actions.add_room(gustav, "Rum 9", "Rådhuset", once=ident)
    for _twice in range(2):
        with at_work(staff("gustav")) as gustav:
            actions.close_room(gustav, ident)
    with at_work(staff("gustav")):
        lines = [(one.before, one.after) for one in Change.objects.filter(what="room").order_by("at")]
    assert lines == [
        ({}, {"name": "Rum 9", "visit_address": "Rådhuset"}),
        ({"closed_on": None}, {"closed_on": clock.today().isoformat()}),
    ]
    history = client_for(staff("gustav")).get("/helsingborg/kommunen/historik/").content.decode()
    assert "Mötesrum" in history
