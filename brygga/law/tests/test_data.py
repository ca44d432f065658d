"""The files hold together, and a mistake in them is found with file and line."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from brygga.law import BadData, NoLawThatDay, UnknownActivity, activities, activity
from brygga.law.books import book, load, rows_of
from brygga.law.files import DATA, rows
from brygga.law.registers import registers
from brygga.law.tests.build import TODAY

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


DEBT = "activities/debt.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (DEBT, "area: debt", "area: skulder", "debt.yaml, line 4: area must be one of children,"),
        (DEBT, "area: debt", "aera: debt", "aera is not a word here"),
        (DEBT, "    area: debt\n", "", "debt.yaml, line 4: area is missing"),
        (DEBT, "area: debt", "area: debt\n    area: debt", "the same word stands twice"),
        (DEBT, '"SoL 13:2"', '"SoL 99:2"', "SoL 99:2 has no row under sections/"),
        (DEBT, 'sections: ["SoL 13:2", "SoL 13:3", "SoL 15:9"]', "sections: []", "sections is empty"),
        (DEBT, "secrecy: [S2]", "secrecy: S2", "secrecy must be a list of words"),
        (DEBT, "elsewhere: WORK}", "elsewhere: ARBETE}", "'ARBETE' is not a requirement"),
        (DEBT, "elsewhere: WORK}", "elsewhere: {all: []}}", "is not a requirement"),
        (DEBT, "elsewhere: WORK}", "elsewhere: {all: [AVTAL], any: [AVTAL]}}", "is not a requirement"),
        (DEBT, "{home: none, elsewhere: never}", "{home: board, elsewhere: WORK}", "elsewhere must be never"),
        (DEBT, "elsewhere: WORK}", "elsewhere: never}", "say what a guest needs"),
        (DEBT, "valid_to: null", "valid_to: 2020-01-01", "valid_to must be null or a date on or after"),
        (DEBT, "valid_from: 2025-07-01", "valid_from: snart", "must be dates, such as 2025-07-01"),
        (DEBT, "activities:\n", "activities:\n  - debt\n", "must be words with values"),
        (DEBT, "defaults:", "- defaults:", "debt.yaml, line 3: not readable as YAML"),
        (DEBT, "decide: {home: none, elsewhere: never}", "decide: never", "decide must be words with values"),
        (DEBT, "      decide: {home: none, elsewhere: never}\n", "", "decide is missing"),
        (DEBT, "home: none, elsewhere: never", "home: nobody, elsewhere: never", "home must be one of"),
        (DEBT, "home: none, elsewhere: never", "hem: none, elsewhere: never", "hem is not a word here"),
        ("deadlines.yaml", "starts:", "startar:", "startar is not a word here"),
        ("deadlines.yaml", "confidence: reasoned", "confidence: kanske", "confidence must be one of"),
        ("laws.yaml", "{code: SoL,", "{kod: SoL,", "code is missing"),
        (DEBT, "activities:\n", "aktiviteter:\n", "aktiviteter is not a word here"),
        (
            "activities/income_support.yaml",
            "valid_to: 2026-06-30",
            "valid_to: 2026-07-01",
            "activity_requirement has two rows for the same day",
        ),
        (
            "activities/income_support.yaml",
            "valid_to: 2026-06-30",
            "valid_to: 2026-06-29",
            "activity_requirement has no row from 2026-06-30",
        ),
        (
            "activities/children.yaml",
            "profession_steps: [prepare",
            "profession_steps: [tänka",
            "each of profession_steps must be one of read, prepare, decide, carry_out",
        ),
        ("sections/lvu.yaml", '"LVU 4"', '"LVU 6"', "LVU 6 stands twice"),
        ("sections/lvu.yaml", '"LVU 4"', '"LUV 4"', "LUV is not in laws.yaml"),
        ("instruments.yaml", "code: EXT_DELEG", "code: AVTAL", "AVTAL stands twice"),
        ("deadlines.yaml", "days: 14", "days: 14\n    months: 1", "exactly one of days, months and at_once"),
        ("deadlines.yaml", '"SoL 20:2"', '"SoL 20:99"', "SoL 20:99 has no row under sections/"),
        ("requirements.yaml", "GEM_NAMND", "GEMENSAM", "'GEMENSAM' is not a requirement"),
    ],
)
def test_a_mistake_is_found_with_its_place(spoil: Spoil, file: str, old: str, new: str, says: str) -> None:
    with pytest.raises(BadData) as found:
        load(spoil(file, old, new))
    assert says in str(found.value)
    assert str(found.value).startswith(f"{Path(file).name}, line ")


def test_an_empty_file_is_a_mistake(tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    (copy / DEBT).write_text("# nothing yet\n", encoding="utf-8")
    with pytest.raises(BadData, match="must begin with a word and a colon"):
        load(copy)


def test_every_activity_of_both_readings_is_there() -> None:
    codes = {row.code for row in activities(TODAY)}
    assert len(codes) == 104
    assert {
        "child_concern_intake", "sip", "parental_disagreement_decision", "custody_lawsuit_by_board",
        "child_residential_placement", "medical_examination_order", "end_of_immediate_measures",
        "police_assistance_request", "information_to_court", "contact_support_appointment",
        "domestic_adoption_inquiry", "paternity_suit_and_discontinuance",
        "private_home_consent_and_cross_nation", "personal_assistance", "eviction_notice",
        "guardian_reports", "ivo_operational_reports",
    } <= codes  # fmt: skip


def test_what_is_reserved_for_politicians_cites_why() -> None:
    for row in activities(TODAY):
        decide = row.steps["decide"]  # type: ignore[index]
        if decide.home in ("committee", "board"):
            assert set(decide.sections) & {f"SoL 30:{n}" for n in range(6, 12)}, row.code


def test_a_decision_open_to_a_machine_is_appealed_to_the_administrative_court() -> None:
    for row in activities(TODAY):
        assert row.automation != "permitted" or row.appeal_route == "FR", row.code


def test_every_plain_sentence_is_short_and_ends() -> None:
    for cited in book().sections.values():
        assert cited.plain.endswith("."), cited.ref
        assert len(cited.plain.split()) <= 25, cited.ref
        assert cited.plain.count(".") == 1, cited.ref


def test_every_section_with_a_sentence_is_used_somewhere_or_kept_for_letters() -> None:
    used = {cited for row in activities(TODAY) for cited in row.sections}
    used |= {book().sections[ref] for paper in book().papers.values() for ref in paper.sections}
    kept = {
        "FL 43",
        "OSL 2:1",
        "SoL 14:9",
        "SoL 11:4",
        "SoL 30:5",
        "SoL 30:12",
        "KL 6:39",
        "KL 7:8",
        "KL 8:10",
    }
    for spans in book().activities.values():
        for row in spans:
            for rule in row.steps.values():
                used |= {book().sections[ref] for ref in rule.sections}
                used |= {book().sections[ref] for barrier in rule.barriers for ref in barrier.sections}
    used |= {clock.section for rows in book().clocks.values() for clock in rows}
    unused = {ref for ref, cited in book().sections.items() if cited not in used}
    unused -= registers().cited()
    assert unused <= kept | {"FB 1:13"}


def test_a_known_activity_on_a_day_without_a_row_is_an_error() -> None:
    with pytest.raises(NoLawThatDay, match="2020-01-01"):
        activity("sip", date(2020, 1, 1))
    with pytest.raises(UnknownActivity):
        activity("trolleri", TODAY)


def test_a_row_changes_on_its_day() -> None:
    assert "utan frist" in activity("reporter_feedback", date(2026, 1, 14)).origin.note
    assert "utan frist" not in activity("reporter_feedback", date(2026, 1, 15)).origin.note
    assert "ivo_operational_reports" not in {row.code for row in activities(date(2025, 12, 31))}


def test_no_row_cites_a_section_that_did_not_exist_when_the_row_began() -> None:
    began = {row["ref"]: row["valid_from"] for row in rows_of(DATA / "sections", "sections")}
    for row in rows_of(DATA / "activities", "activities"):
        for ref in row.words("sections"):
            assert began[ref] <= row["valid_from"], (row["code"], ref)
    for row in rows(DATA / "deadlines.yaml", "deadlines"):
        assert began[row["section"]] <= row["valid_from"], row["code"]
