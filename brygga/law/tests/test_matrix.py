"""The matrix says what `may` says, pair by pair."""

import pytest

from brygga.law import Instrument, Performer, Step, Verdict, activities, may
from brygga.law.matrix import matrix, pairs
from brygga.law.tests.build import DECIDING, HELSINGBORG, LANDSKRONA, SOCIONOM, TODAY, WORKING, papers

BJUV = 1260
THREE = (BJUV, HELSINGBORG, LANDSKRONA)
BETWEEN = {
    (HELSINGBORG, LANDSKRONA): DECIDING,
    (LANDSKRONA, HELSINGBORG): WORKING,
    (BJUV, HELSINGBORG): papers("GEM_NAMND"),
}


def have(home: int, other: int) -> tuple[Instrument, ...]:
    return BETWEEN.get((home, other), ())


def test_each_pair_has_the_answers_of_its_own_papers() -> None:
    told = matrix(BETWEEN, TODAY, professions=SOCIONOM)
    for home, other in pairs(THREE):
        for row in activities(TODAY):
            for step in Step:
                performer = Performer(other, professions=SOCIONOM)
                asked = may(row.code, step, performer=performer, home=home, on=TODAY, have=have(home, other))
                assert told.answer(home, other, row.code, step) == asked


def test_the_verdicts_are_counted_over_all_pairs() -> None:
    told = matrix(BETWEEN, TODAY, professions=SOCIONOM)
    counted = told.verdicts(THREE)
    assert counted.total() == 6 * 4 * len(activities(TODAY))
    one_by_one = [
        told.row(*pair)[row.code, step].verdict
        for pair in pairs(THREE)
        for row in activities(TODAY)
        for step in Step
    ]
    assert counted == {verdict: one_by_one.count(verdict) for verdict in set(one_by_one)}
    assert counted[Verdict.MISSING]


def test_ones_own_municipality_is_no_pair() -> None:
    told = matrix({}, TODAY)
    with pytest.raises(ValueError, match="pairs of two municipalities"):
        told.answer(HELSINGBORG, HELSINGBORG, "child_investigation", Step.READ)
    assert len(list(pairs(THREE))) == 6
