"""A database that lacks a piece of the walls is not served from, whichever piece it is."""

import os
from collections.abc import Iterator

import pytest
from django.db import connections

from brygga.ground.management.commands.prepare_database import raise_walls
from brygga.ground.standing import WallsDown, assert_walls, faults
from tests.committed import committed

__all__ = ["committed"]

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def mended(committed: None) -> Iterator[None]:
    yield
    raise_walls()
    connections["owner"].close()
    assert not list(faults())


def test_the_walls_stand() -> None:
    assert_walls()


DAMAGES = {
    "alter table documentation_note no force row level security": "documentation_note has no wall",
    "alter table cases_case disable row level security": "cases_case has no wall",
    "drop policy resident_by_case on cases_party": "policy resident_by_case",
    "create policy extra on cases_party for select to brygga_staff using (true)": "policy extra",
    "alter policy staff_by_reach on cases_case using (true)": "policy staff_by_reach",
    "drop policy staff_by_reach on ground_event; create policy staff_by_reach on ground_event as restrictive"
    " for all to brygga_staff using (municipality = (select brygga.focus()) and reach_key <@ (select brygga.reach()))"
    " with check (actor_id = (select brygga.my_staff_id()))": "policy staff_by_reach",
    "grant select on people_person to brygga_staff": "people_person: brygga_staff select",
    "grant truncate on cases_case to brygga_staff": "cases_case: brygga_staff truncate",
    "grant select (text) on documentation_passage to brygga_resident": "brygga_resident select text",
    "grant select on documentation_passage to brygga_resident": "brygga_resident select",
    "grant select on cases_case to public": "cases_case: public select",
    "revoke insert on ground_event from brygga_staff": "ground_event: brygga_staff insert",
    "grant create on schema public to public": "create in schema public",
    "grant usage on language plpgsql to public": "language plpgsql",
    "grant usage on language sql to public": "language sql",
    "grant select on pg_stat_activity to public": "pg_stat_activity",
    "grant execute on function query_to_xml(text, boolean, boolean, text) to public": "call query_to_xml",
    "grant execute on function pg_stat_get_backend_activity(integer) to public": "pg_stat_get_backend_activity",
    "grant execute on function lo_create(oid) to public": "call lo_create",
    "grant execute on function brygga.verified(text) to public": "brygga.verified(text)",
    "alter function brygga.reach() immutable": "brygga.reach()",
    "grant select on brygga.reach_key to brygga_web": "key table may be read by brygga_web",
    "alter role brygga_staff in database {database} set statement_timeout = '1ms'": "brygga_staff has settings",
}


@pytest.mark.usefixtures("mended")
@pytest.mark.parametrize("damage", DAMAGES)
def test_each_missing_piece_stops_the_start_and_is_named(damage: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(_here(damage))
    try:
        with pytest.raises(WallsDown) as error:
            assert_walls()
        assert DAMAGES[damage] in str(error.value)
    finally:
        _mend(damage)


def _mend(damage: str) -> None:
    """What raising the walls again does not undo, because it never did it."""
    mending = {
        "create policy extra": "drop policy extra on cases_party",
        "grant select on brygga.reach_key": "revoke all on brygga.reach_key from brygga_web",
        "alter role brygga_staff": "alter role brygga_staff in database {database} reset all",
        "grant select on cases_case to public": "revoke all on cases_case from public",
        "grant select (text)": "revoke select (text) on documentation_passage from brygga_resident",
    }
    with connections["owner"].cursor() as cursor:
        for beginning, statement in mending.items():
            if damage.startswith(beginning):
                cursor.execute(_here(statement))


def _here(statement: str) -> str:
    return statement.replace("{database}", os.environ["BRYGGA_TEST_DATABASE"])
