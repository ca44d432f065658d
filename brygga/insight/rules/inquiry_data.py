"""What the inquiry adds to the law: contact with the resident, services, lead times, links. Checked on loading."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from brygga.law import files
from brygga.law.books import book
from brygga.law.files import Row, read, rows
from brygga.law.terms import Provenance
from brygga.law.text import Text

DATA = Path(__file__).parents[1] / "data"
USUAL_MONTHS = 2
START = "START"
CHAIR_ROSTER = "CHAIR_ROSTER"
"""Steps towards a start that are no instruments of the law."""


@dataclass(frozen=True)
class Contact:
    """Whether the work meets the resident, and why it can or cannot be done at a distance."""

    code: str
    meets: bool | None  # None: nobody has judged it yet
    digital_reason: str
    reading: str


@dataclass(frozen=True)
class Service:
    """Activities that make one service together."""

    code: str
    name: Text
    text: str
    why: Text
    activities: tuple[str, ...]
    chair_roster: bool
    origin: Provenance


@dataclass(frozen=True)
class Lead:
    """Months until something is in place: an assumption, with what it rests on."""

    code: str
    months: int
    source: str


@dataclass(frozen=True)
class Source:
    """A law as cited, the text that was read, and where that copy is."""

    code: str
    name: str
    text: str
    url: str


def contacts(on: date) -> Mapping[str, Contact]:
    return {one.code: one for one, origin in _contacts() if origin.covers(on)}


def unjudged(code: str) -> Contact:
    """An activity that the law has and nobody has judged here: said so, never guessed."""
    return Contact(code, None, "Inte bedömt ännu", "")


def services(on: date) -> tuple[Service, ...]:
    return tuple(one for one in _services() if one.origin.covers(on))


def lead(code: str) -> Lead:
    """How long something takes; what has no row takes as long as most, and says that it is a guess."""
    return leads().get(code) or Lead(code, USUAL_MONTHS, "Antagande: inte bedömt ännu")


@cache
def leads() -> Mapping[str, Lead]:
    return {row["code"]: _lead(row) for row in read(DATA / "inquiry_services.yaml").need("lead")}


@cache
def sources() -> tuple[Source, ...]:
    """Every law that the data cites, in the order of the law floor's own list."""
    links = {row.need("code"): row.need("url") for row in rows(DATA / "inquiry_sources.yaml", "sources")}
    laws = rows(files.DATA / "laws.yaml", "laws")
    return tuple(
        Source(row.need("code"), row.need("name"), row.need("source"), links.get(row["code"], ""))
        for row in laws
    )


@cache
def _contacts() -> tuple[tuple[Contact, Provenance], ...]:
    return tuple((_contact(row), row.origin()) for row in rows(DATA / "inquiry.yaml", "activities"))


def _contact(row: Row) -> Contact:
    if row.need("contact") not in ("yes", "no"):
        raise row.fail('contact must be "yes" or "no".')
    code = _known(row, row.need("code"))
    return Contact(code, row["contact"] == "yes", row.need("digital_reason"), row.need("reading"))


@cache
def _services() -> tuple[Service, ...]:
    whole = read(DATA / "inquiry_services.yaml")
    defaults = whole.need("defaults")
    return tuple(_service(row, defaults) for row in whole.need("services"))


def _service(row: Row, defaults: Mapping[str, object]) -> Service:
    for word, value in {"verified_on": defaults["valid_from"], **defaults}.items():
        row.setdefault(word, value)
    codes = tuple(_known(row, code) for code in row.words("activities"))
    if not codes:
        raise row.fail("a service needs at least one activity.")
    return Service(
        row.need("code"),
        Text(row.need("name"), row.need("name_en")),
        row.need("text"),
        Text(row.need("why"), row.need("why_en")),
        codes,
        bool(row.get("chair_roster")),
        row.origin(),
    )


def _known(row: Row, code: str) -> str:
    if code not in book().activities:
        raise row.fail(f"{code} is no activity of the law; use a code from docs/reference/law.md.")
    return code


def _lead(row: Row) -> Lead:
    months = row.need("months")
    if not isinstance(months, int) or months < 0:
        raise row.fail("months must be a whole number, 0 or more.")
    return Lead(row.need("code"), months, row.need("source"))
