"""What a plan and a follow-up must be."""

from datetime import date, timedelta

import pytest

from brygga.support import rules
from brygga.support.rules import Look, Plan, Unsound

TODAY = date(2026, 11, 21)


def test_support_is_looked_at_again_after_it_has_begun() -> None:
    rules.check_plan(Plan("Stöd", "Så", TODAY, TODAY + timedelta(days=1)))
    with pytest.raises(Unsound) as fault:
        rules.check_plan(Plan("Stöd", "Så", TODAY, TODAY))
    assert fault.value.field == "review_on"


@pytest.mark.parametrize(
    ("look", "field"),
    [
        (Look(TODAY + timedelta(days=1), "better", "Text"), "happened_on"),
        (Look(TODAY, "splendid", "Text"), "course"),
    ],
)
def test_a_follow_up_has_happened_and_has_a_known_course(look: Look, field: str) -> None:
    rules.check_look(Look(TODAY, "worse", "Text"), TODAY)
    with pytest.raises(Unsound) as fault:
        rules.check_look(look, TODAY)
    assert fault.value.field == field


def test_only_a_yes_gives_something_to_carry_out() -> None:
    assert [rules.grants(outcome) for outcome in ("granted", "partly", "denied")] == [True, True, False]
