"""The names of Sweden's municipalities, from the same file that set-up loads. Plain Python."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

CODES = Path(__file__).parent / "data" / "municipalities.csv"


@cache
def names() -> Mapping[int, str]:
    """The names of all 290 by SCB code, in the order of the alphabet."""
    with CODES.open(encoding="utf-8", newline="") as rows:
        found = {int(row["code"]): row["short_name"] for row in csv.DictReader(rows)}
    return dict(sorted(found.items(), key=lambda item: _alphabetical(item[1])))


def _alphabetical(name: str) -> str:
    """Å, Ä and Ö come last in Swedish."""
    return name.lower().translate(str.maketrans("åäö", "{|}"))
