"""What became of each finding of the second reading of our research."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from brygga.law.books import Book, book
from brygga.law.books import load as load_book
from brygga.law.files import DATA, Row, rows
from brygga.law.registers import Registers, registers
from brygga.law.registers import load as load_registers
from brygga.law.terms import Confidence

# What of the engine itself a finding may point at; each is tested in tests/test_may.py or test_cases.py.
ENGINE = frozenset(
    {
        "greater_weight",
        "joint_body",
        "expressions",
        "chair_on_call",
        "automation",
        "appeal_route",
        "capacities",
    }
)


class Followed(StrEnum):
    """Whether the data does as the finding asks."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True)
class Finding:
    """One finding, what it rests on, and what we did about it."""

    number: int
    of: str
    field: str
    severity: str
    asks: str
    sections: tuple[str, ...]
    followed: Followed
    shows: tuple[str, ...]
    answer: str
    confidence: Confidence


def load(data: Path = DATA) -> tuple[Finding, ...]:
    """Read and check the findings; raises BadData with file and line."""
    law = book() if data == DATA else load_book(data)
    tables = registers() if data == DATA else load_registers(data)
    return tuple(_read(row, law, tables) for row in rows(data / "second_reading.yaml", "findings"))


def _read(row: Row, law: Book, tables: Registers) -> Finding:
    row.only(
        "nr", "of", "field", "severity", "asks", "read", "sections", "followed", "shows", "answer",
        "confidence",
    )  # fmt: skip
    for word in row.words("shows"):
        if not _exists(word, law, tables):
            raise row.fail(f"shows {word}, which is not in the data; correct the code.")
    if strange := [ref for ref in row.words("sections") if ref not in law.sections]:
        raise row.fail(f"{', '.join(strange)} has no row under sections/; add it or leave it in read.")
    return Finding(
        number=row.need("nr"),
        of=row.need("of"),
        field=row.need("field"),
        severity=row.need("severity"),
        asks=row.need("asks"),
        sections=row.words("sections"),
        followed=row.word("followed", Followed),
        shows=row.words("shows"),
        answer=row.need("answer"),
        confidence=row.word("confidence", Confidence),
    )


def _exists(word: str, law: Book, tables: Registers) -> bool:
    kind, _, code = word.rpartition(":")
    shelves = {
        "": law.activities,
        "clock": law.clocks,
        "instrument": law.papers,
        "secrecy": tables.secrecy,
        "retention": tables.retention,
        "norm": tables.norm,
        "engine": ENGINE,
    }
    return kind in shelves and code in shelves[kind]


@cache
def findings() -> tuple[Finding, ...]:
    """Every finding, in the order of the reading."""
    return load()
