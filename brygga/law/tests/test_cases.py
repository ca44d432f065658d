"""The table of cases.yaml, tried both ways."""

from itertools import combinations
from pathlib import Path

import pytest
import yaml

from brygga.law import Level, Performer, Step, Verdict, activities
from brygga.law.tests.build import HELSINGBORG, LANDSKRONA, SOCIONOM, ask, papers

TABLE = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
EVERYTHING = papers(
    "AVTAL", "EXT_DELEG", "SECRECY_BASIS", "PUB_OR_CONTROLLER_SPLIT", "PUB", "OSL_10_2A", "OWN_DELEG_AUTO",
    "SOL_29", "SAMTYCKE", "OSL_26_9", "OSL_10_28", "FB_6_20B", "FB_2_4", "SVOD", "INT_DELEG",
)  # fmt: skip


def lines(side: str) -> list[object]:
    return [
        pytest.param(case["activity"], Step(step), case[side][step], id=f"{case['activity']}-{step}")
        for case in TABLE["cases"]
        for step in Step
    ]


def employee(municipality: int) -> Performer:
    return Performer(municipality, "employee", SOCIONOM)


def test_every_activity_stands_in_the_table() -> None:
    assert {case["activity"] for case in TABLE["cases"]} == {row.code for row in activities(TABLE["date"])}


@pytest.mark.parametrize(("activity", "step", "level"), lines("at_home"))
def test_at_home_the_level_opens_and_the_one_below_does_not(activity: str, step: Step, level: str) -> None:
    on = TABLE["date"]
    bare = ask(activity, step, employee(HELSINGBORG), on=on)
    delegated = ask(activity, step, employee(HELSINGBORG), papers("INT_DELEG"), on=on)
    committee = ask(activity, step, Performer(HELSINGBORG, "committee"), on=on)
    board = ask(activity, step, Performer(HELSINGBORG, "board"), on=on)
    opened = {
        "employee": (True, True, True, True),
        "delegation": (False, True, True, True),
        "committee": (False, False, True, True),
        "board": (False, False, False, True),
        "nobody": (False, False, False, False),
        "unknown": (False, False, False, False),
    }[level]
    assert (bare.permitted, delegated.permitted, committee.permitted, board.permitted) == opened
    assert (bare.verdict is Verdict.UNKNOWN) == (level == "unknown")
    assert (board.verdict is Verdict.NEVER) == (level == "nobody")


@pytest.mark.parametrize(("activity", "step", "needs"), lines("next_door"))
def test_next_door_the_papers_open_and_one_paper_less_does_not(
    activity: str, step: Step, needs: str | list[str]
) -> None:
    on = TABLE["date"]
    if needs in ("never", "unknown"):
        answer = ask(activity, step, employee(LANDSKRONA), EVERYTHING, on=on)
        assert answer.verdict == needs
        return
    for word in [needs] if isinstance(needs, str) else needs:
        codes = TABLE["words"][word]
        assert ask(activity, step, employee(LANDSKRONA), papers(*codes), on=on).permitted
        for fewer in combinations(codes, len(codes) - 1):
            assert ask(activity, step, employee(LANDSKRONA), papers(*fewer), on=on).verdict is Verdict.MISSING


def test_the_levels_of_the_table_are_those_of_the_law() -> None:
    words = {level for case in TABLE["cases"] for level in case["at_home"].values()}
    assert words <= {*Level, "nobody", "unknown"}
