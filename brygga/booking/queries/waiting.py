"""Who waits for an earlier time, and what has become free for them. Run by the worker, in one municipality's reach."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from uuid import UUID

from brygga.booking.models import Meeting, Told, Wait
from brygga.booking.queries.offers import errand_of, offered_by
from brygga.booking.rules import ITS_TURN, Channel, InLine, State, first_in_line
from brygga.ground import clock

AT_ONCE = 200


def to_tell(now: datetime) -> list[tuple[Wait, datetime]]:
    """Whom to tell of which time, one person's times after the other's."""
    waits = _in_line(now)
    known = _known(waits)
    by_person: dict[UUID, list[Wait]] = defaultdict(list)
    for wait in waits:
        by_person[wait.meeting.staff_id].append(wait)
    found: list[tuple[Wait, datetime]] = []
    for staff_id, line in by_person.items():
        found += _of_one(staff_id, line, known, now)
    return found


def anybody_waits() -> bool:
    return Wait.objects.filter(ended_at=None).exists()


def _in_line(now: datetime) -> list[Wait]:
    rows = Wait.objects.filter(ended_at=None, meeting__state=State.BOOKED, meeting__starts_at__gt=now)
    return list(rows.select_related("meeting", "case").order_by("asked_at", "id")[:AT_ONCE])


def _known(waits: Iterable[Wait]) -> dict[UUID, set[datetime]]:
    known: dict[UUID, set[datetime]] = defaultdict(set)
    for wait, at in Told.objects.filter(wait__in=list(waits)).values_list("wait_id", "starts_at"):
        known[wait].add(at)
    return known


def _of_one(
    staff_id: UUID, line: list[Wait], known: dict[UUID, set[datetime]], now: datetime
) -> list[tuple[Wait, datetime]]:
    """Each who waits is offered what their own meeting needs: its length, its way to meet."""
    held = set(
        Told.objects.filter(staff_id=staff_id, at__gt=now - ITS_TURN).values_list("starts_at", flat=True)
    )
    found: list[tuple[Wait, datetime]] = []
    for wait in line:
        one = InLine(
            wait.id, wait.asked_at, wait.meeting.starts_at, wait.told, wait.told_on, frozenset(known[wait.id])
        )
        told = first_in_line([one], _earlier(wait.meeting, wait, now), held, clock.today())
        found += [(wait, at) for _ident, at in told]
        held |= {at for _ident, at in told}
    return found


def _earlier(meeting: Meeting, wait: Wait, now: datetime) -> list[datetime]:
    errand, way = errand_of(wait.case, meeting), Channel(meeting.channel)
    offers = offered_by(wait.case, now, errand, meeting.staff_id).offers
    before = (one for one in offers if one.free.span.starts < meeting.starts_at and way in one.channels)
    return [one.free.span.starts for one in islice(before, 20)]


def waits_of(index: str, meetings: Iterable[Meeting]) -> set[UUID]:
    """For which of these meetings this resident waits for an earlier time."""
    rows = Wait.objects.filter(meeting__in=list(meetings), recipient_index=index, ended_at=None)
    return set(rows.values_list("meeting_id", flat=True))
