"""Elected members open what waits for their decision, and nothing else (SoLPuL 10)."""

import pytest

from brygga.cases import actions as cases
from brygga.cases import queries
from brygga.cases.models import Case
from brygga.decisions import actions
from brygga.decisions.rules import Wording
from brygga.ground.ids import uuid7
from tests.cast import almas_case, at_work, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

PLACEMENT = Wording(
    "child_placement_decision", "granted", "Elis får bo i familjehem", "Hos familjen Ek.", "Han behöver det."
)


def proposed() -> Case:
    case = almas_case("child")
    with at_work(staff("cecilia")) as cecilia:
        cases.start_assessment(cecilia, case)
        cases.open_investigation(cecilia, case)
        actions.propose(cecilia, case, PLACEMENT, once=uuid7())
    return case


def frida_opens(case: Case) -> bool:
    with at_work(staff("frida")) as frida:
        try:
            queries.opened(frida, case.id)
        except Case.DoesNotExist:
            return False
    return True


def test_frida_opens_a_case_only_while_it_waits_for_the_board() -> None:
    case = proposed()
    assert not frida_opens(case)
    with at_work(staff("cecilia")) as cecilia:
        actions.send_to_board(cecilia, case)
    assert frida_opens(case)
    with at_work(staff("cecilia")) as cecilia:
        actions.take_back(cecilia, case)
    assert not frida_opens(case)


def test_frida_has_no_work_list_and_finds_nobody_by_searching() -> None:
    proposed()
    with at_work(staff("frida")) as frida:
        assert queries.work_list(frida, "team") == []
        assert queries.search(frida, "Alma") == []
        assert set(queries.counts(frida).values()) == {0}
    assert client_for(staff("frida")).get("/helsingborg/arbete/").headers["Location"].endswith("/namnden/")


def test_every_address_of_a_case_that_does_not_wait_for_her_is_404_to_frida() -> None:
    case = proposed()
    frida = client_for(staff("frida"))
    for rest in ("", "historik/", "handlaggare/", "forslag/", "personer/", "som-den-enskilde/"):
        assert frida.get(f"/helsingborg/arbete/arende/{case.id}/{rest}").status_code == 404, rest
    assert frida.get(f"/helsingborg/arbete/namnden/{case.id}/").status_code == 404
