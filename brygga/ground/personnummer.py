"""Swedish personal identity numbers and coordination numbers.

Sources: 18 § folkbokföringslagen (1991:481) and SKV 704 for personal numbers; 2 kap. lagen
(2022:1697) om samordningsnummer and SKV 707 for coordination numbers (day + 60; the day may be
60 and the month 00 where the birth date is not known).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_TYPED = re.compile(r"(?P<century>[0-9]{2})?(?P<six>[0-9]{6})(?P<sign>[-+]?)(?P<four>[0-9]{4})")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")
_FIRST_YEAR = 1800
_COORDINATION = 60


class InvalidNumberError(ValueError):
    """The text is not a personal or coordination number. Never carries the text itself."""


class Kind(StrEnum):
    """What sort of number it is."""

    PERSONAL = "personal"
    COORDINATION = "coordination"


@dataclass(frozen=True, slots=True, repr=False)
class Number:
    """A valid number, held as twelve digits. Neither str() nor repr() shows it: say which form."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{12}", self.digits):
            raise InvalidNumberError("not twelve digits")
        if not _is_possible_date(self.digits):
            raise InvalidNumberError("no such date")
        if check_digit(self.digits[2:11]) != int(self.digits[11]):
            raise InvalidNumberError("wrong check digit")

    def __repr__(self) -> str:
        return f"<{self.kind.value} number>"

    __str__ = __repr__

    @property
    def kind(self) -> Kind:
        """Coordination numbers have 60 added to the day."""
        return Kind.COORDINATION if int(self.digits[6:8]) >= _COORDINATION else Kind.PERSONAL

    @property
    def birthdate(self) -> date | None:
        """Day of birth; None where a coordination number leaves month or day unknown."""
        year, month, day = _parts(self.digits)
        return date(year, month, day) if month and day else None

    @property
    def dashed(self) -> str:
        """The whole number for the person's own eyes and for letters: 19900101-2384."""
        return f"{self.digits[:8]}-{self.digits[8:]}"

    @property
    def masked(self) -> str:
        """Enough to recognise one's own number on a shared screen: 19900101-****."""
        return f"{self.digits[:8]}-****"


def parse(text: str, *, today: date) -> Number:
    """Read a number as people write it: 10 or 12 digits, with or without - or + and spaces.

    Two-digit years follow SKV 704: "-" until the year one turns 100, then "+". Without a sign
    the latest date that is not in the future. Raises InvalidNumberError.
    """
    typed = _TYPED.fullmatch("".join(text.split()).translate(_DASHES))
    if not typed:
        raise InvalidNumberError("not ten or twelve digits")
    short = typed["six"] + typed["four"]
    centuries = [typed["century"]] if typed["century"] else _centuries(short, typed["sign"], today)
    candidates = [century + short for century in centuries]
    past = [digits for digits in candidates if not _is_future(digits, today)]
    if not past:
        raise InvalidNumberError("born in the future")
    return Number(past[0])


def check_digit(nine: str) -> int:
    """The Luhn check digit of the nine digits before it (SKV 704)."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(nine))
    return -sum(value // 10 + value % 10 for value in doubled) % 10


def _centuries(short: str, sign: str, today: date) -> list[str]:
    age_this_year = (today.year - int(short[:2])) % 100
    under_hundred = (today.year - age_this_year) // 100
    return {
        "-": [str(under_hundred)],
        "+": [str(under_hundred - 1)],
        "": [str(under_hundred), str(under_hundred - 1)],
    }[sign]


def _parts(digits: str) -> tuple[int, int, int]:
    """Year, month and day, with a coordination number's 60 taken off the day."""
    return int(digits[:4]), int(digits[4:6]), int(digits[6:8]) % _COORDINATION


def _is_possible_date(digits: str) -> bool:
    year, month, day = _parts(digits)
    if int(digits[6:8]) >= _COORDINATION:
        month, day = month or 1, day or 1
    try:
        return date(year, month, day).year >= _FIRST_YEAR
    except ValueError:
        return False


def _is_future(digits: str, today: date) -> bool:
    year, month, day = _parts(digits)
    return (year, month, day) > (today.year, today.month, today.day)
