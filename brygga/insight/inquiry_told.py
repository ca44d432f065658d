"""The inquiry as words and figures: one shape for the page, the PDF, the spreadsheet and JSON.

Codes stand beside the words, so that a program need not read Swedish. Everything is text, numbers and
lists: nothing in here knows what it will be printed on.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from brygga.ground.templating import day_year
from brygga.insight import inquiry_costs, inquiry_words
from brygga.insight.rules.inquiry import Line, Share, StepLine, Tally
from brygga.insight.rules.inquiry_cited import cited
from brygga.insight.rules.inquiry_data import sources
from brygga.insight.rules.inquiry_services import ServiceLine
from brygga.insight.rules.inquiry_today import Done, PairLine
from brygga.insight.rules.inquiry_whole import Inquiry
from brygga.law import Confidence, Level, Step
from brygga.law.books import book
from brygga.law.text import ENGLISH, SWEDISH, told
from brygga.municipalities.rules import names

SCHEMA = "brygga/inquiry/1"
MOST_TOLD = 12
"""Among more directions than this, an activity tells of the first and counts the rest."""
MANY = 6
"""More municipalities than this are counted, not listed."""


def report(inquiry: Inquiry) -> dict[str, Any]:
    """All of it, in the active language."""
    lines = {line.code: _activity(inquiry, line) for line in inquiry.lines}
    shared = inquiry.counts[Share.FREE] + inquiry.counts[Share.CONDITIONS]
    services = [_service(inquiry, number, one) for number, one in enumerate(inquiry.services, start=1)]
    return {
        "schema": SCHEMA,
        "title": _("Vad kan %(many)s kommuner göra tillsammans?") % {"many": _number(len(inquiry.codes))},
        "on": inquiry.on.isoformat(),
        "day": day_year(inquiry.on),
        "municipalities": [{"code": code, "name": names()[code]} for code in inquiry.codes],
        "towns": towns(inquiry.codes),
        "counts": {
            "all": len(inquiry.lines),
            "shared": shared,
            **{share.value: inquiry.counts[share] for share in Share},
            "digital": sum(line.row.digital == "full" for line in inquiry.lines),
            "digital_part": sum(line.row.digital == "part" for line in inquiry.lines),
            **{one.value: sum(line.confidence is one for line in inquiry.lines) for one in Confidence},
        },
        "lead": _lead(inquiry, shared),
        "areas": [_area(tally, inquiry, lines) for tally in inquiry.tallies],
        "services": services,
        "today": _today(inquiry),
        "costs": inquiry_costs.told(inquiry),
        "uncertain": _uncertain(inquiry),
        "sections": {
            section.ref: said(section.plain) for line in inquiry.lines for section in line.row.sections
        },
        "sources": [vars(one) for one in sources()],
    }


def activities(made: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """The activities of a report, area by area."""
    return (line for area in made["areas"] for line in area["activities"])


def towns(codes: Sequence[int]) -> str:
    """ "Bjuv, Helsingborg och Landskrona", or how many when they are many."""
    if len(codes) > MANY:
        return _("de %(count)s kommunerna") % {"count": len(codes)}
    known = [names()[code] for code in codes]
    return _("%(most)s och %(last)s") % {"most": ", ".join(known[:-1]), "last": known[-1]}


def _number(count: int) -> str:
    return str(inquiry_words.NUMBERS[count - 2]) if count <= len(inquiry_words.NUMBERS) + 1 else str(count)


def said(words: str) -> str:
    """A sentence of the law's data in the language of the page, where there is one."""
    return str(told(words, ENGLISH if get_language() == "en" else SWEDISH))


def instrument(code: str) -> str:
    """The short name, as it stands in a list."""
    short = inquiry_words.INSTRUMENTS.get(code)
    return str(short) if short else said(book().papers[code].name_sv).lower()


def needs(codes: Iterable[str]) -> str:
    """ "Avtal, sekretessgrund och delegation"."""
    found = [instrument(code) for code in codes]
    if not found:
        return "–"
    text = (
        _("%(most)s och %(last)s") % {"most": ", ".join(found[:-1]), "last": found[-1]}
        if found[1:]
        else found[0]
    )
    return text[0].upper() + text[1:]


