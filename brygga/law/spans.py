"""Rows of one code over time: no day may have two rows, no day between them may have none."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol, TypeVar

from brygga.law.errors import NoLawThatDay
from brygga.law.files import Row
from brygga.law.terms import Confidence, Provenance


class Dated(Protocol):
    """Anything with a code and an origin."""

    @property
    def code(self) -> str:
        """What the row is called."""

    @property
    def origin(self) -> Provenance:
        """From when, to when, from where, how sure."""


Item = TypeVar("Item", bound=Dated)


def shelve(pairs: Iterable[tuple[Item, Row]]) -> dict[str, tuple[Item, ...]]:
    """Rows by code, oldest first; raises BadData on an overlap or a gap, at the later row."""
    found: dict[str, list[tuple[Item, Row]]] = {}
    for item, row in pairs:
        found.setdefault(item.code, []).append((item, row))
    return {code: _in_order(code, items) for code, items in found.items()}


def _in_order(code: str, items: list[tuple[Item, Row]]) -> tuple[Item, ...]:
    items = sorted(items, key=lambda pair: pair[0].origin.valid_from)
    for (before, _), (after, row) in pairwise(items):
        end, start = before.origin.valid_to, after.origin.valid_from
        if end is None or start <= end:
            raise row.fail(f"{code} has two rows for the same day; end the older with valid_to.")
        if start > end + timedelta(days=1):
            first = (end + timedelta(days=1)).isoformat()
            raise row.fail(f"{code} has no row from {first}; let the older reach the day before the newer.")
    return tuple(item for item, _ in items)


def on_the_day(
    shelf: Mapping[str, tuple[Item, ...]], code: str, on: date, unknown: Callable[[str], Exception]
) -> Item:
    """The checked row of that day; a day without one, or with an unverified one, is NoLawThatDay."""
    if code not in shelf:
        raise unknown(code)
    found = next((item for item in shelf[code] if item.origin.covers(on)), None)
    if found is None or found.origin.confidence is Confidence.UNVERIFIED:
        raise NoLawThatDay(code, on)
    return found
