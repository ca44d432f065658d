"""From proposal to decision: by delegation across the border, or by the board at home."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from brygga.access.gate import Refused
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.cases.rules import Stage, WrongStage
from brygga.decisions import actions, queries
from brygga.decisions.models import Decision, Proposal
from brygga.decisions.rules import Meeting, NotWhole
from brygga.decisions.tests.build import ONCE, decided, investigated, proposed, wording
from tests.cast import ALMA, at_work, resident, staff

pytestmark = pytest.mark.django_db

MEETING = Meeting("committee", date(2026, 11, 20), "41")


def test_david_decides_financial_aid_for_helsingborg_by_delegation() -> None:
    case = investigated()
    decision = decided(case)
    assert (decision.decided_by, decision.decided_by_municipality) == ("David Berg", 1282)
    assert decision.municipality == 1283
    assert decision.decided_in_right_of == "delegation 2026-E-03"
    assert decision.sections[0][0] == "12 kap. 1 § SoL"
    assert decision.appeal_route == "FR"
    assert decision.grounds["relied_on"]
    with at_work(staff("cecilia")) as cecilia:
        again = cases.case_for(cecilia, case.id)
        assert again.stage == Stage.DECIDED
        assert "delay_action" not in {clock.code for clock in cases.clocks_of(again)}
        assert queries.open_proposal(again) is None


def test_david_may_not_place_a_child_and_what_he_wrote_is_kept_for_the_board() -> None:
    case = investigated("child")
    proposal = proposed(case, "child_placement_decision")
    with at_work(staff("david")) as david:
        with pytest.raises(Refused) as refused:
            actions.decide(david, case, proposal.id, facts={})
        assert "30 kap. 6 § SoL" in {section.ref for section in refused.value.answer.sections}
        kept = queries.open_proposal(cases.case_for(david, case.id))
        assert kept is not None
        assert kept.reasons == proposal.reasons
        sent = actions.send_to_board(david, case)
        assert sent.sent_to_board_at is not None
        assert actions.send_to_board(david, case).sent_to_board_at == sent.sent_to_board_at
    with at_work(staff("frida")) as frida:
        assert [waiting.id for waiting in queries.board_list(frida, 1283)] == [proposal.id]
        decision = actions.decide(frida, case, proposal.id, facts={}, meeting=MEETING)
        assert queries.board_list(frida, 1283) == []
    assert decision.decided_by == "Frida Dahl"
    assert decision.presented_by == "David Berg"
    assert decision.decided_in_right_of == "Socialnämndens utskott 2026-11-20 § 41"


@pytest.mark.parametrize("key", ["cecilia", "david"])
def test_nobody_else_has_a_board_list(key: str) -> None:
    proposal = proposed(investigated())
    with at_work(staff(key)) as actor:
        actions.send_to_board(actor, Case.objects.get(id=proposal.case_id))
        assert queries.board_list(actor, 1283) == []


def test_a_decision_of_greater_weight_is_not_davids() -> None:
    case = investigated()
    proposal = proposed(case)
    with at_work(staff("david")) as david, pytest.raises(Refused):
        actions.decide(david, case, proposal.id, facts={"greater_weight": True})
    with at_work(staff("frida")) as frida:
        with pytest.raises(Refused):
            actions.decide(frida, case, proposal.id, facts={"greater_weight": True}, meeting=MEETING)
        board = Meeting("board", date(2026, 11, 20), "7")
        decision = actions.decide(frida, case, proposal.id, facts={"greater_weight": True}, meeting=board)
    assert decision.decided_in_right_of == "Socialnämnden 2026-11-20 § 7"


def test_a_proposal_must_hold_what_a_decision_holds() -> None:
    case = investigated()
    with at_work(staff("cecilia")) as cecilia, pytest.raises(NotWhole) as fault:
        actions.propose(cecilia, case, wording(reasons=" "), once=ONCE)
    assert fault.value.lacks == ("reasons",)


def test_a_new_proposal_replaces_the_one_before() -> None:
    case = investigated()
    first = proposed(case)
    second = proposed(case, heading="Du får mer")
    with at_work(staff("cecilia")) as cecilia:
        now = queries.open_proposal(cases.case_for(cecilia, case.id))
        assert now is not None
        assert now.id == second.id
        assert Proposal.objects.get(id=first.id).settled_at is not None
        with pytest.raises(WrongStage):
            actions.decide(cecilia, case, first.id, facts={"greater_weight": False})


def test_the_same_proposal_sent_twice_is_laid_out_once() -> None:
    case = investigated()
    with at_work(staff("cecilia")) as cecilia:
        first = actions.propose(cecilia, case, wording(), once=ONCE)
        again = actions.propose(cecilia, case, wording(), once=ONCE)
        assert first.id == again.id
        assert Proposal.objects.filter(case=case).count() == 1


def test_a_proposal_taken_back_cannot_be_decided() -> None:
    case = investigated()
    proposal = proposed(case)
    with at_work(staff("cecilia")) as cecilia:
        actions.take_back(cecilia, case)
        assert cases.case_for(cecilia, case.id).stage == Stage.INVESTIGATION
        with pytest.raises(WrongStage):
            actions.decide(cecilia, case, proposal.id, facts={"greater_weight": False})
        with pytest.raises(WrongStage):
            actions.send_to_board(cecilia, case)


def test_decide_sent_twice_makes_one_decision() -> None:
    case = investigated()
    proposal = proposed(case)
    with at_work(staff("david")) as david:
        first = actions.decide(david, case, proposal.id, facts={"greater_weight": False})
        again = actions.decide(david, case, proposal.id, facts={"greater_weight": False})
        assert first.id == again.id
        assert Decision.objects.filter(case=case).count() == 1
    with at_work(staff("cecilia")) as cecilia, pytest.raises(WrongStage):
        actions.decide(cecilia, case, proposal.id, facts={"greater_weight": False})


def test_the_check_code_belongs_to_exactly_these_words() -> None:
    decision = decided()
    assert actions.code_of(decision) == decision.check_code
    decision.text += " Och mer."
    assert actions.code_of(decision) != decision.check_code


def test_a_residents_role_cannot_read_proposals() -> None:
    proposed(investigated())
    alma = resident(ALMA)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        at_work(alma),
        connection.cursor() as sql,
    ):
        sql.execute("select text from decisions_proposal")


def test_a_decision_is_never_edited_not_even_by_staff() -> None:
    decision = decided()
    cecilia = staff("cecilia")
    with pytest.raises(ProgrammingError, match="permission denied"), at_work(cecilia):
        Decision.objects.filter(id=decision.id).update(text="Något annat")


def test_eva_finds_no_case_to_decide_in() -> None:
    case = investigated()
    proposal = proposed(case)
    with at_work(staff("eva")) as eva, pytest.raises(Case.DoesNotExist):
        actions.decide(eva, case, proposal.id, facts={"greater_weight": False})
    with at_work(staff("eva")) as eva, pytest.raises(Case.DoesNotExist):
        actions.propose(eva, case, wording(), once=uuid4())
