"""For whom a case waits, seen from what was asked and sent."""

from brygga.cases.models import Case
from brygga.cases.rules import Stage
from brygga.documentation.models import Ask, Communication, Response

RESIDENT = "resident"


def waits_for(case: Case) -> str:
    """The party, while an ask or the investigation last sent is not answered; else nobody ("")."""
    unanswered = Ask.objects.filter(case=case, withdrawn_at=None, answers=None)
    return RESIDENT if unanswered.exists() or _investigation_unanswered(case) else ""


def _investigation_unanswered(case: Case) -> bool:
    if case.stage != Stage.COMMUNICATED:
        return False
    last = Communication.objects.filter(case=case).order_by("-sent_at", "-id").first()
    return (
        last is not None and not Response.objects.filter(communication=last, needs_more_time=False).exists()
    )
