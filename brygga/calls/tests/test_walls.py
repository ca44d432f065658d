"""Video with SQL of one's own: nobody lets themselves in, and nobody reads what is said to somebody else."""

from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from brygga.access.rules import ResidentActor, StaffActor
from brygga.calls.models import Room
from brygga.calls.tests.build import Page, further, let_in, opened
from brygga.cases.models import Case
from brygga.ground import clock
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff

pytestmark = pytest.mark.django_db
OFFER = "v=0 192.168.1.17"


@pytest.fixture
def case() -> Case:
    return almas_case()


@pytest.fixture
def room(case: Case) -> Room:
    """Cecilia and Alma are in it, and Cecilia has said something to Alma that Alma has not fetched."""
    found = opened(case)
    cecilia, alma = Page(staff("cecilia"), case, found.id), Page(resident(ALMA), case, found.id)
    cecilia.comes()
    let_in(cecilia, alma)
    cecilia.told(signals=[cecilia.signal(cecilia.told()["people"][0], OFFER)])
    return found


def refused(actor: ResidentActor | StaffActor, statement: str, given: list[object] | None = None) -> bool:
    """Whether the database itself says no."""
    with at_work(actor), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(statement, given)
        except ProgrammingError as error:
            return getattr(error.__cause__, "sqlstate", "") == "42501"
    return False


def heard(actor: ResidentActor | StaffActor, room: Room, seat: UUID) -> list[str]:
    with at_work(actor), connection.cursor() as cursor:
        cursor.execute("select payload from brygga.signals_to_me(%s, %s, '{}')", [room.id, seat])
        return [row[0] for row in cursor.fetchall()]


def almas_seat(room: Room) -> UUID:
    with at_work(staff("cecilia")), connection.cursor() as cursor:
        cursor.execute("select addressee_seat from calls_signal where room_id = %s", [room.id])
        (seat,) = cursor.fetchone()  # type: ignore[misc]
    return seat  # type: ignore[no-any-return]


@pytest.mark.parametrize("who", ["alma", "cecilia", "david", "eva"])
def test_nobody_selects_what_a_signal_holds(room: Room, who: str) -> None:
    actor = resident(ALMA) if who == "alma" else staff(who)
    assert refused(actor, "select payload from calls_signal")
    assert refused(actor, "select * from calls_signal")


def test_the_door_hands_a_signal_to_its_addressee_alone(room: Room) -> None:
    seat = almas_seat(room)
    assert heard(resident(ALMA), room, seat) == [OFFER]
    for other in (staff("cecilia"), staff("david"), staff("eva"), resident(BO)):
        assert heard(other, room, seat) == []


def test_not_to_one_who_was_put_out(room: Room, case: Case) -> None:
    seat = almas_seat(room)
    with at_work(staff("cecilia")), connection.cursor() as cursor:
        cursor.execute("update calls_admission set is_let_in = false, by_id = %s", [staff("cecilia").id])
    assert heard(resident(ALMA), room, seat) == []


def test_nobody_says_anything_in_anothers_name(room: Room, case: Case) -> None:
    alma, cecilia = resident(ALMA), staff("cecilia")
    statement = (
        "insert into calls_signal (id, municipality, area, shielded, case_id, room_id, sender_id, sender_seat,"
        " addressee_id, addressee_seat, number, kind, payload, at)"
        " values (%s, %s, %s, false, %s, %s, %s, %s, %s, %s, 9, 'offer', 'v=0', %s)"
    )
    place = [uuid4(), case.municipality, case.area, case.id, room.id]
    rest = [uuid4(), alma.id, uuid4(), clock.now()]
    assert refused(alma, statement, [*place, cecilia.id, *rest])
    assert refused(cecilia, statement, [*place, alma.id, *rest])
    assert not refused(alma, statement, [*place, alma.id, *rest])


def test_a_resident_neither_opens_a_room_nor_lets_anybody_in(room: Room, case: Case) -> None:
    alma = resident(ALMA)
    admission = (
        "insert into calls_admission (id, municipality, area, shielded, case_id, room_id, person_id, is_let_in,"
        " is_host, by_id, at) values (%s, %s, %s, false, %s, %s, %s, true, true, %s, %s)"
    )
    given = [uuid4(), case.municipality, case.area, case.id, room.id, uuid4(), alma.id, clock.now()]
    assert refused(alma, admission, given)
    assert refused(alma, "update calls_admission set is_host = true")
    assert refused(alma, "delete from calls_admission")
    assert refused(alma, "update calls_room set relay_only = false, ended_at = null")
    assert refused(alma, "delete from calls_signal")
    assert refused(alma, "update calls_attendee set name = 'Cecilia Holm', is_resident = false")


@pytest.mark.parametrize("claimed", [(False, None), (True, 1283)], ids=["as staff", "as somebody's employee"])
def test_a_resident_comes_as_a_resident(room: Room, case: Case, claimed: tuple[bool, int | None]) -> None:
    """Whoever counts as staff keeps residents together, and is told where they are."""
    sven = further(case, "Sven Berg", "197001012385")
    statement = (
        "insert into calls_attendee (id, municipality, area, shielded, case_id, room_id, person_id, name, guest_as,"
        " is_resident, of_municipality, is_protected, seat, arrived_at, seen_at, counted_from, sent_since)"
        " values (%s, %s, %s, false, %s, %s, %s, 'Sven Berg', '', %s, %s, false, %s, %s, %s, %s, 0)"
    )
    place = [uuid4(), case.municipality, case.area, case.id, room.id, sven.id]
    rest = [uuid4(), *[clock.now()] * 3]
    assert refused(sven, statement, [*place, *claimed, *rest])
    assert not refused(sven, statement, [*place, True, None, *rest])


def test_nobody_moves_another_to_a_page_of_their_own(room: Room) -> None:
    """Whoever could set somebody else's seat would be handed what is said to them."""
    for actor in (resident(ALMA), staff("david")):
        statement = "update calls_attendee set seat = %s where person_id <> %s"
        assert refused(actor, statement, [uuid4(), actor.id])
