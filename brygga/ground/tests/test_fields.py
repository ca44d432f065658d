"""Parts of forms that several apps have."""

from datetime import date

import pytest
from django.utils import translation

from brygga.ground.fields import DayInput


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_a_day_is_shown_as_the_browsers_own_date_field_needs_it_in_every_language(language: str) -> None:
    with translation.override(language):
        shown = DayInput().get_context("day", date(2026, 12, 5), None)["widget"]
    assert (shown["type"], shown["value"]) == ("date", "2026-12-05")


def test_what_was_typed_is_shown_again_as_it_was_typed() -> None:
    assert DayInput().get_context("day", "i vår", None)["widget"]["value"] == "i vår"
