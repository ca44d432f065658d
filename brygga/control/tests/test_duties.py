"""The duties through the front door: Gustav does them, Cecilia reads, nobody else finds them."""

import re
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from brygga.access.models import OnCall
from brygga.cases import queries as cases
from brygga.control.models import Check, Done
from brygga.control.tests.test_emergency import text
from brygga.decisions.tests.build import decided, investigated
from brygga.demo.cast import HELSINGBORG, ident
from brygga.documentation.tests.build import note_in
from brygga.ground import clock
from brygga.people.models import Staff
from tests.attack.attackers import attacking, denied
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db

HOME = "/helsingborg/kommunen/kontroll/"
YEAR = clock.today().year
EDITED = (
    "behorighet/",
    "beslut/",
    "beslut/beslut.pdf",
    "logg/",
    f"rapport/{YEAR}/",
    f"rapport/{YEAR}/rapport.pdf",
)
READ = ("", "jour/", "delegationsordning.pdf")


@pytest.fixture
def gustav() -> Client:
    return client_for(staff("gustav"))


def yesterday() -> AbstractContextManager[None]:
    """What was done then can be looked at today."""
    return clock.pinned(clock.now() - timedelta(days=1))


def once(**more: Any) -> dict[str, Any]:
    return {"once": str(uuid4()), "on": clock.today().isoformat(), "note": "", **more}


def rows(model: Any) -> list[Any]:
    with at_work(staff("gustav")):
        return list(model.objects.filter(municipality=HELSINGBORG))


@pytest.mark.parametrize("what", READ + EDITED)
def test_who_finds_which_page(what: str) -> None:
    for who in ("david", "eva"):
        assert client_for(staff(who)).get(HOME + what).status_code == 404, who
    for person in (ALMA, BO):
        assert client_for(resident(person)).get(HOME + what).status_code == 404
    assert client_for(staff("cecilia")).get(HOME + what).status_code == (200 if what in READ else 404)
    assert client_for(staff("gustav")).get(HOME + what).status_code == 200


def test_what_is_overdue_stands_first_and_says_so(gustav: Client) -> None:
    page = text(gustav.get(HOME))
    assert "Försenad" in page
    assert "Aldrig" in page


