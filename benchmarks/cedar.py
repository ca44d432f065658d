"""The same law as Cedar policies, one for each activity, to measure beside.

The policies are made from the very rows. What Cedar is spared: instruments come to it as codes, already
sorted out by day, area, activity and step; and it says yes or no with the name of a policy, no sections.
"""

from collections.abc import Iterator
from typing import Any

from brygga.law import Activity, Capacity, Confidence, Level, Step
from brygga.law.acts import RANK, REACH
from brygga.law.books import Book
from brygga.law.requirements import Ways
from brygga.law.rules import ALONE, JOINT, MACHINE, MACHINE_AT_HOME, MACHINE_DECIDES


def policies(law: Book, rows: tuple[Activity, ...]) -> str:
    """One policy for each activity, as Cedar text."""
    return "\n".join(_policy(law, row) for row in rows)


def request(activity: str, step: Step, capacity: str, *, at_home: bool, have: list[str]) -> dict[str, Any]:
    """One question as Cedar takes it."""
    return {
        "principal": {"type": "Performer", "id": "someone"},
        "action": {"type": "Action", "id": str(step)},
        "resource": {"type": "Activity", "id": activity},
        "context": {
            "capacity": str(capacity),
            "at_home": at_home,
            "have": have,
            "degrees": ["socionom"],
            "raised": [],
        },
    }


def _policy(law: Book, row: Activity) -> str:
    cases = [case for step in Step for case in _step(law, row, step)]
    return f'permit(principal, action, resource == Activity::"{row.code}")\nwhen {{ {_any(cases)} }};'


def _step(law: Book, row: Activity, step: Step) -> Iterator[str]:
    rule = row.steps[step]
    if rule.confidence is Confidence.UNVERIFIED or rule.home is Level.NONE:
        return
    for capacity in Capacity:
        for at_home in (True, False):
            if ways := _ways(row, step, capacity, at_home=at_home):
                needs = [
                    f'action == Action::"{step}"',
                    f'context.capacity == "{capacity}"',
                    f"context.at_home == {str(at_home).lower()}",
                    *_degree(row, step, capacity),
                    *_raised(row, step, capacity),
                    _any([_all([_held(law, code) for code in way]) for way in ways]),
                ]
                yield _all(needs)


def _ways(row: Activity, step: Step, capacity: Capacity, *, at_home: bool) -> Ways:
    rule = row.steps[step]
    urgent = capacity is Capacity.CHAIR_ON_CALL and rule.chair_on_call
    reaches = urgent or RANK[rule.home] <= RANK[REACH[capacity]]
    if capacity is Capacity.AUTOMATED:
        if step is not Step.DECIDE:
            return ((),) if at_home else MACHINE
        if row.automation != "permitted" or not reaches:
            return ()
        return MACHINE_AT_HOME if at_home else MACHINE_DECIDES
    if not reaches:
        return ()
    if not at_home:
        return rule.elsewhere if capacity is Capacity.EMPLOYEE else JOINT
    return ((),) if urgent or capacity in ALONE or rule.home is Level.EMPLOYEE else (("INT_DELEG",),)


def _degree(row: Activity, step: Step, capacity: Capacity) -> Iterator[str]:
    if capacity is Capacity.EMPLOYEE and step in row.profession_steps:
        yield f"context.degrees.containsAny({_set(row.requires_profession)})"


def _raised(row: Activity, step: Step, capacity: Capacity) -> Iterator[str]:
    rule = row.steps[step]
    if capacity is Capacity.CHAIR_ON_CALL and rule.chair_on_call:
        return
    for barrier in rule.barriers:
        if RANK[barrier.level] > RANK[REACH[capacity]]:
            yield f'!context.raised.contains("{barrier.fact}")'


def _held(law: Book, code: str) -> str:
    return f"context.have.containsAny({_set(law.papers[code].met_by)})"


def _set(words: frozenset[str]) -> str:
    quoted = ", ".join(f'"{word}"' for word in sorted(words))
    return f"[{quoted}]"


def _all(parts: list[str]) -> str:
    return f"({' && '.join(parts)})" if parts else "true"


def _any(parts: list[str]) -> str:
    return f"({' || '.join(parts)})" if parts else "false"
