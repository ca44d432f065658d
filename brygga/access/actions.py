"""Letting oneself into one case in an emergency, and looking at it afterwards. The database judges (functions.py)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from brygga.ground.ids import uuid7


@dataclass(frozen=True)
class Emergency:
    """What was asked. id: the opening's own, from the form, so that two sends open once."""

    id: UUID
    number: str
    ground: str  # a code of rules.EMERGENCY_GROUNDS
    reason: str  # 10 to 1000 characters
    hidden: bool  # the reason would tell a secret: it is not shown to the resident


@dataclass(frozen=True)
class Opened:
    """outcome: opened; open (already); reached (no emergency is needed); none; limit. case: for the first three."""

    outcome: str
    case: UUID | None


def open_in_emergency(asked: Emergency) -> Opened:
    """Open one case of the municipality in focus for whoever is at work. Attempts are counted, all of them."""
    given = [asked.id, uuid7(), asked.number, asked.ground, asked.reason, asked.hidden]
    row = _asked("select outcome, opened_case from brygga.open_in_emergency(%s, %s, %s, %s, %s, %s)", given)
    return Opened(*row)


def close_opening(case: UUID) -> None:
    """Nothing is left to look at: give up one's own opening before its time."""
    _asked("select brygga.close_opening(%s)", [case])


def review_opening(opening: UUID, *, accepted: bool, note: str) -> bool:
    """Say whether the opening was needed. False where it is one's own, not there to be seen, or already reviewed."""
    return bool(_asked("select brygga.review_opening(%s, %s, %s, %s)", [opening, uuid7(), accepted, note])[0])


def _asked(statement: str, given: list[Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return tuple(cursor.fetchone() or ())
