"""A professional signed in with a service e-ID: reports, follows their own receipts, and reaches nothing else."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import ProgrammingError, transaction
from django.test import Client

from brygga.cases.models import Case, Party
from brygga.concerns import queries
from brygga.concerns.models import Answer, Receipt, Report
from brygga.concerns.tests.at_work import at_work_client, identity, known
from brygga.concerns.tests.test_handling import assessment, inquiry, there
from brygga.concerns.tests.test_reporting import SEEN
from brygga.demo.cast import HELSINGBORG
from brygga.documentation.models import Note
from brygga.ground import tenancy
from brygga.ground.models import Event
from brygga.people import oidc
from brygga.people.models import Person, Staff
from tests.attack.test_addresses import ROUTES, address
from tests.cast import ALMA, almas_case, at_work, resident, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db

NEW = "/helsingborg/oro/yrke/ny/"
MINE = "/helsingborg/oro/yrke/mina/"


@pytest.fixture(autouse=True)
def service_eid(settings: Any) -> None:
    """Here is a service e-ID: without one the door is not there at all (people/tests/test_oidc.py)."""
    settings.PROFESSIONAL_EID_URL = "https://tjanst.example"


def typed(**more: str) -> dict[str, str]:
    return {
        "about": "child",
        "name": "Elis",
        "text": SEEN,
        "reporter_reach": "070-174 06 95",
        "wants_answer": "on",
        "once": str(uuid4()),
        **more,
    }


def reported(client: Client, **more: str) -> tuple[Case, str]:
    """The case it became, and the address of the receipt."""
    answer = client.post(NEW, typed(**more))
    assert answer.status_code == 303, answer.content.decode()
    with at_work(staff("cecilia")):
        found: Case = Case.objects.order_by("-opened_at").first()
        return found, answer["Location"]


def test_lotta_reports_gets_a_receipt_and_staff_see_that_she_is_vouched_for() -> None:
    lotta = at_work_client(known())
    form = lotta.get(NEW).content.decode()
    assert "Lotta Ask" in form
    assert "Bergaskolan" in form
    case, receipt = reported(lotta)
    shown = lotta.get(receipt).content.decode()
    (number,) = re.findall(r"[0-9A-F]{4}-[0-9A-F]{4}", shown)
    assert "senast en vecka efter beslutet" in shown
    assert case.number not in shown
    assert str(case.id) not in shown
    assert "Elis" not in shown
    page = client_for(staff("cecilia")).get(there(case)).content.decode()
    assert "Styrkt tjänsteperson" in page
    assert "Lotta Ask, Lärare, Bergaskolan, 070-174 06 95" in page
    assert number in page


def test_who_she_is_stands_sealed_and_no_row_is_kept_of_her_as_a_person() -> None:
    with tenancy.enter(tenancy.DOOR):
        before = (Person.objects.count(), Staff.objects.count())
    case, _receipt = reported(at_work_client(known()))
    with at_work(staff("cecilia")):
        report = Report.objects.get(case=case)
        assert b"Lotta" not in bytes(report.reporter_sealed)
        assert report.vouched_for == "2120001157"
        events = list(Event.objects.filter(case_id=case.id))
    assert known().id not in {event.actor_id for event in events}, "the trail is the party's to read"
    with tenancy.enter(tenancy.DOOR):
        assert (Person.objects.count(), Staff.objects.count()) == before
        assert all("Lotta" not in row.session_data for row in Session.objects.all())
    assert "Lotta" not in repr(known())


def test_nothing_typed_can_make_her_somebody_else() -> None:
    forged = {
        "reporter": "anonymous",
        "reporter_name": "Nils",
        "reporter_workplace": "Polisen",
        "title": "Chef",
    }
    case, _receipt = reported(at_work_client(known()), **forged)
    with at_work(staff("cecilia")):
        report = Report.objects.get(case=case)
    assert (report.reporter, report.told_by_lines[:2]) == (
        "professional",
        ["Lotta Ask", "Lärare, Bergaskolan"],
    )


def test_her_answer_stands_on_the_receipt_and_says_nothing_but_one_of_three_things() -> None:
    lotta, cecilia = at_work_client(known()), client_for(staff("cecilia"))
    case, receipt = reported(lotta)
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    cecilia.post(there(case, "anmalan/inled/"), inquiry())
    assert "En utredning har inletts." not in lotta.get(receipt).content.decode(), (
        "until somebody has told her"
    )
    assert "kvittosida" in cecilia.get(there(case, "anmalan/svar/")).content.decode()
    sent = cecilia.post(there(case, "anmalan/svar/"), {"told": "opened", "channel": "page"})
    assert sent.status_code == 303
    told = lotta.get(receipt).content.decode()
    assert "En utredning har inletts." in told
    assert "Cecilia" not in told
    assert "En utredning har inletts." in lotta.get(MINE).content.decode()


def test_an_unverified_reporter_is_not_answered_on_a_page_they_do_not_have() -> None:
    from brygga.concerns.tests.test_reporting import by_work
    from brygga.concerns.tests.test_reporting import reported as unsigned

    case, cecilia = unsigned(**by_work()), client_for(staff("cecilia"))
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    cecilia.post(there(case, "anmalan/inled/"), inquiry())
    refused = cecilia.post(there(case, "anmalan/svar/"), {"told": "opened", "channel": "page"})
    assert refused.status_code == 422
    with at_work(staff("cecilia")):
        assert not Answer.objects.exists()
    assert "Styrkt tjänsteperson" not in cecilia.get(there(case)).content.decode()


def test_a_report_of_an_adult_gives_no_right_to_an_answer() -> None:
    lotta = at_work_client(known())
    _case, receipt = reported(lotta, about="adult")
    assert "Du får inget svar." in lotta.get(receipt).content.decode()


def test_she_may_ask_to_be_told_afterwards_and_then_it_is_owed_at_once() -> None:
    lotta, cecilia = at_work_client(known()), client_for(staff("cecilia"))
    answer = lotta.post(NEW, {name: value for name, value in typed().items() if name != "wants_answer"})
    receipt = answer["Location"]
    with at_work(staff("cecilia")):
        case = Case.objects.get()
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    cecilia.post(there(case, "anmalan/inled/"), inquiry())
    assert "Anmälaren väntar på svar" not in cecilia.get("/helsingborg/arbete/oro/").content.decode()
    assert at_work_client(known("nils")).post(receipt).status_code == 404
    for _time in range(2):
        assert lotta.post(receipt).status_code == 303
    assert "Anmälaren väntar på svar" in cecilia.get("/helsingborg/arbete/oro/").content.decode()
    with at_work(staff("cecilia")):
        (event,) = Event.objects.filter(case_id=case.id, verb="ask_for_answer")
    assert (event.actor_kind, event.actor_id, event.actor_name) == ("system", None, "")
    assert "senast en vecka" in lotta.get(receipt).content.decode()
    assert "eller genast om du bad om det senare" in lotta.get(receipt).content.decode()
    assert "väntar på svar, som ska ges genast" in cecilia.get("/helsingborg/arbete/oro/").content.decode()
    assert "svara genast" in cecilia.get(there(case)).content.decode()
    cecilia.post(there(case, "anmalan/svar/"), {"told": "opened", "channel": "page"})
    assert "svara genast" not in cecilia.get(there(case)).content.decode()


def test_whoever_asked_before_the_decision_is_owed_an_answer_within_the_week() -> None:
    lotta, cecilia = at_work_client(known()), client_for(staff("cecilia"))
    case, _receipt = reported(lotta)
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    assert "svara genast" not in cecilia.get(there(case)).content.decode()
    cecilia.post(there(case, "anmalan/inled/"), inquiry())
    listed = cecilia.get("/helsingborg/arbete/oro/").content.decode()
    assert "Anmälaren väntar på svar" in listed
    assert "genast" not in listed.split("Anmälaren väntar på svar")[1].split("</li>")[0]
    assert "svara genast" not in cecilia.get(there(case)).content.decode()


def test_nobody_asks_by_anothers_receipt_in_the_database_nor_about_an_adult() -> None:
    from brygga.concerns import actions

    lotta = at_work_client(known())
    unasked = {name: value for name, value in typed(about="adult").items() if name != "wants_answer"}
    adult = UUID(lotta.post(NEW, unasked)["Location"].split("/")[-2])
    child = UUID(
        lotta.post(NEW, unasked | {"about": "child", "once": str(uuid4())})["Location"].split("/")[-2]
    )
    actions.ask_for_answer(known("nils"), child)
    actions.ask_for_answer(known(), adult)
    with at_work(staff("cecilia")):
        assert not Report.objects.filter(wants_answer=True).exists()


def test_the_same_form_twice_is_one_report_but_two_people_with_one_form_are_two() -> None:
    lotta, nils, form = at_work_client(known()), at_work_client(known("nils")), typed()
    first, second = lotta.post(NEW, form), lotta.post(NEW, form)
    assert first["Location"] == second["Location"]
    assert nils.post(NEW, form)["Location"] != first["Location"]
    with at_work(staff("cecilia")):
        assert Case.objects.count() == 2
    assert len(queries.receipts_of(known())) == len(queries.receipts_of(known("nils"))) == 1


def test_another_professional_a_resident_and_staff_find_neither_list_nor_receipt() -> None:
    lotta = at_work_client(known())
    _case, receipt = reported(lotta)
    nils = at_work_client(known("nils"))
    assert nils.get(receipt).status_code == 404
    assert "Du har inte anmält något här." in nils.get(MINE).content.decode()
    for other in (resident(ALMA), staff("cecilia"), staff("eva"), staff("gustav")):
        for path in (NEW, MINE, receipt):
            assert client_for(other).get(path).status_code == 404
            assert client_for(other).post(path, typed()).status_code == 404
    for path in (NEW, MINE, receipt):
        answer = Client().get(path)
        assert (answer.status_code, "/logga-in/professional/" in answer["Location"]) == (302, True)


@pytest.mark.parametrize("name", [n for n, (p, _w) in ROUTES.items() if p not in {"open", "professional"}])
def test_every_other_closed_page_takes_her_for_nobody(name: str) -> None:
    lotta = at_work_client(known())
    case = almas_case("child")
    where = address(ROUTES[name][1], "helsingborg", {"case_id": case.id})
    for method in ("get", "post"):
        answer = getattr(lotta, method)(where)
        assert answer.status_code in {302, 401, 405}, where
        assert "Alma" not in answer.content.decode()


def test_her_own_reach_in_the_database_holds_receipts_and_no_row_of_any_case() -> None:
    case, _receipt = reported(at_work_client(known()))
    with tenancy.enter(tenancy.Reach(tenancy.Role.RESIDENT, known().id, focus=HELSINGBORG)):
        assert Receipt.objects.only("id", "reference").count() == 1
        assert not Case.objects.filter(id=case.id).exists()
        assert not Party.objects.exists()
        assert not Note.objects.exists()
        for forbidden in (Report.objects.all(), Answer.objects.all(), Receipt.objects.values("report_id")):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                list(forbidden)


def test_a_receipt_cannot_be_written_in_anothers_name() -> None:
    case, _receipt = reported(at_work_client(known()))
    with at_work(staff("cecilia")):
        report = Report.objects.get(case=case)
    values: dict[str, Any] = {"municipality": HELSINGBORG, "reference": "X", "about": "child"}
    values |= {"report_id": report.id, "received_at": report.received_at, "wants_answer": True}
    with (
        tenancy.enter(tenancy.Reach(tenancy.Role.RESIDENT, known("nils").id, focus=HELSINGBORG)),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Receipt(id=uuid4(), person_id=known().id, **values).save(force_insert=True)


@pytest.mark.parametrize(("seen", "since"), [(16 * 60, 16 * 60), (10, 61 * 60)])
def test_her_session_is_short_and_what_she_typed_waits_for_her_alone(seen: int, since: int) -> None:
    late = at_work_client(known(), seen=seen, since=since)
    answer = late.post(NEW, typed())
    assert answer.status_code == 401
    ticket = answer.cookies["brygga_parked"].value
    for who, status in ((known("nils"), 302), (known(), 200)):
        again = at_work_client(who)
        again.cookies["brygga_parked"] = ticket
        page = again.get("/helsingborg/sparat/")
        assert page.status_code == status
        assert (SEEN in page.content.decode()) is (status == 200)


def test_the_door_lets_in_with_an_organisation_and_ends_whatever_was_before(monkeypatch: Any) -> None:
    client = client_for(resident(ALMA))
    before = client.cookies["sessionid"].value
    monkeypatch.setattr(oidc, "finish", lambda _door, _session, _answer: identity())
    answer = client.get("/inloggning/professional/svar?state=x")
    assert answer.status_code == 302
    assert client.cookies["sessionid"].value != before
    assert "Lotta Ask" in client.get(MINE).content.decode()
    assert client.get("/helsingborg/mina-sidor/").status_code == 302, "Alma is gone"


@pytest.mark.parametrize("lacking", ["org_affiliation", "org_number", "name"])
def test_an_e_id_without_an_organisation_lets_nobody_in(monkeypatch: Any, lacking: str) -> None:
    from dataclasses import replace

    found = replace(identity(), **{lacking: ""})
    monkeypatch.setattr(oidc, "finish", lambda _door, _session, _answer: found)
    client = Client()
    assert client.get("/inloggning/professional/svar?state=x").status_code == 403
    assert client.get(MINE).status_code == 302


def test_an_affiliation_of_another_organisation_than_the_number_says_is_refused(monkeypatch: Any) -> None:
    from dataclasses import replace

    found = replace(identity(), org_affiliation="lotta@2021000076")
    monkeypatch.setattr(oidc, "finish", lambda _door, _session, _answer: found)
    assert Client().get("/inloggning/professional/svar?state=x").status_code == 403


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"about": ""}, "Välj om det gäller ett barn eller en vuxen."),
        ({"text": " "}, "Skriv något här."),
        ({"text": "x" * 10_001}, "Texten är för lång"),
        ({"reporter_reach": ""}, "Skriv hur vi når dig."),
        ({"reporter_reach": "x" * 121}, "120"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(wrong: dict[str, str], says: str) -> None:
    answer = at_work_client(known()).post(NEW, typed(where="Bergaskolan, klass 2", **wrong))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "Bergaskolan, klass 2" in answer.content.decode()
    with at_work(staff("cecilia")):
        assert not Case.objects.exists()


def test_where_the_e_id_does_not_say_what_she_works_as_she_does() -> None:
    lotta = at_work_client(known(title=""))
    assert lotta.post(NEW, typed()).status_code == 422
    case, _receipt = reported(lotta, title="Kurator\nStyrkt: 999")
    with at_work(staff("cecilia")):
        report = Report.objects.get(case=case)
    assert report.told_by_lines[1] == "Kurator Styrkt: 999, Bergaskolan"
    assert report.vouched_for == "2120001157", "a line end typed moves nothing"


def test_the_way_in_is_open_and_tells_nothing_and_a_municipality_without_brygga_has_none() -> None:
    page = Client().get("/helsingborg/oro/yrke/").content.decode()
    assert "19 kap. 1 § SoL" in page
    assert at_work_client(known()).get("/helsingborg/oro/yrke/")["Location"] == MINE
    assert Client().get("/ystad/oro/yrke/").status_code == 404
    assert at_work_client(known()).get("/ystad/oro/yrke/ny/").status_code == 404


def test_the_pages_cost_no_more_however_many_receipts_there_are() -> None:
    lotta = at_work_client(known())
    _case, receipt = reported(lotta)
    for path in (MINE, receipt, NEW):
        lotta.get(path)
        with counted() as few:
            lotta.get(path)
        for _more in range(3):
            reported(lotta)
        with counted() as many:
            lotta.get(path)
        assert len(few) == len(many) <= 5, many


def test_ids_of_professionals_and_receipts_tell_nothing_and_stay_the_same() -> None:
    assert known().id == known().id != known("nils").id
    case, receipt = reported(at_work_client(known()))
    assert UUID(receipt.split("/")[-2]) != case.id
