"""What staff do with a report: assess at once, decide within fourteen days, tell the reporter within a week."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.cases.rules import Stage
from brygga.concerns import rules
from brygga.concerns.models import Answer, Assessment
from brygga.concerns.tests.test_reporting import by_work, reported, told
from tests.cast import at_work, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db


def there(case: Case, part: str = "") -> str:
    return f"/helsingborg/arbete/arende/{case.id}/{part}"


def assessment(**more: str) -> dict[str, str]:
    return {
        "needs": "no",
        "channel": "phone",
        "reasons": "Mamman svarade. Elis var hemma.",
        "once": str(uuid4()),
        **more,
    }


def inquiry(**more: str) -> dict[str, str]:
    return {"reasons": "Elis kan behöva stöd, och vi vet för lite.", "once": str(uuid4()), **more}


def now(case: Case) -> Case:
    with at_work(staff("cecilia")):
        return cases.case_for(staff("cecilia"), case.id)


def test_the_assessment_is_written_in_the_file_begins_the_case_and_meets_the_clock() -> None:
    case, cecilia = reported(), client_for(staff("cecilia"))
    assert cecilia.post(there(case, "anmalan/skydd/"), assessment()).status_code == 303
    assert (now(case).stage, now(case).handler_name) == (Stage.ASSESSMENT, "Cecilia Holm")
    with at_work(staff("cecilia")):
        assert [clock.code for clock in cases.clocks_of(case)] == ["preliminary_assessment"]
        made = Assessment.objects.get(case=case)
    assert (made.needs_protection, made.channel) == (False, "phone")
    page = cecilia.get(there(case)).content.decode()
    assert "Mamman svarade." in page
    assert "Inget behov av omedelbart skydd" in page


def test_sent_twice_it_is_one_assessment_and_one_note() -> None:
    case, cecilia, typed = reported(), client_for(staff("cecilia")), assessment()
    for _time in range(2):
        assert cecilia.post(there(case, "anmalan/skydd/"), typed).status_code == 303
    with at_work(staff("cecilia")):
        assert Assessment.objects.filter(case=case).count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"needs": ""}, "Välj ja eller nej."),
        ({"channel": "telepathy"}, "Välj"),
        ({"reasons": ""}, "Skriv något här."),
        ({"reasons": "Grannen [[Lotta]] ringde."}, "Här kan inget döljas."),
    ],
)
def test_an_assessment_that_is_not_whole_is_said_so_and_kept(wrong: dict[str, str], says: str) -> None:
    case, cecilia = reported(), client_for(staff("cecilia"))
    answer = cecilia.post(there(case, "anmalan/skydd/"), assessment(**wrong))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert now(case).stage == Stage.RECEIVED


def test_a_teacher_who_asked_is_told_within_a_week_what_was_decided_and_nothing_else() -> None:
    case, cecilia = reported(**by_work()), client_for(staff("cecilia"))
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    too_early = cecilia.post(there(case, "anmalan/svar/"), {"told": "opened", "channel": "phone"})
    assert too_early.status_code == 422
    assert "Det är inte beslutat." in too_early.content.decode()
    cecilia.post(there(case, "anmalan/inled/"), inquiry())
    with at_work(staff("cecilia")):
        assert "reporter_feedback" in [clock.code for clock in cases.clocks_of(case)]
    assert (
        cecilia.post(there(case, "anmalan/svar/"), {"told": "opened", "channel": "phone"}).status_code == 303
    )
    with at_work(staff("cecilia")):
        assert "reporter_feedback" not in [clock.code for clock in cases.clocks_of(case)]
        assert Answer.objects.get(case=case).told == "opened"


def test_an_investigation_is_opened_with_reasons_that_stand_in_the_file_once() -> None:
    case, cecilia, typed = reported(), client_for(staff("cecilia")), inquiry()
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    for _time in range(2):
        assert cecilia.post(there(case, "anmalan/inled/"), typed).status_code == 303
    assert now(case).stage == Stage.INVESTIGATION
    page = cecilia.get(there(case)).content.decode()
    assert page.count("Elis kan behöva stöd, och vi vet för lite.") == 1
    assert "Beslut att inleda utredning" in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (inquiry(reasons="  "), "Skriv något här."),
        (inquiry(reasons="[[Läraren]] ringde."), "Här kan inget döljas."),
        (inquiry(reasons="å" * 10_001), "10"),
    ],
)
def test_without_reasons_that_can_stand_nothing_is_opened(typed: dict[str, str], says: str) -> None:
    case, cecilia = reported(), client_for(staff("cecilia"))
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    answer = cecilia.post(there(case, "anmalan/inled/"), typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert now(case).stage == Stage.ASSESSMENT


def test_the_button_leads_to_the_reasons_and_decides_nothing() -> None:
    case, cecilia = reported(), client_for(staff("cecilia"))
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    assert there(case, "anmalan/inled/") in cecilia.get(there(case)).content.decode()
    led = cecilia.post(there(case, "steg/open_investigation/"))
    assert (led.status_code, led.url) == (303, there(case, "anmalan/inled/"))
    assert now(case).stage == Stage.ASSESSMENT


@pytest.mark.parametrize("decided", ["anmalan/inled/", "anmalan/lamna/"])
def test_nothing_is_decided_on_a_child_before_protection_is_assessed(decided: str) -> None:
    case, cecilia, typed = reported(), client_for(staff("cecilia")), inquiry()
    cecilia.post(there(case, "steg/start_assessment/"))
    answer = cecilia.post(there(case, decided), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv skyddsbedömningen först" in page
    assert typed["reasons"] in page
    assert there(case, "anmalan/skydd/") in page
    assert now(case).stage == Stage.ASSESSMENT
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    assert cecilia.post(there(case, decided), typed).status_code == 303


def test_too_early_or_by_whoever_may_not_nothing_is_opened_and_what_was_typed_is_kept() -> None:
    case, typed = reported(), inquiry()
    early = client_for(staff("cecilia")).post(there(case, "anmalan/inled/"), typed)
    assert early.status_code == 409
    assert typed["reasons"] in early.content.decode()
    for who, slug in (("eva", "bjuv"), ("gustav", "helsingborg")):
        page = there(case, "anmalan/inled/").replace("helsingborg", slug)
        assert client_for(staff(who)).post(page, typed).status_code in {403, 404}, who
    assert now(case).stage == Stage.RECEIVED


def test_a_report_that_leads_nowhere_ends_with_reasons_and_stays_on_the_list_until_answered() -> None:
    case, cecilia = reported(**by_work()), client_for(staff("cecilia"))
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    reasons = {"reasons": "Elis har det tryggt. Familjen har redan stöd."}
    assert cecilia.post(there(case, "anmalan/lamna/"), reasons).status_code == 303
    assert now(case).stage == Stage.CLOSED
    listed = cecilia.get("/helsingborg/arbete/oro/").content.decode()
    assert case.number in listed
    assert "Anmälaren väntar på svar" in listed
    cecilia.post(there(case, "anmalan/svar/"), {"told": "not_opened", "channel": "mail"})
    assert case.number not in cecilia.get("/helsingborg/arbete/oro/").content.decode()


def test_david_assesses_by_agreement_but_the_reporter_stays_out_of_everyone_elses_sight() -> None:
    case = reported(**by_work())
    david = client_for(staff("david"))
    assert "Lotta Ask" in david.get(there(case)).content.decode()
    assert david.post(there(case, "anmalan/skydd/"), assessment()).status_code == 303
    for part in ("", "anmalan/skydd/", "anmalan/lamna/", "anmalan/svar/"):
        for nobody in ("eva", "gustav"):
            assert client_for(staff(nobody)).get(there(case, part)).status_code == 404, (nobody, part)


def test_a_case_without_a_report_has_nobody_to_answer_here() -> None:
    from tests.cast import almas_case

    case = almas_case("child")
    for part in ("anmalan/lamna/", "anmalan/svar/", f"anmalan/fil/{uuid4()}/"):
        assert client_for(staff("cecilia")).get(there(case, part)).status_code == 404


@pytest.mark.parametrize("part", ["svar/", "lamna/", "visa/", "fil/"])
def test_a_report_is_fetched_once_a_page_and_not_at_all_for_a_file_of_it(part: str) -> None:
    case, cecilia = reported(**by_work()), client_for(staff("cecilia"))
    path = there(case, f"anmalan/{part}") + (f"{uuid4()}/" if part == "fil/" else "")
    with counted() as page:
        answer = cecilia.get(path)
    assert answer.status_code == (404 if part == "fil/" else 200)
    fetched = [sql for sql in page if 'FROM "concerns_report" ' in sql]
    assert len(fetched) == (0 if part == "fil/" else 1), page


def test_a_reports_page_and_list_cost_no_more_however_many_there_are() -> None:
    case, cecilia = reported(), client_for(staff("cecilia"))
    cecilia.get(there(case))
    with counted() as page:
        cecilia.get(there(case))
    assert len(page) <= 16, page
    cecilia.get("/helsingborg/arbete/oro/")  # from now on what is public of municipalities is remembered
    with counted() as few:
        cecilia.get("/helsingborg/arbete/oro/")
    for _more in range(5):
        reported(**told())
    with counted() as many:
        cecilia.get("/helsingborg/arbete/oro/")
    assert len(few) == len(many) <= 7, many


BEGAN = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@given(minutes=st.integers(0, 60 * 24 * 30), later=st.integers(0, 600))
def test_nobody_once_told_is_untold_and_the_on_call_comes_last(minutes: int, later: int) -> None:
    first = rules.levels_due(BEGAN, BEGAN + timedelta(minutes=minutes))
    then = rules.levels_due(BEGAN, BEGAN + timedelta(minutes=minutes + later))
    assert first == then[: len(first)]
    assert (rules.Level.ON_CALL in first) is (minutes >= 120)


@pytest.mark.parametrize("stage", list(Stage))
def test_a_reporter_is_never_told_of_a_decision_before_it_is_made(stage: Stage) -> None:
    true = rules.true_of(stage)
    undecided = stage in {Stage.RECEIVED, Stage.ASSESSMENT}
    assert (rules.Answered.OPENED in true) is not undecided
    assert (rules.Answered.NOT_OPENED in true) is (stage is Stage.CLOSED)


def test_of_an_adult_nobody_is_asked_about_a_child_and_nobody_has_applied() -> None:
    case, cecilia = reported(**told(about="adult", name="Gun")), client_for(staff("cecilia"))
    form = cecilia.get(there(case, "anmalan/skydd/")).content.decode()
    assert "Behöver personen hjälp eller skydd genast?" in form
    assert "barnet" not in form
    page = cecilia.get(there(case)).content.decode()
    assert "Sökande" not in page
    assert "Den det gäller" in page


def test_only_what_is_true_today_is_offered_as_an_answer() -> None:
    case, cecilia = reported(**by_work()), client_for(staff("cecilia"))
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    cecilia.post(there(case, "anmalan/inled/"), inquiry())
    form = cecilia.get(there(case, "anmalan/svar/")).content.decode()
    assert 'value="opened"' in form
    assert 'value="not_opened"' not in form


def test_the_two_outcomes_stand_side_by_side_and_there_is_no_third_that_tells_nobody() -> None:
    case, cecilia = reported(**by_work()), client_for(staff("cecilia"))
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    page = cecilia.get(there(case)).content.decode()
    steps = page[page.index("case-steps") : page.index('id="anmalan"')]
    assert there(case, "anmalan/inled/") in steps
    assert there(case, "anmalan/lamna/") in steps
    assert there(case, "avsluta/") not in steps, "closed so, the reporter's week would never begin"
    adult = reported(**told(about="adult", name="Gun"))
    cecilia.post(there(adult, "anmalan/skydd/"), assessment())
    assert there(adult, "avsluta/") in cecilia.get(there(adult)).content.decode()
