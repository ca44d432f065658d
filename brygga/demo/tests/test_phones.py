"""Telephone numbers of the demo lie in the series that PTS reserves for fiction, and on call one gets text messages."""

import re
from pathlib import Path

import pytest

from brygga.demo.cast import PLACES
from brygga.messages.rules import mobile

DEMO = Path(__file__).parents[1]
NUMBER = re.compile(r"\b0\d{1,3}-\d{2,3} \d{2}(?: \d{2})?\b")


def reserved(number: str) -> bool:
    """031-390 06 00-99, 040-628 04 00-99, 08-465 004 00-99, 0980-319 200-299, 070-174 06 05-99 (pts.se)."""
    digits = re.sub(r"\D", "", number)
    if digits.startswith("07017406"):
        return int(digits[-2:]) >= 5
    return digits.startswith(("03139006", "04062804", "08465004", "0980319"))


@pytest.mark.parametrize("place", PLACES)
def test_the_one_on_call_can_be_sent_a_text_message(place: int) -> None:
    number = PLACES[place]["on_call_phone"]
    assert mobile(number).startswith("+467017406")
    assert reserved(number)


def test_no_two_share_a_telephone_on_call() -> None:
    numbers = [place["on_call_phone"] for place in PLACES.values()]
    assert len(set(numbers)) == len(numbers)


def test_every_number_that_is_written_in_the_demo_belongs_to_nobody() -> None:
    found = {
        number for path in DEMO.glob("*.py") for number in NUMBER.findall(path.read_text(encoding="utf-8"))
    }
    assert len(found) >= 10
    assert {number for number in found if not reserved(number)} == set()
