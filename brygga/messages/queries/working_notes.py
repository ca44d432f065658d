"""Working notes beside a conversation: who may see them, who may write, and what there is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from brygga.access import gate
from brygga.access.rules import StaffActor
from brygga.cases.models import Case, WorkingNote
from brygga.cases.rules import KINDS
from brygga.ground import clock
from brygga.ground.areas import Area
from brygga.law import Step
from brygga.messages.rules import MOST_NOTES
from brygga.municipalities.models import Guideline
from brygga.municipalities.queries import guidelines_of

STEP = Step.PREPARE
"""To prepare is all they are for (TF 2:12); whoever may not prepare in the case has no use for them."""


@dataclass(frozen=True)
class NoteLine:
    id: UUID
    who: str
    at: datetime
    text: str
    mine: bool


@dataclass(frozen=True)
class WorkingNotes:
    """lines: the oldest first. may_write: none where the municipality has chosen to be without, or there are many."""

    lines: tuple[NoteLine, ...]
    may_write: bool
    full: bool


def activity_of(case: Case) -> str:
    return KINDS[case.kind].investigate


def are_used(case: Case) -> bool:
    """Whether working notes are written in such a case at all: not in advice, not where a guideline says no."""
    return case.closed_at is None and case.area != Area.ADVICE and not _unwanted(case)


def may_see(actor: StaffActor, case: Case) -> bool:
    """The home municipality's own staff, at work in the case.

    Whether somebody employed elsewhere belongs to the authority is an open question, and a note that is handed to
    another authority becomes an official document (TF 2:10): unclear fails closed. An emergency opening is for
    reading the file, and the elected decide on what the file holds.
    """
    if actor.elected or actor.employer != case.municipality or actor.emergency_in(case) is not None:
        return False
    return gate.ask(actor, activity_of(case), STEP, case, clock.today()).permitted


def working_notes(actor: StaffActor, case: Case) -> WorkingNotes | None:
    """What lies beside the conversation; None for whoever has nothing to do with it. One query."""
    if case.closed_at is not None or not may_see(actor, case):
        return None
    rows: list[WorkingNote] = list(WorkingNote.objects.filter(case=case).order_by("at", "id"))
    used = are_used(case)
    if not rows and not used:
        return None
    return WorkingNotes(
        tuple(_line(actor, row) for row in rows),
        may_write=used and len(rows) < MOST_NOTES,
        full=used and len(rows) >= MOST_NOTES,
    )


def own_working_note(actor: StaffActor, case: Case, ident: UUID) -> WorkingNote:
    """The actor's own, to be taken away by them alone; Http404 for all others."""
    found: WorkingNote | None = WorkingNote.objects.filter(case=case, id=ident, author_id=actor.id).first()
    if found is None or not may_see(actor, case):
        raise Http404
    return found


def _line(actor: StaffActor, row: WorkingNote) -> NoteLine:
    mine = row.author_id == actor.id
    return NoteLine(row.id, _("Du") if mine else row.author_name, row.at, row.text, mine)


def _unwanted(case: Case) -> bool:
    """By a guideline of the municipality's own. One that names an activity holds for the cases worked on by it."""
    today, kind = clock.today(), KINDS[case.kind]
    for one in guidelines_of(case.municipality):
        in_force = one.valid_from <= today and (one.valid_to is None or today <= one.valid_to)
        named = one.activity in {"", kind.investigate} and one.area in {"", Area(case.area).code}
        if one.demand == Guideline.Demand.NO_NOTES and in_force and named:
            return True
    return False
