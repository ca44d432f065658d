"""The resident is told, counts the days from there, and may appeal."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from brygga.access.gate import NotYours
from brygga.access.rules import CaseKey, ResidentActor
from brygga.cases import queries as cases
from brygga.cases.models import Case
from brygga.decisions import actions, queries
from brygga.decisions.models import Appeal, Decision, Receipt
from brygga.decisions.tests.build import ONCE, decided, investigated, proposed
from brygga.ground import clock
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # already Saturday in Sweden


def test_the_days_to_appeal_are_counted_from_the_day_alma_first_read_it() -> None:
    decision = decided()
    with clock.pinned(FRIDAY), at_work(resident(ALMA)) as alma:
        first = actions.acknowledge(alma, decision.case, decision)
    with at_work(resident(ALMA)) as alma:
        again = actions.acknowledge(alma, decision.case, decision)
        assert first is not None
        assert again is not None
        assert first.id == again.id
        assert Receipt.objects.count() == 1
        (shown,) = queries.decisions_of(decision.case, person=alma.id)
        assert shown.acknowledged
        # three weeks from 21 November is a Saturday: the last day moves to Monday
        assert queries.appeal_last_day(shown, again.at) == date(2026, 12, 14)
        told = [event for event in cases.trail_of(decision.case) if event.verb == "told_of_decision"]
        assert [event.subject for event in told] == [decision.id]


def test_one_who_may_only_read_is_not_told_for_the_party_and_may_not_appeal() -> None:
    decision = decided()
    alma = resident(ALMA)
    reader = ResidentActor(
        id=uuid4(),
        number_index="x",
        case_keys=(CaseKey(decision.case_id, 1283, "authorised", may_act=False),),
    )
    with at_work(reader):
        assert actions.acknowledge(reader, decision.case, decision) is None
        with pytest.raises(NotYours):
            actions.appeal(reader, decision.case, decision, "Nej", once=ONCE)
        assert queries.recipient(reader, decision.case) == ("", "")
        assert queries.resident_panels(reader, decision.case)["decisions"][0].acknowledged
    with at_work(alma):
        assert not queries.decisions_of(decision.case, person=alma.id)[0].acknowledged


def test_an_appeal_sent_twice_is_one_and_staff_see_that_it_came() -> None:
    decision = decided()
    with at_work(resident(ALMA)) as alma:
        first = actions.appeal(alma, decision.case, decision, "Jag behöver mer", once=ONCE)
        again = actions.appeal(alma, decision.case, decision, "Jag behöver mer", once=ONCE)
        assert first.id == again.id
    with at_work(staff("david")) as david:
        case = cases.case_for(david, decision.case_id)
        assert case.new_for_staff
        (shown,) = queries.decisions_of(case)
        assert shown.appealed_at is not None
        assert [appeal.text for appeal in queries.appeals_of(shown)] == ["Jag behöver mer"]
        assert Appeal.objects.count() == 1


def test_a_decision_for_legality_review_is_not_appealed_here() -> None:
    case = investigated()
    proposal = proposed(case, "financial_aid_discretionary")
    with at_work(staff("cecilia")) as cecilia:
        decision = actions.decide(cecilia, case, proposal.id, facts={"greater_weight": False})
        assert queries.appeal_last_day(decision, decision.decided_at) is None
    with at_work(resident(ALMA)) as alma, pytest.raises(actions.NotAppealableHere):
        actions.appeal(alma, case, decision, "Nej", once=ONCE)


def test_the_letter_goes_to_the_reader_and_never_shows_a_protected_address() -> None:
    decision = decided()
    with at_work(resident(ALMA)) as alma:
        assert queries.recipient(alma, decision.case) == ("Alma Nilsson", "Exempelgatan 4")
    with at_work(staff("cecilia")):
        decision.case.parties.update(protected=True)
    with at_work(resident(ALMA)) as alma:
        assert queries.recipient(alma, decision.case) == ("Alma Nilsson", "")


def test_bo_reads_no_decision() -> None:
    decision = decided()
    with at_work(resident(BO)) as bo:
        with pytest.raises(Case.DoesNotExist):
            cases.case_for(bo, decision.case_id)
        assert not Decision.objects.exists()
    with at_work(resident(BO)) as bo, pytest.raises(NotYours):
        actions.appeal(bo, decision.case, decision, "Nej", once=ONCE)


def test_a_resident_cannot_write_a_decision_or_take_back_a_receipt() -> None:
    decided()
    alma = resident(ALMA)
    for statement in ("update decisions_decision set text = ''", "delete from decisions_receipt"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            at_work(alma),
            connection.cursor() as sql,
        ):
            sql.execute(statement)


def test_who_may_what_is_said_of_the_handler_the_board_and_the_resident() -> None:
    case = investigated("child")
    with at_work(resident(ALMA)) as alma:
        rights = queries.resident_panels(alma, cases.case_for(alma, case.id))["who_may"]
    said = {right.sentence: right for right in rights}
    assert said["Cecilia får läsa och utreda"].allowed
    assert said["Cecilia får fatta beslut om insats till ett barn"].allowed
    assert not said["Cecilia får inte fatta beslut om vård i familjehem eller jourhem"].allowed
    board = said["Socialnämndens utskott i Helsingborg får fatta beslut om vård i familjehem eller jourhem"]
    assert "30 kap. 6 § SoL" in board.section
    assert said["Du får läsa, kommentera och invända"].allowed


def test_the_staffs_matrix_says_read_prepare_decide_for_david() -> None:
    case = investigated("child")
    with at_work(staff("david")) as david:
        panels = queries.staff_panels(david, case)
    rows = {permit.activity: permit[2:] for permit in panels["permits"]}
    assert rows["Beslut om insats till ett barn"] == (True, True, True)
    assert rows["Beslut om vård i familjehem eller jourhem"] == (True, True, False)
    assert [answer.activity for answer in panels["refusals"]] == ["child_placement_decision"]


def test_without_a_handler_the_elected_are_named_for_every_decision() -> None:
    case = almas_case()
    with at_work(resident(ALMA)) as alma:
        rights = queries.resident_panels(alma, cases.case_for(alma, case.id))["who_may"]
    assert [right.sentence.split(" får ")[0] for right in rights] == [
        "Socialnämndens utskott i Helsingborg",
        "Socialnämndens utskott i Helsingborg",
        "Du",
    ]


def test_panels_cost_few_queries(django_assert_num_queries: Any) -> None:
    decision = decided()
    with at_work(resident(ALMA)) as alma, django_assert_num_queries(2):
        queries.resident_panels(alma, decision.case)
    with at_work(staff("david")) as david, django_assert_num_queries(1):
        queries.staff_panels(david, decision.case)
    other = investigated()
    proposed(other)
    with at_work(staff("david")) as david:
        case = cases.case_for(david, other.id)
        with django_assert_num_queries(1):
            queries.staff_panels(david, case)
    with at_work(staff("frida")) as frida, django_assert_num_queries(1):
        queries.board_list(frida, 1283)
