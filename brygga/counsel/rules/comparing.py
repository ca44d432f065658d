"""What the law says differently on two days: activities, their rules, time limits. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

from brygga.law import Activity
from brygga.law.books import Book
from brygga.law.terms import Barrier, Clock, StepRule

Row = TypeVar("Row", Activity, Clock)

NOT_COMPARED = frozenset({"code", "origin", "steps"})
"""The origin says when a row was read and from when it holds: that is not what the law says."""


@dataclass(frozen=True)
class Difference:
    """One field of one row, before and after. A row that is only there on one day has no field."""

    kind: str  # activity or deadline
    code: str
    name: str
    field: str
    step: str
    before: Any
    after: Any
    note: str = ""

    @property
    def whole(self) -> bool:
        """Whether the whole row came or went."""
        return not self.field


def differences(book: Book, first: date, last: date) -> list[Difference]:
    """Everything that is not the same on both days, activities before time limits."""
    return [
        *(one for code, rows in book.activities.items() for one in _versions(code, rows, first, last)),
        *(one for code, clocks in book.clocks.items() for one in _versions(code, clocks, first, last)),
    ]


def of_rows(before: Activity, after: Activity) -> list[Difference]:
    """What differs between two versions of an activity."""
    return list(_changed(before, after))


def _versions(code: str, rows: tuple[Row, ...], first: date, last: date) -> Iterator[Difference]:
    before = next((row for row in rows if row.origin.covers(first)), None)
    after = next((row for row in rows if row.origin.covers(last)), None)
    if before is None and after is None:
        return
    if before is None or after is None:
        row: Any = after or before
        yield Difference(_kind(row), code, _name(row), "", "", before, after, row.origin.note)
    elif before is not after:
        yield from _changed(before, after)


def _changed(before: Activity | Clock, after: Activity | Clock) -> Iterator[Difference]:
    kind, name, note = _kind(after), _name(after), after.origin.note
    for field in _differing(before, after):
        values = getattr(before, field), getattr(after, field)
        yield Difference(kind, after.code, name, field, "", *values, note)
    if isinstance(before, Activity) and isinstance(after, Activity):
        for step, rule in after.steps.items():
            for field in _differing(before.steps[step], rule):
                values = getattr(before.steps[step], field), getattr(rule, field)
                yield Difference(kind, after.code, name, field, str(step), *values, note)


def _differing(before: Activity | Clock | StepRule, after: Activity | Clock | StepRule) -> list[str]:
    names = [field.name for field in fields(after) if field.name not in NOT_COMPARED]
    return [name for name in names if _as_said(getattr(before, name)) != _as_said(getattr(after, name))]


def _as_said(value: Any) -> Any:
    """Barriers are the same when they say the same, whichever row they were read from."""
    if isinstance(value, tuple) and any(isinstance(one, Barrier) for one in value):
        return [(one.fact, one.level, one.sections, one.unknown, one.way) for one in value]
    return value


def _kind(row: Activity | Clock) -> str:
    return "activity" if isinstance(row, Activity) else "deadline"


def _name(row: Activity | Clock) -> str:
    return row.name_sv if isinstance(row, Activity) else row.starts


def sections_between(book: Book, first: date, last: date) -> tuple[list[str], list[str]]:
    """References that something rests on only on the last day, and only on the first."""
    before, after = _cited(book, first), _cited(book, last)
    return sorted(after - before), sorted(before - after)


def _cited(book: Book, on: date) -> set[str]:
    keys: Mapping[Any, str] = {section: section.ref for section in book.sections.values()}
    found = {keys[section] for row in book.all_on(on) for section in row.sections}
    clocks = (clock for versions in book.clocks.values() for clock in versions if clock.origin.covers(on))
    return found | {clock.section.ref for clock in clocks}
