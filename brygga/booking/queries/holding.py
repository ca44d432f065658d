"""Times held still while somebody is booked: meetings and groups are two tables, and no constraint sees both.

Within each table the database forbids two at once (decisions/0011). Between them whoever writes first takes a lock
on the person and the room until the transaction ends, and looks after that: what others have committed is then seen.
The person always before the room, as a meeting must (which room it is, its person's hours say): whoever took them in
another order could wait for somebody who waits for them.
"""

from uuid import UUID

from django.db import connection

from brygga.booking.rules import Span

_LOCK = "select pg_advisory_xact_lock(hashtextextended(%s, 11))"
_MET = """
select exists (
    select from brygga.taken(%(who)s, %(starts)s, %(ends)s) where starts_at < %(ends)s and ends_at > %(starts)s
    and (starts_at, ends_at) is distinct from (%(from)s::timestamptz, %(until)s::timestamptz))
"""


def hold(person: UUID | None = None, room: UUID | None = None) -> list[UUID]:
    """Nobody else books this person, and then this room, until the transaction ends. Those that are held."""
    held = [one for one in (person, room) if one is not None]
    with connection.cursor() as cursor:
        for one in held:
            cursor.execute(_LOCK, [str(one)])
    return held


def are_taken(who: list[UUID], span: Span, *, beside: Span | None = None) -> bool:
    """Whether any of these people and rooms is busy then. To be asked after `hold`.

    beside: what is about to be let go, as it stands now. Nobody has two of exactly the same times.
    """
    given_up = {"from": beside and beside.starts, "until": beside and beside.ends}
    with connection.cursor() as cursor:
        cursor.execute(_MET, {"who": who, "starts": span.starts, "ends": span.ends, **given_up})
        (found,) = cursor.fetchone() or (False,)
    return bool(found)
