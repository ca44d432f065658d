"""The whole inquiry: what was asked, checked, and everything that answers it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from brygga.insight.rules.inquiry import Line, NoLaw, Share, Tally, count, first_day, lines, tallies
from brygga.insight.rules.inquiry_data import services
from brygga.insight.rules.inquiry_money import Basis, Money, costed, outcome, usual, worth
from brygga.insight.rules.inquiry_services import ServiceLine, ranked
from brygga.insight.rules.inquiry_today import Accord, Mandate, Today, today
from brygga.law.books import book
from brygga.municipalities.rules import names

FEWEST, MOST = 2, 50
YEARS_AHEAD = 3
"""How far beyond the last reading of the law a day may lie."""


class BadAsked(Exception):
    """The question cannot be answered as put; `field` is the part that is wrong."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Inquiry:
    """Among which municipalities, on what day, and all that follows."""

    codes: tuple[int, ...]
    on: date
    lines: tuple[Line, ...]
    counts: Mapping[Share, int]
    tallies: tuple[Tally, ...]
    now: Today
    known_today: bool  # whether the agreements could be read
    services: tuple[ServiceLine, ...]
    money: Money


def asked_codes(words: Sequence[str]) -> tuple[int, ...]:
    """SCB codes out of codes and names, in the order of the alphabet; raises BadAsked."""
    known = names()
    by_name = {name.lower(): code for code, name in known.items()}
    found, strange = set(), []
    for word in (word.strip() for word in words if word.strip()):
        code = (
            int(word) if word.isascii() and word.isdigit() and len(word) <= 4 else by_name.get(word.lower())
        )
        if code in known:
            found.add(code)
        else:
            strange.append(word[:60])
    if strange:
        raise BadAsked(
            "kommun",
            f"Ingen kommun heter {_listed(strange)}. Skriv kommunens namn eller kod, till exempel 1283.",
        )
    if len(found) < FEWEST:
        raise BadAsked("kommun", "Välj minst två kommuner.")
    if len(found) > MOST:
        raise BadAsked("kommun", f"Välj högst {MOST} kommuner.")
    return tuple(code for code in known if code in found)


def asked_day(word: str) -> date:
    """A day that the data of law covers; raises BadAsked and NoLaw."""
    try:
        on = date.fromisoformat(word.strip())
    except ValueError:
        raise BadAsked("dag", f"{word[:20]!r} är ingen dag. Skriv som 2026-11-21.") from None
    if on < first_day():
        raise NoLaw(on, first_day())
    last = _read_until().replace(year=_read_until().year + YEARS_AHEAD)
    if on > last:
        raise BadAsked(
            "dag",
            f"{on.isoformat()} är för långt fram: ingen vet vad lagen säger då. Välj en dag senast {last.isoformat()}.",
        )
    return on


def _read_until() -> date:
    """The last day somebody read the law."""
    return max(row.origin.verified_on for versions in book().activities.values() for row in versions)


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"”{word}”" for word in words)


def composed(
    codes: tuple[int, ...],
    on: date,
    in_force: tuple[Sequence[Accord], Sequence[Mandate]] | None,
    basis: Basis | None = None,
) -> Inquiry:
    """Everything at once. `in_force` is None where the agreements could not be read."""
    found = lines(on)
    accords, mandates = in_force or ((), ())
    now = today(found, codes, accords, mandates, on)
    figures = basis or usual()
    modelled = outcome(codes, on, figures)
    order = ranked(services(on), found, now, on, worth(modelled))
    return Inquiry(
        codes=codes,
        on=on,
        lines=found,
        counts=count(found),
        tallies=tallies(found),
        now=now,
        known_today=in_force is not None,
        services=order,
        money=costed(codes, on, figures, modelled, [one.service.code for one in order if not one.mandated]),
    )
