"""The yearly report, the decisions to report and the delegation order as accessible PDF (PDF/A-3a and PDF/UA-1)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import override

from brygga.control.queries import Decided, Year
from brygga.ground import clock, printing, templating
from brygga.municipalities.models import Delegation, Municipality

TEMPLATE = Path(__file__).parent / "paper.typ"


@dataclass(frozen=True)
class Part:
    """A heading with paragraphs, and a table where there is one."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Paper:
    """What is printed. In Swedish, whatever language the pages are in: it is filed."""

    title: str
    lead: str
    sections: tuple[Part, ...]


def pdf(paper: Paper, home: Municipality, day: date) -> bytes:
    data: dict[str, Any] = asdict(paper) | {"home": home.full_name, "colour": home.colour, "day": said(day)}
    return printing.pdf(TEMPLATE, data, datetime.combine(day, time(12), tzinfo=clock.STOCKHOLM))


def said(day: date) -> str:
    with override("sv"):
        return str(templating.day_year(day))


def report(year: Year, remarks: str, names: dict[int, str]) -> Paper:
    """The board of the municipality tells its council about a year of joint work (KL 9:38)."""
    parties = [
        (row.reference, row.title, ", ".join(names[code] for code in row.parties), _period(row))
        for row in year.agreements
    ]
    decided = [(names[code], str(number)) for code, number in sorted(year.by_employer.items())]
    opened, refused = year.openings
    figures = (
        f"Anställda i andra kommuner som har arbetat i kommunens ärenden: {year.externals}.",
        f"Av dem utan antecknad kontroll av behörighet: {year.unchecked}.",
        f"Nödöppnade ärenden: {opened}. Av dem godtogs inte {refused} vid granskningen.",
        f"Rader i delegationsordningen för anställda i andra kommuner: {len(year.lines)}.",
    )
    sections = (
        Part(
            "Avtal under året", () if parties else ("Inga avtal gällde under året.",), _AGREED, tuple(parties)
        ),
        Part(
            "Beslut som fattats på delegation",
            () if decided else ("Inga beslut har fattats på delegation i Brygga under året.",),
            ("Den som beslutade är anställd i", "Antal beslut"),
            tuple(decided),
        ),
        Part("Kontroll", figures),
        Part("Kommunens egna ord", tuple(remarks.split("\n\n")))
        if remarks
        else Part("Kommunens egna ord", ("–",)),
    )
    lead = "Rapport från kommunstyrelsen till kommunfullmäktige enligt 9 kap. 38 § kommunallagen."
    return Paper(f"Avtalssamverkan {year.year}", lead, sections)


_AGREED = ("Avtal", "Vad det gäller", "Parter", "Gäller")


def decisions(
    rows: list[Decided], days: tuple[date, date], names: dict[int, str], acts: dict[str, str]
) -> Paper:
    """What the board is told of decisions made on its behalf (KL 7:8)."""
    listed = tuple(
        (
            one.number or "skyddat",
            acts.get(one.activity, one.activity),
            said(one.at.astimezone(clock.STOCKHOLM).date()),
            f"{one.decided_by}, {one.title}, {names[one.employer]}",
            one.in_right_of,
        )
        for one in rows
    )
    heads = ("Ärende", "Beslut om", "Dag", "Beslutat av", "Med stöd av")
    said_so = () if listed else ("Inga beslut har fattats på delegation under tiden.",)
    lead = f"Beslut fattade {said(days[0])} till {said(days[1])}, anmälda enligt 7 kap. 8 § kommunallagen."
    return Paper("Delegationsbeslut", lead, (Part("Beslut", said_so, heads, listed),))


def order(
    rows: list[Delegation], names: dict[int, str], acts: dict[str, str], people: dict[str, str]
) -> Paper:
    """The delegation order as it stands."""
    own = Part("Rader som gäller", (), _ORDERED, tuple(_lines(rows, names, acts, people)))
    lead = "Beslut som nämnden har lämnat över, enligt 6 kap. 37 §, 7 kap. 5 § och 9 kap. 37 § kommunallagen."
    return Paper("Delegationsordning", lead, (own,) if rows else (Part("Rader som gäller", ("Inga.",)),))


_ORDERED = ("Rad", "Beslut om", "Till", "Gränser", "Gäller")


def _lines(
    rows: list[Delegation], names: dict[int, str], acts: dict[str, str], people: dict[str, str]
) -> Iterable[tuple[str, ...]]:
    for row in rows:
        who = people.get(str(row.staff_id), "") if row.staff_id else row.position
        to = f"{who}, {names[row.performer]}"
        yield row.reference, acts.get(row.activity, row.activity), to, row.limits or "–", _period(row)


def _period(row: Any) -> str:
    ends = [end for end in (row.valid_to, getattr(row, "terminated_on", None)) if end]
    last = f" till {said(min(ends))}" if ends else " tills vidare"
    return f"{said(row.valid_from)}{last}"
