"""With the reach of one invited to a meeting, and SQL of one's own: that meeting's rows, and nothing else there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connections

from brygga.access.rules import ResidentActor
from brygga.calls import actions as calls
from brygga.calls.actions import Guest
from brygga.calls.models import Invitation, Room
from brygga.calls.tests.build import meeting_in, opened
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.demo.cast import BJUV, HELSINGBORG, LANDSKRONA
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.ground.tenancy import Reach, Role
from brygga.ground.walls import guarded_models
from tests.attack.attackers import attacking, count, denied, hang_up
from tests.attack.rows import filled, insertion
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
from tests.committed import sweep

SAMIRA = ("198501022399", "Samira Demir")
TOR = ("198501032398", "Tor Falk")
OPEN = {"calls_room", "calls_attendee", "calls_admission", "calls_signal", "municipalities_municipality"}
OTHERS = [model._meta.db_table for model, _guard in guarded_models() if model._meta.db_table not in OPEN]
CALLS = ("calls_room", "calls_attendee", "calls_admission", "calls_signal")


@dataclass(frozen=True)
class Town:
    """Samira is invited to the room in Alma's case; Tor to one in Petra's; there is a room in Bjuv too."""

    almas: Case
    full: Case  # with a row in every table
    room: Room
    other_room: Room
    samira: ResidentActor
    tor: ResidentActor
    samiras: UUID
    tors: UUID
    rows: dict[str, UUID]


def invited(case: Case, room: UUID, who: tuple[str, str]) -> UUID:
    with at_work(staff("cecilia")) as cecilia:
        fresh = Case.objects.get(id=case.id)
        return calls.invite(cecilia, fresh, room, Guest(*who, "interpreter"), uuid7()).id


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Town]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        almas, petras = almas_case(), almas_case(protected=True)
        room, other_room = opened(almas), opened(petras)
        _bjuvs_case()
        samira, tor = resident(SAMIRA), resident(TOR)
        samiras, tors = invited(almas, room.id, SAMIRA), invited(petras, other_room.id, TOR)
        full = almas_case("adult")
        rows = filled(full, uuid4())
        _come(almas, room, samira, samiras)
        _come(petras, other_room, tor, tors)
        yield Town(almas, full, room, other_room, samira, tor, samiras, tors, rows)
        hang_up()
        sweep()


def _bjuvs_case() -> None:
    with at_work(staff("eva"), BJUV) as eva:
        cases.open_case(
            eva,
            municipality=BJUV,
            short="Bju",
            kind="adult",
            title="Evas",
            parties=[cases.NewParty(name="Bo Ek", number=BO[0])],
        )


_SOMEBODY = """
insert into calls_attendee (id, municipality, area, shielded, case_id, room_id, person_id, name, is_resident,
    is_protected, seat, arrived_at, seen_at, counted_from, sent_since, guest_as, invitation_id)
values (%s, %s, %s, %s, %s, %s, %s, %s, true, false, %s, now(), now(), now(), 0, %s, %s)
"""


def _come(case: Case, room: Room, guest: ResidentActor, invitation: UUID) -> None:
    """As the owner: the guest waits, and a resident is there."""
    place = [case.municipality, case.area, case.shielded, case.id, room.id]
    with connections["owner"].cursor() as cursor:
        cursor.execute(_SOMEBODY, [uuid7(), *place, guest.id, guest.name, uuid4(), "interpreter", invitation])
        cursor.execute(_SOMEBODY, [uuid7(), *place, uuid4(), "Alma Nilsson", uuid4(), "", None])
    connections["owner"].close()


def reach(person: ResidentActor, invitation: UUID | None, focus: int | None = HELSINGBORG) -> Reach:
    return Reach(Role.GUEST, person.id, invitation=invitation, focus=focus)


@pytest.mark.parametrize("table", OTHERS)
def test_a_guest_may_not_even_ask_any_other_table(town: Town, table: str) -> None:
    with attacking(reach(town.samira, town.samiras)) as line:
        assert count(line, table) is None
        assert denied(line, f"delete from {table}") == "42501"


def test_nor_write_it_but_for_their_own_line_in_the_trail(town: Town) -> None:
    for model, guard in guarded_models():
        if model._meta.db_table in town.rows and "insert" not in guard.guest:
            statement, given = insertion(model, town.full, town.samira.id, town.rows)
            with attacking(reach(town.samira, town.samiras)) as line:
                assert denied(line, statement, given) == "42501", model


_EVENT = """
insert into ground_event (id, municipality, area, shielded, case_id, at, actor_kind, actor_id, actor_name, activity,
    step, verb, grounds, detail) values (%s, %s, %s, %s, %s, now(), %s, %s, '', '', '', 'join_call', '{}', '{}')
