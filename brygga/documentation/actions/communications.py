"""The investigation is sent to the party before the decision (FL 25, SoL 14:8), and the party answers."""

from datetime import date
from uuid import UUID

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.actions import locked, move, touch
from brygga.cases.models import Case
from brygga.documentation.actions.base import kept_once, same_case
from brygga.documentation.actions.notes import NewNote, sign_note
from brygga.documentation.actions.waiting import RESIDENT, waits_for
from brygga.documentation.models import Communication, Note, Response
from brygga.ground import clock, trail


def communicate(
    actor: StaffActor, case: Case, once: UUID, what: Note | NewNote, answer_by: date
) -> Communication:
    """Send an investigation for comments; a new one is signed first. Sent again, it gives a new day.

    Refused or WrongStage where that may not be.
    """
    locked(case)
    before: Communication | None = Communication.objects.filter(case=case, id=once).first()
    if before is not None:
        return before
    note = what if isinstance(what, Note) else sign_note(actor, case, what)
    same_case(case, note.case_id)
    move(actor, case, "communicate", waiting_for=RESIDENT)
    row = Communication.within(
        case,
        id=once,
        case=case,
        note=note,
        sent_at=clock.now(),
        sent_by=actor.name,
        answer_by=answer_by,
    )
    sent, _ = kept_once(row, case)
    return sent


def respond(
    actor: ResidentActor,
    case: Case,
    communication: Communication,
    once: UUID,
    text: str,
    *,
    wants_to_speak: bool,
) -> Response:
    """Answer the investigation. An empty text says that there is nothing to add."""
    return _respond(actor, case, communication, once, text, wants_to_speak=wants_to_speak)


def ask_for_more_time(
    actor: ResidentActor, case: Case, communication: Communication, once: UUID, text: str
) -> Response:
    """Ask for a later day to answer by; the case goes on waiting for the party."""
    return _respond(actor, case, communication, once, text, needs_more_time=True)


def _respond(
    actor: ResidentActor,
    case: Case,
    communication: Communication,
    once: UUID,
    text: str,
    *,
    wants_to_speak: bool = False,
    needs_more_time: bool = False,
) -> Response:
    same_case(case, communication.case_id)
    grounds = gate.require_own(actor, case)
    row = Response.within(
        case,
        id=once,
        case=case,
        communication=communication,
        text=text,
        wants_to_speak=wants_to_speak,
        needs_more_time=needs_more_time,
        at=clock.now(),
        person_id=actor.id,
    )
    response, is_new = kept_once(row, case)
    if is_new:
        verb = "ask_for_more_time" if needs_more_time else "respond"
        trail.record(actor, verb, case, grounds, subject=communication.id)
        touch(case, "all", new_for_staff=True, waiting_for=waits_for(case))
    return response
