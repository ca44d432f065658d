"""What a calendar program is told: when, with an id that leads nowhere."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import connection

from brygga.access.rules import ResidentActor, StaffActor
from brygga.booking.models import Feed
from brygga.booking.rules import HORIZON, Span
from brygga.ground import clock, tenancy

BACK = timedelta(days=30)
AHEAD = HORIZON + timedelta(days=30)


def feed_of(actor: ResidentActor | StaffActor) -> Feed | None:
    """The address in force, if there is one; it cannot be shown again."""
    with tenancy.enter(tenancy.DOOR):
        found: Feed | None = Feed.objects.filter(owner_id=actor.id, revoked_at=None).first()
    return found


def fed(token_hash: str, now: datetime) -> tuple[bool, list[tuple[UUID, Span]]]:
    """Whether it is a resident's, and when they are booked. Nothing for an address that is none, or is taken back."""
    with tenancy.enter(tenancy.DOOR):
        feed: Feed | None = Feed.objects.filter(token_hash=token_hash, revoked_at=None).first()
        if feed is None:
            return True, []
        with connection.cursor() as cursor:
            sql = "select * from brygga.fed(%s, %s, %s, %s) order by 2, 1"
            cursor.execute(sql, [feed.id, now - BACK, now + AHEAD, clock.today()])
            rows = cursor.fetchall()
    return feed.by_resident, [(uuid5(feed.id, str(ident)), Span(first, last)) for ident, first, last in rows]