"""


def test_the_trail_takes_a_guests_own_line_in_that_case_and_no_other(town: Town) -> None:
    def line_of(case: Case, kind: str, who: UUID) -> list[object]:
        return [uuid7(), case.municipality, case.area, case.shielded, case.id, kind, who]

    other = Case(
        id=town.other_room.case_id, municipality=HELSINGBORG, area=town.other_room.area, shielded=True
    )
    with attacking(reach(town.samira, town.samiras)) as line:
        assert denied(line, _EVENT, line_of(town.almas, "guest", town.samira.id)) == ""
        assert denied(line, _EVENT, line_of(town.almas, "guest", town.tor.id)) == "42501"
        assert denied(line, _EVENT, line_of(town.almas, "staff", town.samira.id)) == "42501"
        assert denied(line, _EVENT, line_of(other, "guest", town.samira.id)) == "42501"


def test_before_being_let_in_a_guest_sees_the_room_and_themselves(town: Town) -> None:
    with attacking(reach(town.samira, town.samiras)) as line:
        assert line.execute("select id from calls_room").fetchall() == [(town.room.id,)]
        assert line.execute("select name from calls_attendee").fetchall() == [("Samira Demir",)]
        assert count(line, "calls_admission") == 0
        assert line.execute("select count(*) from calls_signal").fetchone() == (0,)


def test_let_in_they_see_the_others_of_that_room_alone(town: Town) -> None:
    with connections["owner"].cursor() as cursor:
        place = [town.almas.municipality, town.almas.area, town.almas.id, town.room.id, town.samira.id]
        cursor.execute(
            "insert into calls_admission (id, municipality, area, shielded, case_id, room_id, person_id, is_let_in,"
            " is_host, by_id, at) values (gen_random_uuid(), %s, %s, false, %s, %s, %s, true, false,"
            " gen_random_uuid(), now())",
            place,
        )
    try:
        with attacking(reach(town.samira, town.samiras)) as line:
            rooms = line.execute("select distinct room_id from calls_attendee").fetchall()
            assert rooms == [(town.room.id,)]
            assert count(line, "calls_attendee", "name = 'Alma Nilsson'") == 1
            assert count(line, "calls_admission") == 1
            assert denied(line, "select payload from calls_signal") == "42501"
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("delete from calls_admission where person_id = %s", [town.samira.id])
        connections["owner"].close()


def test_nobody_lets_themselves_in_or_takes_anothers_place(town: Town) -> None:
    with attacking(reach(town.samira, town.samiras)) as line:
        for statement in (
            "insert into calls_admission (id) values (gen_random_uuid())",
            "update calls_admission set is_let_in = true",
            "update calls_room set ended_at = null",
            "update calls_attendee set is_resident = false",
            "update calls_attendee set name = 'Cecilia Holm'",
            "update calls_attendee set guest_as = ''",
            "update calls_attendee set invitation_id = null",
            "delete from calls_signal",
        ):
            assert denied(line, statement) == "42501", statement
        assert denied(line, "update calls_attendee set seat = gen_random_uuid()") == ""


@pytest.mark.parametrize("as_staff", [True, False])
def test_nobody_comes_as_something_they_are_not_invited_as(town: Town, *, as_staff: bool) -> None:
    statement = (
        "insert into calls_attendee (id, municipality, area, shielded, case_id, room_id, person_id, name, is_resident,"
        " is_protected, seat, arrived_at, seen_at, counted_from, sent_since, guest_as, invitation_id)"
        " values (gen_random_uuid(), %s, %s, false, %s, %s, %s, 'Samira', %s, false, gen_random_uuid(), now(), now(),"
        " now(), 0, %s, %s)"
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute("delete from calls_attendee where person_id = %s", [town.samira.id])
    case = town.almas
    place = [case.municipality, case.area, case.id, town.room.id, town.samira.id]
    with attacking(reach(town.samira, town.samiras)) as line:
        wrong = [*place, not as_staff, "interpreter" if as_staff else "", town.samiras if as_staff else None]
        assert denied(line, statement, wrong) == "42501"
        assert denied(line, statement, [*place, True, "interpreter", town.samiras]) == ""
    _come(town.almas, town.room, town.samira, town.samiras)


@pytest.mark.parametrize("table", CALLS)
def test_anothers_invitation_opens_nothing(town: Town, table: str) -> None:
    for mine in (
        reach(town.samira, town.tors),
        reach(town.tor, town.samiras),
        reach(resident(BO), town.samiras),
    ):
        with attacking(mine) as line:
            assert line.execute(f"select count(*) from {table}").fetchone() == (0,)


@pytest.mark.parametrize("table", CALLS)
def test_a_reach_without_an_invitation_or_with_an_invented_one_opens_nothing(town: Town, table: str) -> None:
    with attacking(reach(town.samira, uuid4())) as line:
        assert line.execute(f"select count(*) from {table}").fetchone() == (0,)
    with attacking(reach(town.samira, None)) as line:
        assert denied(line, f"select count(*) from {table}") == "22P02"


def test_a_guests_reach_is_no_residents_and_a_residents_no_guests(town: Town) -> None:
    with attacking(reach(town.samira, town.samiras)) as line:
        for function in (
            "my_cases()",
            "my_person()",
            "reach()",
            "my_staff_id()",
            "my_invitations()",
            f"no_longer_wanted('{town.samiras}')",
        ):
            assert denied(line, f"select brygga.{function}") == "42501"
        assert denied(line, f"select * from brygga.invitations_of('{town.tor.id}')") == "42501"
    with attacking(town.samira, HELSINGBORG) as line:
        for function in ("my_invitation()", "invited()", "let_in()", "invited_to_relay()"):
            assert denied(line, f"select brygga.{function}") == "42501"
        assert denied(line, "set local role brygga_guest") == ""  # the login may take each role
        assert denied(line, "select * from calls_room") == "42501"  # and is judged by what was signed


@pytest.mark.parametrize("table", [*CALLS, "calls_invitation", "cases_case", "cases_party"])
def test_being_invited_gives_a_residents_reach_nothing_more(town: Town, table: str) -> None:
    for focus in (HELSINGBORG, LANDSKRONA, BJUV, None):
        with attacking(town.samira, focus) as line:
            assert not count(line, table)


def test_one_asks_for_ones_own_invitations_and_learns_nothing_of_the_case(town: Town) -> None:
    with attacking(town.samira, HELSINGBORG) as line:
        cursor = line.execute("select * from brygga.my_invitations()")
        assert [column.name for column in cursor.description or ()] == [
            *("id", "municipality", "room_id", "guest_as", "begins", "is_open"),
        ]
        assert [row[0] for row in cursor.fetchall()] == [town.samiras]
    for who in (ALMA, BO, PETRA):
        with attacking(resident(who), HELSINGBORG) as line:
            assert line.execute("select * from brygga.my_invitations()").fetchall() == []


def test_the_parties_read_who_is_invited_but_never_the_number(town: Town) -> None:
    with attacking(resident(ALMA), HELSINGBORG) as line:
        seen = line.execute("select guest_name from calls_invitation where case_id = %s", [town.almas.id])
        assert seen.fetchall() == [("Samira Demir",)]
        for column in ("number_index", "invited_by_id", "*"):
            assert denied(line, f"select {column} from calls_invitation") == "42501"
        assert line.execute("select brygga.no_longer_wanted(%s)", [town.samiras]).fetchone() == (False,)
        for statement in (
            "update calls_invitation set guest_name = 'x'",
            "update calls_invitation set withdrawn_at = null",
            "delete from calls_invitation",
        ):
            assert denied(line, statement) == "42501"


def test_eva_neither_reads_nor_writes_invitations_of_another_municipality(town: Town) -> None:
    for focus in (BJUV, HELSINGBORG, None):
        with attacking(staff("eva"), focus) as line:
            assert not count(line, "calls_invitation")
            changed = line.execute("update calls_invitation set withdrawn_at = null")
            assert changed.rowcount == 0


def test_it_ends_with_the_room_with_the_meeting_and_when_it_is_taken_back(town: Town) -> None:
    case = almas_case("adult")
    soon = meeting_in(case, clock.now() + timedelta(minutes=10))
    to_meeting = invited(case, soon.id, SAMIRA)
    ways = {
        "update calls_invitation set withdrawn_at = now() where id = %s": town.samiras,
        "update calls_room set ended_at = now() where id = %s": town.room.id,
        "update calls_room set opened_at = now() - interval '9 hours' where id = %s": town.room.id,
        "update booking_meeting set state = 'cancelled' where id = %s": soon.id,
        "update booking_meeting set channel = 'phone' where id = %s": soon.id,
    }
    with attacking(town.samira, HELSINGBORG) as line:
        open_now = {row[0] for row in line.execute("select id from brygga.my_invitations()").fetchall()}
        assert open_now == {town.samiras, to_meeting}
    for statement, ident in ways.items():
        gone = to_meeting if "booking" in statement else town.samiras
        with attacking(staff("cecilia"), HELSINGBORG) as line:
            line.execute(statement, [ident])
            line.execute("commit")
        try:
            with attacking(town.samira, HELSINGBORG) as line:
                left = {row[0] for row in line.execute("select id from brygga.my_invitations()").fetchall()}
                assert left == {town.samiras, to_meeting} - {gone}, statement
            with attacking(reach(town.samira, gone)) as line:
                assert count(line, "calls_room") == 0
        finally:
            _as_before(town, soon.id)


def _as_before(town: Town, meeting: UUID) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("update calls_invitation set withdrawn_at = null where id = %s", [town.samiras])
        cursor.execute(
            "update calls_room set ended_at = null, opened_at = now() where id = %s", [town.room.id]
        )
        cursor.execute(
            "update booking_meeting set state = 'booked', channel = 'video' where id = %s", [meeting]
        )
    connections["owner"].close()


def test_a_row_of_an_invitation_cannot_be_hung_on_somebody_elses_case(town: Town) -> None:
    """Eva, in Bjuv, makes an invitation that names Alma's room."""
    row = Invitation(room_id=town.room.id)
    statement = (
        "insert into calls_invitation (id, municipality, area, shielded, case_id, room_id, number_index, guest_name,"
        " guest_as, language, consent_how, invited_at, invited_by_id, invited_by_name)"
        " select %s, municipality, area, shielded, id, %s, (select 'x'), 'Eva', 'other', '', '', now(), %s, 'Eva'"
        " from cases_case limit 1"
    )
    eva = staff("eva")
    with attacking(eva, BJUV) as line:
        assert denied(line, statement, [uuid7(), row.room_id, eva.id]) == ""
        line.execute("update calls_invitation set number_index = %s", [resident(BO).number_index])
        line.execute("commit")
    with attacking(resident(BO), HELSINGBORG) as line:
        assert line.execute("select * from brygga.my_invitations()").fetchall() == []
