"""What a decision must hold and how it is appealed, without a database."""

from datetime import date
from uuid import UUID

import pytest

from brygga.cases.rules import Stage
from brygga.decisions import rules
from brygga.decisions.rules import Meeting, Wording

WHOLE = Wording("financial_aid_decision", "denied", "Du får inte hjälp", "Text", "Skäl")
PLACE = {
    "board": "Socialnämnden",
    "address": "Socialnämnden, 251 89 Helsingborg",
    "court": "Förvaltningsrätten i Malmö",
}


def test_a_decision_holds_what_it_says_why_and_its_outcome() -> None:
    assert rules.lacks(WHOLE) == ()
    assert rules.lacks(Wording("", "maybe", " ", "", "")) == (
        "activity",
        "heading",
        "text",
        "reasons",
        "outcome",
    )


def test_decisions_are_looked_for_where_a_decision_leads_and_nowhere_else() -> None:
    assert rules.onward(Stage.DECIDED) == {Stage.DECIDED, Stage.SUPPORT, Stage.FOLLOW_UP, Stage.CLOSED}
    assert rules.onward(Stage.CLOSED) == {Stage.CLOSED}
    assert rules.onward(Stage.RECEIVED) == frozenset(Stage)


@pytest.mark.parametrize("outcome", rules.OUTCOMES)
def test_an_appeal_to_the_court_goes_through_the_board_within_three_weeks(outcome: str) -> None:
    way = rules.appeal_way("FR", outcome, **PLACE, last_day="12 december 2026")
    text = " ".join(way.paragraphs)
    assert way.here
    assert "inom tre veckor från den dag du fick beslutet" in text
    assert "senast 12 december 2026" in text
    assert "skicka till Socialnämnden, 251 89 Helsingborg" in text
    assert "Förvaltningsrätten i Malmö" in text


def test_a_legality_review_is_lodged_with_the_court_and_counted_from_the_notice_board() -> None:
    way = rules.appeal_way("KL13", "denied", **PLACE)
    text = " ".join(way.paragraphs)
    assert not way.here
    assert "Skriv till Förvaltningsrätten i Malmö, inte till oss" in text
    assert "anslagstavla" in text


@pytest.mark.parametrize(
    ("route", "words"), [("none", "går inte att överklaga"), ("varies", "Ring eller skriv")]
)
def test_a_decision_that_cannot_be_appealed_says_so(route: str, words: str) -> None:
    assert words in rules.appeal_way(route, "denied", **PLACE).paragraphs[0]


def test_the_right_to_decide_is_a_delegation_a_meeting_or_a_post() -> None:
    relied_on = ("avtal 2026-014", "delegation 2026-E-03")
    assert rules.in_right_of(relied_on, "handläggare", "Socialnämnden", None) == "delegation 2026-E-03"
    assert rules.in_right_of((), "handläggare", "Socialnämnden", None) == "handläggare"
    meeting = Meeting("committee", date(2026, 12, 1), "41")
    assert (
        rules.in_right_of((), "ordförande", "Socialnämnden", meeting)
        == "Socialnämndens utskott 2026-12-01 § 41"
    )
    board = Meeting("board", date(2026, 12, 1), "7")
    assert rules.in_right_of((), "ordförande", "Socialnämnden", board) == "Socialnämnden 2026-12-01 § 7"


def test_only_the_whole_board_may_settle_what_is_of_greater_weight() -> None:
    heavy = {"greater_weight": True}
    assert rules.facts_for(None, heavy) == heavy
    assert rules.facts_for(Meeting("committee", date(2026, 12, 1), "41"), heavy) == heavy
    assert rules.facts_for(Meeting("board", date(2026, 12, 1), "41"), heavy) == {}


def test_not_even_the_board_settles_what_nobody_may() -> None:
    facts = {"greater_weight": True, "guardians_disagree": True}
    board = Meeting("board", date(2026, 12, 1), "41")
    assert rules.facts_for(board, facts) == {"guardians_disagree": True}


def test_the_check_code_has_three_groups_without_letters_that_look_alike() -> None:
    code = rules.check_code("0123456789abcdef" * 4)
    assert len(code) == 14
    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert not set(code) & set("ILOU")
    assert code != rules.check_code("1123456789abcdef" * 4)


def test_the_same_form_gives_the_same_id_and_nobody_elses() -> None:
    one, two = UUID(int=1), UUID(int=2)
    assert rules.first_time_id(one, one, two) == rules.first_time_id(one, one, two)
    assert rules.first_time_id(one, one, two) != rules.first_time_id(one, two, two)


def test_the_law_is_told_in_words_with_the_laws_name_in_full() -> None:
    told = rules.law_told(
        [["12 kap. 1 § SoL", "Du har rätt."], ["12 kap. 5 § SoL", "Nej."], ["35 kap. 1 § SoL", "Hur."]]
    )
    assert told[0] == "Beslutet bygger på 12 kap. 1 § socialtjänstlagen (2025:400). Du har rätt."
    assert told[1] == "Reglerna finns också i 12 kap. 5 § SoL och 35 kap. 1 § SoL."
    assert rules.law_told([["6 § LVU", "Ja."]]) == ("Beslutet bygger på 6 § LVU. Ja.",)
    assert rules.law_told([]) == ()


def test_a_chair_does_not_decide_alone_and_an_employee_not_for_a_meeting() -> None:
    meeting = Meeting("committee", date(2026, 12, 1), "41")
    rules.check_meeting("committee", meeting)
    rules.check_meeting("employee", None)
    for capacity, given in (("committee", None), ("employee", meeting)):
        with pytest.raises(rules.MeetingMismatch):
            rules.check_meeting(capacity, given)
