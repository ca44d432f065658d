"""`manage.py law_may`: the law on the command line, with what is in the database or what one says is there."""

import json
import shlex
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from brygga.access.between import in_force
from brygga.demo.cast import BJUV, HELSINGBORG, LANDSKRONA
from brygga.ground import tenancy

KEYS = {
    "answer", "activity", "step", "language", "sections", "missing", "ways", "explanation", "conditions",
    "relied_on", "asks", "confidence",
}  # fmt: skip
INCOME = ("--activity", "financial_aid_decision", "--home", "1283", "--performer", "1282")
ON = ("--on", "2026-11-21")


def said(*words: str) -> str:
    out = StringIO()
    call_command("law_may", *words, stdout=out)
    return out.getvalue()


def told(*words: str) -> dict[str, Any]:
    whole = json.loads(said(*words, "--json"))
    assert set(whole) == KEYS
    return whole


def test_the_example_of_the_manual_prints_the_whole_answer() -> None:
    whole = told(
        "--activity", "child_investigation", "--step", "decide", "--home", "1283", "--performer", "1282",
        *ON, "--fact", "profession=socionom", "--have", "AVTAL,EXT_DELEG",
    )  # fmt: skip
    assert (whole["answer"], whole["step"]) == ("missing", "decide")
    assert [lack["code"] for lack in whole["ways"][0]] == ["SECRECY_BASIS"]


def test_with_all_in_place_it_is_permitted_and_with_nothing_it_is_not() -> None:
    have = ("--have", "AVTAL, EXT_DELEG,SECRECY_BASIS,PUB_OR_CONTROLLER_SPLIT")
    assert told(*INCOME, *ON, *have)["answer"] == "conditions"
    assert told(*INCOME, *ON, *have, "--fact", "greater_weight=nej")["answer"] == "permitted"
    assert told(*INCOME, *ON, *have, "--fact", "greater_weight=ja")["answer"] == "never"
    assert told(*INCOME, *ON, "--have", "")["answer"] == "missing"


def test_the_page_of_text_holds_the_reasons_in_the_language_asked_for() -> None:
    swedish, english = (said(*INCOME, *ON, "--have", "AVTAL", "--language", code) for code in ("sv", "en"))
    assert "Skäl" in swedish
    assert "- Hemkommunens nämnd har inte delegerat beslutet till dig. (9 kap. 37 § KL" in swedish
    assert "- The home municipality's board has not delegated the decision to you." in english
    assert "greater_weight: Is the decision of principle" in english


def test_elected_members_and_areas_are_asked_about() -> None:
    alone = told(*INCOME[:4], "--performer", "1283", *ON, "--capacity", "board", "--have", "")
    assert alone["answer"] == "permitted"
    words = (
        "--activity",
        "case_recording",
        "--step",
        "carry_out",
        "--home",
        "1283",
        "--performer",
        "1282",
        *ON,
    )
    have = ("--have", "AVTAL,OSL_26_9,PUB")
    assert told(*words, *have, "--area", "children")["answer"] == "permitted"
    assert told(*words, *have, "--area", "elderly")["answer"] == "missing"


@pytest.mark.django_db
def test_without_have_it_uses_the_agreements_and_delegations_in_the_database() -> None:
    whole = told(*INCOME, "--fact", "greater_weight=no")
    assert whole["answer"] in ("permitted", "conditions")
    assert any(reference.startswith("avtal ") for reference in whole["relied_on"])
    assert any(reference.startswith("delegation ") for reference in whole["relied_on"])
    before = told(*INCOME, "--on", "2025-07-02")
    assert before["answer"] == "missing"


@pytest.mark.django_db
def test_what_holds_between_two_municipalities_says_nothing_of_a_third() -> None:
    with tenancy.enter(tenancy.DOOR):
        with_landskrona = in_force(HELSINGBORG, LANDSKRONA, date(2026, 11, 21))
        with_bjuv = in_force(HELSINGBORG, BJUV, date(2026, 11, 21))
    assert {one.code for one in with_landskrona} >= {"AVTAL", "EXT_DELEG", "SECRECY_BASIS"}
    assert not {one.reference for one in with_bjuv if one.code == "EXT_DELEG"}


def test_the_example_in_the_documentation_is_what_is_printed() -> None:
    page = (Path(__file__).parents[3] / "docs" / "explanation" / "law.md").read_text(encoding="utf-8")
    block = page.partition("$ manage.py law_may ")[2].partition("```")[0].replace("\\\n", " ")
    words, _, printed = block.partition("\n")
    assert said(*shlex.split(words)).strip() == printed.strip()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--activity", "trolleri"), "There is no activity called 'trolleri'"),
        (("--on", "2026-02-30"), "--on is '2026-02-30'. Give a day that exists"),
        (("--on", "i morgon"), "--on is 'i morgon'. Give a day that exists"),
        (("--on", "1999-01-01"), "no row of 'financial_aid_decision' for 1999-01-01"),
        (("--home", "9999"), "--home is '9999', which is no municipality"),
        (("--performer", "Landskrona"), "--performer is 'Landskrona', which is no municipality"),
        (("--step", "fundera"), "'fundera' is not a step; choose among read, prepare, decide, carry_out"),
        (("--capacity", "kung"), "'kung' is not a capacity; choose among employee"),
        (("--fact", "greater_weight"), "Write name=value"),
        (("--fact", "greater_weight=kanske"), "Say True or False"),
        (("--fact", "age=10", "--fact", "adult=yes"), "age is 10 and adult is True"),
        (("--fact", "age=10", "--fact", "age=11"), "The same --fact is given twice"),
        (("--fact", "stjarntecken=vagen"), "There is no fact called 'stjarntecken'"),
        (("--have", "AVTAL,TROLLSPÖ"), "There is no instrument called 'TROLLSPÖ'"),
        (("--area", "trollskogen"), "The fact 'area' is 'trollskogen'"),
    ],
)
def test_a_question_that_cannot_be_answered_says_what_to_do_and_answers_nothing(
    words: tuple[str, ...], says: str
) -> None:
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("law_may", *INCOME, *ON, "--have", "", *words, stdout=out)
    assert says in str(refused.value)
    assert refused.value.returncode == 2
    assert out.getvalue() == ""
