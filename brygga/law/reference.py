"""Writes docs/reference/law.md from the data: `python -m brygga.law.reference`."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from brygga.law.appendix import appendix
from brygga.law.books import Book, book
from brygga.law.requirements import Ways
from brygga.law.terms import Activity, Clock, Confidence, Level, Need, Paper, Step, StepRule

TARGET = Path(__file__).parents[2] / "docs" / "reference" / "law.md"
AREAS = {
    "children": "Barn och unga",
    "foster_homes": "Familjehem",
    "adults": "Vuxna",
    "family_law": "Familjerätt",
    "income_support": "Ekonomiskt bistånd",
    "debt": "Budget- och skuldrådgivning",
    "elderly": "Äldre",
    "disability": "Funktionsnedsättning",
    "common": "Gemensamt",
}
HOME = {
    Level.EMPLOYEE: "anställd",
    Level.DELEGATION: "anställd med delegation",
    Level.COMMITTEE: "utskott eller nämnd",
    Level.BOARD: "nämnd",
    Level.NONE: "–",
}
CONFIDENCE = {
    Confidence.VERIFIED: "läst i lagtext",
    Confidence.REASONED: "resonerad",
    Confidence.UNVERIFIED: "**ej kontrollerad: säger nej**",
}
APPEAL = {
    "FR": "förvaltningsrätten",
    "KL13": "laglighetsprövning",
    "lansstyrelsen": "länsstyrelsen",
    "kammarratten": "kammarrätten",
    "understalls": "prövas alltid av domstol",
    "varies": "olika för olika beslut",
    "none": "–",
}
INTRODUCTION = """# Lagen i Brygga

Den här sidan skrivs av `python -m brygga.law.reference` ur filerna i `brygga/law/data/`. Ändra där.

Varje rad gäller mellan två datum, har källa och säger hur säker den är. *Läst i lagtext*: paragraferna är
lästa och svaret följer av dem. *Resonerad*: paragraferna är lästa, svaret är vår slutsats; fråga en jurist.
*Ej kontrollerad*: Brygga säger nej tills någon har kontrollerat. Lagtexten är läst i lydelser till och med
SFS 2025:1501 (KL, FL och LVM i lydelser från 2025). Det som har beslutats från februari 2026 är inte läst.

