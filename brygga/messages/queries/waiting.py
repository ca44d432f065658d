"""Conversations whose last words are a resident's, for those who are to answer."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery

from brygga.access.rules import StaffActor, municipalities_in_reach
from brygga.cases.models import Party
from brygga.ground import tenancy
from brygga.ground.often import Often
from brygga.messages.models import Conversation, Notice

MOST = 100


class Waiting(NamedTuple):
    """One line of the list, without anybody's words: those are read where the trail tells of it."""

    case_id: UUID
    municipality: int
    number: str
    title: str
    who: str
    since: datetime
    mine: bool
    handler: str
    shielded: bool


def _ask(**_known: Any) -> QuerySet[Any]:
    party = Party.objects.filter(case=OuterRef("case"), role__in=("applicant", "child")).order_by(
        "role", "id"
    )
    rows: QuerySet[Any] = Conversation.objects.filter(waiting_since__isnull=False)
    rows = rows.annotate(who=Subquery(party.values("name")[:1]))
    return rows.order_by("waiting_since", "id").values(
        *("case_id", "municipality", "case__number", "case__title", "case__handler_id"),
        *("case__handler_name", "shielded", "waiting_since", "who"),
    )[:MOST]


_waiting = Often(_ask)


def unanswered(actor: StaffActor) -> list[Waiting]:
    """The actor's own first, then the others', each oldest first. One query for each municipality in reach."""
    if actor.elected:
        return []
    found: list[Waiting] = []
    for home in municipalities_in_reach(actor):
        with tenancy.focused(home):
            found += [_line(actor, row) for row in _waiting()]
    return sorted(found, key=lambda line: (not line.mine, line.since))


class Stuck(NamedTuple):
    """Notices that could not be sent yet: how many, and since when the oldest of them waits."""

    how_many: int
    since: datetime


def stuck_notices(actor: StaffActor) -> Stuck | None:
    """What the mail server or the text message service has not taken, in the municipalities in reach; None is well."""
    found: list[tuple[int, datetime | None]] = []
    for home in municipalities_in_reach(actor):
        with tenancy.focused(home):
            rows = Notice.objects.filter(state=Notice.State.QUEUED, closed_at=None).exclude(problem="")
            told = rows.aggregate(count=Count("id"), since=Min("queued_at"))
            found.append((told["count"], told["since"]))
    waiting = [since for _count, since in found if since is not None]
    return Stuck(sum(count for count, _since in found), min(waiting)) if waiting else None


def _line(actor: StaffActor, row: dict[str, Any]) -> Waiting:
    return Waiting(
        case_id=row["case_id"],
        municipality=row["municipality"],
        number=row["case__number"],
        title=row["case__title"],
        who=row["who"] or row["case__title"],
        since=row["waiting_since"],
        mine=row["case__handler_id"] == actor.id,
        handler=row["case__handler_name"],
        shielded=row["shielded"],
    )
