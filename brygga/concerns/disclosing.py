"""Letting the party read a report, once secrecy has been tried (OSL 26:5, 10:3): as a note, with holes where needed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from brygga.access import gate
from brygga.access.rules import StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.concerns import queries, rules
from brygga.concerns.models import Disclosure, Report
from brygga.concerns.rules import Shown
from brygga.documentation import actions as documentation
from brygga.documentation.rules import GROUNDS, Withholding
from brygga.ground import clock, trail
from brygga.ground.often import insert
from brygga.law import Step

DISCLOSURE = "record_disclosure"


@dataclass(frozen=True)
class Tried:
    """How secrecy was tried. text: the report with [[ ]] around what the party may not read; review_on: of those."""

    once: UUID
    choice: Shown
    text: str
    reason: str
    review_on: date | None = None


def disclose(actor: StaffActor, case: Case, tried: Tried) -> None:
    """Keep the assessment and put the report before the party. Sent twice, it is done once. Raises Refused."""
    fresh = cases.locked(case)
    concern = queries.concern_of(fresh)
    if concern is None or Disclosure.objects.filter(id=tried.once, case=fresh).exists():
        return
    grounds = gate.require(actor, DISCLOSURE, Step.CARRY_OUT, fresh, clock.today())
    shows = tried.choice is not Shown.NO
    if shows:
        documentation.sign_note(actor, case, _note(concern.report, tried))
    insert(
        Disclosure.within(
            case,
            id=tried.once,
            case=case,
            report=concern.report,
            at=clock.now(),
            staff_id=actor.id,
            staff_name=actor.name,
            choice=tried.choice.value,
            reason=tried.reason,
            note_id=tried.once if shows else None,
        )
    )
    trail.record(
        actor,
        "disclose_report",
        case,
        grounds,
        activity=DISCLOSURE,
        step=Step.CARRY_OUT.value,
        choice=tried.choice.value,
    )
    cases.touch(case, "status")


def _note(report: Report, tried: Tried) -> documentation.NewNote:
    hides = tried.choice is Shown.HIDDEN
    told_by = rules.apart(", ".join(report.told_by_lines))
    text = rules.party_note(tried.text, told_by, hide_reporter=hides)
    withheld = None
    if "[[" in text and tried.review_on is not None:
        withheld = Withholding(GROUNDS["reporter"], tried.review_on)
    return documentation.NewNote(
        id=tried.once,
        kind="other",
        heading="Anmälan om oro",
        text=text,
        happened_on=clock.today(),
        withholding=withheld,
        drafted=False,
    )
