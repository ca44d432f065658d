"""Who can reach a conversation with SQL of their own: nobody without the key, nobody without reach."""

from uuid import uuid4

import pytest
from django.db import connections

from brygga.advice.queries.visiting import hashed
from brygga.advice.rules import KEY_COOKIE
from brygga.advice.tests.build import START, TALK, begun, shift, visitor
from brygga.demo.cast import HELSINGBORG
from brygga.ground.tenancy import DOOR
from tests.attack.attackers import attacking, count, denied
from tests.cast import ALMA, almas_case, resident, staff
from tests.committed import committed  # noqa: F401 - a fixture
from tests.doors import client_for

pytestmark = pytest.mark.usefixtures("committed")

TABLES = ("advice_chat", "advice_line", "advice_turn", "advice_phrase", "advice_shift")


@pytest.fixture
def waiting() -> tuple[str, str]:
    key, chat = begun("Hemligt")
    return key, str(chat)


@pytest.mark.parametrize("who", ["eva", "gustav"])
def test_staff_without_reach_read_nothing_with_sql_of_their_own(waiting: tuple[str, str], who: str) -> None:
    for focus in (HELSINGBORG, 1260):
        with attacking(staff(who), focus) as line:
            for table in TABLES:
                assert count(line, table) == 0
            assert denied(line, "update advice_chat set staff_name = 'x'") == ""
            assert line.execute("select count(*) from advice_chat where staff_name = 'x'").fetchone() == (0,)


def test_residents_and_the_door_may_not_even_ask(waiting: tuple[str, str]) -> None:
    almas_case()
    for reach in (resident(ALMA), DOOR):
        with attacking(reach, HELSINGBORG) as line:
            for table in (*TABLES, "advice_key", "advice_tally"):
                assert count(line, table) is None


def test_nobody_reads_keys_not_even_those_who_answer(waiting: tuple[str, str]) -> None:
    with attacking(staff("cecilia"), HELSINGBORG) as line:
        assert count(line, "advice_chat") == 1
        assert count(line, "advice_key") is None
        given = [HELSINGBORG, hashed(waiting[0])]
        assert denied(line, "select * from brygga.advice_lines(%s, %s)", given) == "42501"
        assert denied(line, "select brygga.advice_forget(%s, now())", [waiting[1]]) == "42501"


def test_the_door_gets_a_conversation_by_its_hash_alone(waiting: tuple[str, str]) -> None:
    key, chat = waiting
    with attacking(DOOR, HELSINGBORG) as line:
        for guess in ("", "%", chat, key, hashed("0" * 16)):
            assert (
                line.execute("select * from brygga.advice_chat(%s, %s)", [HELSINGBORG, guess]).fetchall()
                == []
            )
        found = line.execute(
            "select id from brygga.advice_chat(%s, %s)", [HELSINGBORG, hashed(key)]
        ).fetchall()
        assert [str(row[0]) for row in found] == [chat]
        assert line.execute("select * from brygga.advice_chat(%s, %s)", [1282, hashed(key)]).fetchall() == []
        assert denied(line, "select * from brygga.advice_tidy(now(), now(), now(), now())") == "42501"


def test_staff_write_neither_the_visitors_words_nor_a_colleagues(waiting: tuple[str, str]) -> None:
    insertion = (
        "insert into advice_line (id, municipality, chat_id, number, at, sealed, staff_id, staff_name, staff_title)"
        " values (gen_random_uuid(), %s, %s, 9, now(), 'x', %s, '', '')"
    )
    with attacking(staff("cecilia"), HELSINGBORG) as line:
        for author in (None, staff("david").id):
            assert denied(line, insertion, [HELSINGBORG, waiting[1], author]) == "42501"
        assert denied(line, insertion, [HELSINGBORG, waiting[1], staff("cecilia").id]) == ""
        assert denied(line, "delete from advice_chat") == "42501"
        assert denied(line, "update advice_chat set seen_at = now()") == "42501"


def test_a_key_lies_neither_in_the_database_nor_in_what_staff_see(waiting: tuple[str, str]) -> None:
    key, chat = waiting
    with connections["owner"].cursor() as cursor:
        for table in (*TABLES, "advice_key"):
            cursor.execute(f"select count(*) from {table} t where t::text like %s", [f"%{key}%"])  # noqa: S608 - names of ours
            assert cursor.fetchone() == (0,)
    connections["owner"].close()
    page = client_for(staff("cecilia")).get(f"/helsingborg/arbete/radgivning/{chat}/").content.decode()
    assert key not in page
    assert hashed(key) not in page


def test_where_a_visitor_came_from_and_with_what_is_in_no_table_and_no_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shift("cecilia", [HELSINGBORG])
    marks = {
        "REMOTE_ADDR": "203.0.113.77",
        "HTTP_USER_AGENT": "Visselpipan/77",
        "HTTP_REFERER": "https://visselpipan.example/",
    }
    browser = visitor()
    with caplog.at_level("DEBUG"):
        answer = browser.post(START, {"once": str(uuid4()), "text": "Hemliga ord"}, **marks)
        key = browser.cookies[KEY_COOKIE].value
        browser.get(TALK, **marks)
        browser.post(TALK, {"once": str(uuid4()), "text": ""}, **marks)
        visitor("0" * 16).get(TALK, **marks)
        browser.post(f"{START}tillbaka/", {"code": key}, **marks)
    assert answer.status_code == 303
    told = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    for mark in ("203.0.113.77", "Visselpipan", "visselpipan", key, "Hemliga ord"):
        assert not [line for line in told if mark in line]
    with connections["owner"].cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        for (table,) in cursor.fetchall():
            for mark in ("203.0.113.77", "isselpipan", key, "Hemliga ord"):
                cursor.execute(f'select count(*) from "{table}" t where t::text like %s', [f"%{mark}%"])  # noqa: S608
                assert cursor.fetchone() == (0,), (table, mark)
    connections["owner"].close()
