"""Support is set going, followed up, ended and summed up; the resident reads it all."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from brygga.access.gate import Refused
from brygga.cases import actions as stages
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.cases.rules import Stage, WrongStage
from brygga.decisions import actions as decisions
from brygga.decisions.rules import Wording
from brygga.ground import clock
from brygga.support import actions, queries
from brygga.support.models import FollowUp, Measure
from brygga.support.rules import Look, Plan
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff

pytestmark = pytest.mark.django_db
ONCE = UUID(int=7)


def decided(outcome: str = "granted") -> Case:
    """A case of Alma's that David has decided."""
    case = almas_case()
    words = Wording("financial_aid_decision", outcome, "Du får stöd", "Text", "Skäl")
    with at_work(staff("david")) as david:
        stages.start_assessment(david, case)
        stages.open_investigation(david, case)
        proposal = decisions.propose(david, case, words, once=uuid4())
        decisions.decide(david, case, proposal.id, facts={"greater_weight": False})
    return case


def plan(name: str = "Familjebehandlare hemma") -> Plan:
    return Plan(name, "Två kvällar i veckan", clock.today(), clock.today() + timedelta(days=90))


def look(course: str = "better") -> Look:
    return Look(clock.today(), course, "Kvällarna är lugnare", "Vi äter ihop nu")


def begun() -> tuple[Case, Measure]:
    case = decided()
    with at_work(staff("david")) as david:
        return case, actions.start_support(david, case, plan(), once=ONCE)


def test_support_begins_once_and_takes_the_case_to_support() -> None:
    case, measure = begun()
    with at_work(staff("david")) as david:
        assert actions.start_support(david, case, plan(), once=ONCE).id == measure.id
        assert Measure.objects.filter(case=case).count() == 1
        assert cases.case_for(david, case.id).stage == Stage.SUPPORT


def test_more_support_can_be_added_while_it_is_under_way() -> None:
    case, _ = begun()
    with at_work(staff("cecilia")) as cecilia:
        actions.start_support(cecilia, case, plan("Kontaktperson"), once=uuid4())
        assert [m.name for m in queries.measures_of(case)] == ["Familjebehandlare hemma", "Kontaktperson"]
        assert cases.case_for(cecilia, case.id).stage == Stage.SUPPORT
        assert [e.verb for e in cases.trail_of(case)].count("start_support") == 2


def test_a_no_gives_nothing_to_set_going() -> None:
    case = decided("denied")
    with at_work(staff("david")) as david, pytest.raises(actions.NothingGranted):
        actions.start_support(david, case, plan(), once=ONCE)


def test_alma_reads_her_own_words_and_the_course_in_the_follow_up() -> None:
    case, measure = begun()
    with at_work(staff("david")) as david:
        first = actions.follow_up(david, case, measure, look(), once=ONCE)
        assert actions.follow_up(david, case, measure, look(), once=ONCE).id == first.id
        actions.follow_up(david, case, measure, look("worse"), once=uuid4())
        assert cases.case_for(david, case.id).stage == Stage.FOLLOW_UP
    with at_work(resident(ALMA)) as alma:
        (shown,) = queries.resident_panels(alma, cases.case_for(alma, case.id))["measures"]
    assert [seen.course for seen in shown.looks] == ["worse", "better"]
    assert shown.looks[0].own_words == "Vi äter ihop nu"


def test_support_ends_once_and_is_then_listed_last() -> None:
    case, measure = begun()
    with at_work(staff("david")) as david:
        actions.start_support(david, case, plan("Kontaktperson"), once=uuid4())
        actions.end_measure(david, case, measure)
        actions.end_measure(david, case, measure)
        assert [m.name for m in queries.measures_of(case)] == ["Kontaktperson", "Familjebehandlare hemma"]
        assert [e.verb for e in cases.trail_of(case)].count("end_measure") == 1


def test_closing_ends_what_still_runs_and_tells_alma_how_it_went() -> None:
    case, _ = begun()
    with at_work(staff("cecilia")) as cecilia:
        actions.close(cecilia, case, "Det gick bra")
        actions.close(cecilia, cases.case_for(cecilia, case.id), "Det gick bra")
        (measure,) = queries.measures_of(case)
        assert measure.ended_on == clock.today()
        with pytest.raises(WrongStage):
            actions.close(cecilia, cases.case_for(cecilia, case.id), "Något annat")
        with pytest.raises(WrongStage):
            actions.end_measure(cecilia, cases.case_for(cecilia, case.id), measure)
    with at_work(resident(ALMA)) as alma:
        assert cases.case_for(alma, case.id).summary == "Det gick bra"


def test_one_without_delegation_may_not_close_and_nothing_ends() -> None:
    case, _ = begun()
    cecilia = replace(staff("cecilia"), mandates=())
    with at_work(cecilia), pytest.raises(Refused):
        actions.close(cecilia, case, "Klart")
    with at_work(cecilia):
        assert queries.measures_of(case)[0].ended_on is None


def test_eva_and_bo_find_no_support() -> None:
    case, measure = begun()
    with at_work(staff("eva")) as eva, pytest.raises(Case.DoesNotExist):
        actions.follow_up(eva, case, measure, look(), once=ONCE)
    with at_work(resident(BO)):
        assert not Measure.objects.exists()
        assert not FollowUp.objects.exists()


def test_a_resident_changes_neither_plan_nor_follow_up() -> None:
    begun()
    alma = resident(ALMA)
    for statement in ("update support_measure set plan = ''", "delete from support_followup"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            at_work(alma),
            connection.cursor() as sql,
        ):
            sql.execute(statement)


def test_panels_cost_two_queries(django_assert_num_queries: Any) -> None:
    case, measure = begun()
    with at_work(staff("david")) as david:
        actions.start_support(david, case, plan("Kontaktperson"), once=uuid4())
        for _time in range(3):
            actions.follow_up(david, case, measure, look(), once=uuid4())
        with django_assert_num_queries(2):
            queries.staff_panels(david, case)
    with at_work(resident(ALMA)) as alma, django_assert_num_queries(2):
        queries.resident_panels(alma, case)
