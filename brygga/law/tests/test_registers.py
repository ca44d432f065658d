"""The smaller tables: who alone decides, secrecy, how long things are kept, and the national norm."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest

from brygga.law import BadData, BadQuestion, NoLawThatDay, Step, activities, activity
from brygga.law.books import book
from brygga.law.files import DATA
from brygga.law.registers import (
    Reserved,
    load,
    parts,
    registers,
    reserved,
    retention,
    riksnorm,
    secrecy,
)
from brygga.law.tests.build import TODAY
from brygga.law.words import GreaterWeight

Spoil = Callable[[str, str, str], Path]


@pytest.fixture
def spoil(tmp_path: Path) -> Spoil:
    """A copy of the data in which one piece of text is exchanged for another."""

    def exchanged(file: str, old: str, new: str) -> Path:
        copy = tmp_path / "data"
        shutil.copytree(DATA, copy)
        text = (copy / file).read_text(encoding="utf-8")
        assert old in text
        (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return copy

    return exchanged


def listed(level: Reserved, *, sometimes: bool = False) -> set[str]:
    """The activities that the points of law name at a level."""
    found = (item for item in registers().reserved if item.level is level and bool(item.when) == sometimes)
    return set(chain.from_iterable(item.activities for item in found))


def deciding(home: str) -> set[str]:
    """The activities in which that level decides at home."""
    return {row.code for row in activities(TODAY) if row.steps[Step.DECIDE].home == home}


def test_what_only_a_committee_may_decide_is_what_the_act_lists_and_nothing_else() -> None:
    appointed = set(chain.from_iterable(i.activities for i in registers().reserved if i.appointed))
    assert listed(Reserved.COMMITTEE) - appointed == deciding("committee")
    assert appointed == {"police_assistance_request"}
    assert activity("police_assistance_request", TODAY).steps[Step.DECIDE].elsewhere == ()


def test_what_only_the_board_may_decide_is_what_the_act_lists_and_nothing_else() -> None:
    assert listed(Reserved.BOARD) == deciding("board")


def test_what_becomes_the_committees_in_some_cases_has_that_fact_as_a_barrier() -> None:
    for item in registers().reserved:
        for code in item.activities if item.when else ():
            rule = activity(code, TODAY).steps[Step.DECIDE]
            barriers = {barrier.fact: barrier.level for barrier in rule.barriers}
            assert barriers[item.when] == "committee", code


def test_only_where_the_act_says_so_may_the_chair_decide_in_haste() -> None:
    urgent = {row.code for row in activities(TODAY) if row.steps[Step.DECIDE].chair_on_call}
    assert urgent == listed(Reserved.CHAIR)


def test_family_law_that_may_be_delegated_is_free_from_the_test_of_greater_weight() -> None:
    for code in listed(Reserved.DELEGATION):
        row = activity(code, TODAY)
        assert row.steps[Step.DECIDE].home == "delegation", code
        assert row.greater_weight == GreaterWeight.LIFTED, code


def test_nobody_elsewhere_decides_what_a_board_or_committee_must() -> None:
    for code in listed(Reserved.COMMITTEE) | listed(Reserved.BOARD):
        assert activity(code, TODAY).steps[Step.DECIDE].elsewhere == (), code


def test_every_point_of_the_lists_is_there() -> None:
    points = [(item.section, item.part) for item in registers().reserved]
    for section, count, start in (
        ("SoL 30:6", 6, "st 1 p"),
        ("SoL 30:7", 16, "p"),
        ("SoL 30:8", 7, "p"),
        ("SoL 30:9", 2, "p"),
        ("SoL 30:10", 10, "st 1 p"),
    ):
        for number in range(1, count + 1):
            assert (section, f"{start} {number}") in points, (section, number)


def test_the_points_of_an_activity_can_be_asked_for() -> None:
    found = reserved("child_placement_decision", TODAY)
    assert [(item.section, item.part) for item in found] == [("SoL 30:6", "st 1 p 1")]
    assert reserved("sip", TODAY) == ()


def test_a_section_has_parts_where_they_decide() -> None:
    assert [part.part for part in parts("KL 6:38", TODAY)][:5] == [f"st 1 p {n}" for n in range(1, 6)]
    assert len(parts("SoL 35:1", TODAY)) == 9
    assert parts("SoL 13:2", TODAY) == ()


def test_disclosure_against_fraud_began_on_the_first_of_december() -> None:
    assert parts("OSL 10:15 a", date(2025, 11, 30)) == ()
    assert len(parts("OSL 10:15 a", date(2025, 12, 1))) == 3


@pytest.mark.parametrize(
    ("ref", "last", "says", "then"),
    [
        ("SoL 19:6", date(2026, 1, 14), "utan bestämd tid", "inom en vecka"),
        ("LSS 9 b", date(2025, 12, 31), "66 år", "riktåldern"),
    ],
)
def test_a_part_changes_on_its_day(ref: str, last: date, says: str, then: str) -> None:
    assert [says in part.plain for part in parts(ref, last)] == [True]
    assert [then in part.plain for part in parts(ref, last + timedelta(days=1))] == [True]


def test_a_part_added_later_is_not_there_before() -> None:
    assert [part.part for part in parts("SoL 26:2", date(2025, 12, 31))] == ["st 1"]
    assert [part.part for part in parts("SoL 26:2", date(2026, 1, 1))] == ["st 1", "st 2"]


def test_every_class_of_secrecy_in_use_has_a_row_with_duties() -> None:
    for row in activities(TODAY):
        for code in row.secrecy:
            assert secrecy(code, TODAY).duties, code


def test_nothing_but_consent_opens_what_is_said_in_family_counselling() -> None:
    assert secrecy("S4", TODAY).breaks == ("SAMTYCKE",)


def test_a_child_investigation_is_kept_until_thirty_from_15_january_2026() -> None:
    before, after = (
        retention("child_investigation", date(2026, 1, 14)),
        retention("child_investigation", date(2026, 1, 15)),
    )
    assert (before.years, before.until_age, before.section) == (5, 0, "SoL 16:1")
    assert (after.years, after.until_age, after.section) == (0, 30, "SoL 16:2 a")


@pytest.mark.parametrize(
    ("code", "years", "age", "never"),
    [
        ("personal_file", 5, 0, False),
        ("not_opened", 5, 0, False),
        ("paternity", 0, 0, True),
        ("adoption", 0, 0, True),
        ("placed_child", 0, 0, True),
        ("agreement_custody", 0, 18, False),
        ("research_sample", 0, 0, True),
        ("lss_file", 5, 0, False),
        ("lss_child_housing", 0, 0, True),
    ],
)
def test_how_long_a_record_is_kept(code: str, years: int, age: int, never: bool) -> None:
    kept = retention(code, TODAY)
    assert (kept.years, kept.until_age, kept.never) == (years, age, never)


def test_before_the_act_there_is_no_row_and_no_guess() -> None:
    with pytest.raises(NoLawThatDay, match="'personal_file' for 2025-06-30"):
        retention("personal_file", date(2025, 6, 30))
    with pytest.raises(BadQuestion, match="no row called 'diary'"):
        retention("diary", TODAY)


def test_the_norm_of_2026_is_that_of_the_regulation() -> None:
    norm = riksnorm(TODAY)
    assert (norm.single, norm.couple) == (3940, 7100)
    assert norm.children == {
        "0": 2740, "1-2": 3060, "3": 2720, "4-6": 3060, "7-10": 3820, "11-14": 4390, "15-18": 4960,
        "19-20": 5000,
    }  # fmt: skip
    assert norm.without_lunch == {"0": 2560, "1-2": 2800, "3": 2500, "4-6": 2720}
    assert [norm.shared(people) for people in range(1, 10)] == [
        1280, 1410, 1790, 2030, 2330, 2640, 2830, 3020, 3210,
    ]  # fmt: skip
    with pytest.raises(BadQuestion):
        norm.shared(0)


def test_the_norm_changes_at_new_year() -> None:
    assert riksnorm(date(2025, 12, 31)).single == 3910
    assert riksnorm(date(2026, 1, 1)).single == 3940
    assert riksnorm(date(2025, 6, 30)).origin.confidence == "reasoned"
    assert riksnorm(date(2025, 7, 1)).origin.confidence == "verified"


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2024, 6, 1), date(2027, 1, 1)])
def test_a_year_whose_norm_is_not_checked_gives_no_amounts(day: date) -> None:
    with pytest.raises(NoLawThatDay, match=f"'riksnorm' for {day.isoformat()}"):
        riksnorm(day)


def test_every_section_named_here_is_in_the_book() -> None:
    assert registers().cited() <= set(book().sections)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            "parts.yaml",
            'part: "st 1 p 2"',
            'part: "st 1 p 1"',
            "KL 6:38 st 1 p 1 has two rows for the same day",
        ),
        ("parts.yaml", '"KL 6:38"', '"KL 6:99"', "KL 6:99 has no row under sections/"),
        ("committee_only.yaml", "[care_review]", "[care_revue]", "care_revue is not in activities/"),
        ("committee_only.yaml", 'part: "p 16"', 'part: "p 17"', "SoL 30:7 p 17 is not in parts.yaml"),
        ("committee_only.yaml", "level: chair", "level: mayor", "level must be one of board,"),
        ("committee_only.yaml", "{section:", "{sektion:", "sektion is not a word here"),
        ("secrecy.yaml", "OSL_26_9", "OSL_26_99", "OSL_26_99 is not in instruments.yaml"),
        ("secrecy.yaml", "    duties:", "    dutes:", "dutes is not a word here"),
        ("retention.yaml", "years: 5", "years: 5\n    never: true", "exactly one of years, until_age"),
        ("retention.yaml", "valid_to: 2026-01-14", "valid_to: 2026-01-15", "two rows for the same day"),
        ("retention.yaml", "valid_to: 2026-01-14", "valid_to: 2026-01-13", "has no row from 2026-01-14"),
        ("riksnorm.yaml", "valid_to: 2024-12-31", "valid_to: 2024-11-30", "has no row from 2024-12-01"),
        ("riksnorm.yaml", "valid_to: 2024-12-31", "valid_to: null", "two rows for the same day"),
        ("riksnorm.yaml", "single: 3910", "single: mycket", "single must be whole kronor above zero"),
        ("riksnorm.yaml", "2620, 2810]", "2620]", "household must hold seven amounts"),
        ("riksnorm.yaml", "    couple: 7100\n", "", "couple is missing"),
    ],
)
def test_a_mistake_is_found_with_its_place(spoil: Spoil, file: str, old: str, new: str, says: str) -> None:
    with pytest.raises(BadData) as found:
        load(spoil(file, old, new))
    assert says in str(found.value)
    assert str(found.value).startswith(f"{file}, line ")
