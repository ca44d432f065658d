"""Which duties there are, on what section, and when each is due again."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    OVERDUE = "overdue"
    SOON = "soon"
    WELL = "well"


@dataclass(frozen=True)
class Duty:
    """months: between two times. by_law: whether the law says how often, or this is the house's proposal."""

    code: str
    sections: tuple[str, ...]
    months: int
    by_law: bool


DUTIES = (
    Duty("report", ("9 kap. 38 § KL",), 12, by_law=True),  # "årligen"
    Duty(
        "decisions", ("7 kap. 8 § KL", "8 kap. 10 § KL"), 1, by_law=False
    ),  # the board decides; most meet monthly
    Duty("log", ("10 § SoLPuL",), 1, by_law=False),  # "systematiska och återkommande kontroller"
)
SOON_DAYS = 14


def duty(code: str) -> Duty:
    return next(one for one in DUTIES if one.code == code)


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_on(what: Duty, done: date | None, since: date) -> date:
    """When it is due next. done: the last day covered so far; since: the first day there was anything to do."""
    return months_after(done or since, what.months)


def state(due: date, today: date) -> State:
    if due < today:
        return State.OVERDUE
    return State.SOON if (due - today).days <= SOON_DAYS else State.WELL
