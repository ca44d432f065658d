"""Withholding: a ground from the list and a day to try it again, at most a year ahead."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.documentation.rules import parse
from brygga.documentation.rules.withholding import GROUNDS, check_withholding, chosen, latest_review

DAY = date(2026, 11, 21)


def test_a_listed_ground_and_a_day_within_a_year_may_stand() -> None:
    assert check_withholding("other_person", date(2026, 11, 22), DAY) == {}
    assert check_withholding("reporter", date(2027, 11, 21), DAY) == {}


@pytest.mark.parametrize(
    ("code", "review_on", "wrong"),
    [
        ("", None, {"ground": "missing", "review_on": "missing"}),
        ("because", DAY, {"ground": "unknown", "review_on": "past"}),
        ("weighty", date(2027, 11, 22), {"review_on": "late"}),
    ],
)
def test_anything_else_is_refused_by_field(code: str, review_on: date | None, wrong: dict[str, str]) -> None:
    assert check_withholding(code, review_on, DAY) == wrong


def test_a_year_from_leap_day_is_the_day_before() -> None:
    assert latest_review(date(2028, 2, 29)) == date(2029, 2, 28)
    assert latest_review(date(2026, 12, 31)) == date(2027, 12, 31)


def test_each_ground_names_its_section_and_fits_where_it_is_kept() -> None:
    for ground in GROUNDS.values():
        assert ground.section.endswith(" OSL")
        assert len(ground.section) <= 40
        assert len(ground.reason) <= 200


@given(st.lists(st.text(min_size=1, max_size=3), max_size=6), st.randoms())
def test_a_ground_goes_with_its_words_in_whatever_order_the_choices_come(
    words: list[str], chance: Random
) -> None:
    picks = [(one, f"ground of {' '.join(one.split())}") for one in words]
    chance.shuffle(picks)
    assert chosen(words, picks) == [f"ground of {' '.join(one.split())}" for one in words]
    assert chosen(words, []) == [None] * len(words)


def test_marks_that_are_tidied_away_and_blanks_that_browsers_change_part_no_words_from_their_ground() -> None:
    typed = "Gun \u202eär\u202c\r\n sjuk"
    (passage,) = parse(f"Hej [[{typed}]]").passages
    assert chosen([passage], [(typed, "other_person")]) == ["other_person"]


def test_the_same_words_twice_have_a_ground_each_in_their_order() -> None:
    assert chosen(["Gun", "Bo", "Gun", "Gun"], [("Gun", "a"), ("Gun", "b")]) == ["a", None, "b", None]
