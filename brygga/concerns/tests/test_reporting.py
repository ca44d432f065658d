"""Telling that one is worried: anybody may, nobody is remembered, and the right people see it at once."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from brygga.cases.models import Case, Party
from brygga.cases.queries import clocks_of
from brygga.concerns.models import Report
from brygga.demo.cast import HELSINGBORG
from brygga.ground import tenancy
from brygga.ground.models import Event
from brygga.people.models import Person
from tests.cast import ALMA, BO, PETRA, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

FORM = "/helsingborg/oro/"
SEEN = "Han är ute på kvällarna, sju år gammal, utan jacka."


def told(**more: str) -> dict[str, str]:
    """The least that one can say."""
    return {"about": "child", "text": SEEN, "reporter": "anonymous", "once": str(uuid4()), **more}


def by_work(**more: str) -> dict[str, str]:
    """A teacher, who must say who she is."""
    who = {"reporter": "professional", "reporter_name": "Lotta Ask", "reporter_reach": "lotta@skola.example"}
    return told(**who, reporter_workplace="Lärare, Bergaskolan", wants_answer="on", name="Elis", **more)


def reported(client: Client | None = None, **typed: str) -> Case:
    """A report sent, as the case it became."""
    answer = (client or Client()).post(FORM, typed or told())
    assert answer.status_code == 200, answer.content.decode()
    with at_work(staff("cecilia")):
        found: Case = Case.objects.order_by("-opened_at").first()
        return found


def test_an_anonymous_report_is_a_case_with_the_clocks_of_a_report_and_a_receipt() -> None:
    typed = told()
    page = Client().post(FORM, typed).content.decode()
    (reference,) = re.findall(r"[0-9A-F]{4}-[0-9A-F]{4}", page)
    with at_work(staff("cecilia")):
        (case,) = Case.objects.all()
        codes = {clock.code for clock in clocks_of(case)}
        report = Report.objects.get(case=case)
    assert codes == {"immediate_protection_assessment", "preliminary_assessment"}, "nobody has applied"
    assert (report.text, report.reference, report.told_by_lines) == (SEEN, reference, [])
    assert case.number not in page, "the case's number is not the reporter's to know"


def test_nothing_is_kept_of_an_anonymous_reporter_even_if_signed_in_or_typed_by_mistake() -> None:
    alma = resident(ALMA)
    with tenancy.enter(tenancy.DOOR):
        before = (Person.objects.count(), Session.objects.count())
    case = reported(client_for(alma), **told(reporter_name="Alma Nilsson", reporter_reach="070-174 06 05"))
    with at_work(staff("cecilia")):
        assert Report.objects.get(case=case).reporter_sealed is None
        events = list(Event.objects.filter(case_id=case.id))
    assert {event.actor_id for event in events}.isdisjoint({alma.id})
    with tenancy.enter(tenancy.DOOR):
        assert (Person.objects.count(), Session.objects.count() - 1) == before, (
            "only the session she came with"
        )


def test_the_same_report_sent_twice_is_one_case_with_one_receipt() -> None:
    typed = told()
    first, second = (Client().post(FORM, typed).content.decode() for _time in range(2))
    code = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}")
    assert code.findall(first) == code.findall(second)
    with at_work(staff("cecilia")):
        assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"about": ""}, "Välj om det gäller ett barn eller en vuxen."),
        ({"about": "dog"}, "Välj"),
        ({"text": "   "}, "Skriv något här."),
        ({"text": "x" * 10_001}, "Texten är för lång"),
        ({"reporter": ""}, "Välj om du vill vara anonym"),
        ({"reporter": "private"}, "Skriv vad du heter, eller välj att vara anonym."),
        ({"reporter": "professional", "reporter_name": "Lotta"}, "kan inte vara anonym"),
        ({"name": "n" * 121}, "120"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(wrong: dict[str, str], says: str) -> None:
    answer = Client().post(FORM, told(where="Bergaskolan", **wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "Bergaskolan" in page
    with at_work(staff("cecilia")):
        assert not Case.objects.exists()


def test_a_file_that_is_no_picture_is_refused_and_nothing_is_sent() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    typed: dict[str, Any] = told() | {"papers": SimpleUploadedFile("bild.jpg", b"MZ not a picture")}
    answer = Client().post(FORM, typed)
    assert answer.status_code == 422
    assert "inte en bild eller PDF" in answer.content.decode()
    with at_work(staff("cecilia")):
        assert not Case.objects.exists()


def test_hostile_words_stay_words() -> None:
    case = reported(**told(text="<script>alert(1)</script> '); drop table cases_case; --"))
    page = client_for(staff("cecilia")).get(f"/helsingborg/arbete/arende/{case.id}/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_the_one_it_is_about_reads_nothing_until_somebody_lets_them_in() -> None:
    case = reported()
    for who in (ALMA, BO):
        assert client_for(resident(who)).get(f"/helsingborg/mina-sidor/arende/{case.id}/").status_code == 404
    assert client_for(staff("eva")).get(f"/helsingborg/arbete/arende/{case.id}/").status_code == 404


def test_the_reporters_own_reach_can_write_the_report_but_read_nothing_of_it() -> None:
    from django.db import ProgrammingError, transaction

    case = reported()
    with (
        tenancy.enter(tenancy.Reach(tenancy.Role.RESIDENT, uuid4(), cases=(case.id,), focus=HELSINGBORG)),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        list(Report.objects.filter(case=case))


def test_a_report_about_somebody_in_hiding_is_seen_by_the_cleared_alone() -> None:
    case = reported(**told(protected="on", name=PETRA[1], where="Gömda vägen 1"))
    assert case.shielded
    seen = client_for(staff("cecilia")).get(f"/helsingborg/arbete/arende/{case.id}/")
    assert seen.status_code == 200
    for stranger in ("maria", "david", "eva"):
        assert client_for(staff(stranger)).get(f"/helsingborg/arbete/arende/{case.id}/").status_code == 404
    with at_work(staff("cecilia")):
        assert Party.objects.get(case=case).address == "", (
            "where a hidden person is stands in the report alone"
        )


def test_a_municipality_that_does_not_use_brygga_takes_no_report() -> None:
    assert Client().get("/ystad/oro/").status_code == 404
    assert Client().post("/ystad/oro/", told()).status_code == 404
