"""The model's files: a misprint is told with its file and line, and nothing is half loaded."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from brygga.insight.rules import economy_data
from brygga.law.errors import BadData

SERVICE = (
    "services:\n  - {code: advice, name_sv: Råd, name_en: Advice, unit_sv: samtal, unit_en: talks, "
    "activities: [counselling_anonymous]}\n"
)
HEAD = (
    'defaults: {valid_from: 2025-01-01, kind: assumption, service: "", source: "", source_url: "", note: ""}\n'
    "figures:\n"
)
PEOPLE = "populations:\n  - {counted_on: 2024-12-31, source: SCB, source_url: 'https://scb.se', inhabitants: "


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of files of its own, forgotten afterwards."""
    cached = (economy_data.services, economy_data.defaults, economy_data.populations)
    monkeypatch.setattr(economy_data, "DATA", tmp_path)
    (tmp_path / "economy.yaml").write_text(SERVICE, encoding="utf-8")
    for one in cached:
        one.cache_clear()
    yield tmp_path
    for one in cached:
        one.cache_clear()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{measure: salery, value: 5}", "measure must be one of"),
        ("{measure: volume, value: many}", "value must be a number"),
        ("{measure: volume, value: -5}", "value cannot be below zero"),
        ("{measure: volume, value: 5, low: x}", "low must be a number"),
        ("{measure: volume}", "value is missing"),
        ("{measure: volume, value: 5, kind: certain}", "kind must be one of"),
        ("{measure: volume, value: 5, kind: published}", "must say its source"),
        ("{measure: volume, value: 5, service: golf}", "golf is no service"),
        ("{measure: salary_month, value: 5, service: advice}", "leave out service"),
        ("{measure: volume, value: 5, valid_from: soon}", "valid_from must be a date"),
        ("{measure: volume, value: 5, vlaue: 6}", "vlaue is not a word here"),
        ("{measure: volume, value: 5", "not readable as YAML"),
    ],
)
def test_a_misprint_in_a_figure_is_told_with_its_line(data: Path, row: str, said: str) -> None:
    (data / "economy_figures.yaml").write_text(f"{HEAD}  - {row}\n", encoding="utf-8")
    with pytest.raises(BadData, match=re.escape(said)) as told:
        economy_data.defaults()
    assert re.search(r"economy_figures\.yaml, line [34]", str(told.value))


def test_the_same_figure_twice_for_one_day_is_refused(data: Path) -> None:
    row = "  - {measure: volume, value: 5}\n"
    (data / "economy_figures.yaml").write_text(HEAD + row + row, encoding="utf-8")
    with pytest.raises(BadData, match="stands twice"):
        economy_data.defaults()


def test_a_figure_without_ends_is_tried_a_quarter_lower_and_higher(data: Path) -> None:
    rows = "  - {measure: volume, value: 8}\n  - {measure: digital_last, value: 90}\n"
    (data / "economy_figures.yaml").write_text(HEAD + rows, encoding="utf-8")
    found = [(row.low, row.high) for row in economy_data.defaults().rows]
    assert found == [(6, 10), (67.5, 100)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SERVICE + SERVICE.split("\n")[1] + "\n", "advice stands twice"),
        (SERVICE.replace("counselling_anonymous", "golf"), "golf is no activity of the law"),
        (SERVICE.replace("name_en", "name_eng"), "name_eng is not a word here"),
    ],
)
def test_a_misprint_in_a_service_is_told(data: Path, text: str, said: str) -> None:
    (data / "economy.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadData, match=said):
        economy_data.services()


def test_inhabitants_are_a_whole_number(data: Path) -> None:
    (data / "populations.yaml").write_text(PEOPLE + "{1283: 0.5}}\n", encoding="utf-8")
    with pytest.raises(BadData, match="1283 must have a whole number"):
        economy_data.populations()


def test_of_two_counts_the_later_holds(data: Path) -> None:
    later = PEOPLE.replace("2024", "2025").removeprefix("populations:\n")
    (data / "populations.yaml").write_text(f"{PEOPLE}{{1283: 5}}}}\n{later}{{1283: 6}}}}\n", encoding="utf-8")
    assert economy_data.populations()[1283].count == 6
