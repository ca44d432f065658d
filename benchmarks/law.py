"""`python -m benchmarks.law`: what a decision with its reasons costs, beside Cedar, and the whole matrix.

Not asked before: another person's papers, in an activity and step that the process has met; what follows
from the law alone is then worked out already, as Cedar's policies are parsed already. First of its kind:
nothing is worked out but the reading of the files. Asked again: the very same question.

Prints a table and keeps it in build/bench-law.json. Both engines are asked the same questions and must
give the same answers, or there is no table.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import cedarpy

from benchmarks import cedar, figures
from brygga.law import Answer, Capacity, Explanation, Instrument, Performer, Step, Verdict, activities, may
from brygga.law.books import book, load
from brygga.law.explanations import work_out
from brygga.law.files import DATA
from brygga.law.matrix import Pair, matrix, pairs
from brygga.law.questions import decide
from brygga.municipalities.rules import names

KEPT = Path("build") / "bench-law.json"
ON = date(2026, 11, 21)
PILES = (
    (),
    ("AVTAL",),
    ("AVTAL", "SECRECY_BASIS", "PUB"),
    ("AVTAL", "EXT_DELEG", "SECRECY_BASIS", "PUB"),
    ("GEM_NAMND", "INT_DELEG"),
)
SOCIONOM = frozenset({"socionom"})
ROUNDS = 5
AGREEMENTS = 300


@dataclass(frozen=True)
class Question:
    """One question, as both engines are asked it."""

    activity: str
    step: Step
    performer: Performer
    home: int
    have: tuple[Instrument, ...]


def questions(number: int) -> list[Question]:
    """Every activity, step, capacity and pile, at home and next door; no two rounds share a reference."""
    return [
        Question(row.code, step, Performer(1282, capacity, SOCIONOM), home, _pile(codes, number, index))
        for index, row in enumerate(activities(ON))
        for step in Step
        for capacity in (Capacity.EMPLOYEE, Capacity.COMMITTEE)
        for home in (1282, 1283)
        for codes in PILES
    ]


def _pile(codes: Sequence[str], number: int, index: int) -> tuple[Instrument, ...]:
    begins, ends = date(2026, 1, 1), date(2026, 12, 31)
    return tuple(Instrument(code, f"{code} {number}-{index}", begins, ends) for code in codes)


def microseconds(ask: Callable[[Question], object], rounds: Sequence[list[Question]]) -> list[float]:
    """CPU time for each question, round by round; the rounds differ, so that nothing was asked before."""
    costs = []
    for asked in rounds:
        begun = time.process_time()
        for question in asked:
            ask(question)
        costs.append(1e6 * (time.process_time() - begun) / len(asked))
    return costs


def _one_of_each(asked: list[Question]) -> list[Question]:
    """One question for each activity and step: nothing of either has been asked."""
    return list({(one.activity, one.step): one for one in asked}.values())


def by_may(one: Question) -> Answer:
    """Through the door that everybody uses, which remembers."""
    return may(one.activity, one.step, performer=one.performer, home=one.home, on=ON, have=one.have)


def by_decide(one: Question) -> Answer:
    """The answer with its sections and sentences, worked out from the beginning."""
    return decide(book(), one.activity, one.step, one.performer, one.home, ON, one.have, (), None)


def by_work_out(one: Question) -> Explanation:
    """The answer, the tree of reasons, the smallest sets and the facts to ask for."""
    return work_out(book(), one.activity, one.step, one.performer, one.home, ON, one.have, (), None)


def main() -> int:
    """Measure, print, keep."""
    begun = time.process_time()
    load(DATA)
    loading = time.process_time() - begun
    first = microseconds(by_work_out, [_one_of_each(questions(-2))])
    microseconds(by_work_out, [questions(-1)])
    fresh = [questions(number) for number in range(ROUNDS)]
    again = fresh[0][:4000]
    microseconds(by_may, [again])
    found = {
        "asked again": microseconds(by_may, [again] * ROUNDS),
        "not asked before": microseconds(by_decide, fresh),
        "not asked before, with the tree": microseconds(by_work_out, fresh),
        "first of its kind, with the tree": first,
        "Cedar, parsed policies": _cedar(fresh),
    }
    typical = {name: figures.percentile(sorted(costs), 0.5) for name, costs in found.items()}
    whole = _matrix()
    print(f"Reading and checking the law: {loading:.2f} s of CPU, once for each process.\n")
    print(f"Microseconds of CPU for a decision ({len(fresh[0])} questions in each of {ROUNDS} rounds):")
    for name, cost in typical.items():
        print(f"  {name:34} {cost:8.1f}")
    ratio = typical["Cedar, parsed policies"] / typical["not asked before"]
    print(f"  Cedar costs {ratio:.0f} times a decision not asked before.\n")
    print("\n".join(f"{name}: {value}" for name, value in whole.items()))
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps({"microseconds": found, "matrix": whole}, indent=1), encoding="utf-8")
    return 0


def by_cedar() -> Callable[[dict[str, Any]], bool]:
    """Cedar with its policies parsed beforehand."""
    parsed = cedarpy.PolicySet.from_str(cedar.policies(book(), activities(ON)))
    nobody = cedarpy.Entities.from_json_str("[]")
    return lambda request: bool(cedarpy.is_authorized(request, parsed, nobody).allowed)


def _cedar(rounds: Sequence[list[Question]]) -> list[float]:
    """Two rounds, with the requests written beforehand; its answers are compared with ours."""
    ask, costs = by_cedar(), []
    for asked in rounds[:2]:
        written = [request_of(one) for one in asked]
        begun = time.process_time()
        allowed = [ask(request) for request in written]
        costs.append(1e6 * (time.process_time() - begun) / len(asked))
        ours = [by_decide(one).permitted for one in asked]
        if differ := [one for one, a, b in zip(asked, allowed, ours, strict=True) if a != b]:
            raise SystemExit(
                f"Cedar and the law differ in {len(differ)} questions, for instance {differ[0]}."
            )
    return costs


def request_of(one: Question) -> dict[str, Any]:
    """The question as Cedar takes it."""
    at_home = one.performer.municipality == one.home
    codes = [instrument.code for instrument in one.have]
    return cedar.request(one.activity, one.step, one.performer.capacity, at_home=at_home, have=codes)


def _matrix() -> dict[str, str]:
    """All activities and steps between all municipalities, with some hundred different agreements in force."""
    everyone = list(names())
    begun = time.process_time()
    told = matrix(_between(everyone), ON, professions=SOCIONOM)
    verdicts = told.verdicts(everyone)
    seconds = time.process_time() - begun
    yes = verdicts[Verdict.PERMITTED] + verdicts[Verdict.CONDITIONS]
    worked_out = sum(len(row) for row in told.answers.values())
    return {
        "The whole matrix": f"{verdicts.total():,} answers in {seconds:.2f} s of CPU",
        "worked out": f"{worked_out:,}, for {len(told.answers)} different piles of papers; the rest are the same",
        "permitted": f"{yes:,}",
    }


def _between(everyone: list[int]) -> dict[Pair, tuple[Instrument, ...]]:
    """Agreements between each municipality and its neighbours by code, each with its own reference."""
    near = [(home, other) for home, other in pairs(everyone) if 0 < abs(home - other) <= 2]
    return {pair: _pile(PILES[2 + number % 3], number, 0) for number, pair in enumerate(near[:AGREEMENTS])}


if __name__ == "__main__":
    raise SystemExit(main())
