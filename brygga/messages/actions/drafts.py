"""What is half written, kept on the server: a session may end, a browser close, a battery die."""

from typing import Any
from uuid import UUID

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.models import Case
from brygga.ground import clock
from brygga.ground.texts import tidy
from brygga.messages.models import Draft, Message, OwnDraft
from brygga.messages.rules import DRAFT_MAX


def keep_draft(actor: ResidentActor | StaffActor, case: Case, text: str, once: UUID | None = None) -> None:
    """Keep the words as they stand; nothing but blanks is no draft.

    once: the id the message will have. A draft that arrives after the message it was the beginning of is let go, or
    the words would stand there to be sent again.
    """
    if isinstance(actor, ResidentActor):
        gate.require_own(actor, case)
    elif actor.emergency_in(case) is not None:
        raise gate.NotYours  # an emergency opening gives nobody a conversation
    if once and _was_said(actor, case, text, once):
        return
    if not text.strip():
        throw_away_draft(actor, case)
        return
    kept: dict[str, Any] = {"text": text[:DRAFT_MAX], "saved_at": clock.now()}
    if isinstance(actor, ResidentActor):
        OwnDraft.objects.update_or_create(person_id=actor.id, case_id=case.id, defaults=kept)
        return
    if not Draft.objects.filter(case=case, author_id=actor.id).update(**kept):
        row = Draft.within(case, case=case, author_id=actor.id, **kept)
        Draft.objects.bulk_create([row], ignore_conflicts=True)  # two tabs at the same moment


def throw_away_draft(actor: ResidentActor | StaffActor, case: Case) -> None:
    if isinstance(actor, ResidentActor):
        OwnDraft.objects.filter(person_id=actor.id, case_id=case.id).delete()
    else:
        Draft.objects.filter(case=case, author_id=actor.id).delete()


def _was_said(actor: ResidentActor | StaffActor, case: Case, text: str, once: UUID) -> bool:
    said = (
        Message.objects.filter(case=case, id=once, author_id=actor.id).values_list("text", flat=True).first()
    )
    return said is not None and str(said).startswith(tidy(text).strip())
