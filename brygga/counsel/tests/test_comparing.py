"""Two days of law side by side."""

from datetime import date, timedelta

import pytest

from brygga.counsel.rules import comparing
from brygga.law.books import book
from tests.cast import ALMA, resident, staff
from tests.doors import client_for

PATH = "/helsingborg/lag/jamfor/"
BEFORE, AFTER = date(2026, 1, 14), date(2026, 1, 15)


def test_the_deadline_of_the_answer_to_the_reporter_begins_on_15_january_2026() -> None:
    found = comparing.differences(book(), BEFORE, AFTER)
    assert ("deadline", "reporter_feedback") in {(one.kind, one.code) for one in found}
    assert all(one.before is None for one in found if one.code == "reporter_feedback" and one.whole)


def test_nothing_differs_from_itself_or_between_days_without_a_boundary() -> None:
    assert comparing.differences(book(), AFTER, AFTER) == []
    assert comparing.differences(book(), date(2026, 3, 2), date(2026, 3, 3)) == []


def test_every_boundary_of_the_data_shows_and_only_at_the_boundary() -> None:
    starts = {row.origin.valid_from for rows in book().activities.values() for row in rows[1:]}
    for start in starts:
        assert comparing.differences(book(), start - timedelta(days=1), start)


def test_comparing_backwards_gives_the_same_rows() -> None:
    there = {(one.code, one.field) for one in comparing.differences(book(), BEFORE, AFTER)}
    back = {(one.code, one.field) for one in comparing.differences(book(), AFTER, BEFORE)}
    assert there == back


@pytest.mark.django_db
def test_the_page_shows_the_difference_as_a_table() -> None:
    html = (
        client_for(staff("cecilia")).get(PATH, {"fran": "2026-01-14", "till": "2026-01-15"}).content.decode()
    )
    assert "reporter_feedback" in html


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [{"fran": "2026-01-15", "till": "2026-01-15"}, {"fran": "x", "till": ""}])
def test_days_in_the_wrong_order_or_none_are_422(typed: dict[str, str]) -> None:
    assert client_for(staff("cecilia")).get(PATH, typed).status_code == 422


@pytest.mark.django_db
def test_only_own_staff_compare() -> None:
    for other in (staff("eva"), staff("david"), resident(ALMA)):
        assert client_for(other).get(PATH).status_code == 404
