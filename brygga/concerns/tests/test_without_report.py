"""A child's protection is assessed at once however the case came: by application, by message, by report."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from brygga.cases import actions as cases
from brygga.cases import queries
from brygga.cases.models import Case
from brygga.cases.rules import Stage
from brygga.concerns.models import Assessment
from brygga.concerns.tests.test_handling import assessment, inquiry, now, there
from brygga.demo.cast import HELSINGBORG
from brygga.ground import clock
from brygga.ground.templating import day
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db


def applied() -> Case:
    """A child's case that Alma has opened herself, as an application does."""
    with at_work(staff("cecilia")) as cecilia:
        return cases.open_case(
            cecilia,
            municipality=HELSINGBORG,
            short="Hbg",
            kind="child",
            title="Stöd till Elis",
            parties=[cases.NewParty(name=ALMA[1], number=ALMA[0])],
        )


def page(case: Case) -> str:
    return client_for(staff("cecilia")).get(there(case)).content.decode()


def test_to_protect_stands_before_to_begin() -> None:
    loud = re.findall(
        r'data-variant="primary"[^>]*>\s*(?:<svg.*?</svg>)?(?:<span>)?([^<]+)', page(applied()), re.DOTALL
    )
    assert "Börja bedöma" not in "".join(loud)
    assert "Skriv skyddsbedömning" in "".join(loud)


def test_a_case_nobody_reported_shows_the_assessment_and_the_day_of_the_fourteen() -> None:
    case = applied()
    shown = page(case)
    assert "anmalan/skydd/" in shown
    assert f"Beslut om utredning senast {day(clock.today() + timedelta(days=14))}" in shown
    assert "Inled inte utredning" not in shown, "an application is answered by a decision (SoL 14:2)"


def test_assessed_at_once_it_begins_the_case_meets_the_clock_and_alma_reads_it() -> None:
    case, cecilia = applied(), client_for(staff("cecilia"))
    assert cecilia.post(there(case, "anmalan/skydd/"), assessment(channel="chat")).status_code == 303
    assert now(case).stage == Stage.ASSESSMENT
    with at_work(staff("cecilia")):
        assert Assessment.objects.get(case=case).channel == "chat"
        running = {one.code for one in queries.clocks_of(case)}
    assert "immediate_protection_assessment" not in running
    assert "preliminary_assessment" in running
    mine = f"/helsingborg/mina-sidor/arende/{case.id}/panel/journal/"
    assert "Mamman svarade." in client_for(resident(ALMA)).get(mine).content.decode()


def test_something_new_is_assessed_again_during_the_investigation_when_the_fourteen_days_are_over() -> None:
    case, cecilia = applied(), client_for(staff("cecilia"))
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    cecilia.post(there(case, "anmalan/inled/"), inquiry())
    shown = page(case)
    assert "Beslut om utredning senast" not in shown
    assert "anmalan/skydd/" in shown
    assert cecilia.post(there(case, "anmalan/skydd/"), assessment(needs="yes")).status_code == 303
    assert now(case).stage == Stage.INVESTIGATION
    assert "Behöver skydd nu" in page(case)


def test_in_a_closed_case_nothing_is_assessed_and_what_was_typed_is_shown() -> None:
    case, cecilia = applied(), client_for(staff("cecilia"))
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    with at_work(staff("cecilia")) as actor:
        cases.close(actor, case, "Familjen har flyttat.")
    late = cecilia.post(there(case, "anmalan/skydd/"), assessment(reasons="Något nytt har hänt."))
    assert late.status_code == 409
    assert "Något nytt har hänt." in late.content.decode()


def test_an_adults_application_has_no_such_assessment_and_strangers_find_nothing() -> None:
    adult = almas_case("adult")
    assert client_for(staff("cecilia")).get(there(adult, "anmalan/skydd/")).status_code == 404
    case = applied()
    for nobody in (staff("eva"), staff("gustav"), resident(BO), resident(ALMA)):
        assert client_for(nobody).get(there(case, "anmalan/skydd/")).status_code == 404
        assert client_for(nobody).post(there(case, "anmalan/skydd/"), assessment()).status_code == 404


def test_the_panel_is_fetched_alone_when_something_changes() -> None:
    case, cecilia = applied(), client_for(staff("cecilia"))
    alone = cecilia.get(there(case, "panel/concern/")).content.decode()
    assert "anmalan/skydd/" in alone
    assert "<html" not in alone


def test_the_draft_of_a_note_under_way_survives_an_assessment() -> None:
    case, cecilia = applied(), client_for(staff("cecilia"))
    cecilia.post(there(case, "anteckning/utkast/"), {"once": str(uuid4()), "text": "Halvfärdig"})
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    assert "Halvfärdig" in cecilia.get(there(case, "anteckning/")).content.decode()


def test_the_form_costs_little() -> None:
    case, cecilia = applied(), client_for(staff("cecilia"))
    cecilia.get(there(case, "anmalan/skydd/"))
    with counted() as asked:
        cecilia.get(there(case, "anmalan/skydd/"))
    assert len(asked) <= 5, asked
