"""Opening a case and working in it, under both walls."""

import pytest

from brygga.cases import actions, queries
from brygga.cases.models import Case
from brygga.cases.rules import Stage, WrongStage
from brygga.demo.cast import BJUV, HELSINGBORG
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff

pytestmark = pytest.mark.django_db


def test_a_new_case_has_a_number_a_stage_and_the_clocks_the_law_starts() -> None:
    case = almas_case("child")
    assert case.number.startswith("Hbg ")
    assert case.stage == Stage.RECEIVED
    with at_work(staff("cecilia")):
        codes = {clock.code for clock in queries.clocks_of(case)}
    assert codes == {"immediate_protection_assessment", "preliminary_assessment", "delay_action"}


def test_alma_finds_her_case_and_bo_does_not() -> None:
    case = almas_case()
    with at_work(resident(ALMA)) as alma:
        assert queries.case_for(alma, case.id).number == case.number
    with at_work(resident(BO)) as bo, pytest.raises(Case.DoesNotExist):
        queries.case_for(bo, case.id)


def test_david_reads_by_agreement_and_the_trail_says_on_what_grounds() -> None:
    case = almas_case()
    with at_work(staff("david")) as david:
        opened, grounds = queries.opened(david, case.id)
        assert "avtal 2026-014" in grounds.relied_on
        (last,) = [event for event in queries.trail_of(opened) if event.verb == "read"]
    assert (last.actor_name, last.actor_municipality) == ("David Berg", 1282)
    assert "9 kap. 37 § KL" in last.grounds["sections"]


@pytest.mark.parametrize("home", [HELSINGBORG, BJUV])
def test_eva_without_agreement_finds_nothing(home: int) -> None:
    case = almas_case()
    with at_work(staff("eva"), home) as eva, pytest.raises(Case.DoesNotExist):
        queries.case_for(eva, case.id)


def test_gustav_administers_and_sees_no_cases() -> None:
    case = almas_case()
    with at_work(staff("gustav")) as gustav, pytest.raises(Case.DoesNotExist):
        queries.case_for(gustav, case.id)


def test_a_protected_identity_stays_out_of_the_other_municipalitys_reach() -> None:
    case = almas_case(protected=True)
    with at_work(staff("david")) as david, pytest.raises(Case.DoesNotExist):
        queries.case_for(david, case.id)


def test_a_stage_is_left_once() -> None:
    case = almas_case()
    with at_work(staff("cecilia")) as cecilia:
        actions.start_assessment(cecilia, case)
        assert case.handler_name == "Cecilia Holm"
        with pytest.raises(WrongStage):
            actions.start_assessment(cecilia, case)


def test_to_begin_is_not_to_have_assessed_whether_a_child_needs_protection() -> None:
    case = almas_case("child")
    with at_work(staff("cecilia")) as cecilia:
        actions.start_assessment(cecilia, case)
        assert "immediate_protection_assessment" in {clock.code for clock in queries.clocks_of(case)}
