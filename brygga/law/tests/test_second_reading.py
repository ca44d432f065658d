"""Every finding of the second reading is taken up, and the data agrees with what we say of it."""

import shutil
from pathlib import Path

import pytest

from brygga.law import BadData, activities
from brygga.law.files import DATA
from brygga.law.second_reading import Followed, findings, load
from brygga.law.tests.build import TODAY

# The reading confirmed these rows without changing a cell, so no finding speaks of them.
CONFIRMED = {
    "child_investigation_extension", "ban_on_receiving_children", "after_hours_duty", "case_recording",
    "care_and_implementation_plan",
}  # fmt: skip


def test_all_154_findings_are_there_once_each() -> None:
    assert [finding.number for finding in findings()] == list(range(1, 155))


def test_the_reading_counted_31_wrong_41_missing_and_82_imprecise() -> None:
    counted = [finding.severity for finding in findings()]
    assert {kind: counted.count(kind) for kind in set(counted)} == {
        "wrong": 31,
        "missing": 41,
        "imprecise": 82,
    }


def test_what_was_followed_can_be_seen_in_the_data() -> None:
    for finding in findings():
        if finding.followed is not Followed.NO:
            assert finding.shows, finding.number


def test_what_was_not_followed_says_why() -> None:
    for finding in findings():
        if finding.followed is not Followed.YES:
            assert len(finding.answer.split()) >= 5, finding.number


def test_every_wrong_cell_is_followed_at_least_in_part() -> None:
    left = [f.number for f in findings() if f.severity == "wrong" and f.followed is Followed.NO]
    assert left == []


def test_the_fifteen_missing_activities_have_rows() -> None:
    new = [finding for finding in findings() if finding.of.startswith("(new)")]
    codes = {row.code for row in activities(TODAY)}
    assert len(new) == 15
    for finding in new:
        assert finding.of.removeprefix("(new) ") in codes
        assert finding.followed is not Followed.NO


def test_rows_that_say_they_follow_the_second_reading_do() -> None:
    named = {word for f in findings() if f.followed is not Followed.NO for word in f.shows}
    for row in activities(TODAY):
        if row.second_reading == "second":
            assert row.code in named | CONFIRMED, row.code
        if row.second_reading == "first":
            assert row.code not in {f.of for f in findings() if f.followed is Followed.YES}, row.code


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("instrument:OSL_26_9", "instrument:OSL_99", "shows instrument:OSL_99, which is not in the data"),
        ("child_concern_intake, ", "child_concern, ", "shows child_concern, which is not in the data"),
        ('followed: "partly"', 'followed: "delvis"', "followed must be one of yes, partly, no"),
        ("    answer:", "    svar:", "svar is not a word here"),
    ],
)
def test_a_mistake_is_found_with_its_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    file = tmp_path / "data" / "second_reading.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadData) as found:
        load(tmp_path / "data")
    assert says in str(found.value)
    assert str(found.value).startswith("second_reading.yaml, line ")
