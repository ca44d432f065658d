"""Groups: which there are, how many places are left, one's own place. Nobody is told who else takes part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from brygga.access.rules import ResidentActor, StaffActor
from brygga.booking.models import Seat, Session
from brygga.cases.models import Case
from brygga.ground.areas import Area

OPEN = (Seat.State.TAKEN, Seat.State.WAITING)


@dataclass(frozen=True)
class Group:
    """A session as one reader sees it. seat: their own, if they have one."""

    session: Session
    free: int
    seat: Seat | None = None


@dataclass(frozen=True)
class Led:
    """A session as whoever leads it sees it, with the seats in cases they reach."""

    session: Session
    seats: list[Seat]
    free: int

    @property
    def waiting(self) -> int:
        return sum(seat.state == Seat.State.WAITING for seat in self.seats)


def free_in(sessions: Iterable[UUID]) -> dict[UUID, tuple[int, int | None]]:
    """How many places are left, and the first of them. No word of who has the others."""
    with connection.cursor() as cursor:
        cursor.execute("select * from brygga.free_seats(%s)", [list(sessions)])
        return {ident: (free, lowest) for ident, free, lowest in cursor.fetchall()}


def groups_for(actor: ResidentActor, case: Case, now: datetime) -> list[Group]:
    """Those to come that somebody with this case may take part in. Three queries.

    None for somebody in hiding: who else comes to a group nobody can promise; their worker finds another way.
    """
    if case.shielded or case.closed_at is not None:
        return []
    rows = Session.objects.filter(
        municipality=case.municipality, area=Area(case.area).code, starts_at__gt=now
    )
    sessions = list(rows.order_by("starts_at", "id"))
    if not sessions:
        return []
    idents = [one.id for one in sessions]
    mine = Seat.objects.filter(
        case=case, session_id__in=idents, recipient_index=actor.number_index, state__in=OPEN
    )
    seats, free = {seat.session_id: seat for seat in mine}, free_in(idents)
    groups = [Group(one, free.get(one.id, (0, None))[0], seats.get(one.id)) for one in sessions]
    return [one for one in groups if one.session.cancelled_at is None or one.seat is not None]


def session_for(case: Case, ident: UUID, now: datetime) -> Session:
    """Session.DoesNotExist where it is not one that somebody with this case may take part in, or it is over."""
    found: Session = Session.objects.get(
        id=ident,
        municipality=case.municipality,
        area=Area(case.area).code,
        starts_at__gt=now,
        cancelled_at=None,
    )
    return found


def led_by(actor: StaffActor, now: datetime) -> list[Led]:
    """One's own groups that are not over, with who takes part."""
    rows = Session.objects.filter(staff_id=actor.id, ends_at__gt=now, cancelled_at=None)
    sessions = list(rows.order_by("starts_at", "id"))
    idents = [one.id for one in sessions]
    seats = Seat.objects.filter(session_id__in=idents, state__in=OPEN).select_related("case")
    ordered = list(seats.order_by("state", "asked_at")) if idents else []
    free = free_in(idents) if idents else {}
    return [
        Led(one, [seat for seat in ordered if seat.session_id == one.id], free.get(one.id, (0, None))[0])
        for one in sessions
    ]


def in_line(now: datetime) -> list[tuple[Seat, Session]]:
    """The first in line, not told yet, of each group that has a place left. Run by the worker."""
    waiting = list(
        Seat.objects.filter(state=Seat.State.WAITING).select_related("case").order_by("asked_at", "id")
    )
    if not waiting:
        return []
    found = Session.objects.filter(
        id__in={seat.session_id for seat in waiting}, starts_at__gt=now, cancelled_at=None
    )
    sessions = {one.id: one for one in found}
    free = free_in(sessions)
    first: dict[UUID, Seat] = {}
    for seat in waiting:
        if seat.told_at is None and free.get(seat.session_id, (0, None))[0]:
            first.setdefault(seat.session_id, seat)
    return [(seat, sessions[ident]) for ident, seat in first.items()]


def called_off() -> list[Seat]:
    """Seats in groups that have been called off, whose owners nobody has told. Run by the worker."""
    rows = Seat.objects.filter(session_id__in=called_off_ids(), state=Seat.State.TAKEN, off_told_at=None)
    return list(rows.select_related("case").select_for_update(skip_locked=True, of=("self",)))


def seats_until(now: datetime, last: datetime, municipality: int) -> list[tuple[Seat, Session]]:
    """Every place somebody has in a group from now on until a moment, nearest first. Run by the worker."""
    found = Session.objects.filter(
        municipality=municipality, starts_at__gt=now, starts_at__lte=last, cancelled_at=None
    )
    sessions = {one.id: one for one in found}
    if not sessions:
        return []
    seats = Seat.objects.filter(session_id__in=list(sessions), state=Seat.State.TAKEN)
    taken = [(seat, sessions[seat.session_id]) for seat in seats]
    return sorted(taken, key=lambda one: (one[1].starts_at, one[0].id))


def locked_seats(seats: Iterable[UUID]) -> list[tuple[Seat, Session]]:
    """Places as they are now, held until the transaction ends, in groups that are not called off.

    Those that somebody else holds are left out.
    """
    rows = Seat.objects.filter(id__in=list(seats), state=Seat.State.TAKEN).select_related("case")
    held = list(rows.select_for_update(skip_locked=True, of=("self",)).order_by("id"))
    found = Session.objects.filter(id__in={seat.session_id for seat in held}, cancelled_at=None)
    sessions = {one.id: one for one in found}
    return [(seat, sessions[seat.session_id]) for seat in held if seat.session_id in sessions]


def called_off_ids() -> QuerySet[Session, UUID]:
    """The groups that are called off, to be asked for within another question."""
    return Session.objects.filter(cancelled_at__isnull=False).values_list("id", flat=True)


def told_lately(session: UUID, since: datetime) -> bool:
    """Whether somebody was told of a place a moment ago, and has not taken it."""
    return Seat.objects.filter(session_id=session, state=Seat.State.WAITING, told_at__gt=since).exists()
