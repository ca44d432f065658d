"""When things are in force, what cannot be combined, what has changed."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from brygga.network import rules
from brygga.network.rules import PositionFault, State

TODAY = date(2026, 11, 21)


@dataclass
class Row:
    valid_from: date = date(2026, 1, 1)
    valid_to: date | None = None
    terminated_on: date | None = None


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (Row(), State.IN_FORCE),
        (Row(valid_from=TODAY + timedelta(days=1)), State.COMING),
        (Row(valid_to=TODAY), State.SOON_OVER),
        (Row(valid_to=TODAY + timedelta(days=90)), State.SOON_OVER),
        (Row(valid_to=TODAY + timedelta(days=91)), State.IN_FORCE),
        (Row(valid_to=TODAY - timedelta(days=1)), State.OVER),
        (Row(valid_to=date(2030, 1, 1), terminated_on=TODAY - timedelta(days=1)), State.OVER),
        (Row(valid_to=TODAY - timedelta(days=1), terminated_on=date(2030, 1, 1)), State.OVER),
    ],
)
def test_a_row_is_in_force_from_its_first_day_to_its_last(row: Row, state: State) -> None:
    assert rules.state(row, TODAY) is state


def test_what_ends_first_comes_first() -> None:
    rows = [Row(valid_to=TODAY + timedelta(days=days)) for days in (30, 5, 300)]
    assert rules.soon_over(rows, TODAY) == [rows[1], rows[0]]


@pytest.mark.parametrize(("days", "may"), [(-2, False), (-1, True), (0, True), (400, True)])
def test_nothing_ends_earlier_than_yesterday(days: int, may: bool) -> None:
    assert rules.may_end_on(TODAY + timedelta(days=days), TODAY) is may


@pytest.mark.parametrize(
    ("role", "areas", "shielded", "fault"),
    [
        ("caseworker", ["children"], True, None),
        ("caseworker", [], False, PositionFault.NEEDS_AREAS),
        ("registrar", [], False, None),
        ("registrar", ["children"], False, PositionFault.SEES_NO_CASES),
        ("jurist", [], True, PositionFault.SEES_NO_CASES),
    ],
)
def test_who_sees_cases_has_areas_and_who_administers_has_none(
    role: str, areas: list[str], shielded: bool, fault: PositionFault | None
) -> None:
    assert rules.position_fault(role, areas, shielded=shielded) is fault


def test_a_fingerprint_follows_the_values_and_not_their_order() -> None:
    assert rules.fingerprint({"a": 1, "b": [2]}) == rules.fingerprint({"b": [2], "a": 1})
    assert rules.fingerprint({"a": 1}) != rules.fingerprint({"a": 2})


def test_differences_are_what_would_be_written() -> None:
    assert rules.differences({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == ["b", "c"]
