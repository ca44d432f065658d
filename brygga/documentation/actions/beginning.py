"""A note that begins with words from elsewhere: the author's draft, with them last. Nothing is signed."""

from brygga.access.rules import StaffActor
from brygga.cases.models import Case
from brygga.documentation.actions.base import may_record
from brygga.documentation.models import NoteDraft
from brygga.ground import clock


def begin_note(actor: StaffActor, case: Case, words: str) -> None:
    """What the author had begun stands first and is not lost; words just put there come once."""
    may_record(actor, case)
    mine = NoteDraft.objects.filter(case=case, author_id=actor.id)
    draft: NoteDraft | None = mine.first()
    if draft is None:
        row = NoteDraft.within(case, case=case, author_id=actor.id, text=words, saved_at=clock.now())
        row.save(force_insert=True)
    elif draft.text != words and not draft.text.endswith(f"\n\n{words}"):
        text = "\n\n".join(part for part in (draft.text.rstrip(), words) if part)
        mine.update(text=text, saved_at=clock.now())
