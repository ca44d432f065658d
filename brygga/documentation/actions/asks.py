"""Asking the party to complete something (FL 20), and their answers."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.actions import touch
from brygga.cases.models import Case
from brygga.documentation.actions.base import RECORDING, kept_once, may_record, same_case
from brygga.documentation.actions.documents import keep_document
from brygga.documentation.actions.waiting import RESIDENT, waits_for
from brygga.documentation.models import Answer, Ask
from brygga.documentation.rules import Upload
from brygga.ground import clock, trail
from brygga.law import Step


class Withdrawn(Exception):
    """The ask was withdrawn before the answer came."""


def ask_to_complete(actor: StaffActor, case: Case, once: UUID, question: str, answer_by: date) -> Ask:
    """Ask for something that is missing; the case waits for the party."""
    grounds = may_record(actor, case)
    row = Ask.within(
        case,
        id=once,
        case=case,
        question=question,
        answer_by=answer_by,
        asked_at=clock.now(),
        asked_by=actor.name,
    )
    ask, is_new = kept_once(row, case)
    if is_new:
        trail.record(
            actor,
            "ask_to_complete",
            case,
            grounds,
            activity=RECORDING,
            step=Step.CARRY_OUT.value,
            subject=ask.id,
        )
        touch(case, "asks", waiting_for=RESIDENT)
    return ask


def withdraw_ask(actor: StaffActor, case: Case, ask: Ask) -> None:
    """Let the party know that the answer is no longer needed. Twice changes nothing."""
    same_case(case, ask.case_id)
    grounds = may_record(actor, case)
    if not Ask.objects.filter(case=case, id=ask.id, withdrawn_at=None).update(withdrawn_at=clock.now()):
        return
    trail.record(
        actor, "withdraw_ask", case, grounds, activity=RECORDING, step=Step.CARRY_OUT.value, subject=ask.id
    )
    touch(case, "asks", waiting_for=waits_for(case))


def answer_ask(
    actor: ResidentActor, case: Case, ask: Ask, once: UUID, text: str, files: Iterable[Upload] = ()
) -> Answer:
    """Answer an ask with words, files or both. Withdrawn where it is no longer asked."""
    same_case(case, ask.case_id)
    grounds = gate.require_own(actor, case)
    before = Answer.objects.filter(case=case, id=once).first()
    if before is None and ask.withdrawn_at is not None:
        raise Withdrawn
    row = Answer.within(case, id=once, case=case, ask=ask, text=text, at=clock.now(), person_id=actor.id)
    answer, is_new = kept_once(row, case)
    if is_new:
        for file in files:
            keep_document(case, file, by_resident=True, ask=ask)
        trail.record(actor, "answer_ask", case, grounds, subject=ask.id)
        touch(case, "asks", waiting_for=waits_for(case), new_for_staff=True)
    return answer
