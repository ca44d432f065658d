"""Notices about booked times: sent at once, never answered by being read, taken back when they no longer hold."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from brygga.cases.models import Case
from brygga.ground import clock
from brygga.messages.actions.notices import readers_of
from brygga.messages.models import Notice
from brygga.messages.queries.notices import can_send


def tell_of_time(
    case: Case,
    kind: Notice.Kind,
    subject: UUID,
    until: datetime | None,
    recipients: Iterable[str] | None = None,
) -> int:
    """Queue one to each reader of the case (or to those given, by index) and say how many.

    subject: what it is about, to take it back by. until: after that it is of no use; None for always of use.
    """
    if not can_send():
        return 0
    now = clock.now()
    told = sorted(set(readers_of(case) if recipients is None else recipients))
    rows = [
        Notice.within(
            case,
            case=case,
            recipient_index=index,
            queued_at=now,
            next_try_at=now,
            kind=kind,
            subject=subject,
            until=until,
        )
        for index in told
    ]
    return len(Notice.objects.bulk_create(rows))


def take_back(case: Case, subject: UUID) -> None:
    """What has not gone yet will not go."""
    waiting = Notice.objects.filter(case=case, subject=subject, state=Notice.State.QUEUED, closed_at=None)
    waiting.update(closed_at=clock.now())
