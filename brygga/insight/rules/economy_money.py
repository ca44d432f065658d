"""Arithmetic of money: shares that add up, present value, and when something has paid for itself.

Money is whole kronor (int). Everything in between is Decimal, so the same question has the same answer
on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

ZERO, ONE, TWELVE = Decimal(0), Decimal(1), 12


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year, 1 to 12."""

    year: int
    month: int


def kronor(amount: Decimal) -> int:
    return int(amount.quantize(ONE, rounding=ROUND_HALF_EVEN))


def divide(total: int, weights: Sequence[Decimal]) -> tuple[int, ...]:
    """Divide whole kronor by weights, by largest remainder: the parts always add up to the total.

    Equal remainders go to whoever stands first. Without any weight at all everybody pays the same.
    Raises ValueError for a negative weight, or for nobody to divide among.
    """
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("There must be at least one weight, and none below zero.")
    whole = sum(weights, ZERO)
    if whole == 0:
        weights, whole = [ONE] * len(weights), Decimal(len(weights))
    size, sign = abs(total), -1 if total < 0 else 1
    exact = [size * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: size - sum(parts)]:
        parts[place] += 1
    return tuple(sign * part for part in parts)


def present_value(now: int, later: Sequence[int], rate: Decimal) -> int:
    """What flows of money are worth today: `now` at once, then one each year, at the end of it."""
    worth, factor = Decimal(now), ONE
    for flow in later:
        factor /= ONE + rate
        worth += flow * factor
    return kronor(worth)


def paid_back(now: int, later: Sequence[int], start: int) -> Month | None:
    """The month in which what has come in first covers what has gone out; None within these years.

    Each year's money is spread evenly over its months. Nothing spent is paid back at once.
    """
    if now >= 0 and (not later or later[0] >= 0):
        return Month(start, 1)
    balance = Decimal(now)
    for year, flow in enumerate(later, start):
        if balance + flow >= 0 > balance:
            needed = -balance * TWELVE / flow
            return Month(year, min(TWELVE, max(1, int(needed.to_integral_value(rounding="ROUND_CEILING")))))
        balance += flow
    return None


def break_even_share(
    volume: Decimal, saved_each: Decimal, yearly: int, once: int, years: int
) -> Decimal | None:
    """The digital share at which a year of parallel channels costs what it saves.

    saved_each: kronor that one case costs less when it is digital. The one-time cost is spread over the
    years. Below this share the digital channel is an extra cost. None: no share is enough.
    """
    if volume <= 0 or saved_each <= 0 or years <= 0:
        return None
    share = (Decimal(yearly) + Decimal(once) / years) / (volume * saved_each)
    return share if share <= ONE else None


def digital_share(first: Decimal, last: Decimal, years_to_last: int, year: int) -> Decimal:
    """The share of cases that are digital in a year (0 is the first): a straight line, then level."""
    if year >= years_to_last - 1:
        return last
    return first + (last - first) * year / (years_to_last - 1)
