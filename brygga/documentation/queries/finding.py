"""One row at a time, for acts on it. DoesNotExist is Http404 here: what one may not know does not exist."""

from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404

from brygga.access.rules import StaffActor
from brygga.cases.models import Case
from brygga.documentation.models import Ask, Communication, Note, NoteDraft, Passage, Remark
from brygga.documentation.queries.words import kind_label
from brygga.documentation.rules.withholding import BY_SECTION
from brygga.documentation.rules.writing import bracketed


def note_for(case: Case, ident: UUID) -> Note:
    found: Note = _one(Note, case, ident)
    return found


def remark_for(case: Case, ident: UUID) -> Remark:
    found: Remark = _one(Remark, case, ident)
    return found


def ask_for(case: Case, ident: UUID) -> Ask:
    found: Ask = _one(Ask, case, ident)
    return found


def communication_for(case: Case, ident: UUID) -> Communication:
    found: Communication = _one(Communication, case, ident)
    return found


def passage_for(case: Case, ident: UUID) -> Passage:
    """Without its words: a resident's role may not even name that column."""
    found: Passage | None = Passage.objects.filter(case=case, id=ident).defer("text").first()
    if found is None:
        raise Http404
    return found


def draft_of(actor: StaffActor, case: Case) -> dict[str, Any] | None:
    """The actor's own unfinished note in the case, as NoteForm.of_draft takes it."""
    drafts = NoteDraft.objects.filter(case=case, author_id=actor.id)
    return drafts.values("kind", "heading", "text", "withhold").first()


def typed_text(actor: StaffActor, note: Note) -> tuple[str, list[str]]:
    """A signed note's text with its brackets and the code of each one's ground, to begin a correction with."""
    held = Passage.objects.filter(case=note.case_id, note=note).order_by("position")
    rows = list(held.values_list("text", "ground"))
    codes = [BY_SECTION[section].code if section in BY_SECTION else "" for _words, section in rows]
    return bracketed(note.runs, [words for words, _section in rows]), codes


def investigations(actor: StaffActor, case: Case) -> list[tuple[str, str]]:
    """Signed investigations that can be sent for comments: (id, heading with day), newest first."""
    rows = Note.objects.filter(case=case, kind=Note.Kind.INVESTIGATION, corrections=None)
    found = rows.order_by("-signed_at").values_list("id", "heading", "signed_at")
    return [
        (str(ident), f"{heading or kind_label('investigation')} · {at:%Y-%m-%d}")
        for ident, heading, at in found
    ]


def _one(model: type[models.Model], case: Case, ident: UUID) -> Any:
    found = model.objects.filter(case=case, id=ident).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found
