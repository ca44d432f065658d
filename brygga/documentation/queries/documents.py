"""A document's bytes: found, allowed, opened, and written in the trail."""

from uuid import UUID

from django.http import Http404

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.models import Case
from brygga.cases.rules import KINDS
from brygga.documentation.models import Document, DocumentContent
from brygga.ground import clock, sealing, trail
from brygga.law import Step

PLACE = "documentation_documentcontent.sealed"


def document_for(case: Case, ident: UUID) -> Document:
    """Http404 where the case has no such document."""
    found: Document | None = Document.objects.filter(case=case, id=ident).first()
    if found is None:
        raise Http404
    return found


def opened_document(actor: ResidentActor | StaffActor, case: Case, ident: UUID) -> tuple[Document, bytes]:
    """The document and its bytes, with a line in the trail for every time."""
    document = document_for(case, ident)
    if isinstance(actor, ResidentActor):
        grounds, activity = gate.require_own(actor, case, to_act=False), ""
    else:
        activity = KINDS[case.kind].investigate
        grounds = gate.require(actor, activity, Step.READ, case, clock.today())
    sealed = (
        DocumentContent.objects.filter(case=case, document=document).values_list("sealed", flat=True).get()
    )
    trail.record(
        actor, "read_document", case, grounds, activity=activity, step=Step.READ.value, subject=document.id
    )
    return document, sealing.open_sealed(sealed, PLACE)
