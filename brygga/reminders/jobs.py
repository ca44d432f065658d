"""The worker's part: reminders of what is booked, and word of times that have become free.

Each row says what has been done and is written with the notice in one transaction: a worker that dies has done
both or neither, and two at once do it once.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from brygga.booking import actions as booking
from brygga.booking import queries as times
from brygga.booking.models import Meeting, Seat, Session
from brygga.booking.rules import AHEAD, ITS_TURN, State
from brygga.cases.models import Case
from brygga.ground import clock, tenancy, trail
from brygga.ground.areas import CASEWORK
from brygga.ground.ids import uuid7
from brygga.ground.trail import Grounds
from brygga.ground.watch import WATCH, reach_of_watch
from brygga.messages.actions.times import take_back, tell_of_time
from brygga.messages.models import Notice
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import in_use
from brygga.reminders import rules
from brygga.reminders.models import Reminder, SeatReminder
from brygga.reminders.rules import Which

AT_ONCE = 200
REMINDED = Grounds("En påminnelse om den bokade tiden.", ("6 § FL",))
FREED = Grounds("Du har bett att få veta om en tidigare tid blir ledig.", ("6 § FL",))


def remind() -> int:
    """Remind of every meeting and group whose time it is; how many reminders there were. One municipality at a time."""
    return sum(_reminded(place) for place in _places())


def tell_of_changes() -> int:
    """Tell of what staff have booked, moved, cancelled or called off; how many things were told of."""
    return sum(_told_of_changes(place) for place in _places())


def tell_of_freed() -> int:
    """Tell whoever is first in line of an earlier time; how many were told."""
    return sum(_told(place) for place in _places())


def _places() -> list[Municipality]:
    with tenancy.enter(tenancy.DOOR):
        return in_use()


def _reminded(place: Municipality) -> int:
    now = clock.now()
    with tenancy.enter(reach_of_watch(place.code, CASEWORK)):
        _withdraw(now)
        due = list(_due(now))
        for meeting, which in due:
            _remind(meeting, which, now)
        return len(due) + _reminded_of_groups(place.code, now)


def _due(now: datetime) -> Iterator[tuple[Meeting, Which]]:
    """Those whose time it is are locked, so that none is moved, cancelled or reminded of by another meanwhile."""
    coming = times.booked_until(now, now + rules.LONGEST)
    before = _done([one.id for one in coming])
    wanted = [one.id for one in coming if _wanted(one, before, now)][:AT_ONCE]
    locked = times.locked(wanted)
    done = _done(wanted)
    for meeting in locked:
        yield from ((meeting, which) for which in _wanted(meeting, done, now))


def _done(meetings: list[UUID]) -> set[tuple[UUID, str, datetime]]:
    kept = Reminder.objects.filter(meeting__in=meetings)
    return set(kept.values_list("meeting_id", "which", "starts_at"))


def _wanted(meeting: Meeting, done: set[tuple[UUID, str, datetime]], now: datetime) -> list[Which]:
    if meeting.state != State.BOOKED:
        return []
    due = rules.due(meeting.starts_at, meeting.changed_at, now, close=meeting.remind_close)
    return [which for which in due if (meeting.id, which.value, meeting.starts_at) not in done]


def _remind(meeting: Meeting, which: Which, now: datetime) -> None:
    case, ident = meeting.case, uuid7()
    until = rules.until(which, meeting.starts_at)
    told = tell_of_time(case, Notice.Kind.REMINDER, ident, until)
    kept = Reminder.within(
        case, id=ident, case=case, meeting=meeting, which=which.value, at=now, notices=told
    )
    kept.starts_at = meeting.starts_at
    kept.save(force_insert=True)
    trail.record(WATCH, "remind_of_meeting", case, REMINDED, subject=meeting.id, which=which.value)


def _withdraw(now: datetime) -> None:
    """What has not gone yet, of meetings that are no longer then."""
    gone = ~Q(meeting__state=State.BOOKED) | ~Q(meeting__starts_at=F("starts_at"))
    rows = Reminder.objects.filter(gone, withdrawn_at=None, starts_at__gt=now).select_related("case")
    for reminder in rows:
        take_back(reminder.case, reminder.id)
        Reminder.objects.filter(id=reminder.id).update(withdrawn_at=now)


def _reminded_of_groups(municipality: int, now: datetime) -> int:
    """As of meetings, but each is told of their own place alone; a group is never moved."""
    _withdraw_seats(now)
    coming = times.seats_until(now, now + rules.LONGEST, municipality)
    before = _done_seats([seat.id for seat, _session in coming])
    wanted = [seat.id for seat, session in coming if _wanted_seat(seat, session, before, now)][:AT_ONCE]
    if not wanted:
        return 0
    held, done, told = times.locked_seats(wanted), _done_seats(wanted), 0
    for seat, session in held:
        for which in _wanted_seat(seat, session, done, now):
            _remind_of_seat(seat, session, which, now)
            told += 1
    return told


def _done_seats(seats: list[UUID]) -> set[tuple[UUID, str]]:
    return (
        set(SeatReminder.objects.filter(seat__in=seats).values_list("seat_id", "which")) if seats else set()
    )


def _wanted_seat(seat: Seat, session: Session, done: set[tuple[UUID, str]], now: datetime) -> list[Which]:
    due = rules.due(session.starts_at, seat.changed_at, now, close=False)
    return [which for which in due if (seat.id, which.value) not in done]


def _remind_of_seat(seat: Seat, session: Session, which: Which, now: datetime) -> None:
    case, ident = seat.case, uuid7()
    until = rules.until(which, session.starts_at)
    told = tell_of_time(case, Notice.Kind.REMINDER, ident, until, [seat.recipient_index])
    kept = SeatReminder.within(case, id=ident, case=case, seat=seat, which=which.value, at=now, notices=told)
    kept.starts_at = session.starts_at
    kept.save(force_insert=True)
    trail.record(WATCH, "remind_of_group", case, REMINDED, subject=session.id, which=which.value)


def _withdraw_seats(now: datetime) -> None:
    """What has not gone yet, of places that are left and groups that are called off."""
    gone = ~Q(seat__state=Seat.State.TAKEN) | Q(seat__session_id__in=times.called_off_ids())
    rows = SeatReminder.objects.filter(gone, withdrawn_at=None, starts_at__gt=now).select_related("case")
    for reminder in rows:
        take_back(reminder.case, reminder.id)
        SeatReminder.objects.filter(id=reminder.id).update(withdrawn_at=now)


def _told_of_changes(place: Municipality) -> int:
    """That something is new, no more: what, is read in the case."""
    with tenancy.enter(reach_of_watch(place.code, CASEWORK)):
        changed, off = times.to_tell_of(), times.called_off()
        for meeting in changed:
            _tell_of_change(meeting.case, meeting.id)
            booking.note_told_of_change(meeting)
        for seat in off:
            _tell_of_change(seat.case, seat.id, [seat.recipient_index])
            booking.note_told_off(seat)
        return len(changed) + len(off)


def _tell_of_change(case: Case, subject: UUID, recipients: Iterable[str] | None = None) -> None:
    """One for all that has happened to it since the last that went; messages and theirs do not concern each other."""
    take_back(case, subject)
    tell_of_time(case, Notice.Kind.CHANGED, subject, None, recipients)


_TELLING = 0x711E
"""Together with the municipality's code: two at once would tell two people of the same time."""


