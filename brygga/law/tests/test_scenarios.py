"""The cases under cases/: who may do what, when, with which instruments, written from the statute."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from brygga.law import Answer, Instrument, Performer, Step, Verdict, activities, may, section
from brygga.law.books import book
from brygga.law.tests.build import HELSINGBORG, TODAY

FOLDER = Path(__file__).parent / "cases"
LONG = (date(2025, 1, 1), date(2027, 12, 31))
WORDS = {
    "title",
    "who",
    "activity",
    "step",
    "have",
    "day",
    "area",
    "facts",
    "answer",
    "by",
    "missing",
    "condition",
}
EXPECTED = {
    "allowed": (Verdict.PERMITTED, Verdict.CONDITIONS),
    "missing": (Verdict.MISSING,),
    "never": (Verdict.NEVER,),
    "unknown": (Verdict.UNKNOWN,),
}


def read(name: str) -> Any:
    """One of the files, as plain data."""
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


PEOPLE = read("people.yaml")["people"]
CASES = [
    (path.stem, case)
    for path in sorted(FOLDER.glob("*.yaml"))
    if path.stem != "people"
    for case in read(path.name)["cases"]
]


def instrument(word: Any) -> Instrument:
    """An instrument in force for long, or limited as the case says."""
    limits = {"code": word} if isinstance(word, str) else word
    return Instrument(
        limits["code"],
        limits["code"].lower(),
        limits.get("from", LONG[0]),
        limits.get("to", LONG[1]),
        areas=frozenset(limits.get("areas", ())),
        activities=frozenset(limits.get("activities", ())),
        steps=frozenset(map(Step, limits.get("steps", ()))),
    )


def answered(case: dict[str, Any]) -> Answer:
    """What the law says of a case."""
    who = PEOPLE[case["who"]]
    return may(
        case["activity"],
        Step(case["step"]),
        performer=Performer(who["municipality"], who["capacity"], frozenset(who["professions"])),
        home=HELSINGBORG,
        on=case.get("day", TODAY),
        have=[instrument(word) for word in case["have"]],
        facts=case.get("facts", {}),
        area=case.get("area"),
    )


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{file}: {case['title']}") for file, case in CASES])
def test_the_case_is_answered_as_the_statute_says(case: dict[str, Any]) -> None:
    answer = answered(case)
    assert answer.verdict in EXPECTED[case["answer"]], answer.sentence
    reasons = [cited.ref for cited in answer.sections]
    assert section(case["by"]).ref in (reasons[:1] if answer.verdict is Verdict.NEVER else reasons)
    assert [lack.code for lack in answer.missing] == case.get("missing", [])
    assert any(case.get("condition", "") in text for text in (*answer.conditions, ""))


def test_there_are_at_least_300_and_no_two_tell_the_same_story() -> None:
    titles = [case["title"] for _, case in CASES]
    asked = [str({word: value for word, value in case.items() if word != "title"}) for _, case in CASES]
    assert len(titles) >= 300
    assert len(set(titles)) == len(titles)
    assert len(set(asked)) == len(asked)


def test_every_activity_is_tried_in_both_directions() -> None:
    codes = {row.code for row in activities(TODAY)}
    allowed = {case["activity"] for _, case in CASES if case["answer"] == "allowed"}
    refused = {case["activity"] for _, case in CASES if case["answer"] != "allowed"}
    assert codes - allowed == {"public_record_first_release"}  # not checked, so nobody gets a yes
    assert codes <= refused


def test_every_instrument_and_every_person_is_in_some_case() -> None:
    used = {instrument(word).code for _, case in CASES for word in case["have"]}
    assert {code for code in book().papers if code not in used} <= {
        "SECRECY_BASIS",  # met by its kinds
        "PUB_OR_CONTROLLER_SPLIT",
    }
    assert {case["who"] for _, case in CASES} == set(PEOPLE)


def test_no_case_has_a_word_nobody_reads() -> None:
    for file, case in CASES:
        assert set(case) <= WORDS, (file, case["title"])
        assert ("missing" in case) == (case["answer"] == "missing"), (file, case["title"])
