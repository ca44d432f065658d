"""The list of municipalities, read as plain text: it must hold before anything loads it."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

LIST = Path(__file__).parents[1] / "data" / "municipalities.csv"

# County code, name and number of municipalities: SCB, Regionala indelningar.
COUNTIES = {
    "01": ("Stockholms län", 26),
    "03": ("Uppsala län", 8),
    "04": ("Södermanlands län", 9),
    "05": ("Östergötlands län", 13),
    "06": ("Jönköpings län", 13),
    "07": ("Kronobergs län", 8),
    "08": ("Kalmar län", 12),
    "09": ("Gotlands län", 1),
    "10": ("Blekinge län", 5),
    "12": ("Skåne län", 33),
    "13": ("Hallands län", 6),
    "14": ("Västra Götalands län", 49),
    "17": ("Värmlands län", 16),
    "18": ("Örebro län", 12),
    "19": ("Västmanlands län", 10),
    "20": ("Dalarnas län", 15),
    "21": ("Gävleborgs län", 10),
    "22": ("Västernorrlands län", 7),
    "23": ("Jämtlands län", 8),
    "24": ("Västerbottens län", 15),
    "25": ("Norrbottens län", 14),
}

Row = dict[str, str]


@pytest.fixture(scope="module")
def municipalities() -> list[Row]:
    with LIST.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_there_are_290_municipalities(municipalities: list[Row]) -> None:
    assert len(municipalities) == 290


@pytest.mark.parametrize("column", ["code", "short_name", "name", "slug", "abbreviation"])
def test_no_two_municipalities_share_a_value(municipalities: list[Row], column: str) -> None:
    counts = Counter(row[column] for row in municipalities)
    assert [value for value, times in counts.items() if times > 1] == []


def test_a_code_begins_with_its_county(municipalities: list[Row]) -> None:
    assert all(re.fullmatch(r"[0-9]{4}", row["code"]) for row in municipalities)
    assert all(row["code"][:2] == row["county_code"] for row in municipalities)


def test_each_county_has_its_name_and_its_number_of_municipalities(
    municipalities: list[Row],
) -> None:
    counts = Counter((row["county_code"], row["county"]) for row in municipalities)
    assert counts == {(code, name): times for code, (name, times) in COUNTIES.items()}


def test_slugs_and_abbreviations_are_plain_letters(municipalities: list[Row]) -> None:
    for row in municipalities:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", row["slug"]), row
        assert re.fullmatch(r"[A-Z]{3}", row["abbreviation"]), row


def test_the_list_is_sorted_by_code(municipalities: list[Row]) -> None:
    codes = [row["code"] for row in municipalities]
    assert codes == sorted(codes)


def test_fourteen_municipalities_call_themselves_a_city(municipalities: list[Row]) -> None:
    assert sum(row["name"].endswith(" stad") for row in municipalities) == 14


@pytest.mark.parametrize(
    ("code", "name", "slug"),
    [
        ("1283", "Helsingborgs stad", "helsingborg"),
        ("1282", "Landskrona stad", "landskrona"),
        ("1260", "Bjuvs kommun", "bjuv"),
        ("1292", "Ängelholms kommun", "angelholm"),
        ("0643", "Habo kommun", "habo"),
        ("0305", "Håbo kommun", "haabo"),
        ("2080", "Falu kommun", "falun"),
    ],
)
def test_a_known_municipality_is_there(municipalities: list[Row], code: str, name: str, slug: str) -> None:
    row = next(row for row in municipalities if row["code"] == code)
    assert (row["name"], row["slug"]) == (name, slug)
