"""Getting out of one's role: stacked statements, set_config, SET ROLE, the key, what others do, DO, files."""

import pytest
from django.db import DatabaseError, connection, transaction

from brygga.access.queries import reach_of
from brygga.demo.cast import HELSINGBORG
from brygga.ground import tenancy
from tests.attack.attackers import Line, attacking, bare, count, denied
from tests.attack.conftest import Scene

CASES = "select count(*) from cases_case"
WHO = ["alma", "bo", "cecilia", "eva", "gustav"]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(
    "statement",
    [
        "select * from brygga.reach_key",
        "select inner_pad from brygga.reach_key",
        "copy brygga.reach_key to stdout",
        "update brygga.reach_key set inner_pad = ''",
        "select brygga.verified('s')",
        "select brygga.verified('r')",
        "select brygga.verified('d')",
        "select * from brygga.cases_of('x', gen_random_uuid(), current_date)",
        "select brygga.at_the_door()",
        "select brygga.sealing()",
    ],
)
def test_the_key_and_the_functions_of_the_walls_are_shut(scene: Scene, who: str, statement: str) -> None:
    with attacking(scene.people[who], HELSINGBORG) as line:
        assert denied(line, statement) == "42501"


@pytest.mark.parametrize("who", ["bo", "eva", "gustav"])
@pytest.mark.parametrize(
    "escape",
    [
        "set local role brygga_door",
        "set local role brygga_staff",
        "set local role brygga_resident",
        "set local role brygga_sealer",
        "set local role none",
        "reset role",
        "select set_config('role', 'brygga_door', true)",
        "select set_config('role', 'brygga_staff', true)",
        "select set_config('role', 'brygga_resident', true)",
        "select set_config('role', 'brygga_sealer', true)",
        "select set_config('role', 'none', true)",
        "select set_config('brygga.reach', '', true)",
        "select set_config('brygga.reach', '1|s|1|9999999999|x|0-999999|0', true)",
    ],
)
def test_changing_role_within_the_transaction_opens_nothing(scene: Scene, who: str, escape: str) -> None:
    """The role may be changed; the token still says who this is, and fits no other role."""
    with attacking(scene.people[who], HELSINGBORG) as line:
        line.execute(escape)
        for table in ("cases_case", "cases_party", "documentation_note", "people_person", "ground_seal"):
            assert not seen(line, table)


def seen(line: Line, table: str) -> int | None:
    """Rows seen; None where the question itself is refused."""
    if denied(line, f"select count(*) from {table}") == "42501":
        return None
    return count(line, table)


