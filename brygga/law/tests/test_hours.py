"""Whether somebody answers now, from hours as a municipality writes them."""

from datetime import datetime

import pytest

from brygga.law.hours import State, state

HOURS = [["Måndag–torsdag", "8.00–16.30"], ["Fredag", "8.00–16.00"]]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "is_open", "until"),
    [
        ("2026-11-23T08:00", True, "2026-11-23T16:30"),  # a Monday, to the minute
        ("2026-11-27T15:59", True, "2026-11-27T16:00"),
        ("2026-11-27T16:00", False, "2026-11-30T08:00"),  # Friday at closing: Monday
        ("2026-11-23T07:59", False, "2026-11-23T08:00"),
        ("2026-11-21T12:00", False, "2026-11-23T08:00"),  # a Saturday
        ("2026-12-24T12:00", False, "2026-12-28T08:00"),  # Christmas Eve is a Thursday
    ],
)
def test_open_or_when_it_opens(now: str, is_open: bool, until: str) -> None:
    assert state(HOURS, at(now)) == State(is_open, at(until))


def test_hours_that_cannot_be_read_give_no_claim() -> None:
    for hours in ([["Efter överenskommelse", "ring"]], [["Måndag", "8-33"]], [["Fredag–igår", "8–16"]], []):
        assert state(hours, at("2026-11-23T10:00")) is None


def test_one_line_that_cannot_be_read_silences_the_rest() -> None:
    assert state([*HOURS, ["Torsdag, jämna veckor", "18–20"]], at("2026-11-23T10:00")) is None


def test_open_every_day_is_open_on_christmas_eve() -> None:
    assert state([["Alla dagar", "0.00–23.59"]], at("2026-12-24T12:00")) == State(
        True, at("2026-12-24T23:59")
    )


def test_without_opening_within_a_week_nobody_says_when() -> None:
    assert state([["Helg", "10–10"]], at("2026-11-23T10:00")) == State(False, at("2026-11-28T10:00"))
