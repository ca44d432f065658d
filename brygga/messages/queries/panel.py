"""The conversation in short, for a case page: the last words and what is new. One query."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.models import Case
from brygga.ground.often import Often
from brygga.messages.models import Message, Participant

LATEST = 20
BEGINNING = 240

_latest = Often(
    lambda case, me: (
        Message.objects.filter(case=case)
        .annotate(
            beginning=Left("text", BEGINNING),
            read_to=Subquery(
                Participant.objects.filter(case=OuterRef("case"), person_id=me).values("read_to")[:1]
            ),
        )
        .order_by("-number")
        .values("number", "at", "author_id", "author_name", "beginning", "read_to")[:LATEST]
    )
)


@dataclass(frozen=True)
class Glance:
    """What a case page tells of the conversation."""

    who: str
    at: datetime
    beginning: str
    mine: bool
    new: int
    more_than: bool  # there may be more new messages than were counted


def resident_panels(actor: ResidentActor, case: Case) -> dict[str, Any]:
    return {"glance": _glance(actor, case), "may_write": _may_write(actor, case)}


def staff_panels(actor: StaffActor, case: Case) -> dict[str, Any]:
    return {
        "glance": _glance(actor, case),
        "may_write": case.closed_at is None and not actor.emergency_in(case),
    }


def _may_write(actor: ResidentActor, case: Case) -> bool:
    key = actor.key_to(case.id)
    return case.closed_at is None and bool(key and key.may_act)


def _glance(actor: ResidentActor | StaffActor, case: Case) -> Glance | None:
    rows = _latest(case=case.id, me=actor.id)
    if not rows:
        return None
    last, read_to = rows[0], rows[0]["read_to"] or 0
    new = sum(row["number"] > read_to and row["author_id"] != actor.id for row in rows)
    mine = last["author_id"] == actor.id
    who = _("Du") if mine else last["author_name"]
    return Glance(who, last["at"], last["beginning"], mine, new, more_than=new == LATEST)
