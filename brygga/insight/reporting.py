"""The inquiry on paper and as files: accessible PDF, spreadsheet, JSON, and a page that stands alone.

A report is in Swedish whatever language the pages around it are in, as a letter is.
"""

import csv
import json
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override
from markupsafe import Markup

from brygga.ground import clock, printing
from brygga.insight import inquiry_drawn, inquiry_told, inquiry_words
from brygga.insight.rules.inquiry_whole import Inquiry

TEMPLATE = Path(__file__).parent / "report.typ"
STYLE = Path(__file__).parent / "static" / "insight"
BOM = "\ufeff"
SEPARATOR = "; "
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet."""


def as_json(inquiry: Inquiry) -> bytes:
    return json.dumps(_told(inquiry), ensure_ascii=False, indent=1).encode()


def as_csv(inquiry: Inquiry) -> bytes:
    """One row per activity. Semicolons and a byte order mark: what a Swedish Excel opens without asking."""
    made = StringIO()
    with override("sv"):
        sheet = csv.writer(made, delimiter=";", lineterminator="\r\n")
        sheet.writerow(str(label) for label in inquiry_words.COLUMNS.values())
        for area in _told(inquiry)["areas"]:
            for line in area["activities"]:
                sheet.writerow(_safe(cell) for cell in _cells(area, line))
    return (BOM + made.getvalue()).encode()


def as_html(inquiry: Inquiry) -> bytes:
    """A page that needs nothing from anywhere: its style is inside it, and it has no script."""
    with override("sv"):
        page = {**drawn(_told(inquiry)), "style": _style(), "alone": True}
        return render_to_string("insight/inquiry_alone.html", page).encode()


def as_pdf(inquiry: Inquiry) -> bytes:
    return printing.pdf(TEMPLATE, drawn(_told(inquiry)), clock.now())


FORMATS: Mapping[str, Callable[[Inquiry], bytes]] = {
    "pdf": as_pdf,
    "csv": as_csv,
    "json": as_json,
    "html": as_html,
}
TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}


def drawn(made: dict[str, Any]) -> dict[str, Any]:
    """A report with the places of its bars and lines."""
    costs = made["costs"]
    plan = costs["known"] and (costs["first"] or costs["every"])
    chart = inquiry_drawn.chart(plan["years"]) if plan else None
    return {"report": made, "bars": inquiry_drawn.bars(made["areas"]), "plan": plan or None, "chart": chart}


def _told(inquiry: Inquiry) -> dict[str, Any]:
    with override("sv"):
        return inquiry_told.report(inquiry)


def _style() -> Markup:
    """Our own files, inside the page: it is sent on to where nothing beside it can be found."""
    rules = ((STYLE / name).read_text(encoding="utf-8") for name in ("inquiry_alone.css", "inquiry.css"))
    return Markup(f"<style>{''.join(rules)}</style>")  # noqa: S704 - our own files, no input


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RISKY) else cell


def _cells(area: dict[str, Any], line: dict[str, Any]) -> list[str]:
    """In the order of the columns."""
    steps = {step["step"]: step["verdict_word"] for step in line["steps"]}
    cells = {
        **{key: str(value) for key, value in line.items() if key in inquiry_words.COLUMNS},
        **{step: steps.get(step, "–") for step in inquiry_words.STEPS},
        "area": area["name"],
        "verdict": line["verdict_word"],
        "contact": line["contact_word"],
        "sections": SEPARATOR.join(line["sections"]),
        "digital": line["digital_word"],
        "authority": line["authority_word"],
        "level": line["level_word"],
        "secrecy": SEPARATOR.join(line["secrecy_words"]),
        "instruments": SEPARATOR.join(one["name"] for one in line["instruments"]),
        "conditions": " ".join(line["conditions"]),
        "today": " ".join(one["sentence"] for one in line["today"]),
        "lacking": SEPARATOR.join(line["lacking"]),
        "confidence": line["confidence_word"],
    }
    return [cells[key] for key in inquiry_words.COLUMNS]
