"""Notes: saved as typed, signed once, corrected by a new one; passages withheld and shown again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from brygga.access.rules import StaffActor
from brygga.cases.actions import touch
from brygga.cases.models import Case
from brygga.documentation.actions.base import RECORDING, kept_once, may_record, same_case, told
from brygga.documentation.models import Note, NoteDraft, Passage
from brygga.documentation.rules import Withholding, Written, check_withholding, count_sentences, parse
from brygga.ground import clock, trail
from brygga.ground.ids import uuid7
from brygga.law import Step


@dataclass(frozen=True)
class NewNote:
    """What was typed. id: the note's own, from the form. withheld: one for each passage in brackets, in order.

    drafted: written in the editor, whose draft is then done with; other forms leave it as it is.
    """

    id: UUID
    kind: str
    heading: str
    text: str
    happened_on: date
    withheld: tuple[Withholding, ...] = ()
    drafted: bool = True


def save_draft(actor: StaffActor, case: Case, once: UUID, typed: dict[str, Any]) -> None:
    """Keep what is being written, as typed, for its author alone. Not a note: no trail, nobody is told.

    once: the id the note will have. A draft that arrives after its note was signed is let go.
    """
    may_record(actor, case, "save_draft")
    if Note.objects.filter(case=case, id=once).exists():
        return
    kept = {name: typed[name] for name in ("kind", "heading", "text", "withhold")}
    kept |= {"saved_at": clock.now(), "area": case.area, "shielded": case.shielded}
    NoteDraft.objects.update_or_create(
        municipality=case.municipality,
        case=case,
        author_id=actor.id,
        defaults=kept,
        create_defaults=kept | {"id": uuid7()},
    )


def sign_note(actor: StaffActor, case: Case, new: NewNote, *, corrects: Note | None = None) -> Note:
    """Write a note into the file. From this moment it is never changed, and the party may read it."""
    grounds = may_record(actor, case, "correct_note" if corrects else "sign_note")
    written = parse(new.text)
    _check(new, written)
    note, is_new = kept_once(_note(actor, case, new, written, told(grounds), corrects), case)
    if not is_new:
        return note
    Passage.objects.bulk_create(_passages(actor, case, note, written, new.withheld))
    if corrects is None and new.drafted:
        NoteDraft.objects.filter(case=case, author_id=actor.id).delete()
    trail.record(
        actor,
        "correct_note" if corrects else "sign_note",
        case,
        grounds,
        activity=RECORDING,
        step=Step.CARRY_OUT.value,
        subject=note.id,
        withheld=len(written.passages),
    )
    touch(case, "journal")
    return note


def correct_note(actor: StaffActor, case: Case, wrong: Note, new: NewNote) -> Note:
    """Write a new note in the place of a signed one; both stay in the file (SoL 14:3)."""
    same_case(case, wrong.case_id)
    return sign_note(actor, case, new, corrects=wrong)


def lift_passage(actor: StaffActor, case: Case, passage: Passage) -> None:
    """End a withholding: the party reads the words from now on. Lifting twice changes nothing."""
    same_case(case, passage.case_id)
    grounds = may_record(actor, case)
    held = Passage.objects.select_for_update().filter(case=case, id=passage.id, lifted_at=None).first()
    if held is None:
        return
    Passage.objects.filter(id=held.id).update(lifted_at=clock.now(), lifted_text=held.text)
    trail.record(
        actor,
        "lift_passage",
        case,
        grounds,
        activity=RECORDING,
        step=Step.CARRY_OUT.value,
        subject=passage.id,
    )
    touch(case, "journal")


def keep_withheld(actor: StaffActor, case: Case, passage: Passage, review_on: date) -> None:
    """Try a withholding again and let it stand, until a new day at most a year ahead."""
    same_case(case, passage.case_id)
    grounds = may_record(actor, case)
    if check_withholding("weighty", review_on, clock.today()):
        raise ValueError("A withholding is tried again within a year.")
    changes = {"review_on": review_on, "decided_by": actor.name, "decided_at": clock.now()}
    if not Passage.objects.filter(case=case, id=passage.id, lifted_at=None).update(**changes):
        return
    trail.record(
        actor,
        "keep_withheld",
        case,
        grounds,
        activity=RECORDING,
        step=Step.CARRY_OUT.value,
        subject=passage.id,
    )
    touch(case, "journal")


def _check(new: NewNote, written: Written) -> None:
    """Nothing is withheld without a ground and a day; forms ask for both before they come here."""
    if len(new.withheld) != len(written.passages):
        raise ValueError("Each withheld passage needs a ground and a day of review.")
    for one in new.withheld:
        wrong = check_withholding(one.ground.code, one.review_on, clock.today())
        if wrong:
            raise ValueError(f"This withholding may not stand: {wrong}")


def _note(
    actor: StaffActor,
    case: Case,
    new: NewNote,
    written: Written,
    grounds: dict[str, object],
    corrects: Note | None,
) -> Note:
    return Note.within(
        case,
        id=new.id,
        case=case,
        kind=new.kind,
        heading=new.heading.strip(),
        runs=list(written.runs),
        happened_at=_moment(new.happened_on),
        signed_at=clock.now(),
        author_id=actor.id,
        author_name=actor.name,
        author_municipality=actor.employer,
        corrects=corrects,
        grounds=grounds,
    )


def _moment(day: date) -> datetime:
    """Now for today, noon for a day that has passed."""
    if day == clock.today():
        return clock.now()
    return datetime.combine(day, time(12), tzinfo=clock.STOCKHOLM)


def _passages(
    actor: StaffActor, case: Case, note: Note, written: Written, withheld: Sequence[Withholding]
) -> Iterator[Passage]:
    for position, (text, one) in enumerate(zip(written.passages, withheld, strict=True)):
        yield Passage.within(
            case,
            case=case,
            note=note,
            position=position,
            text=text,
            sentences=count_sentences(text),
            ground=one.ground.section,
            reason=one.ground.reason,
            decided_by=actor.name,
            decided_at=clock.now(),
            review_on=one.review_on,
        )
