"""Groups: as many as there are places, in line after that, and nobody reads who else takes part."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connections, transaction

from brygga.access.rules import ResidentActor
from brygga.booking import actions, queries
from brygga.booking.actions import NewSession
from brygga.booking.models import Seat, Session
from brygga.booking.rules import Channel, Span
from brygga.booking.tests.build import FRIDAY, free_for, handled, opened, wish
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.demo.cast import HELSINGBORG
from brygga.ground import clock
from tests.cast import ALMA, BO, PETRA, at_work, resident, staff
from tests.committed import committed
from tests.counting import counted
from tests.doors import client_for

__all__ = ["committed"]
LED = "/helsingborg/arbete/tider/grupper/"
SPAN = Span(FRIDAY + timedelta(days=11), FRIDAY + timedelta(days=11, hours=2))


@pytest.fixture(autouse=True)
def _friday() -> Iterator[None]:
    with clock.pinned(FRIDAY):
        yield


def held(seats: int = 2, span: Span = SPAN, who: str = "maria") -> UUID:
    ident = uuid4()
    new = NewSession(
        "Pengar som räcker", "", "income_support", span, Channel.PHYSICAL, "Biblioteket", None, seats
    )
    with at_work(staff(who)) as leader:
        actions.hold_session(leader, new, once=ident)
    return ident


def case_of(number: str, name: str) -> tuple[Case, ResidentActor]:
    with at_work(staff("cecilia")) as cecilia:
        parties = [cases.NewParty(name=name, number=number)]
        case = cases.open_case(
            cecilia,
            municipality=HELSINGBORG,
            short="Hbg",
            kind="income_support",
            title="Hjälp",
            parties=parties,
        )
    return case, resident((number, name))


def joins(who: ResidentActor, case: Case, ident: UUID) -> str:
    with at_work(who):
        return str(actions.join(who, case, queries.session_for(case, ident, clock.now())).state)


def leaves(who: ResidentActor, case: Case, ident: UUID) -> None:
    with at_work(who):
        actions.leave(who, case, queries.session_for(case, ident, clock.now()))


def page_of(case: Case) -> str:
    return f"/helsingborg/mina-sidor/arende/{case.id}/tid/grupper/"


@pytest.mark.django_db
def test_a_resident_takes_part_through_the_page_and_leaves_again() -> None:
    held()
    case, alma = handled(), client_for(resident(ALMA))
    assert "2 platser kvar" in alma.get(page_of(case)).content.decode()
    with at_work(staff("maria")):
        ident = Session.objects.get().id
    for _time in range(2):
        assert alma.post(f"{page_of(case)}{ident}/").status_code == 303
    assert "Du är anmäld." in alma.get(page_of(case)).content.decode()
    with at_work(staff("cecilia")):
        assert Seat.objects.count() == 1
    theirs = client_for(staff("maria")).get(LED).content.decode()
    assert case.number in theirs
    for _time in range(2):
        assert alma.post(f"{page_of(case)}{ident}/", {"leave": "1"}).status_code == 303
    assert "2 platser kvar" in alma.get(page_of(case)).content.decode()


@pytest.mark.django_db
def test_full_means_in_line_and_who_waits_takes_the_place_that_becomes_free() -> None:
    ident = held(seats=1)
    first, second = case_of(*ALMA), case_of(*BO)
    assert joins(first[1], first[0], ident) == "taken"
    assert joins(second[1], second[0], ident) == "waiting"
    assert joins(second[1], second[0], ident) == "waiting"
    leaves(first[1], first[0], ident)
    assert joins(second[1], second[0], ident) == "taken"


@pytest.mark.django_db
def test_nobody_reads_who_else_takes_part() -> None:
    ident = held()
    first, second = case_of(*ALMA), case_of(*BO)
    joins(first[1], first[0], ident)
    page = client_for(resident(BO)).get(page_of(second[0])).content.decode()
    assert "1 plats kvar" in page
    for secret in ("Alma", first[0].number, str(first[0].id)):
        assert secret not in page
    with at_work(second[1]):
        assert not Seat.objects.exists()


@pytest.mark.django_db
def test_the_database_itself_forbids_two_in_one_seat_and_a_place_without_a_number() -> None:
    ident = held(seats=1)
    case, alma = case_of(*ALMA)
    joins(alma, case, ident)
    with at_work(staff("cecilia")):
        seat = Seat.objects.get()
        seat.id, seat.recipient_index = uuid4(), "another"
        for number in (1, 0, -1, None):
            seat.number = number
            with pytest.raises(IntegrityError), transaction.atomic():
                seat.save(force_insert=True)


@pytest.mark.django_db
def test_a_group_takes_its_leaders_time_and_a_meeting_keeps_a_group_away() -> None:
    opened()
    case = handled()
    first, second = free_for(case)[:2]
    with at_work(staff("cecilia")) as cecilia:
        meeting = actions.book(cecilia, case, wish(second), once=uuid4())
    with pytest.raises(actions.Taken):
        held(span=Span(meeting.starts_at + timedelta(minutes=10), SPAN.ends), who="cecilia")
    held(span=first.free.span, who="cecilia")
    assert first.free.span not in [one.free.span for one in free_for(case)]
    with at_work(staff("cecilia")) as cecilia, pytest.raises(actions.Taken):
        actions.book(cecilia, case, wish(first), once=uuid4())


@pytest.mark.django_db
def test_a_group_right_after_another_leaves_no_rest_and_is_said_to_be_taken() -> None:
    held()
    after = Span(SPAN.ends, SPAN.ends + timedelta(hours=1))
    with pytest.raises(actions.Taken):
        held(span=after)
    told = {**GOOD, "area": "income_support", "day": "2026-12-01", "once": str(uuid4())}
    told |= {"starts": "11.00", "ends": "12.00"}
    answer = client_for(staff("maria")).post(LED, told)
    assert answer.status_code == 422
    assert "upptaget då" in answer.content.decode()
    held(span=after, who="cecilia")
    rested = timedelta(minutes=10)
    held(span=Span(after.starts + rested, after.ends + rested))


@pytest.mark.django_db
def test_a_room_takes_its_rest_between_two_groups() -> None:
    with at_work(staff("gustav")) as gustav:
        where = uuid4()
        actions.add_room(gustav, "Rum 4", "Rådhuset", once=where)
    after = Span(SPAN.ends, SPAN.ends + timedelta(hours=1))
    for who, span, free in (("maria", SPAN, True), ("cecilia", after, False)):
        new = NewSession("Pengar", "", "income_support", span, Channel.PHYSICAL, "Rådhuset", where, 2)
        with at_work(staff(who)) as leader, nullcontext() if free else pytest.raises(actions.Taken):
            actions.hold_session(leader, new, once=uuid4())


@pytest.mark.django_db
def test_where_others_are_before_every_time_it_is_said_and_can_be_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ident = held()
    case, alma = handled(), client_for(resident(ALMA))

    def before(*_given: Any) -> None:
        raise actions.Taken

    with monkeypatch.context() as patch:
        patch.setattr(actions, "join", before)
        answer = alma.post(f"{page_of(case)}{ident}/")
    assert answer.status_code == 409
    assert "Försök igen." in answer.content.decode()
    assert "Försök igen." not in alma.get(page_of(case)).content.decode()
    assert alma.post(f"{page_of(case)}{ident}/").status_code == 303


@pytest.mark.usefixtures("committed")
def test_a_group_and_a_meeting_at_the_same_moment_are_never_both_booked() -> None:
    opened()
    case = handled()
    wanted = [one.free.span for one in free_for(case)[:6]]

    def group(span: Span) -> bool:
        try:
            with clock.pinned(FRIDAY):
                held(span=span, who="cecilia")
        except actions.Taken:
            return False
        finally:
            connections.close_all()
        return True

    def meeting(span: Span) -> bool:
        cecilia = staff("cecilia")
        try:
            with clock.pinned(FRIDAY), at_work(cecilia):
                actions.book(
                    cecilia, case, actions.Wish(cecilia.id, span.starts, Channel.PHONE), once=uuid4()
                )
        except actions.Taken:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as hands:
        for span in wanted:
            got = [hands.submit(one, span) for one in (group, meeting)]
            assert sum(one.result() for one in got) == 1


@pytest.mark.django_db
def test_somebody_in_hiding_is_offered_no_group_and_cannot_take_part() -> None:
    ident = held()
    case = handled(protected=True)
    petra = client_for(resident(PETRA))
    assert "Pengar som räcker" not in petra.get(page_of(case)).content.decode()
    assert petra.post(f"{page_of(case)}{ident}/").status_code == 404


@pytest.mark.django_db
def test_strangers_and_other_matters_get_404() -> None:
    ident = held()
    case, childs = handled(), handled("child")
    assert client_for(resident(BO)).get(page_of(case)).status_code == 404
    assert client_for(resident(BO)).post(f"{page_of(case)}{ident}/").status_code == 404
    assert client_for(resident(ALMA)).post(f"{page_of(childs)}{ident}/").status_code == 404
    for who in ("david", "eva", "gustav", "frida"):
        assert client_for(staff(who)).get(LED).status_code == 404
    client_for(staff("cecilia")).post(f"{LED}{ident}/stall-in/")
    with at_work(staff("maria")):
        assert Session.objects.get().cancelled_at is None, "another's group"
    client_for(staff("maria")).post(f"{LED}{ident}/stall-in/")
    assert client_for(resident(ALMA)).post(f"{page_of(case)}{ident}/").status_code == 404


GOOD = {
    "title": "Föräldrakväll",
    "area": "children",
    "day": "2026-12-01",
    "starts": "18.00",
    "ends": "20.00",
    "channel": "physical",
    "place": "Biblioteket",
    "seats": "8",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "Det här behövs."),
        ({"ends": "17.00"}, "Sluttiden måste komma efter"),
        ({"day": "2026-11-01"}, "Välj en tid framåt."),
        ({"place": ""}, "Skriv var ni ses."),
        ({"seats": "0"}, "1"),
        ({"seats": "600"}, "60"),
        ({"starts": "kväll"}, "Skriv klockslaget så här"),
    ],
)
def test_a_group_that_cannot_be_is_said_so(wrong: dict[str, Any], says: str) -> None:
    answer = client_for(staff("maria")).post(LED, {**GOOD, "once": str(uuid4()), **wrong})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    with at_work(staff("maria")):
        assert not Session.objects.exists()


@pytest.mark.django_db
def test_a_group_sent_twice_is_held_once_and_its_page_costs_no_more_for_many() -> None:
    form, maria = {**GOOD, "once": str(uuid4())}, client_for(staff("maria"))
    for _time in range(2):
        assert maria.post(LED, form).status_code == 303
    with at_work(staff("maria")) as actor, counted() as few:
        assert len(queries.led_by(actor, clock.now())) == 1
    for days in (1, 2, 3):
        held(span=Span(SPAN.starts + timedelta(days=days), SPAN.ends + timedelta(days=days)))
    with at_work(staff("maria")) as actor, counted() as many:
        assert len(queries.led_by(actor, clock.now())) == 4
    assert len(few) == len(many) == 3


@pytest.mark.usefixtures("committed")
def test_of_twelve_who_want_five_places_at_once_five_get_one_and_seven_stand_in_line() -> None:
    ident = held(seats=5)
    people = [case_of(f"0000000{number:05d}", f"Kim {number}") for number in range(12)]

    def attempt(one: tuple[Case, ResidentActor]) -> str:
        try:
            with clock.pinned(FRIDAY):
                return joins(one[1], one[0], ident)
        except actions.Taken:
            return "again"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as hands:
        got = list(hands.map(attempt, people))
    again = [attempt(one) for one, state in zip(people, got, strict=True) if state == "again"]
    states = [state for state in got if state != "again"] + again
    assert (states.count("taken"), states.count("waiting")) == (5, 7)
    with at_work(staff("cecilia")):
        numbers = sorted(Seat.objects.filter(state="taken").values_list("number", flat=True))
    assert numbers == [1, 2, 3, 4, 5]
