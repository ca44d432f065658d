"""Letting the party read a report once secrecy has been tried (OSL 26:1, 26:5, 10:3): a note, with holes if need be."""

from dataclasses import dataclass
from uuid import UUID

from brygga.access import gate
from brygga.access.rules import StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.concerns import queries, rules
from brygga.concerns.models import Disclosure, Report
from brygga.concerns.rules import Shown
from brygga.documentation import actions as documentation
from brygga.documentation.rules import Withholding
from brygga.ground import clock, trail
from brygga.ground.often import insert
from brygga.law import Step

DISCLOSURE = "record_disclosure"


@dataclass(frozen=True)
class Tried:
    """How secrecy was tried. text: the report with [[ ]] around what the party may not read.

    withheld: for each of those, in order. reporter: on what who reported is withheld, or None.
    """

    once: UUID
    choice: Shown
    text: str
    reason: str
    withheld: tuple[Withholding, ...] = ()
    reporter: Withholding | None = None


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
    told_by = rules.apart(", ".join(report.told_by_lines))
    who = (tried.reporter,) if tried.reporter is not None and told_by else ()
    return documentation.NewNote(
        id=tried.once,
        kind="other",
        heading="Anmälan om oro",
        text=rules.party_note(tried.text, told_by, hide_reporter=bool(who)),
        happened_on=clock.today(),
        withheld=(*who, *tried.withheld),  # who reported stands first
        drafted=False,
    )
