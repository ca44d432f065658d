"""The map between the old and the new Social Services Act, for decisions that cite the old one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from brygga.law.errors import BadQuestion
from brygga.law.files import DATA, ORIGIN_KEYS, Row, rows
from brygga.law.terms import Confidence, Provenance

OLD = re.compile(r"ÄSoL \d+( a)?:\d+( [a-z])?")
NEW_LAW = "SoL"


@dataclass(frozen=True)
class Renumbered:
    """One section of the act of 2001 (ÄSoL) and those of the act of 2025 (SoL) in its place."""

    old: str
    new: tuple[str, ...]
    origin: Provenance


@dataclass(frozen=True, eq=False)
class Map:
    """Every pair of numbers, and which sections the new act has."""

    pairs: tuple[Renumbered, ...]
    contents: Mapping[str, date | None]


def load(data: Path = DATA) -> Map:
    """Read and check both files; raises BadData with file and line."""
    contents = dict(_contents(data / "contents.yaml"))
    found: dict[str, Renumbered] = {}
    for row in rows(data / "renumbering.yaml", "renumbering"):
        pair = _read(row, contents)
        if pair.old in found:
            raise row.fail(f"{pair.old} stands twice; keep one of the rows.")
        found[pair.old] = pair
    return Map(tuple(found.values()), contents)


def _contents(path: Path) -> Iterator[tuple[str, date | None]]:
    """Every section of an act, and the day it was added if it was not there from the start."""
    for row in rows(path, "contents"):
        row.only("law", "chapter", "sections", "added", "since")
        place = f"{row.need('law')} {row.need('chapter')}"
        if not isinstance(count := row.need("sections"), int) or count < 1:
            raise row.fail("sections must be the number of sections in the chapter.")
        yield from ((f"{place}:{number}", None) for number in range(1, count + 1))
        if added := row.words("added"):
            yield from ((f"{place}:{number}", row.need("since")) for number in added)


def _read(row: Row, contents: Mapping[str, date | None]) -> Renumbered:
    row.only("old", "new", *ORIGIN_KEYS)
    if not OLD.fullmatch(old := row.need("old")):
        raise row.fail(f'{old!r} is not a section of the old act; write it as "ÄSoL 4:1" or "ÄSoL 2 a:8".')
    if not (new := row.words("new")):
        raise row.fail("new is empty; leave the row out if nothing took its place.")
    if strange := [ref for ref in new if ref not in contents]:
        raise row.fail(f"{', '.join(strange)} is not in contents.yaml; the act has no such section.")
    return Renumbered(old, new, row.origin())


@cache
def the_map() -> Map:
    """The map this process goes by."""
    return load()


def formerly(ref: str) -> tuple[str, ...]:
    """The sections of the old act behind one of the new, such as "SoL 11:1"; often none.

    Raises BadQuestion when the act has no such section, or when only an unchecked row speaks of it.
    """
    if ref not in the_map().contents:
        raise BadQuestion(f"{ref!r} is not a section of {NEW_LAW} (2025:400).")
    return _checked(ref, tuple(pair for pair in the_map().pairs if ref in pair.new), "old")


def nowadays(ref: str) -> tuple[str, ...]:
    """The sections of the new act in place of one of the old, such as "ÄSoL 4:1".

    Raises BadQuestion when no row speaks of it, or only an unchecked one.
    """
    found = tuple(pair for pair in the_map().pairs if pair.old == ref)
    if not found:
        raise BadQuestion(f"{ref!r} has no row in renumbering.yaml; add one with its source.")
    return _checked(ref, found, "new")


def renumbered() -> tuple[Renumbered, ...]:
    """Every row, the unchecked too, for a page that shows how far the map may be trusted."""
    return the_map().pairs


def _checked(ref: str, found: tuple[Renumbered, ...], side: str) -> tuple[str, ...]:
    sure = [pair for pair in found if pair.origin.confidence is not Confidence.UNVERIFIED]
    if found and not sure:
        names = ", ".join(pair.old for pair in found)
        raise BadQuestion(
            f"{ref!r} is in renumbering.yaml (row {names}), but the row is unverified. "
            "Compare the texts, then set its source, verified_on and confidence."
        )
    if side == "old":
        return tuple(pair.old for pair in sure)
    return tuple(dict.fromkeys(new for pair in sure for new in pair.new))
