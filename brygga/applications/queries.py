"""Reading one's own drafts. Nobody else's exist: the database says so too."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from brygga.access.rules import ResidentActor, StaffActor
from brygga.applications import rules
from brygga.applications.forms import opened
from brygga.applications.models import Application, Draft, DraftFile
from brygga.applications.words import month_name
from brygga.cases.models import Case
from brygga.cases.rules import Stage
from brygga.ground import sealing
from brygga.ground.often import Often

FILE_SEAL = "applications_draftfile.sealed"
_ABOUT_FILES = ("id", "name", "media_type", "size", "digest")


@dataclass(frozen=True)
class DraftRow:
    """A draft in a list."""

    id: UUID
    kind: str
    label: str
    saved_at: datetime


def draft_for(actor: ResidentActor, draft_id: UUID, municipality: int, *, lock: bool = False) -> Draft:
    """The actor's own draft; Draft.DoesNotExist where it is someone else's or another municipality's."""
    drafts = Draft.objects.select_for_update() if lock else Draft.objects
    draft: Draft = drafts.get(id=draft_id, person_id=actor.id, municipality=municipality)
    if actor.protected:
        draft.answers = rules.known_protected(draft.answers)
    return draft


def drafts_of(actor: ResidentActor, municipality: int) -> list[DraftRow]:
    """Not yet sent, the latest first."""
    rows = Draft.objects.filter(person_id=actor.id, municipality=municipality, sent_at=None)
    found = rows.order_by("-saved_at").values_list("id", "kind", "saved_at")
    return [DraftRow(ident, kind, rules.KINDS[kind].label, saved) for ident, kind, saved in found]


def files_of(draft: Draft) -> list[DraftFile]:
    """What the files are, without their bytes."""
    return list(DraftFile.objects.filter(draft=draft).order_by("id").only(*_ABOUT_FILES))


def file_content(draft: Draft, file_id: UUID) -> tuple[DraftFile, bytes]:
    """One file and its bytes; DraftFile.DoesNotExist where it is not in this draft."""
    file = DraftFile.objects.get(draft=draft, id=file_id)
    return file, sealing.open_sealed(file.sealed, FILE_SEAL)


def record(draft: Draft, words: rules.Words) -> list[tuple[str, list[tuple[str, str]]]]:
    """The answers by page, in the language that `words` and the active language give."""
    return rules.record(
        draft.kind,
        draft.answers,
        words=words,
        month=month_name,
        number=lambda sealed: opened(sealed).masked,
    )


def resident_panels(actor: ResidentActor, case: Case) -> dict[str, Any]:
    """What `applications/panels/application.html` shows. One query."""
    return {"application": application_of(case)}


def staff_panels(actor: StaffActor, case: Case) -> dict[str, Any]:
    """What `applications/panels/application.html` shows; open for whoever is to begin. One query."""
    beginning = Stage(case.stage) in {Stage.RECEIVED, Stage.ASSESSMENT}
    return {"application": application_of(case), "application_open": beginning}


def application_of(case: Case) -> Application | None:
    """What was sent when the case was opened, word for word; None where staff opened the case."""
    found: Application | None = _application.first(case=case.id)
    return found


_application = Often(lambda case: Application.objects.filter(case=case).order_by("sent_at")[:1])
