"""Whoever a report is about reads the case afterwards: in words that fit, and without learning who reported."""

import html

import pytest

from brygga.cases.models import Case
from brygga.cases.queries import clocks_of
from brygga.concerns import actions
from brygga.concerns.tests.test_disclosing import let_in
from brygga.concerns.tests.test_handling import assessment, there
from brygga.concerns.tests.test_reporting import by_work, reported, told
from brygga.ground.models import Event
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

HERS = "/helsingborg/mina-sidor/"


def investigated(*, answered: bool) -> Case:
    """A teacher's report, Alma let in as guardian, an investigation opened, the teacher told or still owed it."""
    case, cecilia = let_in(reported(**by_work())), client_for(staff("cecilia"))
    assert cecilia.post(there(case, "anmalan/skydd/"), assessment()).status_code == 303
    with at_work(staff("cecilia")) as worker:
        actions.open_investigation(worker, case)
        assert "reporter_feedback" in {running.code for running in clocks_of(case)}
    if answered:
        typed = {"told": "opened", "channel": "phone"}
        assert cecilia.post(there(case, "anmalan/svar/"), typed).status_code == 303
    return case


def read_by_alma(case: Case) -> str:
    client, mine = client_for(resident(ALMA)), f"{HERS}arende/{case.id}/"
    pages = [
        HERS,
        mine,
        f"{mine}lasare/",
        f"{mine}hela-akten/",
        f"{mine}panel/reads/",
        f"{mine}panel/status/",
    ]
    return html.unescape("".join(client.get(page).content.decode() for page in pages))


@pytest.mark.parametrize("answered", [False, True])
def test_no_page_says_that_the_reporter_is_owed_or_given_an_answer(answered: bool) -> None:
    case = investigated(answered=answered)
    read = read_by_alma(case)
    assert "19 kap. 6 §" not in read, "only a professional has that right, so the section alone tells who"
    assert "anmälde" not in read
    assert "hade anmält" not in read
    assert "Nästa steg senast" not in read, "the day of the answer is not hers"
    assert ("Arbetade i ärendet" in read) or not answered, "that somebody worked is still told"
    with at_work(staff("cecilia")):
        assert Event.objects.filter(case_id=case.id, verb="answer_reporter").exists() is answered


def test_staff_still_read_that_the_reporter_was_answered() -> None:
    case = investigated(answered=True)
    page = client_for(staff("cecilia")).get(there(case, "historik/")).content.decode()
    assert "Svarade den som hade anmält" in page


def test_a_family_that_is_reported_is_not_told_that_it_has_applied() -> None:
    case = let_in(reported(**told(name="Elis")))
    assert "ansökan" not in read_by_alma(case)
    assert "Någon har berättat för oss om oro." in read_by_alma(case)
    client_for(staff("cecilia")).post(there(case, "anmalan/skydd/"), assessment())
    assert "Vi bedömer om vi ska göra en utredning." in read_by_alma(case)


def test_the_page_says_where_the_report_is_read_and_how_to_ask_for_it() -> None:
    read = read_by_alma(let_in(reported()))
    assert read.count("Du kan alltid begära att få läsa den.") == 2, "on the case and in the whole record"
    with at_work(staff("cecilia")):
        own = almas_case()
    mine = client_for(resident(ALMA)).get(f"{HERS}arende/{own.id}/").content.decode()
    assert "någon berättade om oro" not in mine


def test_somebody_else_reaches_none_of_it() -> None:
    case = let_in(reported())
    assert client_for(resident(BO)).get(f"{HERS}arende/{case.id}/").status_code == 404


def test_the_button_does_not_say_that_somebody_reads_whom_nobody_has_let_in() -> None:
    """As after a report of concern, until a party is let in."""
    page = client_for(staff("cecilia")).get(there(reported(), "meddelanden/")).content.decode()
    assert "Skicka, ingen part ser det än" in page
    assert "den enskilde ser det nu" not in page
    own = client_for(staff("cecilia")).get(there(almas_case(), "meddelanden/")).content.decode()
    assert "Skicka, den enskilde ser det nu" in own
