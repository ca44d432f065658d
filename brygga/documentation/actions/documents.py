"""Documents: checked, sealed and put in the file."""

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
    before = Document.objects.filter(
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
    document = Document.within(
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
    document.save(force_insert=True)
    content = DocumentContent.within(
        case, case=case, document=document, sealed=sealing.seal(upload.content, PLACE)
    )
    content.save(force_insert=True)
    return document