def _alone(municipality: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s, %s)", [_TELLING, municipality])
        (alone,) = cursor.fetchone() or (False,)
    return bool(alone)


def _told(place: Municipality) -> int:
    now = clock.now()
    with tenancy.enter(reach_of_watch(place.code, CASEWORK)):
        if not _alone(place.code):
            return 0
        found = times.to_tell(now) if times.anybody_waits() else []
        for wait, at in found:
            booking.note_told(wait, wait.meeting.staff_id, at)
            tell_of_time(wait.case, Notice.Kind.FREED, wait.id, at - AHEAD, [wait.recipient_index])
            trail.record(WATCH, "tell_of_earlier", wait.case, FREED, subject=wait.meeting_id)
        return len(found) + _told_of_seats(now)


def _told_of_seats(now: datetime) -> int:
    """The first in line for a group that has a place left: told once, and the next when their turn is over."""
    told = 0
    for seat, session in times.in_line(now):
        if not times.told_lately(session.id, now - ITS_TURN):
            booking.note_told_of_seat(seat)
            until = session.starts_at - AHEAD
            tell_of_time(seat.case, Notice.Kind.FREED, seat.id, until, [seat.recipient_index])
            trail.record(WATCH, "tell_of_seat", seat.case, FREED, subject=session.id)
            told += 1
    return told
