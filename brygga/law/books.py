"""The book of law: every row of data/, read once per process, checked and joined."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from brygga.law.errors import NoLawThatDay, UnknownActivity
from brygga.law.files import DATA, Row, rows
from brygga.law.pages import Shelf, read_activity, read_clock, read_instrument, read_section
from brygga.law.requirements import ways
from brygga.law.spans import shelve
from brygga.law.terms import Activity, Clock, Need, Paper, Section


@dataclass(frozen=True, eq=False)
class Book:
    """All of the data, joined and checked."""

    sections: Mapping[str, Section]
    papers: Mapping[str, Paper]
    needs: Mapping[str, Need]
    activities: Mapping[str, tuple[Activity, ...]]
    clocks: Mapping[str, tuple[Clock, ...]]

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code an instrument may have: those with a row, and those that count as one of them."""
        return frozenset(self.papers).union(*(paper.met_by for paper in self.papers.values()))

    @cached_property
    def counts_as(self) -> Mapping[str, tuple[tuple[str, bool], ...]]:
        """Per code of an instrument: the codes it counts as, each with whether that one delegates."""
        return {
            code: tuple((p.code, p.delegates) for p in self.papers.values() if code in p.met_by)
            for code in self.codes
        }

    @cached_property
    def areas_of(self) -> Mapping[str, frozenset[str]]:
        """Where an instrument of each code may be used; empty: everywhere."""
        return {code: self.papers[code].areas if code in self.papers else frozenset() for code in self.codes}

    def effort(self, code: str) -> int:
        """How far away something is when it lacks; what is no instrument, such as a colleague, is near."""
        paper = self.papers.get(code)
        return paper.effort if paper else 1

    def row(self, code: str, on: date) -> Activity | None:
        """The activity as it stands that day, or None when no row covers the day."""
        if code not in self.activities:
            raise UnknownActivity(code)
        for row in self.activities[code]:
            if row.origin.covers(on):
                return row
        return None

    def activity(self, code: str, on: date) -> Activity:
        """The activity as it stands that day."""
        if (found := self.row(code, on)) is None:
            raise NoLawThatDay(code, on)
        return found

    def all_on(self, on: date) -> tuple[Activity, ...]:
        """Every activity that has a row that day, in the order of the files."""
        found = (self.row(code, on) for code in self.activities)
        return tuple(row for row in found if row is not None)

    def rows(self) -> Iterator[tuple[str, Activity]]:
        """Every row of every day, with the code of its activity."""
        yield from ((code, row) for code, rows in self.activities.items() for row in rows)

    def cited(self, refs: Iterable[str]) -> tuple[Section, ...]:
        """The sections behind short references such as "KL 9:37", without repeats."""
        return tuple(dict.fromkeys(self.sections[ref] for ref in refs))


def load(data: Path) -> Book:
    """Read and check a directory of law; raises BadData with file and line."""
    sections = _sections(data)
    papers = _papers(data, Shelf(sections, {}, frozenset()))
    codes = frozenset(papers)
    needs = _needs(data / "requirements.yaml", codes)
    shelf = Shelf(sections, needs, codes)
    activities = shelve(
        (read_activity(row, shelf), row) for row in rows_of(data / "activities", "activities")
    )
    clocks = shelve((read_clock(row, shelf), row) for row in rows(data / "deadlines.yaml", "deadlines"))
    return Book(sections, papers, needs, activities, clocks)


def _sections(data: Path) -> dict[str, Section]:
    laws = {row.need("code"): row for row in rows(data / "laws.yaml", "laws")}
    found: dict[str, Section] = {}
    for row in rows_of(data / "sections", "sections"):
        ref, section = read_section(row, laws)
        _once(ref in found, row, ref)
        found[ref] = section
    return found


def _papers(data: Path, shelf: Shelf) -> dict[str, Paper]:
    found: dict[str, Paper] = {}
    for row in rows(data / "instruments.yaml", "instruments"):
        paper = read_instrument(row, shelf)
        _once(paper.code in found, row, paper.code)
        found[paper.code] = paper
    return found


def rows_of(folder: Path, key: str) -> Iterable[Row]:
    """The rows of every file in a folder, in the order of the file names."""
    for path in sorted(folder.glob("*.yaml")):
        yield from rows(path, key)


def _needs(path: Path, codes: frozenset[str]) -> dict[str, Need]:
    """Named requirements; each may use those above it."""
    found: dict[str, Need] = {}
    for row in rows(path, "requirements"):
        row.only("name", "needs", told=("plain",))
        name = row.need("name")
        found[name] = Need(name, row.text("plain"), ways(row.need("needs"), found, codes, row))
    return found


def _once(taken: bool, row: Row, code: str) -> None:
    if taken:
        raise row.fail(f"{code} stands twice; keep one of the rows.")


@cache
def book() -> Book:
    """The book this process goes by."""
    return load(DATA)