def test_the_door_cannot_be_asked_whose_cases_are_whose_with_a_borrowed_role(scene: Scene) -> None:
    alma = scene.people["alma"]
    for who in ("bo", "cecilia"):
        with attacking(scene.people[who], HELSINGBORG) as line:
            line.execute("set local role brygga_door")
            asked = "select * from brygga.cases_of(%s, %s, current_date)"
            assert denied(line, asked, [alma.number_index, alma.id]) == "42501"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "statement",
    [
        "set session authorization brygga_staff",
        "set local role postgres",
        "set local role pg_read_all_data",
        "set local role brygga_owner",
        "set session_replication_role = replica",
        "set local log_statement = 'all'",
        "alter role brygga_web superuser",
        "alter role brygga_staff bypassrls",
        "alter role brygga_web password 'x'",
        "alter role brygga_web set statement_timeout = '1ms'",
        "grant brygga_door to brygga_staff",
        "grant select on people_person to brygga_staff",
        "create role intruder",
        "alter table cases_case disable row level security",
        "alter table cases_case no force row level security",
        "drop policy staff_by_reach on cases_case",
        "alter policy staff_by_reach on cases_case using (true)",
        "create policy mine on cases_case for select to brygga_staff using (true)",
        "drop table cases_case",
        "create table mine (x int)",
        "create temporary table mine as select 1",
        "create view mine as select 1",
        "create schema mine",
        "create extension dblink",
        "create function f() returns int language sql as 'select 1'",
        "create function pg_temp.f() returns int language sql as 'select 1'",
        "create or replace function brygga.focus() returns int language sql as 'select 1'",
        "create trigger t before insert on cases_case for each row execute function f()",
        "create rule r as on select to cases_case do instead select 1",
        "do $$ begin perform 1; end $$",
        "do language plpgsql 'begin perform 1; end'",
        "copy cases_case to program 'cat'",
        "copy cases_case from program 'cat'",
        "copy (select 1) to '/dev/null'",
        "copy cases_case from '/etc/passwd'",
        "select pg_read_file('postgresql.conf')",
        "select pg_read_binary_file('PG_VERSION')",
        "select pg_ls_dir('.')",
        "select lo_import('/etc/passwd')",
        "select lo_export(1, '/dev/null')",
        "select lo_create(0)",
        "select lo_creat(-1)",
        "select lo_from_bytea(0, 'x')",
        "select query_to_xml('select 1', true, true, '')",
        "select query_to_xml_and_xmlschema('select 1', true, true, '')",
        "select query_to_xmlschema('select 1', true, true, '')",
        "select ts_stat('select null::tsvector')",
        "select ts_rewrite('a'::tsquery, 'select null::tsquery, null::tsquery')",
        "select * from pg_stat_activity",
        "select pg_stat_get_activity(null)",
        "select pg_stat_get_backend_activity(1)",
        "select pg_terminate_backend(1)",
        "select pg_cancel_backend(1)",
        "select pg_reload_conf()",
        "select pg_rotate_logfile()",
        "select * from pg_authid",
        "select * from pg_shadow",
        "select * from pg_hba_file_rules",
        "select * from pg_statistic",
        "select * from pg_largeobject",
        "checkpoint",
        "alter system set log_statement = 'all'",
        "vacuum cases_case",
        "lock table documentation_answer in access exclusive mode",
    ],
)
@pytest.mark.parametrize("who", ["alma", "cecilia"])
def test_statements_of_an_owner_or_of_the_machine_are_refused(scene: Scene, who: str, statement: str) -> None:
    with attacking(scene.people[who], HELSINGBORG) as line:
        assert denied(line, statement) in REFUSALS, statement


REFUSALS = {"42501", "0A000", "22023", "25001", "0LP01", "42704", "42809", "42883"}
"""Privilege; no such extension, role or object; VACUUM within a transaction; a grant that is not one's to give."""


@pytest.mark.parametrize("who", ["alma", "cecilia"])
def test_a_shadow_of_a_table_or_function_cannot_be_put_before_the_real_one(scene: Scene, who: str) -> None:
    with attacking(scene.people[who], HELSINGBORG) as line:
        line.execute("set local search_path = pg_temp, public, pg_catalog")
        assert denied(line, "create temporary table cases_case (id uuid)") == "42501"
        assert count(line, "cases_case") is not None


@pytest.mark.parametrize("who", ["alma", "cecilia", "bo"])
@pytest.mark.parametrize(
    "second",
    [
        "set role brygga_door",
        "reset role",
        "set local brygga.reach = ''",
        "commit",
        "update cases_case set title = ''",
        "select 1",
    ],
)
def test_a_stacked_statement_does_not_get_through_django(
    scene: Scene, django_db_blocker: pytest.FixtureRequest, who: str, second: str
) -> None:
    """What an injection into a query with parameters would send: one statement is all the protocol takes."""
    reach = reach_of(scene.people[who], HELSINGBORG)
    with django_db_blocker.unblock(), tenancy.enter(reach):  # type: ignore[attr-defined]
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"select %s::text; {second}", ["x"])
        with connection.cursor() as cursor:
            cursor.execute("select current_user, current_setting('brygga.reach') <> ''")
            assert cursor.fetchone() == (reach.role.value, True)


