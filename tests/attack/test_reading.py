"""Reading with SQL of one's own. Each table of a case holds a row; whoever has no right to it counts none."""

from collections.abc import Iterator

import pytest
from django.db import ProgrammingError, connection, transaction

from brygga.access.queries import reach_of
from brygga.demo.cast import BJUV, HELSINGBORG, LANDSKRONA
from brygga.ground import tenancy
from brygga.ground.models import Wall
from brygga.ground.walls import guarded_models
from tests.attack.attackers import Line, attacking, count, denied
from tests.attack.conftest import Scene
from tests.attack.rows import tables

CASE_TABLES = [model._meta.db_table for model in tables(Wall.CASE)]
PERSON_TABLES = [model._meta.db_table for model in tables(Wall.PERSON)]
DOOR_TABLES = [model._meta.db_table for model in tables(Wall.DOOR)]
PASSES = [HELSINGBORG, LANDSKRONA, BJUV, None]


def of(table: str, case_id: object) -> str:
    return f"{'id' if table == 'cases_case' else 'case_id'} = '{case_id}'"


@pytest.mark.parametrize("table", CASE_TABLES)
def test_the_handler_sees_a_row_in_every_table(scene: Scene, table: str) -> None:
    """So that nothing below is empty by chance."""
    with attacking(scene.people["cecilia"], HELSINGBORG) as line:
        assert count(line, table, of(table, scene.almas.id))
        assert count(line, table, of(table, scene.petras.id))


def test_the_resident_sees_what_is_theirs(scene: Scene) -> None:
    with attacking(scene.people["alma"], HELSINGBORG) as line:
        seen = {table for table in CASE_TABLES if count(line, table, of(table, scene.almas.id))}
    unseen = {"documentation_notedraft", "documentation_passage", "decisions_proposal", "cases_link"}
    assert seen >= set(CASE_TABLES) - unseen - _not_for_residents()
    assert not seen & _not_for_residents()


def _not_for_residents() -> set[str]:
    """What a resident may not read at all, though they may write it: a report of concern, for instance."""
    return {model._meta.db_table for model, guard in guarded_models() if "select" not in guard.resident}


@pytest.mark.parametrize("table", CASE_TABLES)
@pytest.mark.parametrize("who", ["bo", "petra", "eva", "gustav"])
def test_nobody_else_counts_a_single_row_of_almas(scene: Scene, who: str, table: str) -> None:
    for focus in PASSES:
        with attacking(scene.people[who], focus) as line:
            assert not count(line, table, of(table, scene.almas.id))


@pytest.mark.parametrize("table", CASE_TABLES)
@pytest.mark.parametrize("who", ["alma", "bo", "david", "eva", "gustav"])
def test_a_protected_identity_is_seen_by_its_handlers_only(scene: Scene, who: str, table: str) -> None:
    for focus in PASSES:
        with attacking(scene.people[who], focus) as line:
            assert not count(line, table, of(table, scene.petras.id))


@pytest.mark.parametrize("table", CASE_TABLES)
def test_an_area_the_agreement_does_not_open_stays_shut(scene: Scene, table: str) -> None:
    for who in ("cecilia", "frida", "eva"):
        for focus in PASSES:
            with attacking(scene.people[who], focus) as line:
                assert not count(line, table, of(table, scene.landskronas.id))


@pytest.mark.parametrize("table", CASE_TABLES)
def test_without_a_focus_staff_see_nothing_at_all(scene: Scene, table: str) -> None:
    with attacking(scene.people["cecilia"], None) as line:
        assert not count(line, table)


@pytest.mark.parametrize("table", PERSON_TABLES)
def test_drafts_are_their_writers_own(scene: Scene, table: str) -> None:
    with attacking(scene.people["alma"], HELSINGBORG) as line:
        assert count(line, table) == 1
    for who in ("bo", "cecilia", "eva", "gustav"):
        with attacking(scene.people[who], HELSINGBORG) as line:
            assert not count(line, table)


@pytest.mark.parametrize("table", DOOR_TABLES)
@pytest.mark.parametrize("who", ["alma", "cecilia", "gustav"])
def test_what_belongs_to_sign_in_and_sealing_is_shut_to_all(scene: Scene, who: str, table: str) -> None:
    with attacking(scene.people[who], HELSINGBORG) as line:
        assert count(line, table) is None