def _lead(inquiry: Inquiry, shared: int) -> list[str]:
    """What the whole comes to, in three or four sentences."""
    counts, first = inquiry.counts, [one for one in inquiry.services if not one.mandated]
    found = [
        _(
            "Av %(all)s verksamheter i socialtjänsten får %(towns)s dela %(shared)s: "
            "%(free)s genom avtal och %(conditions)s på villkor."
        )
        % {
            "all": len(inquiry.lines),
            "towns": towns(inquiry.codes),
            "shared": shared,
            "free": counts[Share.FREE],
            "conditions": counts[Share.CONDITIONS],
        },
        _("%(not)s får de inte dela så länge de har var sin nämnd. %(unclear)s är oklara.")
        % {"not": counts[Share.NOT], "unclear": counts[Share.UNCLEAR]},
    ]
    if first:
        found.append(
            ngettext(
                "%(num)s tjänst kan börja utan nya delegationer, tidigast %(day)s.",
                "%(num)s tjänster kan börja utan nya delegationer, tidigast %(day)s.",
                len(first),
            )
            % {"num": len(first), "day": inquiry_costs.month(min(one.start for one in first))}
        )
    return found


def _area(tally: Tally, inquiry: Inquiry, known: dict[str, Any]) -> dict[str, Any]:
    own = [known[line.code] for share in Share for line in inquiry.lines
           if line.row.area == tally.area and line.share is share]  # fmt: skip
    return {
        "code": tally.area,
        "name": str(inquiry_words.AREAS[tally.area]),
        **{share.value: tally.counts[share] for share in Share},
        "all": tally.total,
        "activities": own,
    }


def _activity(inquiry: Inquiry, line: Line) -> dict[str, Any]:
    row, done = line.row, inquiry.now.by_activity.get(line.code, ())
    return {
        "code": line.code,
        "name": said(row.name_sv),
        "area": row.area,
        "verdict": line.share.value,
        "verdict_word": str(inquiry_words.SHARE[line.share.value]),
        "contact": line.contact.meets,
        "contact_word": str(inquiry_words.CONTACT[line.contact.meets]),
        "sections": [section.ref for section in row.sections],
        "cited": cited(section.ref for section in row.sections),
        "digital": str(row.digital),
        "digital_word": str(inquiry_words.DIGITAL[row.digital]),
        "digital_reason": line.contact.digital_reason,
        "authority": str(row.exercise_of_authority),
        "authority_word": str(inquiry_words.AUTHORITY[row.exercise_of_authority]),
        "level": line.level.value if line.decides else Level.NONE.value,
        "level_word": str(inquiry_words.LEVELS[line.level.value if line.decides else "none"]),
        "secrecy": list(row.secrecy),
        "secrecy_words": [str(inquiry_words.SECRECY.get(code, code)) for code in row.secrecy],
        "steps": [_step(step) for step in line.steps],
        "instruments": [{"code": code, "name": instrument(code)} for code in line.instruments],
        "needs": needs(line.instruments),
        "conditions": [said(text) for text in line.conditions],
        "stays": _stays(line),
        "today": [_done(one) for one in done[:MOST_TOLD]],
        "today_more": max(0, len(done) - MOST_TOLD),
        "lacking": [
            instrument(code) for code in line.instruments if code in inquiry.now.lacking.get(line.code, ())
        ],
        "confidence": line.confidence.value,
        "confidence_word": str(inquiry_words.CONFIDENCE[line.confidence.value]),
        "valid_from": row.origin.valid_from.isoformat(),
        "verified_on": row.origin.verified_on.isoformat(),
        "source": row.origin.source,
        "note": said(row.origin.note),
    }


def _step(step: StepLine) -> dict[str, Any]:
    return {
        "step": step.step.value,
        "word": str(inquiry_words.STEPS[step.step.value]),
        "verdict": step.share.value,
        "verdict_word": str(inquiry_words.SHARE[step.share.value]),
        "level": step.level.value,
        "level_word": str(inquiry_words.LEVELS[step.level.value]),
        "instruments": [instrument(code) for code in step.instruments],
        "conditions": [said(text) for text in step.conditions],
        "needs": needs(step.instruments),
        "sections": list(step.sections),
        "cited": cited(step.sections),
        "sentence": said(step.sentence),
        "automated": step.automated,
    }


def _stays(line: Line) -> str:
    """What may not cross the border, what may all the same, and what would change it."""
    if line.share is not Share.NOT:
        return ""
    steps = ", ".join(str(inquiry_words.STEPS[step.value]).lower() for step in line.still)
    found = [_("Beslutet fattas av hemkommunen.")]
    if steps:
        found.append(_("Det här får delas: %(steps)s.") % {"steps": steps})
    if line.joint:
        found.append(_("En gemensam nämnd eller ett kommunalförbund kan besluta för alla."))
    return " ".join(found)