**Hemma** är den kommun som har ärendet. **Granne** är en anställd i en annan kommun. Där det står flera
vägar räcker en av dem. Politiker i en annan kommun kan aldrig besluta, utom i en gemensam nämnd eller ett
kommunalförbund.
"""


def render_reference() -> str:
    """The whole page, in Markdown."""
    law = book()
    rows = [row for versions in law.activities.values() for row in versions]
    parts = [
        INTRODUCTION,
        _needs(law.needs.values()),
        *(_area(code, title, rows, law) for code, title in AREAS.items()),
        _instruments(law.papers.values()),
        _clocks(clock for versions in law.clocks.values() for clock in versions),
        _sections(law),
        *appendix(law),
    ]
    return "\n".join(parts)


def _needs(needs: Iterable[Need]) -> str:
    lines = (f"| `{need.name}` | {need.plain} | {_either(need.ways)} |" for need in needs)
    return "\n".join(
        ("## Vad en granne behöver\n", "| Namn | För att | Räcker |", "|---|---|---|", *lines, "")
    )


def _area(code: str, title: str, rows: Iterable[Activity], law: Book) -> str:
    within = (row for row in rows if row.area == code)
    return "\n".join((f"## {title} (`{code}`)\n", *(_activity(row, law) for row in within)))


def _activity(row: Activity, law: Book) -> str:
    refs = ", ".join(section.ref for section in row.sections)
    facts = [
        f"Gäller {_period(row.origin.valid_from, row.origin.valid_to)}",
        CONFIDENCE[row.origin.confidence],
        f"överklagas: {APPEAL[row.appeal_route]}",
        f"läst {row.origin.verified_on.isoformat()}",
    ]
    return "\n".join(
        (
            f"### {row.name_sv}",
            f"`{row.code}` · {' · '.join(facts)}\n",
            "| Steg | Hemma | Granne behöver |",
            "|---|---|---|",
            *_steps(row, law),
            "",
            f"Lagrum: {refs}.{_profession(row)} {row.origin.note}".rstrip() + "\n",
            *_conditions(row),
        )
    )


def _steps(row: Activity, law: Book) -> Iterator[str]:
    names = {
        Step.READ: "läsa",
        Step.PREPARE: "förbereda",
        Step.DECIDE: "besluta",
        Step.CARRY_OUT: "utföra",
    }
    for step, name in names.items():
        yield f"| {name} | {_at_home(row.steps[step], law)} | {_next_door(row.steps[step], law)} |"


def _conditions(row: Activity) -> Iterator[str]:
    rules = row.steps.values()
    everywhere = (text for rule in rules for text in rule.conditions)
    elsewhere = (f"{text} (granne)" for rule in rules for text in rule.conditions_elsewhere)
    facts = (barrier.unknown for rule in rules for barrier in rule.barriers)
    found = [f"- {text}" for text in dict.fromkeys((*everywhere, *elsewhere, *facts))]
    if found:
        yield "\n".join(("Villkor:\n", *found, ""))


def _at_home(rule: StepRule, law: Book) -> str:
    if rule.confidence is Confidence.UNVERIFIED:
        return "nej, ej kontrollerat"
    refs = ", ".join(cited.ref for cited in law.cited(rule.sections))
    urgent = ", i brådska ordförande" if rule.chair_on_call else ""
    return f"{HOME[rule.home]}{urgent}{f' ({refs})' if refs else ''}"


def _next_door(rule: StepRule, law: Book) -> str:
    if rule.home is Level.NONE:
        return "–"
    if rule.confidence is Confidence.UNVERIFIED or not rule.elsewhere:
        return "aldrig"
    named = (need.name for need in law.needs.values() if need.ways == rule.elsewhere)
    return next(named, _either(rule.elsewhere))


def _either(ways: Ways) -> str:
    return " *eller* ".join(" + ".join(way) for way in ways)


def _profession(row: Activity) -> str:
    return " Kräver socionomexamen eller annan relevant examen." if row.requires_profession else ""


def _period(start: date, end: date | None) -> str:
    return f"{start.isoformat()} till {end.isoformat()}" if end else f"från {start.isoformat()}"


def _instruments(papers: Iterable[Paper]) -> str:
    lines = (
        f"| `{paper.code}` | {paper.name_sv} | {paper.plain} | {paper.origin.source} |" for paper in papers
    )
    return "\n".join(
        (
            "## Vad som kan finnas på plats\n",
            "| Kod | Namn | Betyder | Källa |",
            "|---|---|---|---|",
            *lines,
            "",
        )
    )


def _clocks(clocks: Iterable[Clock]) -> str:
    lines = (
        f"| `{clock.code}` | {clock.section.ref} | {clock.starts} | {_length(clock)} | {clock.origin.note} |"
        for clock in clocks
    )
    return "\n".join(
        ("## Frister\n", "| Kod | Lagrum | Börjar | Längd | Att veta |", "|---|---|---|---|---|", *lines, "")
    )


def _length(clock: Clock) -> str:
    if clock.at_once:
        return "genast"
    return f"{clock.months} mån" if clock.months else f"{clock.days} dagar"


def _sections(law: Book) -> str:
    lines = (f"| {cited.ref} | {cited.plain} | {cited.source} |" for cited in law.sections.values())
    head = ("## Paragraferna i klartext\n", "| Lagrum | I korthet | Källa |", "|---|---|---|")
    return "\n".join((*head, *lines, ""))


if __name__ == "__main__":  # pragma: no cover (the test renders; this line writes)
    TARGET.write_text(render_reference(), encoding="utf-8")