@pytest.mark.parametrize("table", CASE_TABLES + PERSON_TABLES)
def test_the_door_sees_no_cases(scene: Scene, table: str) -> None:
    with attacking(tenancy.DOOR) as line:
        assert count(line, table) is None


@pytest.mark.parametrize(
    "statement",
    [
        "select text from documentation_passage",
        "select p.text from documentation_passage p",
        "select documentation_passage from documentation_passage",
        "select row_to_json(p) from documentation_passage p",
        "select * from documentation_passage",
        "select 1 from documentation_passage where text like 'h%%'",
        "select 1 from documentation_passage order by text",
        "copy documentation_passage (text) to stdout",
        "copy documentation_passage to stdout",
        "update documentation_passage set lifted_text = text",
        "select * from documentation_notedraft",
        "select * from decisions_proposal",
        "select number_index from people_person",
    ],
)
def test_a_resident_reads_no_withheld_words_drafts_or_proposals_of_their_own_case(
    scene: Scene, statement: str
) -> None:
    with attacking(scene.people["alma"], HELSINGBORG) as line:
        assert count(line, "documentation_passage", "ground is not null"), (
            "that something is withheld is told"
        )
        assert denied(line, statement) == "42501"


WAYS_ROUND = [
    "select count(*) from cases_case c where (select true from cases_party p where p.case_id = c.id limit 1)",
    "select count(*) from cases_case natural left join cases_party",
    "select count(*) from cases_case tablesample system (100)",
    "with c as materialized (select * from cases_case) select count(*) from c",
    "select count(*) from (select * from cases_case union all select * from cases_case) x",
    "select count(*) from cases_case, lateral (select 1) y",
    "select count(*) from cases_case where 1 / (case when title = 'Hjälp med hyra och mat' then 0 else 1 end) >= 0",
    "select count(*) from cases_case where cast(title as text)::int > 0",
    "select count(*) from only cases_case",
    "select coalesce(sum(n_tup_ins), 0) * 0 from pg_stat_user_tables",
    "select count(*) from pg_stats where tablename like 'cases%%'",
    "select count(*) from pg_statistic_ext_data",
]


@pytest.mark.parametrize("who", ["bo", "eva", "gustav"])
@pytest.mark.parametrize("query", WAYS_ROUND)
def test_other_ways_of_asking_give_nothing_either(scene: Scene, who: str, query: str) -> None:
    """A leaking operator would raise on a foreign row (division by zero, a cast) instead of counting none."""
    with attacking(scene.people[who], HELSINGBORG) as line:
        if (state := denied(line, query)) != "42501":
            assert state == ""
            (number,) = line.execute(query).fetchone() or (None,)
            assert number == 0


def test_locking_rows_for_update_finds_none(scene: Scene) -> None:
    with attacking(scene.people["eva"], HELSINGBORG) as line:
        assert line.execute("select id from cases_case for update").fetchall() == []


def test_row_security_cannot_be_switched_off(scene: Scene) -> None:
    with attacking(scene.people["eva"], HELSINGBORG) as line:
        line.execute("set local row_security = off")
        assert denied(line, "select count(*) from cases_case") == "42501"


def test_a_copy_holds_only_what_may_be_read(scene: Scene) -> None:
    for who, expected in (("eva", False), ("cecilia", True)):
        with attacking(scene.people[who], HELSINGBORG) as line:
            assert bool(_copied(line)) is expected


def _copied(line: Line) -> list[bytes]:
    with line.cursor() as cursor, cursor.copy("copy (select id from cases_case) to stdout") as copy:
        return [bytes(part) for part in copy]


@pytest.mark.parametrize("who", ["bo", "eva", "gustav"])
def test_the_same_holds_on_djangos_own_connection(scene: Scene, who: str, granted: None) -> None:
    for focus in PASSES:
        with tenancy.enter(reach_of(scene.people[who], focus)):
            for table in CASE_TABLES:
                assert not _counted(table, scene.almas.id)


@pytest.fixture
def granted(scene: Scene, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield


def _counted(table: str, case_id: object) -> int:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"select count(*) from {table} where {of(table, case_id)}")
            (number,) = cursor.fetchone() or (0,)
    except ProgrammingError:
        return 0
    return int(number)
