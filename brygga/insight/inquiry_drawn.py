"""Where the lines and bars of the inquiry stand: coordinates, no words. The table beside says the same."""

from collections.abc import Sequence
from typing import Any

SHARES = ("free", "conditions", "not", "unclear")
BAR, GAP = 200.0, 1.5
WIDE, HIGH = 420.0, 240.0
LEFT, TOP, BOTTOM = 34.0, 10.0, 24.0
STEPS = (1, 2, 5)
MILLION = 1_000_000


def bars(areas: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """One stacked bar for each area, to the scale of the longest."""
    longest = max((area["all"] for area in areas), default=1)
    return {area["code"]: _bar(area, BAR / longest) for area in areas}


def _bar(area: dict[str, Any], unit: float) -> list[dict[str, Any]]:
    found, x = [], 0.0
    for share in SHARES:
        if area[share]:
            width = area[share] * unit
            found.append({"share": share, "x": round(x + 0.5, 1), "width": round(width - GAP, 1)})
            x += width
    return found


def chart(years: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Cost and benefit in all, year by year, with the benefit a quarter lower and higher as a band."""
    costs, benefits = _sums(years, "cost"), _sums(years, "benefit")
    top = _round_up(max(costs[-1], benefits[-1] * 1.25, 1))
    across = (WIDE - LEFT - 8) / len(years)

    def at(number: int, kronor: float) -> tuple[float, float]:
        return round(LEFT + number * across, 1), round(
            HIGH - BOTTOM - (HIGH - BOTTOM - TOP) * max(kronor, 0) / top, 1
        )

    low = [at(n, value * 0.75) for n, value in enumerate(benefits)]
    high = [at(n, value * 1.25) for n, value in enumerate(benefits)]
    return {
        "cost": _line(at(n, value) for n, value in enumerate(costs)),
        "benefit": _line(at(n, value) for n, value in enumerate(benefits)),
        "band": _line([*high, *reversed(low)]),
        "cost_end": at(len(years), costs[-1]),
        "benefit_end": at(len(years), benefits[-1]),
        "grid": [{"y": at(0, top * part / 4)[1], "word": _millions(top * part / 4)} for part in range(5)],
        "years": [
            {"x": round(LEFT + (n + 0.5) * across, 1), "year": one["year"]} for n, one in enumerate(years)
        ],
    }


def _sums(years: Sequence[dict[str, Any]], what: str) -> list[float]:
    found = [0.0]
    for year in years:
        found.append(found[-1] + year[what])
    return found


def _round_up(kronor: float) -> float:
    """The next round number that four lines divide well."""
    power = 1.0
    while power * 10 <= kronor:
        power *= 10
    return next(step * power for step in (*STEPS, 10) if step * power >= kronor)


def _millions(kronor: float) -> str:
    return f"{kronor / MILLION:g}".replace(".", ",")


def _line(points: Any) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
