"""Cedar reads the same rows and gives the same answers, or the comparison would compare nothing."""

from benchmarks import cedar
from benchmarks.law import ON, by_cedar, by_decide, questions, request_of
from brygga.law import Verdict, activities
from brygga.law.books import book


def test_there_is_a_policy_for_each_activity() -> None:
    rows = activities(ON)
    assert cedar.policies(book(), rows).count("permit(") == len(rows)


def test_cedar_says_yes_where_the_law_does_and_nowhere_else() -> None:
    ask = by_cedar()
    asked = questions(0)[::3]
    said = [ask(request_of(one)) for one in asked]
    assert said == [by_decide(one).permitted for one in asked]
    assert {True, False} <= set(said)


def test_no_two_rounds_ask_the_same() -> None:
    some, others = set(questions(1)), set(questions(2))
    assert not {one for one in some & others if one.have}
    assert {by_decide(one).verdict for one in some} >= {Verdict.CONDITIONS, Verdict.MISSING, Verdict.NEVER}
