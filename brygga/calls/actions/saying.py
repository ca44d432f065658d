"""What one browser says to another, kept until it is fetched: for somebody who is in the room, and nobody else."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from brygga.calls import rules
from brygga.calls.actions.permits import Actor, may_attend, tell
from brygga.calls.models import Attendee, Signal
from brygga.calls.queries import Inside
from brygga.cases.models import Case
from brygga.ground import clock
from brygga.ground.ids import uuid7

_MINUTE = timedelta(minutes=1)


class TooMany(Exception):
    """More than browsers that want to meet have to say."""


def send(actor: Actor, case: Case, here: Inside, said: Sequence[rules.Signal]) -> None:
    """Keep what is for somebody in the meeting; what is for one who has left is let fall. Sent twice, kept once."""
    if not said:
        return
    may_attend(actor, case)
    inside = {one.attendee.id: one.attendee for one in here.meeting}
    me = next((one for one in inside.values() if one.person_id == actor.id), None)
    if me is None:
        return
    _slowly(me, len(said))
    if Signal.objects.filter(room=here.room).count() + len(said) > rules.WAITING_MOST:
        raise TooMany
    rows = list(_rows(case, here, me, inside, said))
    Signal.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        tell(case)


def _rows(
    case: Case, here: Inside, me: Attendee, inside: dict[UUID, Attendee], said: Sequence[rules.Signal]
) -> Iterator[Signal]:
    now = clock.now()
    for one in said:
        other = inside.get(one.to)
        way = here.way(me, other) if other is not None and other is not me else "none"
        if other is None or other.seat != one.seat or way in {"none", "sfu"}:
            continue
        yield Signal.within(
            case,
            id=uuid7(),
            case=case,
            room=here.room,
            sender_id=me.person_id,
            sender_seat=me.seat,
            addressee_id=other.person_id,
            addressee_seat=other.seat,
            number=one.number,
            kind=one.kind,
            payload=rules.relayed_only(one.kind, one.payload) if way == "relay" else one.payload,
            at=now,
        )


def _slowly(me: Attendee, more: int) -> None:
    """Counted by the minute in the sender's own row."""
    now = clock.now()
    anew = now - me.counted_from > _MINUTE
    count = more if anew else me.sent_since + more
    if count > rules.SIGNALS_A_MINUTE:
        raise TooMany
    since = now if anew else me.counted_from
    Attendee.objects.filter(id=me.id).update(counted_from=since, sent_since=count)
