"""The registers as tables for docs/reference/law.md, after the activities and the sections."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from brygga.law.books import Book
from brygga.law.registers import Norm, Registers, Reservation, Reserved, Retention, registers
from brygga.law.renumbering import renumbered
from brygga.law.second_reading import Followed, findings
from brygga.law.terms import Confidence, Provenance

LEVEL = {
    Reserved.BOARD: "bara nämnden",
    Reserved.COMMITTEE: "lägst utskott",
    Reserved.DELEGATION: "får delegeras, även om det är av större vikt",
    Reserved.CHAIR: "ordföranden eller en utsedd ledamot, när nämnden inte kan avvaktas",
}
SURE = {
    Confidence.VERIFIED: "läst",
    Confidence.REASONED: "resonerad",
    Confidence.UNVERIFIED: "**ej kontrollerad**",
}
FOLLOWED = {Followed.YES: "Följt", Followed.PARTLY: "Delvis följt", Followed.NO: "Inte följt"}


def appendix(law: Book) -> Iterator[str]:
    """The tables, one after the other."""
    tables = registers()
    yield _table("Vem som ensam får besluta", "Lagrum|Vem|Verksamhet|Att veta", _reserved(tables))
    yield _table("Delar av paragrafer", "Lagrum|Del|I korthet|Gäller", _parts(tables))
    yield _table("Sekretess", "Klass|Gäller|Att göra|Kan brytas av", _secrecy(tables))
    yield _table("Hur länge handlingar sparas", "Handling|Hur länge|Lagrum|Gäller|Att veta", _kept(tables))
    yield _table("Riksnorm, kronor i månaden", "Gäller|Ensam|Par|Barn|Gemensamt|Källa", _norms(tables))
    yield _table("Gamla och nya nummer i socialtjänstlagen", "2001:453|2025:400|Säkerhet|Att veta", _pairs())
    yield _table("Den andra läsningen", "Svar|Antal fynd", _answers())
    yield _table("Hur säkert vi vet", "Slag|Läst|Resonerat|Ej kontrollerat", _counts(law, tables))


def _table(title: str, heads: str, lines: Iterable[tuple[str, ...]]) -> str:
    columns = heads.split("|")
    rows = (f"| {' | '.join(line)} |" for line in lines)
    head = (f"## {title}\n", f"| {' | '.join(columns)} |", "|---" * len(columns) + "|")
    return "\n".join((*head, *rows, ""))


def _period(origin: Provenance) -> str:
    start = origin.valid_from.isoformat()
    return f"{start} till {origin.valid_to.isoformat()}" if origin.valid_to else f"från {start}"


def _reserved(tables: Registers) -> Iterator[tuple[str, ...]]:
    for item in tables.reserved:
        codes = ", ".join(f"`{code}`" for code in item.activities) or "–"
        yield f"{item.section} {item.part}".strip(), LEVEL[item.level], codes, _known(item)


def _known(item: Reservation) -> str:
    only = f"Bara när `{item.when}`." if item.when else ""
    return f"{', '.join(item.refs)}. {only} {item.origin.note}".replace("  ", " ").strip()


def _parts(tables: Registers) -> Iterator[tuple[str, ...]]:
    for part in tables.parts:
        yield part.ref, part.part, part.plain, _period(part.origin)


def _secrecy(tables: Registers) -> Iterator[tuple[str, ...]]:
    for item in chain.from_iterable(tables.secrecy.values()):
        breaks = ", ".join(f"`{code}`" for code in item.breaks) or "–"
        yield f"`{item.code}` {item.name_sv}", ", ".join(item.sections), " ".join(item.duties), breaks


def _kept(tables: Registers) -> Iterator[tuple[str, ...]]:
    for item in chain.from_iterable(tables.retention.values()):
        yield item.what, _length(item), item.section, _period(item.origin), item.origin.note


def _length(item: Retention) -> str:
    if item.never:
        return "alltid"
    return f"{item.years} år efter att {item.starts}" if item.years else f"minst till {item.until_age} år"


def _norms(tables: Registers) -> Iterator[tuple[str, ...]]:
    for norm in chain.from_iterable(tables.norm.values()):
        yield (_period(norm.origin), *_amounts(norm), norm.origin.source)


def _amounts(norm: Norm) -> tuple[str, str, str, str]:
    if norm.origin.confidence is Confidence.UNVERIFIED:
        return "**saknas**", "**saknas**", "**saknas**", "**saknas**"
    children = ", ".join(f"{span} år {amount}" for span, amount in norm.children.items())
    return str(norm.single), str(norm.couple), children, ", ".join(map(str, norm.household))


def _pairs() -> Iterator[tuple[str, ...]]:
    for pair in renumbered():
        old = pair.old.removeprefix("ÄSoL ")
        new = ", ".join(ref.removeprefix("SoL ") for ref in pair.new)
        yield old, new, SURE[pair.origin.confidence], pair.origin.note


def _answers() -> Iterator[tuple[str, ...]]:
    counted = Counter(finding.followed for finding in findings())
    for followed, word in FOLLOWED.items():
        yield word, str(counted[followed])


def _counts(law: Book, tables: Registers) -> Iterator[tuple[str, ...]]:
    kinds: dict[str, Iterable[Confidence]] = {
        "Verksamheter": (row.origin.confidence for rows in law.activities.values() for row in rows),
        "Paragrafer": (cited.confidence for cited in law.sections.values()),
        "Delar av paragrafer": (part.origin.confidence for part in tables.parts),
        "Instrument": (paper.origin.confidence for paper in law.papers.values()),
        "Frister": (clock.origin.confidence for rows in law.clocks.values() for clock in rows),
        "Vem som ensam får besluta": (item.origin.confidence for item in tables.reserved),
        "Sekretessklasser": (i.origin.confidence for rows in tables.secrecy.values() for i in rows),
        "Bevarande": (i.origin.confidence for rows in tables.retention.values() for i in rows),
        "Riksnorm": (i.origin.confidence for rows in tables.norm.values() for i in rows),
        "Gamla och nya nummer": (pair.origin.confidence for pair in renumbered()),
        "Svar på den andra läsningen": (finding.confidence for finding in findings()),
    }
    for kind, sure in kinds.items():
        counted = Counter(sure)
        yield kind, *(str(counted[level]) for level in SURE)
