"""What municipalities agree on and decide for themselves: the rules of its own pages. Pure."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from json import dumps
from typing import Any, Protocol, TypeVar

SOON = timedelta(days=90)
"""Three months: time for a board to meet and decide anew."""

WITHOUT_CASES = frozenset({"registrar", "jurist"})
"""Roles that administer and see no cases."""

AGREEMENT_GIVES = frozenset({"INT_DELEG", "EXT_DELEG", "PROFESSION"})
"""What a line in the delegation order itself supplies, or what is asked of the person, not of the line."""


class State(StrEnum):
    """Where a dated row is on a day."""

    COMING = "coming"
    IN_FORCE = "in_force"
    SOON_OVER = "soon_over"
    OVER = "over"


class Dated(Protocol):
    valid_from: Any
    valid_to: Any


Row = TypeVar("Row", bound=Dated)


def last_day(row: Dated) -> date | None:
    """The last day, where an agreement may have been terminated before its time."""
    ends = [end for end in (row.valid_to, getattr(row, "terminated_on", None)) if end is not None]
    return min(ends, default=None)


def state(row: Dated, today: date) -> State:
    last = last_day(row)
    if last is not None and last < today:
        return State.OVER
    if row.valid_from > today:
        return State.COMING
    act = decide_by(row)
    return State.SOON_OVER if act is not None and act - today <= SOON else State.IN_FORCE


def soon_over(rows: Iterable[Row], today: date) -> list[Row]:
    """What ends, or has to be given notice of, within three months; the nearest first."""
    found = [row for row in rows if state(row, today) is State.SOON_OVER]
    return sorted(found, key=lambda row: last_day(row) or today)


def alive(rows: Iterable[Row], today: date) -> list[Row]:
    return [row for row in rows if state(row, today) is not State.OVER]


def may_end_on(day: date, today: date) -> bool:
    """Nothing ends in a past that others have acted on; yesterday means "at once"."""
    return day >= today - timedelta(days=1)


class PositionFault(StrEnum):
    NEEDS_AREAS = "needs_areas"
    SEES_NO_CASES = "sees_no_cases"


def position_fault(role: str, areas: Iterable[str], *, shielded: bool) -> PositionFault | None:
    """Whoever works with cases does so in some area; whoever administers sees none."""
    if role in WITHOUT_CASES:
        return PositionFault.SEES_NO_CASES if shielded or list(areas) else None
    return None if list(areas) else PositionFault.NEEDS_AREAS


def fingerprint(values: Mapping[str, Any]) -> str:
    """Tells whether what somebody began to edit is still what stands there."""
    return sha256(dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:20]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [name for name in after if before.get(name) != after[name]]


class Decides(StrEnum):
    """Which body enters into an agreement, or what has to be answered first."""

    COUNCIL = "council"
    BOARD = "board"
    ENTRUST = "entrust"  # neither principle nor weight, but the board has not been given it
    ASK = "ask"


def who_decides(principle: bool | None, weight: bool | None, entrusted: bool | None) -> Decides:
    """KL 5:1 first: what is of principle or of greater weight is the council's and stays there (5:2).

    One yes is enough. Otherwise nothing is said until every question has an answer.
    """
    if principle or weight:
        return Decides.COUNCIL
    if None in (principle, weight, entrusted):
        return Decides.ASK
    return Decides.BOARD if entrusted else Decides.ENTRUST


def fits(body: str, decides: Decides) -> bool:
    """The council may decide whatever the board may."""
    return body == "council" or (body == "board" and decides is Decides.BOARD)


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or the last there is."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def months_after(day: date, months: int) -> date:
    return months_before(day, -months)


def decide_by(row: Dated) -> date | None:
    """The last day to renew or give notice, where there is a period of notice."""
    last, notice = last_day(row), getattr(row, "notice_months", None)
    return months_before(last, notice) if last and notice else last
