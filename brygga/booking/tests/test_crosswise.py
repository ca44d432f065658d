"""Booking, moving and groups crosswise, with real connections: whoever comes second waits or is told, none is stuck."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import Error, connections

from brygga.booking import actions, queries
from brygga.booking.actions import NewSession
from brygga.booking.models import Meeting, Session
from brygga.booking.queries import Offer
from brygga.booking.rules import Channel, Span
from brygga.booking.tests.build import FRIDAY, handled, wish
from brygga.booking.tests.test_rooms import opened_in, with_
from brygga.cases.models import Case
from brygga.ground import clock
from tests.cast import at_work, staff
from tests.committed import committed

__all__ = ["committed"]
pytestmark = pytest.mark.usefixtures("committed")

LOWEST, HIGHEST = UUID("00000000-0000-7000-8000-000000000001"), UUID("ffffffff-ffff-7fff-bfff-ffffffffffff")
"""A room's id before every person's, and one after."""


@pytest.fixture
def rooms() -> Iterator[tuple[UUID, UUID]]:
    with at_work(staff("gustav")) as gustav:
        for number, ident in enumerate((LOWEST, HIGHEST)):
            actions.add_room(gustav, f"Rum {number}", "Rådhuset", once=ident)
    yield LOWEST, HIGHEST
    with connections["owner"].cursor() as cursor:
        cursor.execute("truncate booking_hours, booking_meeting, booking_session cascade")
        cursor.execute("delete from booking_room where id in (%s, %s)", [LOWEST, HIGHEST])
        cursor.execute("delete from municipalities_change where subject like '%%Rum %%'")
    connections["owner"].close()


def by(who: str, act: Callable[[Any], object]) -> str:
    """One act in a transaction of its own: "done", "taken", or the fault's name."""
    try:
        with clock.pinned(FRIDAY), at_work(staff(who)) as actor:
            act(actor)
    except actions.Taken:
        return "taken"
    except Error as fault:
        return type(fault).__name__
    finally:
        connections.close_all()
    return "done"


def group(span: Span, room: UUID) -> Callable[[Any], object]:
    new = NewSession("Grupp", "", "income_support", span, Channel.PHYSICAL, "Rådhuset", room, 4)
    return lambda actor: actions.hold_session(actor, new, once=uuid4())


def booking(case: Case, offer: Offer) -> Callable[[Any], object]:
    return lambda actor: actions.book(actor, case, wish(offer, Channel.PHYSICAL), once=uuid4())


def moving(case: Case, meeting: Meeting, offer: Offer) -> Callable[[Any], object]:
    return lambda actor: actions.move(actor, case, meeting, wish(offer, Channel.PHYSICAL))


@pytest.mark.parametrize("where", [0, 1])
@pytest.mark.parametrize("verb", ["book", "move"])
def test_a_time_and_a_group_for_the_same_person_in_the_same_room_wait_in_one_line(
    rooms: tuple[UUID, UUID], monkeypatch: pytest.MonkeyPatch, where: int, verb: str
) -> None:
    with clock.pinned(FRIDAY):
        opened_in("cecilia", rooms[where])
        case = handled()
        first, second = with_(case, "Cecilia Holm")[:2]
        act = booking(case, second)
        if verb == "move":
            assert by("cecilia", booking(case, first)) == "done"
            with at_work(staff("cecilia")):
                act = moving(case, Meeting.objects.get(case=case), second)
    asked, met, real = Event(), Event(), queries.offer_at

    def slowly(*given: Any, **more: Any) -> Offer | None:
        """The person is held now; another comes for both."""
        found = real(*given, **more)
        asked.set()
        met.wait(0.5)  # long enough to be in each other's way
        return found

    monkeypatch.setattr(queries, "offer_at", slowly)
    with ThreadPoolExecutor(2) as hands:
        one = hands.submit(by, "cecilia", act)
        assert asked.wait(10)
        other = hands.submit(by, "cecilia", group(second.free.span, rooms[where]))
        assert (one.result(20), other.result(20)) == ("done", "taken")


def test_many_at_once_crosswise_are_all_answered_and_nobody_is_in_two_places(
    rooms: tuple[UUID, UUID],
) -> None:
    chance = random.Random(11)  # noqa: S311 (an order to try)
    with clock.pinned(FRIDAY):
        for who, room in (("cecilia", rooms[0]), ("maria", rooms[1])):
            opened_in(who, room)
        found = [handled() for _one in range(6)]
        offers = [*with_(found[0], "Cecilia Holm")[:3], *with_(found[0], "Maria Falk")[:3]]
        for case, offer in zip(found[:4], offers[::2] + offers[1:2], strict=True):
            by("cecilia", booking(case, offer))
        with at_work(staff("cecilia")):
            booked = list(Meeting.objects.select_related("case"))
    acts: list[tuple[str, Callable[[Any], object]]] = []
    for _time in range(8):
        acts += [("cecilia", moving(one.case, one, chance.choice(offers))) for one in booked]
        acts += [("cecilia", booking(chance.choice(found), chance.choice(offers))) for _two in range(2)]
        span = chance.choice(offers).free.span
        crossing = Span(
            span.starts + timedelta(minutes=chance.choice((0, 15, 30))), span.ends + timedelta(minutes=30)
        )
        acts += [(who, group(crossing, chance.choice(rooms))) for who in ("cecilia", "maria")]
    chance.shuffle(acts)
    with ThreadPoolExecutor(8) as hands:
        answers = list(hands.map(lambda one: by(*one), acts))
    assert set(answers) == {"done", "taken"}
    with at_work(staff("cecilia")):
        spans = [
            (one.staff_id, one.room_id, one.starts_at, one.ends_at)
            for one in Meeting.objects.filter(state="booked")
        ]
        spans += [(one.staff_id, one.room_id, one.starts_at, one.ends_at) for one in Session.objects.all()]
    for place in (0, 1):
        for number, one in enumerate(spans):
            for other in spans[number + 1 :]:
                assert one[place] != other[place] or one[3] <= other[2] or other[3] <= one[2]
