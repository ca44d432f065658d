"""Documents: checked, sealed and put in the file."""

from collections.abc import Iterable

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.actions import touch
from brygga.cases.models import Case
from brygga.documentation.actions.base import RECORDING, may_record
from brygga.documentation.models import Ask, Document, DocumentContent
from brygga.documentation.queries.documents import PLACE
from brygga.documentation.rules import Upload
from brygga.ground import clock, sealing, trail
from brygga.ground.ids import uuid7
from brygga.law import Step


def attach_document(actor: ResidentActor | StaffActor, case: Case, upload: Upload) -> Document:
    """Put a file in the case. The same bytes handed in again by the same side are already there."""
    by_resident = isinstance(actor, ResidentActor)
    before: Document | None = Document.objects.filter(
        case=case, digest=upload.digest, by_resident=by_resident, ask=None
    ).first()
    grounds = may_record(actor, case) if isinstance(actor, StaffActor) else gate.require_own(actor, case)
    if before is not None:
        return before
    document = keep_document(case, upload, by_resident=by_resident, added_by=actor.trail_name)
    activity, step = ("", "") if by_resident else (RECORDING, Step.CARRY_OUT.value)
    trail.record(actor, "attach_document", case, grounds, activity=activity, step=step, subject=document.id)
    touch(case, "documents", **({"new_for_staff": True} if by_resident else {}))
    return document


def keep_document(
    case: Case, upload: Upload, *, by_resident: bool, added_by: str = "", ask: Ask | None = None
) -> Document:
    """Save a checked file within an act that has its own permit and trail (an answer, an application)."""
    (document,) = keep_documents(case, [upload], by_resident=by_resident, added_by=added_by, ask=ask)
    return document


def keep_documents(
    case: Case, uploads: Iterable[Upload], *, by_resident: bool, added_by: str = "", ask: Ask | None = None
) -> list[Document]:
    """Several at once: two statements, however many they are."""
    kept = [(_document(case, upload, by_resident, added_by, ask), upload.content) for upload in uploads]
    documents = Document.objects.bulk_create([document for document, _content in kept])
    DocumentContent.objects.bulk_create(
        [
            DocumentContent.within(case, case=case, document=document, sealed=sealing.seal(content, PLACE))
            for document, content in kept
        ]
    )
    return list(documents)


def _document(case: Case, upload: Upload, by_resident: bool, added_by: str, ask: Ask | None) -> Document:
    return Document.within(
        case,
        id=uuid7(),
        case=case,
        name=upload.name,
        media_type=upload.media_type,
        size=upload.size,
        digest=upload.digest,
        added_at=clock.now(),
        by_resident=by_resident,
        added_by=added_by,
        ask=ask,
    )
