"""May they? Asked through the front door."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brygga.demo.cast import BJUV, HELSINGBORG, LANDSKRONA, ident
from brygga.ground import clock, remembered, tenancy
from brygga.ground.tenancy import Reach, Role
from brygga.municipalities.models import Guideline
from tests.cast import ALMA, BO, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

LAW = "/helsingborg/lag/"
ABOUT = {
    "vem": str(BJUV),
    "steg": "decide",
    "verksamhet": "child_assistance_decision",
    "hem": str(HELSINGBORG),
    "dag": "2026-11-20",
    "roll": "employee",
    "befattning": "socialsekreterare",
    "examen": "socionom",
}


def asked(who: str = "cecilia", path: str = LAW, **more: Any) -> Any:
    return client_for(staff(who)).get(path, {**ABOUT, **more})


@pytest.mark.parametrize("path", [LAW, f"{LAW}svar.json"])
def test_only_own_staff_come_to_the_desk(path: str) -> None:
    for other in (staff("eva"), staff("david"), resident(ALMA), resident(BO)):
        assert client_for(other).get(path, ABOUT).status_code == 404
    assert client_for(staff("gustav")).get(path, ABOUT).status_code == 200


def test_the_empty_page_asks_and_answers_nothing() -> None:
    html = client_for(staff("cecilia")).get(LAW).content.decode()
    assert 'name="verksamhet"' in html
    assert "Skälen" not in html


def test_bjuv_has_no_agreement_so_the_answer_is_not_yet_with_what_lacks() -> None:
    html = asked().content.decode()
    assert "Nej, inte än." in html
    assert "Det här saknas" in html
    assert "9\u00a0kap.\u00a037\u00a0§\u00a0KL" in html


def test_david_is_the_nearest_who_may_and_asking_about_him_says_yes() -> None:
    html = asked().content.decode()
    assert "Fråga om David" in html
    assert "delegation 2026-E-02" in html
    about = asked(vem=str(ident("david"))).content.decode()
    assert "Ja, på villkor." in about
    assert "Avtal 2026-014" in about


def test_somebody_in_landskrona_with_another_title_has_no_delegation() -> None:
    assert "Ja, på villkor." in asked(vem=str(LANDSKRONA)).content.decode()
    assert "Nej, inte än." in asked(vem=str(LANDSKRONA), befattning="enhetschef").content.decode()


def test_papers_chosen_by_hand_replace_those_in_force() -> None:
    have = ["AVTAL", "EXT_DELEG", "SECRECY_BASIS"]
    html = asked(underlag="valda", har=have).content.decode()
    assert "Ja, på villkor." in html
    assert "egna underlag" in html
    assert "Nej, inte än." in asked(underlag="valda", har=["AVTAL"]).content.decode()
    assert "Nej, inte än." in asked(har=have).content.decode(), "the choice is only used when it is chosen"


def test_a_day_before_the_agreement_says_no() -> None:
    assert "Nej, inte än." in asked(vem=str(ident("david")), dag="2025-12-31").content.decode()


def test_a_fact_of_the_case_moves_the_answer() -> None:
    html = asked(vem=str(ident("cecilia")), f_greater_weight="ja").content.decode()
    assert '<h1 id="svar">Nej.</h1>' in html


def test_a_placement_is_never_decided_next_door() -> None:
    html = asked(vem=str(ident("david")), verksamhet="child_placement_decision").content.decode()
    assert '<h1 id="svar">Nej.</h1>' in html


@pytest.mark.parametrize(
    "wrong",
    [
        {"dag": "2026-02-30"},
        {"dag": ""},
        {"verksamhet": "nothing"},
        {"vem": "99"},
        {"vem": "not-an-id"},
        {"steg": "fly"},
        {"hem": "0180"},
        {"f_greater_weight": "kanske"},
        {"f_age": "tusen"},
        {"f_age": "12", "f_adult": "ja"},
    ],
)
def test_what_cannot_be_asked_is_422_with_what_was_typed_kept(wrong: dict[str, str]) -> None:
    answer = asked(**wrong)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Något behöver rättas" in html
    assert 'value="child_assistance_decision" selected' in html or "verksamhet" in wrong
    assert asked(path=f"{LAW}svar.json", **wrong).status_code == 422


def test_the_json_holds_the_whole_answer() -> None:
    told = asked(path=f"{LAW}svar.json").json()
    assert told["answer"] == "missing"
    assert {"sections", "missing", "ways", "explanation", "asks"} <= told.keys()


def test_the_towns_own_guideline_is_a_reason_and_names_who_decided() -> None:
    with tenancy.enter(
        Reach(Role.STAFF, keys=((HELSINGBORG * 100, HELSINGBORG * 100 + 1),), focus=HELSINGBORG)
    ):
        Guideline.objects.create(
            municipality=HELSINGBORG,
            reference="R7",
            demand="home_only",
            activity="child_assistance_decision",
            reason="Beslut om barn fattar vi själva.",
            decided_by="Socialnämnden § 112",
            decided_on="2026-01-10",
            valid_from="2026-01-15",
        )
    remembered.forget()
    html = asked(vem=str(ident("david"))).content.decode()
    assert '<h1 id="svar">Nej.</h1>' in html
    assert "Helsingborgs riktlinje R7" in html
    assert "Socialnämnden § 112" in html
    assert asked(vem=str(ident("david")), path=f"{LAW}svar.json").json()["answer"] == "never"


def test_nothing_can_be_typed_that_would_put_a_person_into_the_address() -> None:
    html = client_for(staff("cecilia")).get(LAW).content.decode()
    form = html[
        html.index('class="desk-question"') : html.index("</form>", html.index('class="desk-question"'))
    ]
    assert "<textarea" not in form
    typed = {tag for tag in re.findall(r"<input[^>]*>", form) if 'type="text"' in tag}
    assert {re.search(r'name="([^"]+)"', tag)[1] for tag in typed} == {"f_age"}  # type: ignore[index]


def test_staff_find_the_desk_among_what_municipalities_do_together_and_residents_do_not() -> None:
    assert (
        f'href="{LAW}"'
        in client_for(staff("cecilia")).get(reverse("together", args=["helsingborg"])).content.decode()
    )
    assert LAW not in client_for(resident(ALMA)).get("/helsingborg/mina-sidor/").content.decode()


def test_an_answer_costs_few_questions() -> None:
    client = client_for(staff("cecilia"))
    client.get(LAW, ABOUT)
    with CaptureQueriesContext(connection) as sent:
        client.get(LAW, ABOUT)
    assert sum(q["sql"].lstrip().lower().startswith("select") for q in sent.captured_queries) <= 10


def test_today_is_offered() -> None:
    assert clock.today().isoformat() in client_for(staff("cecilia")).get(LAW).content.decode()
