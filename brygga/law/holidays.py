"""Days on which a person need not act: weekends, holidays and the eves that count as such.

Source: lag (1930:173) om beräkning av lagstadgad tid 2 §; lag (1989:253) om allmänna helgdagar 1 §.
"""

from datetime import date, timedelta
from functools import cache

FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
AROUND_EASTER = (-2, 1, 39)  # långfredagen, annandag påsk, Kristi himmelsfärds dag
SATURDAY = 5


def is_free_day(day: date) -> bool:
    """Whether a time limit that ends this day moves to the next working day."""
    return day.weekday() >= SATURDAY or day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    easter = _easter(year)
    midsummer_eve = date(year, 6, 19) + timedelta(days=(4 - date(year, 6, 19).weekday()) % 7)
    fixed = (date(year, month, day) for month, day in FIXED)
    moving = (easter + timedelta(days=days) for days in AROUND_EASTER)
    return frozenset((*fixed, *moving, midsummer_eve))


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, skipped = century // 4, (century + 8) // 25
    shift = (century - skipped + 1) // 3
    moon = (19 * golden + century - leap - shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
