"""Smaller dated tables beside the book: parts of sections, who alone decides, secrecy, keeping, the norm.

Each is fail-closed: a day without a checked row raises NoLawThatDay, which names the row and the day.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from brygga.law.books import Book, book
from brygga.law.books import load as load_book
from brygga.law.errors import BadQuestion
from brygga.law.files import DATA, ORIGIN_KEYS, Row, rows
from brygga.law.spans import on_the_day, shelve
from brygga.law.terms import Provenance


class Reserved(StrEnum):
    """The lowest level that a law leaves a decision to; `chair` also opens it to the chair in haste."""

    BOARD = "board"
    COMMITTEE = "committee"
    DELEGATION = "delegation"
    CHAIR = "chair"


@dataclass(frozen=True)
class Part:
    """One paragraph or point of a section, such as "st 1 p 3" of "KL 6:38"."""

    ref: str
    part: str
    plain: str
    origin: Provenance

    @property
    def code(self) -> str:
        """What the part is called."""
        return f"{self.ref} {self.part}"


@dataclass(frozen=True)
class Reservation:
    """A point of law that says who alone may decide; `when` is a fact that must be true first."""

    section: str
    part: str
    level: Reserved
    refs: tuple[str, ...]
    activities: tuple[str, ...]
    when: str
    appointed: bool
    origin: Provenance


@dataclass(frozen=True)
class SecrecyClass:
    """A class of secrecy: its sections, what it asks of staff, and which instruments may break it."""

    code: str
    name_sv: str
    sections: tuple[str, ...]
    duties: tuple[str, ...]
    breaks: tuple[str, ...]
    origin: Provenance


@dataclass(frozen=True)
class Retention:
    """How long a kind of record is kept: years from a start, until an age, or for good."""

    code: str
    what: str
    section: str
    years: int
    until_age: int
    never: bool
    starts: str
    origin: Provenance


@dataclass(frozen=True)
class Norm:
    """The national norm of a year, in SEK a month."""

    code: str
    children: Mapping[str, int]
    without_lunch: Mapping[str, int]
    single: int
    couple: int
    household: tuple[int, ...]
    origin: Provenance

    def shared(self, people: int) -> int:
        """Shared costs of a household; beyond seven the last step is added per person (SoF 12:3)."""
        if people < 1:
            raise BadQuestion("A household has at least one person.", "Ett hushåll har minst en person.")
        step = self.household[-1] - self.household[-2]
        beyond = max(0, people - len(self.household))
        return self.household[min(people, len(self.household)) - 1] + beyond * step


@dataclass(frozen=True, eq=False)
class Registers:
    """All of the smaller tables, checked against the book."""

    parts: tuple[Part, ...]
    reserved: tuple[Reservation, ...]
    secrecy: Mapping[str, tuple[SecrecyClass, ...]]
    retention: Mapping[str, tuple[Retention, ...]]
    norm: Mapping[str, tuple[Norm, ...]]

    def cited(self) -> set[str]:
        """Every section that one of these tables rests on."""
        classes = (item for rows in self.secrecy.values() for item in rows)
        kept = (item for rows in self.retention.values() for item in rows)
        return (
            {part.ref for part in self.parts}
            | {item.section for item in self.reserved}
            | {ref for item in classes for ref in item.sections}
            | {item.section for item in kept}
        )


def load(data: Path = DATA) -> Registers:
    """Read and check the tables of a directory; raises BadData with file and line, keeps nothing then."""
    law = load_book(data) if data != DATA else book()
    dated = shelve(_part(row, law) for row in rows(data / "parts.yaml", "parts"))
    parts = tuple(chain.from_iterable(dated.values()))
    known = {(part.ref, part.part) for part in parts}
    return Registers(
        parts=parts,
        reserved=tuple(
            _reservation(row, law, known) for row in rows(data / "committee_only.yaml", "reserved")
        ),
        secrecy=shelve((_secrecy(row, law), row) for row in rows(data / "secrecy.yaml", "secrecy")),
        retention=shelve((_retention(row, law), row) for row in rows(data / "retention.yaml", "retention")),
        norm=shelve((_norm(row), row) for row in rows(data / "riksnorm.yaml", "riksnorm")),
    )


def _cite(row: Row, key: str, law: Book) -> str:
    if (ref := row.need(key)) not in law.sections:
        raise row.fail(f"{ref} has no row under sections/; add it with a plain sentence.")
    return str(ref)


def _codes(row: Row, key: str, known: Iterable[str], where: str) -> tuple[str, ...]:
    if strange := sorted(set(row.words(key)) - set(known)):
        raise row.fail(f"{', '.join(strange)} is not in {where}; correct the code or add its row there.")
    return row.words(key)


def _part(row: Row, law: Book) -> tuple[Part, Row]:
    row.only("ref", "part", "plain", *ORIGIN_KEYS)
    return Part(_cite(row, "ref", law), row.need("part"), row.need("plain"), row.origin()), row


def _reservation(row: Row, law: Book, parts: set[tuple[str, str]]) -> Reservation:
    row.only("section", "part", "level", "refs", "activities", "when", "appointed", *ORIGIN_KEYS)
    section, part = _cite(row, "section", law), row.need("part")
    if part and (section, part) not in parts:
        raise row.fail(f"{section} {part} is not in parts.yaml; add it with a plain sentence.")
    return Reservation(
        section=section,
        part=part,
        level=row.word("level", Reserved),
        refs=row.words("refs"),
        activities=_codes(row, "activities", law.activities, "activities/"),
        when=row.get("when", ""),
        appointed=row.get("appointed", False),
        origin=row.origin(),
    )


def _secrecy(row: Row, law: Book) -> SecrecyClass:
    row.only("code", "name", "sections", "duties", "breaks", *ORIGIN_KEYS)
    return SecrecyClass(
        code=row.need("code"),
        name_sv=row.need("name"),
        sections=_codes(row, "sections", law.sections, "sections/"),
        duties=row.words("duties"),
        breaks=_codes(row, "breaks", law.papers, "instruments.yaml"),
        origin=row.origin(),
    )


def _retention(row: Row, law: Book) -> Retention:
    row.only("code", "what", "section", "years", "until_age", "never", "starts", *ORIGIN_KEYS)
    years, age, never = row.get("years", 0), row.get("until_age", 0), row.get("never", False)
    if sum(map(bool, (years, age, never))) != 1:
        raise row.fail("say exactly one of years, until_age and never: true.")
    return Retention(
        code=row.need("code"),
        what=row.need("what"),
        section=_cite(row, "section", law),
        years=years,
        until_age=age,
        never=never,
        starts=row.need("starts"),
        origin=row.origin(),
    )


def _norm(row: Row) -> Norm:
    row.only("code", "children", "without_lunch", "single", "couple", "household", *ORIGIN_KEYS)
    origin = row.origin()
    if origin.confidence == "unverified":
        return Norm(row.need("code"), {}, {}, 0, 0, (), origin)
    household = tuple(_amounts(row, "household", row.need("household")))
    if len(household) != 7:
        raise row.fail("household must hold seven amounts, for one to seven people.")
    children, lunch = row.inner("children"), row.inner("without_lunch")
    return Norm(
        code=row.need("code"),
        children=dict(zip(children, _amounts(row, "children", children.values()), strict=True)),
        without_lunch=dict(zip(lunch, _amounts(row, "without_lunch", lunch.values()), strict=True)),
        single=next(_amounts(row, "single", [row.need("single")])),
        couple=next(_amounts(row, "couple", [row.need("couple")])),
        household=household,
        origin=origin,
    )


def _amounts(row: Row, key: str, values: Iterable[Any]) -> Iterator[int]:
    """Whole kronor, each above zero."""
    for value in values:
        if not isinstance(value, int) or value <= 0:
            raise row.fail(f"{key} must be whole kronor above zero, not {value!r}.")
        yield value


@cache
def registers() -> Registers:
    """The tables this process goes by."""
    return load()


def parts(ref: str, on: date) -> tuple[Part, ...]:
    """The parts of a section that decide something, as they stand that day; often none."""
    return tuple(part for part in registers().parts if part.ref == ref and part.origin.covers(on))


def reserved(activity: str, on: date) -> tuple[Reservation, ...]:
    """The points of law that say who alone may decide in an activity."""
    found = registers().reserved
    return tuple(item for item in found if activity in item.activities and item.origin.covers(on))


def secrecy(code: str, on: date) -> SecrecyClass:
    """A class of secrecy; raises BadQuestion and NoLawThatDay."""
    return on_the_day(registers().secrecy, code, on, _unknown)


def retention(code: str, on: date) -> Retention:
    """How long a kind of record is kept; raises BadQuestion and NoLawThatDay."""
    return on_the_day(registers().retention, code, on, _unknown)


def riksnorm(on: date) -> Norm:
    """The national norm of that day; raises NoLawThatDay for a year whose amounts are not checked."""
    return on_the_day(registers().norm, "riksnorm", on, _unknown)


def _unknown(code: str) -> BadQuestion:
    return BadQuestion(f"There is no row called {code!r}. Use a code from the files in brygga/law/data/.")