def _done(one: Done) -> dict[str, Any]:
    steps = ", ".join(str(inquiry_words.STEPS[step.value]).lower() for step in one.steps)
    return {
        "home": one.home,
        "performer": one.performer,
        "steps": [step.value for step in one.steps],
        "whole": one.whole,
        "references": list(one.references),
        "sentence": _("%(performer)s får %(steps)s åt %(home)s (%(by)s).")
        % {
            "performer": names()[one.performer],
            "steps": steps,
            "home": names()[one.home],
            "by": ", ".join(one.references),
        },
    }


def _service(inquiry: Inquiry, number: int, one: ServiceLine) -> dict[str, Any]:
    return {
        "rank": number,
        "code": one.service.code,
        "name": said(one.service.name),
        "text": one.service.text,
        "verdict": one.share.value,
        "verdict_word": str(inquiry_words.SHARE[one.share.value]),
        "why": said(one.service.why),
        "activities": [line.code for line in one.lines],
        "activity_names": [said(line.row.name_sv) for line in one.lines],
        "instruments": [{"code": code, "name": instrument(code), "in_place": code in one.in_place}
                        for code in one.instruments],
        "roster": one.service.chair_roster,
        "needs": needs(one.instruments),
        "sections": list(one.sections),
        "cited": cited(one.sections),
        "stays": [said(line.row.name_sv) for line in one.stays],
        "mandated": one.mandated,
        "digital_percent": round(one.digital * 100),
        "sure_percent": round(one.sure * 100),
        "months": one.months,
        "start": one.start.isoformat(),
        "start_word": inquiry_costs.month(one.start),
        "leads": [{"code": lead.code, "months": lead.months, "source": lead.source} for lead in one.leads],
        "saving": round(one.worth.saving) if one.worth else None,
        "volume": round(one.worth.volume) if one.worth else None,
        "saving_word": inquiry_costs.thousands(one.worth.saving) if one.worth else "–",
    }  # fmt: skip


def _today(inquiry: Inquiry) -> dict[str, Any]:
    if not inquiry.known_today:
        sentence = _(
            "Databasen gick inte att nå. Därför står det inte här vad som redan gäller mellan kommunerna."
        )
    elif not inquiry.now.by_pair:
        sentence = _(
            "Inga avtal gäller mellan de här kommunerna den dagen. Ingen får göra något åt någon annan."
        )
    else:
        sentence = _("Avtal eller delegationer gäller i %(some)s av %(all)s riktningar.") % {
            "some": len(inquiry.now.by_pair),
            "all": inquiry.now.pairs,
        }
    return {
        "known": inquiry.known_today,
        "sentence": sentence,
        "directions": inquiry.now.pairs,
        "pairs": [_pair(pair) for pair in inquiry.now.by_pair],
    }


def _pair(pair: PairLine) -> dict[str, Any]:
    return {
        "home": pair.home,
        "performer": pair.performer,
        "who": _("%(performer)s åt %(home)s")
        % {"performer": names()[pair.performer], "home": names()[pair.home]},
        "whole": pair.whole,
        "part": pair.part,
        "open": pair.open,
        "references": list(pair.references),
        "lacking": [
            {"code": code, "name": instrument(code), "activities": many} for code, many in pair.lacking
        ],
    }


def _uncertain(inquiry: Inquiry) -> dict[str, Any]:
    by = {one: [line for line in inquiry.lines if line.confidence is one] for one in Confidence}
    secret = sum("SECRECY_BASIS" in line.instruments for line in inquiry.lines)
    return {
        "unverified": [_doubt(line) for line in by[Confidence.UNVERIFIED]],
        "reasoned": [_doubt(line) for line in by[Confidence.REASONED]],
        "secrecy": secret,
        "notes": [
            _(
                "Att den som arbetar i hemkommunens ärende räknas dit (2 kap. 1 § OSL) är en bedömning som ingen "
                "domstol har prövat. Det rör %(count)s verksamheter, om kommunerna inte ber om samtycke."
            )
            % {"count": secret},
            _("Lag som har beslutats från februari 2026 är inte läst."),
            _(
                "Hur långt arbetet kan vara digitalt, och om det möter den enskilde, är bedömt av arbetssättet."
            ),
            _("Tiderna till start är antaganden. Byt ut dem mot era egna."),
        ],
    }


def _doubt(line: Line) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": said(line.row.name_sv),
        "note": said(line.row.origin.note),
        "steps": [str(inquiry_words.STEPS[step.step.value]) for step in line.steps
                  if step.confidence is not Confidence.VERIFIED and step.step is not Step.READ],
    }  # fmt: skip
