"""All 290 municipalities by SCB code, loaded at set-up. What a municipality has set itself is kept."""

import csv
from pathlib import Path

from brygga.municipalities.models import Municipality

CODES = Path(__file__).parent / "data" / "municipalities.csv"


def load(database: str) -> None:
    """Insert those that are missing."""
    with CODES.open(encoding="utf-8", newline="") as rows:
        known = [
            Municipality(
                code=int(row["code"]),
                name=row["short_name"],
                full_name=row["name"],
                slug=row["slug"],
                short=row["abbreviation"].capitalize(),
                county=row["county"],
            )
            for row in csv.DictReader(rows)
        ]
    Municipality.objects.using(database).bulk_create(known, ignore_conflicts=True)
