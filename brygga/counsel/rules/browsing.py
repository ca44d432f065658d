"""Finding one's way in the book of law: by words, by area, from a section to what cites it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from brygga.law import Activity, Section
from brygga.law.books import Book
from brygga.law.terms import Clock, Paper, StepRule

_NOT_WORDS = re.compile(r"[^0-9a-zåäö]+")


def slug(key: str) -> str:
    """A section's reference in an address: "KL 9:37" is "kl-9-37"."""
    return _NOT_WORDS.sub("-", key.lower()).strip("-")


def section_key(book: Book, wanted: str) -> str | None:
    return next((key for key in book.sections if slug(key) == wanted), None)


def slugs(book: Book) -> dict[str, str]:
    """From a section as it is written in a sentence to its address."""
    return {section.ref: slug(key) for key, section in book.sections.items()}


def matching(rows: Iterable[Activity], words: str, area: str) -> list[Activity]:
    """Every word must stand in the name, the code or a section; an area narrows."""
    wanted = words.lower().split()
    return [
        row for row in rows if (not area or row.area == area) and all(word in _text(row) for word in wanted)
    ]


def _text(row: Activity) -> str:
    refs = " ".join(section.ref for section in row.sections)
    return f"{row.name_sv} {row.code} {refs}".lower()


def by_area(rows: Iterable[Activity], order: Iterable[str]) -> list[tuple[str, list[Activity]]]:
    found: dict[str, list[Activity]] = {area: [] for area in order}
    for row in rows:
        found.setdefault(row.area, []).append(row)
    return [(area, sorted(group, key=lambda row: row.name_sv)) for area, group in found.items() if group]


@dataclass(frozen=True)
class Citing:
    """What rests on one section."""

    activities: tuple[Activity, ...]
    papers: tuple[Paper, ...]
    clocks: tuple[Clock, ...]


def citing(book: Book, key: str, on: date) -> Citing:
    section = book.sections[key]
    return Citing(
        tuple(row for row in book.all_on(on) if section in row.sections or key in set(_rule_refs(row))),
        tuple(paper for paper in book.papers.values() if key in paper.sections),
        tuple(clock for clock in clocks_on(book, on) if clock.section == section),
    )


def _rule_refs(row: Activity) -> Iterator[str]:
    for rule in row.steps.values():
        yield from rule.sections
        for barrier in rule.barriers:
            yield from barrier.sections


def clocks_on(book: Book, on: date) -> Iterator[Clock]:
    for versions in book.clocks.values():
        yield from (clock for clock in versions if clock.origin.covers(on))


def clocks_of(book: Book, row: Activity, on: date) -> list[Clock]:
    """The time limits that stand in a section the activity rests on, its own first."""
    found = [
        clock for clock in clocks_on(book, on) if clock.code == row.code or clock.section in row.sections
    ]
    return sorted(found, key=lambda clock: clock.code != row.code)


def named_ways(book: Book, rule: StepRule) -> list[list[Paper]]:
    """Each way open to an employee of another municipality, as the papers it takes."""
    return [[book.papers[code] for code in way] for way in rule.elsewhere]


def laws(book: Book) -> list[tuple[str, list[tuple[str, Section]]]]:
    """Sections by the law they stand in, in the order of the files."""
    found: dict[str, list[tuple[str, Section]]] = {}
    for key, section in book.sections.items():
        found.setdefault(key.partition(" ")[0], []).append((slug(key), section))
    return list(found.items())