def test_decisions_on_delegation_are_listed_by_number_and_reported_once(gustav: Client) -> None:
    with yesterday():
        case = investigated()
        decided(case)
    page = text(gustav.get(f"{HOME}beslut/"))
    assert case.number in page
    assert "Alma" not in page
    sent = once(note="Nämnden § 12")
    for _time in range(2):
        assert gustav.post(f"{HOME}beslut/", sent).status_code == 303
    (done,) = rows(Done)
    assert (done.duty, done.facts["decisions"], done.staff_name) == ("decisions", 1, "Gustav Lind")
    assert gustav.get(f"{HOME}beslut/beslut.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("wrong", [{"on": ""}, {"on": "2199-01-01"}, {"once": "x"}, {"note": "x" * 2001}])
def test_bad_input_reports_nothing_and_is_kept(gustav: Client, wrong: dict[str, str]) -> None:
    answer = gustav.post(f"{HOME}beslut/", once(note="Paragraf tolv") | wrong)
    assert answer.status_code == 422
    assert "Paragraf tolv" in text(answer) or "note" in wrong
    assert rows(Done) == []


def test_the_report_keeps_its_own_words_and_is_delivered_once(gustav: Client) -> None:
    where = f"{HOME}rapport/{YEAR}/"
    assert gustav.post(where, {"act": "save", "text": "Samverkan har gått bra."}).status_code == 303
    assert "Samverkan har gått bra." in text(gustav.get(where))
    assert gustav.get(f"{where}rapport.pdf").content.startswith(b"%PDF")
    assert gustav.post(where, {"act": "save", "text": "x" * 8001}).status_code == 422
    for _time in range(2):
        assert gustav.post(where, once(act="deliver")).status_code == 303
    (done,) = rows(Done)
    assert done.duty == "report"
    assert "Lämnad till fullmäktige" in text(gustav.get(where))
    assert gustav.get(f"{HOME}rapport/2017/").status_code == 404
    assert gustav.get(f"{HOME}rapport/{YEAR + 1}/").status_code == 404


def read_by_maria(*, protected: bool = False) -> str:
    case = almas_case("child", protected=protected)
    who = "leila" if protected else "maria"
    with at_work(staff(who)) as reader:
        cases.opened(reader, case.id)
    return case.number


def test_the_log_is_reviewed_by_sample_and_always_where_somebody_is_protected(gustav: Client) -> None:
    with yesterday():
        number, hidden = read_by_maria(), read_by_maria(protected=True)
    page = text(gustav.get(f"{HOME}logg/"))
    assert f"Maria Falk, {number}" in page
    assert "Leila Sand, skyddat ärende" in page
    assert hidden not in page
    assert "Petra" not in page
    drawn = re.findall(r'name="sound-([0-9a-f-]+)"', page)
    events = sorted(set(drawn))
    assert len(events) == 2
    half = once(**{f"sound-{events[0]}": "yes"})
    assert gustav.post(f"{HOME}logg/", half).status_code == 422, "every reading drawn is answered"
    answers = {f"sound-{events[0]}": "yes", f"sound-{events[1]}": "no"}
    assert gustav.post(f"{HOME}logg/", once(**answers)).status_code == 422, "what is odd needs a note"
    sent = once(**answers, **{f"note-{events[1]}": "Frågar enhetschefen."})
    for _time in range(2):
        assert gustav.post(f"{HOME}logg/", sent).status_code in {303, 422}
    (done,) = rows(Done)
    assert done.facts == {"readings": 2, "drawn": 2, "odd": 1, "alarms": 0}
    assert _marks() == 2


def _marks() -> int:
    """How many there are, by the function alone: an empty list adds none."""
    with at_work(staff("gustav")), connection.cursor() as cursor:
        cursor.execute("select brygga.mark_reads((select id from control_done limit 1), '[]')")
        (number,) = cursor.fetchone() or (0,)
    return int(number)


def test_somebody_with_the_same_surname_is_an_alarm(gustav: Client) -> None:
    with yesterday():
        case = almas_case()
        with at_work(staff("gustav")):
            Staff.objects.filter(id=ident("maria")).update(name="Maria Nilsson")
        with at_work(staff("maria")) as maria:
            cases.opened(maria, case.id)
    page = text(gustav.get(f"{HOME}logg/"))
    assert "Samma efternamn" in page


def test_davids_degree_is_asked_for_and_then_stands_there(gustav: Client) -> None:
    note_in(almas_case("child"), "Vi talades vid.", by="david")
    page = text(gustav.get(f"{HOME}behorighet/"))
    assert "David Berg" in page
    assert "Inte kontrollerad" in page
    sent = once(staff_id=str(ident("david")), seen="Examensbevis, socionom, 2014")
    for _time in range(2):
        assert gustav.post(f"{HOME}behorighet/", sent).status_code == 303
    assert len(rows(Check)) == 1
    page = text(gustav.get(f"{HOME}behorighet/"))
    assert "Examensbevis" in page
    assert "Inte kontrollerad" not in page
    assert gustav.post(f"{HOME}behorighet/", once(staff_id=str(uuid4()), seen="x")).status_code == 422


def test_the_roster_shows_its_gaps_and_only_the_administration_fills_them(gustav: Client) -> None:
    today = clock.today()
    frida = {"staff_id": str(ident("frida")), "phone": "040-628 04 19"}
    days = {"first_day": today.isoformat(), "last_day": (today + timedelta(days=20)).isoformat()}
    assert "1 lucka" in text(gustav.get(f"{HOME}jour/"))
    sent = {"once": str(uuid4()), **frida, **days}
    for _time in range(2):
        assert gustav.post(f"{HOME}jour/", sent).status_code == 303
    (shift,) = rows(OnCall)
    page = text(client_for(staff("cecilia")).get(f"{HOME}jour/"))
    assert "Frida Dahl" in page
    assert "Ta bort" not in page
    backwards = sent | {"once": str(uuid4()), "last_day": (today - timedelta(days=2)).isoformat()}
    assert gustav.post(f"{HOME}jour/", backwards).status_code == 422
    assert gustav.post(f"{HOME}jour/", sent | {"staff_id": str(ident("eva"))}).status_code == 422
    client_for(staff("cecilia")).post(f"{HOME}jour/", sent | {"once": str(uuid4())})
    assert len(rows(OnCall)) == 1
    assert client_for(staff("cecilia")).post(f"{HOME}jour/{shift.id}/ta-bort/").status_code == 404
    assert gustav.post(f"{HOME}jour/{shift.id}/ta-bort/").status_code == 303
    assert rows(OnCall) == []


FUNCTIONS = (
    "select count(*) from brygga.delegated_decisions('2020-01-01', '2099-01-01')",
    "select count(*) from brygga.reads_to_review('2020-01-01', '2099-01-01')",
    "select count(*) from brygga.reads_at_speed('2020-01-01', '2099-01-01', 0)",
    "select count(*) from brygga.namesakes_read('2020-01-01', '2099-01-01')",
    "select count(*) from brygga.acted_across('2020-01-01', '2099-01-01')",
)


@pytest.mark.parametrize("who", ["cecilia", "david", "eva", "frida", "leila"])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_functions_answer_the_own_administration_alone(who: str, function: str) -> None:
    read_by_maria()
    with at_work(staff(who)), connection.cursor() as cursor:
        cursor.execute(function)
        assert cursor.fetchone() == (0,)


def test_nobody_writes_marks_by_hand() -> None:
    with attacking(staff("gustav"), HELSINGBORG) as line:
        for statement in (
            "select * from control_mark",
            "insert into control_mark (id) values (gen_random_uuid())",
        ):
            assert denied(line, statement) == "42501"
        assert denied(line, "update control_done set note = 'x'") == "42501"
        assert denied(line, "delete from control_done") == "42501"


@pytest.mark.parametrize("what", [*READ, *EDITED])
def test_pages_keep_their_budgets(gustav: Client, what: str) -> None:
    gustav.get(HOME)
    with counted() as asked:
        gustav.get(HOME + what)
    assert len(asked) <= 12, "\n".join(asked)
