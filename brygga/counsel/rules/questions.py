"""One question at the desk: who, what, for whom, on what day, with what known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from brygga.law import Instrument, Performer, Step
from brygga.law.books import Book


@dataclass(frozen=True)
class Question:
    """Nothing in it is secret, so that it can stand in an address: no case and no resident."""

    activity: str
    step: Step
    home: int
    performer: Performer
    title: str
    name: str  # of a colleague, or empty: somebody employed there
    on: date
    facts: Mapping[str, object] = field(default_factory=dict)
    chosen: tuple[str, ...] | None = None  # papers chosen by hand; None: those in force
    area: str | None = None

    @property
    def at_home(self) -> bool:
        return self.performer.municipality == self.home


def by_hand(book: Book, codes: Iterable[str]) -> tuple[Instrument, ...]:
    """Papers somebody imagines, as if they held everywhere and always."""
    return tuple(Instrument(code, book.papers[code].name_sv.lower(), date.min) for code in codes)
