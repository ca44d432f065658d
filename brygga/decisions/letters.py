"""A decision as a letter: on screen, on paper, and as an accessible PDF (PDF/A-3a and PDF/UA-1)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import override

from brygga.access.rules import ResidentActor
from brygga.cases.models import Case
from brygga.cases.queries import parties_of
from brygga.decisions import queries, rules
from brygga.decisions.models import Decision
from brygga.decisions.rules import AppealWay
from brygga.ground import clock, printing, templating
from brygga.municipalities.queries import by_code

TEMPLATE = Path(__file__).parent / "letter.typ"


@dataclass(frozen=True)
class Letter:
    """What stands around a decision's own words. told_at: when this reader was told, if they were."""

    name: str
    address: str
    law: tuple[str, ...]
    way: AppealWay
    signature: tuple[str, ...]
    told_at: datetime | None = None
    last_day: date | None = None


def letter_for(actor: ResidentActor, case: Case, decision: Decision, told_at: datetime | None) -> Letter:
    """The letter to the one who reads. Two queries at most."""
    name, address = queries.recipient(actor, case)
    last_day = queries.appeal_last_day(decision, told_at)
    return _letter(case, decision, name=name, address=address, told_at=told_at, last_day=last_day)


def letter_on_file(case: Case, decision: Decision) -> Letter:
    """The letter as staff see it: to those who read it, without any address. One query."""
    names = ", ".join(party.name for party in parties_of(case) if party.reads)
    return _letter(case, decision, name=names, address="", told_at=None, last_day=None)


def _letter(case: Case, decision: Decision, *, last_day: date | None, **reader: Any) -> Letter:
    # The letter is in Swedish whatever language the pages around it are in.
    with override("sv"):
        until = templating.day_year(last_day) if last_day else ""
    return Letter(
        law=rules.law_told(decision.sections),
        way=queries.how_to_appeal(case, decision.appeal_route, decision.outcome, until),
        signature=_signature(case, decision),
        last_day=last_day,
        **reader,
    )


def _signature(case: Case, decision: Decision) -> tuple[str, ...]:
    employer, home = by_code(decision.decided_by_municipality), by_code(case.municipality)
    lines = [f"{decision.decided_by_title.capitalize()}, {employer.full_name}."]
    by = "i" if decision.decided_in_right_of == rules.ON_CALL else "enligt"
    lines.append(f"Beslutar för {home.full_name}, {home.board}, {by} {decision.decided_in_right_of}.")
    if decision.presented_by:
        lines.append(f"Ärendet har föredragits av {decision.presented_by}.")
    return tuple(lines)


def pdf(case: Case, decision: Decision, letter: Letter) -> bytes:
    """The letter as PDF."""
    return printing.pdf(TEMPLATE, _printed(case, decision, letter), decision.decided_at)


def _printed(case: Case, decision: Decision, letter: Letter) -> dict[str, Any]:
    home = by_code(case.municipality)
    parts = {
        name: templating.paragraphs(getattr(decision, name))
        for name in ("text", "reasons", "urgency", "next_steps")
    }
    with override("sv"):
        day = templating.day_year(decision.decided_at)
        moment = f"{day} kl. {decision.decided_at.astimezone(clock.STOCKHOLM):%H.%M}"
    return {
        **asdict(letter) | {"told_at": None, "last_day": None},
        **parts,
        "home": home.full_name,
        "colour": home.colour,
        "phone": home.phone,
        "day": day,
        "moment": moment,
        "number": case.number,
        "heading": decision.heading,
        "decided_by": decision.decided_by,
        "code": decision.check_code,
    }
