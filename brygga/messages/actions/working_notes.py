"""A working note is written, and taken away again. The trail tells that it was, and never what it said."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404

from brygga.access import gate
from brygga.access.rules import StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case, WorkingNote
from brygga.ground import clock, trail
from brygga.ground.ids import uuid7
from brygga.ground.models import Event
from brygga.ground.trail import Grounds
from brygga.law import section
from brygga.messages.actions.saying import CaseClosed
from brygga.messages.queries.working_notes import STEP, activity_of, are_used, may_see, own_working_note
from brygga.messages.rules import MOST_NOTES

ONLY_TO_PREPARE = "TF 2:12"


class NotUsed(Exception):
    """No working notes here: the case is advice, or the municipality has chosen to be without them."""


class TooManyNotes(Exception):
    """There are so many that the journal is where they belong."""


def write_working_note(actor: StaffActor, case: Case, once: UUID, text: str) -> WorkingNote:
    """Keep a few words for those who prepare the case. The same form sent twice is one note."""
    grounds = _grounds(actor, case)
    fresh = cases.locked(case)  # a closing waits, or is waited for: none is left in a closed case
    before: WorkingNote | None = WorkingNote.objects.filter(case=case, id=once, author_id=actor.id).first()
    if before is not None:
        return before
    if fresh.closed_at is not None:
        raise CaseClosed
    if not are_used(fresh):
        raise NotUsed
    if WorkingNote.objects.filter(case=case).count() >= MOST_NOTES:
        raise TooManyNotes
    note = _insert(
        WorkingNote.within(
            fresh,
            id=once,
            case=fresh,
            author_id=actor.id,
            author_name=actor.name,
            text=text.strip(),
            at=clock.now(),
        )
    )
    _record(actor, "write_working_note", case, grounds, note)
    return note


def remove_working_note(actor: StaffActor, case: Case, ident: UUID) -> None:
    """Its author has no more use for it. Taking it away twice is taking it away once."""
    grounds = _grounds(actor, case)
    if _was_taken_away(actor, case, ident):
        return
    _take_away(actor, case, own_working_note(actor, case, ident), "remove_working_note", grounds)


def working_note_to_journal(actor: StaffActor, case: Case, ident: UUID) -> str:
    """Take it away and give its words, which are on their way into the journal."""
    grounds = _grounds(actor, case)
    note = own_working_note(actor, case, ident)
    _take_away(actor, case, note, "journal_working_note", grounds)
    return note.text


def _was_taken_away(actor: StaffActor, case: Case, ident: UUID) -> bool:
    """By this person before: the trail knows. Of what never was here nothing is said."""
    lines = Event.objects.filter(
        case_id=case.id, subject=ident, actor_id=actor.id, verb="remove_working_note"
    )
    return bool(lines.exists())


def _grounds(actor: StaffActor, case: Case) -> Grounds:
    """The grounds of preparing the case; not found for those who have no working notes there."""
    if actor.emergency_in(case) is not None or not may_see(actor, case):
        raise Http404
    grounds = gate.require(actor, activity_of(case), STEP, case, clock.today())
    return Grounds(grounds.sentence, (*grounds.sections, section(ONLY_TO_PREPARE).ref), grounds.relied_on)


def _take_away(actor: StaffActor, case: Case, note: WorkingNote, verb: str, grounds: Grounds) -> None:
    gone, _each = WorkingNote.objects.filter(case=case, id=note.id, author_id=actor.id).delete()
    if not gone:
        raise Http404
    _record(actor, verb, case, grounds, note)


def _insert(note: WorkingNote) -> WorkingNote:
    """Where the id is taken it came from no form of ours."""
    try:
        with transaction.atomic():
            note.save(force_insert=True)
    except IntegrityError:
        note.id = uuid7()
        note.save(force_insert=True)
    return note


def _record(actor: StaffActor, verb: str, case: Case, grounds: Grounds, note: WorkingNote) -> None:
    activity = activity_of(case)
    trail.record(actor, verb, case, grounds, activity=activity, step=STEP.value, subject=note.id)