def test_without_parameters_a_stacked_statement_gets_through_and_still_opens_nothing(
    scene: Scene, django_db_blocker: pytest.FixtureRequest
) -> None:
    """psycopg sends a query without parameters in the simple protocol. The signature holds all the same."""
    stacked = f"select 1; set local role brygga_staff; set local brygga.focus = '{HELSINGBORG}'; {CASES}"
    reach = reach_of(scene.people["bo"], HELSINGBORG)
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        tenancy.enter(reach),
        pytest.raises(DatabaseError, match="stale reach"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(stacked)


def test_the_login_may_spoil_its_own_settings_and_the_next_start_notices(scene: Scene) -> None:
    """ALTER ROLE on oneself cannot be revoked; it is rolled back here, and `assert_walls` looks for it."""
    with attacking(scene.people["eva"], HELSINGBORG) as line:
        line.execute("reset role")
        assert denied(line, "alter role brygga_web set statement_timeout = '1ms'") == ""


def test_djangos_queries_run_as_the_role_and_never_as_the_owner(
    scene: Scene, django_db_blocker: pytest.FixtureRequest
) -> None:
    with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(
            "select session_user, current_user, (select rolsuper or rolbypassrls from pg_roles"
            " where rolname = session_user), (select count(*) from pg_class where relowner ="
            " (select oid from pg_roles where rolname = session_user))"
        )
        assert cursor.fetchone() == ("brygga_web", "brygga_web", False, 0)


def test_sessions_read_from_the_table_tell_nothing_and_open_nothing(
    scene: Scene, django_db_blocker: pytest.FixtureRequest
) -> None:
    """Every role may read the table of sessions. The keys are hashes, and the content is sealed to its key."""
    from brygga.ground.sessions import SessionStore

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        hers, his = SessionStore(), SessionStore()
        hers.update({"door": "resident", "who": "alma", "id_token": "198809162384"})
        his.update({"door": "resident", "who": "bo"})
        hers.save()
        his.save()
    with attacking(scene.people["bo"], HELSINGBORG) as line:
        rows = line.execute("select session_key, session_data from django_session").fetchall()
    assert rows
    stolen = repr(rows)
    for secret in ("198809162384", "alma", "resident", hers.session_key or "-"):
        assert secret not in stolen
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        assert SessionStore(rows[0][0]).load() == {}, "a hash is no key"
        with bare() as line:
            line.execute(
                "update django_session mine set session_data = hers.session_data from django_session hers"
                " where mine.session_key <> hers.session_key and length(hers.session_data) > length(mine.session_data)"
            )
        assert SessionStore(his.session_key).load() == {}, "hers in his place is nobody's"
        assert SessionStore(hers.session_key).load()["who"] == "alma"


def test_one_can_hear_signals_and_they_hold_nothing_but_ids(scene: Scene) -> None:
    """LISTEN cannot be revoked. It tells that a case with a random id changed, to whoever can send SQL."""
    with bare() as line:
        line.execute("listen brygga_live")
        with attacking(scene.people["cecilia"], HELSINGBORG) as other:
            assert denied(other, "select pg_notify('brygga_live', 'x')") == ""
        assert [notice.payload for notice in line.notifies(timeout=0.2)] == [], "rolled back, so never sent"


def test_what_still_shows_that_others_exist_is_known(scene: Scene) -> None:
    """Accepted and written down (docs/decisions/0003): sizes of whole tables, and estimates by EXPLAIN.

    EXPLAIN is a statement of its own, so it needs a stacked statement, which the protocol does not take.
    """
    with attacking(scene.people["eva"], HELSINGBORG) as line:
        plan = "\n".join(row[0] for row in line.execute(f"explain {CASES}"))
        assert "brygga.reach()" not in plan or "InitPlan" in plan, "the reach is verified once, not per row"
        assert denied(line, "lock table cases_case in access exclusive mode") == "", (
            "whoever may update may lock"
        )
        assert denied(line, "select reltuples from pg_class where relname = 'cases_case'") == ""
        assert denied(line, "select n_live_tup from pg_stat_user_tables where relname = 'cases_case'") == ""
        assert line.execute("select count(*) from pg_stats where tablename = 'cases_case'").fetchone() == (0,)
