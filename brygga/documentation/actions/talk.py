"""What is said of a note: comments, objections (SoL 14:6), requests for review, and answers. All of it stays."""

from typing import Any
from uuid import UUID

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.actions import touch
from brygga.cases.models import Case
from brygga.documentation.actions.base import RECORDING, kept_once, may_record, same_case
from brygga.documentation.models import Note, Passage, Remark
from brygga.ground import clock, trail
from brygga.law import Step


def comment(
    actor: ResidentActor, case: Case, note: Note, once: UUID, text: str, paragraph: int | None
) -> Remark:
    """Say something of a note, or of one paragraph in it."""
    return _say(actor, case, note, once, Remark.Kind.COMMENT, text, paragraph=paragraph)


def object_to(
    actor: ResidentActor, case: Case, note: Note, once: UUID, text: str, paragraph: int | None
) -> Remark:
    """Say that something in a note is wrong. The objection is recorded in the file (SoL 14:6)."""
    return _say(actor, case, note, once, Remark.Kind.OBJECTION, text, paragraph=paragraph)


def ask_for_review(actor: ResidentActor, case: Case, passage: Passage, once: UUID, text: str) -> Remark:
    """Ask that a withholding be tried again."""
    same_case(case, passage.case_id)
    return _say(actor, case, passage.note, once, Remark.Kind.REVIEW, text, passage=passage)


def _say(
    actor: ResidentActor, case: Case, note: Note, once: UUID, kind: Remark.Kind, text: str, **more: Any
) -> Remark:
    same_case(case, note.case_id)
    grounds = gate.require_own(actor, case)
    row = Remark.within(
        case,
        id=once,
        case=case,
        note=note,
        kind=kind,
        text=text,
        at=clock.now(),
        by_resident=True,
        author_id=actor.id,
        **more,
    )
    remark, is_new = kept_once(row, case)
    if is_new:
        trail.record(actor, kind.value, case, grounds, subject=note.id)
        touch(case, "journal", new_for_staff=True)
    return remark


def answer_remark(actor: StaffActor, case: Case, remark: Remark, once: UUID, text: str) -> Remark:
    """Answer what a party said of a note; both stay with the note."""
    same_case(case, remark.case_id)
    grounds = may_record(actor, case)
    row = Remark.within(
        case,
        id=once,
        case=case,
        note_id=remark.note_id,
        passage_id=remark.passage_id,
        paragraph=remark.paragraph,
        kind=Remark.Kind.ANSWER,
        text=text,
        at=clock.now(),
        by_resident=False,
        author_id=actor.id,
        author_name=actor.name,
        answers=remark,
    )
    answer, is_new = kept_once(row, case)
    if is_new:
        trail.record(
            actor,
            "answer_remark",
            case,
            grounds,
            activity=RECORDING,
            step=Step.CARRY_OUT.value,
            subject=remark.id,
        )
        touch(case, "journal")
    return answer
