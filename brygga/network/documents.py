"""An agreement, or the draft of one, as an accessible PDF (PDF/A-3a and PDF/UA-1), in plain Swedish."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from brygga.ground import clock, printing, templating
from brygga.law import Step, section
from brygga.municipalities.models import Agreement, Approval
from brygga.network import desk, draft_words, drafting, queries, words
from brygga.network.models import Draft, Standpoint

TEMPLATE = Path(__file__).parent / "agreement.typ"
CITED = ("KL 9:37", "KL 6:38", "OSL 26:1", "GDPR 26", "GDPR 28")


def of_draft(draft: Draft, today: date) -> bytes:
    """What will be agreed, marked as a draft."""
    lying = desk.desk(draft, today)
    signed = {code: _decided(one, code, lying) for code, one in lying.standpoints.items() if one.body}
    with override("sv"):
        return printing.pdf(TEMPLATE, _text(draft, _terms(draft), signed, draft=True), clock.now())


def of_agreement(row: Agreement, approvals: Mapping[int, Approval]) -> bytes:
    """What was agreed, from the agreement's own row, which nobody can change."""
    with override("sv"):
        signed = {row.municipality: f"{row.decided_by}, {templating.day_year(row.decided_on)}"}
        for code, given in approvals.items():
            day = templating.day_year(given.at)
            signed.setdefault(code, _("Godkänt i Brygga %(day)s") % {"day": day})
        return printing.pdf(TEMPLATE, _text(row, row.terms, signed, draft=False), clock.now())


def _terms(draft: Draft) -> dict[str, Any]:
    names = ("decisions", "secrecy", "data_role", "data_text", "position", "limits")
    return {name: getattr(draft, name) for name in (*names, "cost_key", "shares", "cost_text")}


def _decided(one: Standpoint, code: int, lying: desk.Desk) -> str:
    day = f", {templating.day_year(one.decided_on)}" if one.decided_on else ""
    return f"{lying.body_name(code)}{day}"


def _text(
    row: Draft | Agreement, terms: Mapping[str, Any], signed: Mapping[int, str], *, draft: bool
) -> dict[str, Any]:
    """Everything the page is set from; all of it plain text."""
    names = queries.names()
    on = row.valid_from or clock.today()
    known = {one.row.code: one for one in drafting.offers(on)}
    decisions = terms.get("decisions", [])
    return {
        "draft": draft,
        "reference": row.reference,
        "title": row.title or _("Avtal om samverkan"),
        "parties": [names[code] for code in row.parties],
        "areas": [str(words.AREAS[code]) for code in row.areas],
        "activities": _by_area(row.activities, known),
        "steps": [str(words.STEPS[step]) for step in row.steps if step != "decide"],
        "decisions": [known[code].row.name_sv for code in decisions if code in known],
        "lines": _lines(row.parties, decisions, names, known),
        "position": terms.get("position", ""),
        "limits": terms.get("limits", ""),
        "secrecy": [str(draft_words.SECRECY[code]) for code in terms.get("secrecy", [])],
        "data_role": str(draft_words.DATA.get(terms.get("data_role", ""), "")),
        "data_text": templating.paragraphs(terms.get("data_text", "")),
        "cost": _cost(row.parties, terms, names),
        "period": _period(row),
        "notice": row.notice_months,
        "signed": [[names[code], signed.get(code, _("Inte beslutat än"))] for code in row.parties],
        "law": _law(decisions, known),
        "made": templating.day_year(clock.today()),
    }


def _by_area(codes: Iterable[str], known: Mapping[str, drafting.Offer]) -> list[list[Any]]:
    """[[area, [activity, ...]], ...]; an old agreement that names none covers all of its areas."""
    found: dict[str, list[str]] = {}
    for code in codes:
        if code in known:
            row = known[code].row
            found.setdefault(str(words.AREAS[row.area]), []).append(row.name_sv)
    return [[area, sorted(names)] for area, names in found.items()]


def _lines(
    parties: list[int], decisions: list[str], names: Mapping[int, str], known: Mapping[str, drafting.Offer]
) -> list[list[str]]:
    """[home, performer, activity] for each line that a home's board would decide on."""
    return [
        [names[line.home], names[line.performer], known[line.activity].row.name_sv]
        for line in drafting.lines_between(parties, decisions)
        if line.activity in known
    ]


def _cost(parties: list[int], terms: Mapping[str, Any], names: Mapping[int, str]) -> list[str]:
    key = terms.get("cost_key", "")
    told = [str(draft_words.COST_SAID[key])] if key else []
    shares = terms.get("shares", {})
    told += [f"{names[code]}: {shares[str(code)]} procent." for code in parties if str(code) in shares]
    return [*told, *filter(None, [terms.get("cost_text", "")])]


def _period(row: Draft | Agreement) -> str:
    if row.valid_from is None:
        return _("Första dagen är inte bestämd.")
    start = templating.day_year(row.valid_from)
    if row.valid_to is None:
        return _("Avtalet gäller från och med %(start)s och tills vidare.") % {"start": start}
    end = templating.day_year(row.valid_to)
    return _("Avtalet gäller från och med %(start)s till och med %(end)s.") % {"start": start, "end": end}


def _law(decisions: list[str], known: Mapping[str, drafting.Offer]) -> list[list[str]]:
    """[section, in short] for what the agreement rests on, and what bears on each decision."""
    cited = [section(ref) for ref in CITED]
    for code in decisions:
        if code in known:
            cited += known[code].answers[Step.DECIDE].sections[:3]
    return [[one.ref, one.plain] for one in dict.fromkeys(cited)]
