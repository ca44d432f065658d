"""The clocks of the law."""

from datetime import date, timedelta

import pytest

from brygga.law import NoLawThatDay, UnknownDeadline, deadline, deadlines
from brygga.law.holidays import is_free_day
from brygga.law.tests.build import TODAY

MARCH = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("code", "started", "due", "cites"),
    [
        ("immediate_protection_assessment", MARCH, MARCH, "20 kap. 1 § SoL"),
        ("preliminary_assessment", MARCH, date(2026, 3, 17), "20 kap. 2 § SoL"),
        ("reporter_feedback", MARCH, date(2026, 3, 10), "19 kap. 6 § SoL"),
        ("child_investigation", MARCH, date(2026, 7, 3), "20 kap. 3 § SoL"),
        ("child_investigation", date(2026, 10, 31), date(2027, 2, 28), "20 kap. 3 § SoL"),
        ("delay_action", date(2025, 8, 31), date(2026, 2, 28), "12 § FL"),
        ("delay_action_answer", MARCH, date(2026, 3, 31), "12 § FL"),
        ("lvu_submit_to_court", MARCH, date(2026, 3, 10), "7 § LVU"),
        ("lvu_apply_after_custody", MARCH, date(2026, 3, 31), "8 § LVU"),
        ("lvm_submit_to_court", MARCH, date(2026, 3, 4), "15 § LVM"),
        ("sheltered_child_apply", MARCH, date(2026, 4, 14), "4 kap. 6 § lagen (2024:79)"),
        ("appeal", MARCH, date(2026, 3, 24), "44 § FL"),
        ("moving_ban_submit", MARCH, date(2026, 3, 10), "28 § LVU"),
        ("moving_ban_apply", MARCH, date(2026, 3, 17), "29 § LVU"),
        ("travel_ban_submit", MARCH, date(2026, 3, 10), "31 e § LVU"),
        ("travel_ban_apply", MARCH, date(2026, 3, 31), "31 f § LVU"),
        ("lvu_contact_review", MARCH, date(2026, 6, 3), "14 § LVU"),
        ("moving_ban_review", date(2025, 11, 30), date(2026, 2, 28), "26 § LVU"),
        ("sheltered_child_review", MARCH, date(2026, 9, 3), "5 kap. 3 § lagen (2024:79)"),
        ("adoption_continue_consent", MARCH, date(2026, 3, 17), "24 kap. 5 § SoL"),
        ("paternity_investigation", MARCH, date(2027, 3, 3), "2 kap. 8 § FB"),
        ("court_investigation", MARCH, date(2026, 7, 3), "6 kap. 19 § FB"),
        ("eviction_confirmation", MARCH, MARCH, "11 kap. 3 § SoF"),
    ],
)
def test_the_last_day(code: str, started: date, due: date, cites: str) -> None:
    found = deadline(code, started, TODAY)
    assert (found.due, found.section.ref) == (due, cites)
    assert found.at_once == (code in ("immediate_protection_assessment", "eviction_confirmation"))


def test_the_municipalitys_own_clock_is_not_moved_past_a_weekend() -> None:
    assert deadline("preliminary_assessment", date(2026, 3, 7), TODAY).due == date(2026, 3, 21)


def test_the_residents_clock_is_moved_to_the_next_working_day() -> None:
    good_friday, after_easter = date(2026, 4, 3), date(2026, 4, 7)
    assert deadline("appeal", good_friday - timedelta(days=21), TODAY).due == after_easter


def test_the_sentences_name_the_day() -> None:
    found = deadline("preliminary_assessment", MARCH, TODAY)
    assert found.sentence == "Bestäm senast 17 mars 2026 om en utredning ska inledas."
    assert found.resident_sentence == "Vi bestämmer senast 17 mars 2026 om vi ska göra en utredning."


def test_a_clock_begins_when_its_law_does() -> None:
    with pytest.raises(NoLawThatDay):
        deadline("reporter_feedback", MARCH, date(2026, 1, 14))
    assert "reporter_feedback" not in {clock.code for clock in deadlines(date(2026, 1, 14))}
    assert "reporter_feedback" in {clock.code for clock in deadlines(date(2026, 1, 15))}


def test_a_clock_nobody_has_heard_of_is_an_error() -> None:
    with pytest.raises(UnknownDeadline, match="trolleri"):
        deadline("trolleri", MARCH, TODAY)


@pytest.mark.parametrize(
    "day",
    ["2026-01-06", "2026-04-03", "2026-04-06", "2026-05-14", "2026-06-06", "2026-06-19", "2026-12-24",
     "2027-03-26", "2024-03-29", "2025-06-20", "2038-04-23", "2026-11-21"],
)  # fmt: skip
def test_a_day_off(day: str) -> None:
    assert is_free_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-01-07", "2026-04-02", "2026-04-07", "2026-06-18", "2026-12-23"])
def test_a_working_day(day: str) -> None:
    assert not is_free_day(date.fromisoformat(day))
