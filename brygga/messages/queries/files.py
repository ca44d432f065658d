"""A file sent with a message: found, allowed, opened, and written in the trail."""

from uuid import UUID

from django.http import Http404

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.models import Case
from brygga.cases.rules import KINDS
from brygga.ground import clock, sealing, trail
from brygga.law import Step
from brygga.messages.models import Attachment, AttachmentContent

PLACE = "messages_attachmentcontent.sealed"


def opened_attachment(actor: ResidentActor | StaffActor, case: Case, ident: UUID) -> tuple[Attachment, bytes]:
    """The file and its bytes, with a line in the trail for every time. Http404 where the case has none such."""
    found: Attachment | None = Attachment.objects.filter(case=case, id=ident).first()
    if found is None:
        raise Http404
    if isinstance(actor, ResidentActor):
        grounds, activity = gate.require_own(actor, case, to_act=False), ""
    else:
        activity = KINDS[case.kind].investigate
        grounds = gate.require(actor, activity, Step.READ, case, clock.today())
    rows = AttachmentContent.objects.filter(case=case, attachment=found)
    sealed = rows.values_list("sealed", flat=True).get()
    trail.record(
        actor, "read_document", case, grounds, activity=activity, step=Step.READ.value, subject=found.id
    )
    return found, sealing.open_sealed(sealed, PLACE)
