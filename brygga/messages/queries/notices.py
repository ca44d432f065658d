"""What somebody has chosen, and how the latest mail of a case went."""

from brygga.access.rules import ResidentActor
from brygga.cases.models import Case
from brygga.messages.models import Notice, NoticeChoice


def notices_of(actor: ResidentActor) -> dict[str, str]:
    """Style and address as chosen; off where nothing is."""
    found: NoticeChoice | None = NoticeChoice.objects.filter(person_id=actor.id).first()
    return {"style": found.style, "email": found.email} if found else {"style": "off", "email": ""}


def notice_of(case: Case) -> Notice | None:
    """The latest mail of the case, for staff: whether it went, never where to."""
    found: Notice | None = Notice.objects.filter(case=case).order_by("-queued_at", "-id").first()
    return found
