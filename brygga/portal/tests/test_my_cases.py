"""Mina ärenden: one's own, those one may act in, and what is half written."""

import html

import pytest
from django.test import Client

from brygga.applications.tests.build import HOME, begun
from brygga.cases import actions
from brygga.cases.models import Case, Representative
from brygga.ground import clock, sealing
from tests.cast import ALMA, BO, PETRA, almas_case, at_work, resident, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db

GUN = ("196408312384", "Gun Åberg")


def page_of(who: tuple[str, str], url: str = HOME) -> str:
    answer = client_for(resident(who)).get(url)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def represented(
    case: Case, agent: tuple[str, str], *, may_act: bool = True, capacity: str = "trustee"
) -> None:
    with at_work(staff("cecilia")):
        party = case.parties.get()
        Representative.within(
            case,
            case=case,
            principal=party,
            agent_index=sealing.blind_index(agent[0]),
            agent_name=agent[1],
            capacity=capacity,
            may_act=may_act,
            valid_from=clock.today(),
            registered_by="Cecilia Holm",
        ).save(force_insert=True)


def test_a_case_is_told_in_a_sentence_with_its_number() -> None:
    case = almas_case()
    page = page_of(ALMA)
    assert "Vi har fått din ansökan." in page
    assert case.number in page
    assert f"{HOME}arende/{case.id}/" in page


def test_a_new_stage_is_told() -> None:
    case = almas_case()
    with at_work(staff("cecilia")) as cecilia:
        actions.start_assessment(cecilia, case)
    assert "Vi har börjat titta på din ansökan." in page_of(ALMA)


def test_when_we_wait_for_an_answer_it_says_so_first_of_all() -> None:
    case = almas_case()
    with at_work(staff("cecilia")):
        actions.touch(case, "asks", waiting_for="resident")
    later = almas_case()
    page = page_of(ALMA)
    assert "Vi väntar på ditt svar." in page
    assert page.index(case.number) < page.index(later.number)


def test_bo_has_nothing_and_is_told_how_to_begin() -> None:
    case = almas_case()
    page = page_of(BO)
    assert case.number not in page
    assert "Du har inget ärende" in page
    assert "/helsingborg/ansok/" in page


def test_petras_case_is_on_her_own_page_only() -> None:
    case = almas_case("adult", protected=True)
    assert case.number in page_of(PETRA)
    assert case.number not in page_of(ALMA)


def test_a_closed_case_stands_apart() -> None:
    case = almas_case()
    with at_work(staff("cecilia")) as cecilia:
        actions.start_assessment(cecilia, case)
        actions.close(cecilia, case, "Klart.")
    page = page_of(ALMA)
    assert page.index("Avslutade") < page.index(case.number)


def test_a_trustee_sees_whom_they_act_for_and_in_what_capacity() -> None:
    case = almas_case()
    represented(case, GUN)
    page = page_of(GUN)
    assert "Som god man eller förvaltare för Alma Nilsson" in page
    assert case.number in page
    assert "Du får läsa men inte svara." not in page


def test_who_may_only_read_is_told_so() -> None:
    represented(almas_case(), GUN, may_act=False, capacity="authorised")
    page = page_of(GUN)
    assert "Med fullmakt från Alma Nilsson" in page
    assert "Du får läsa men inte svara." in page


def test_a_draft_is_there_to_continue_and_only_for_its_owner() -> None:
    draft = begun(client_for(resident(ALMA)))
    assert draft in page_of(ALMA)
    assert draft not in page_of(BO)
    assert draft not in page_of(ALMA, "/landskrona/mina-sidor/")


def test_cases_in_another_municipality_are_pointed_to() -> None:
    case = almas_case()
    page = page_of(ALMA, "/landskrona/mina-sidor/")
    assert case.number not in page
    assert '/helsingborg/mina-sidor/"' in page


def test_not_signed_in_leads_to_the_door_and_staff_have_no_such_page() -> None:
    assert Client().get(HOME)["Location"].startswith("/helsingborg/logga-in/resident/")
    assert client_for(staff("cecilia")).get(HOME).status_code == 404


def test_what_the_page_costs() -> None:
    """Who is asking (2), the cases, whom one represents, the drafts, the session: never more per case."""
    for _each in range(3):
        represented(almas_case(), GUN)
    client = client_for(resident(GUN))
    client.get(HOME)
    with counted() as queries:
        client.get(HOME)
    assert len(queries) <= 6, "\n".join(sql[:120] for sql in queries)
