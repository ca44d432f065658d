"""Reading times: who may be met, when they are free, what is booked. Whoever asks has opened the case."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from brygga.access.models import Position
from brygga.access.rules import ResidentActor, StaffActor, municipalities_in_reach
from brygga.booking.models import Absence, Hours, Meeting
from brygga.booking.rules import HORIZON, STOCKHOLM, Free, Open, Span, State, free
from brygga.cases.models import Case
from brygga.ground import clock, tenancy
from brygga.ground.areas import Area
from brygga.ground.often import Often
from brygga.municipalities.queries import by_code
from brygga.people.models import Staff

WORKS_WITH_CASES = ("caseworker", "team_leader")
MOST_OFFERS = 60
"""As many times as anybody reads; later ones are shown a page on."""


@dataclass(frozen=True)
class Host:
    """Somebody one can meet."""

    id: UUID
    name: str
    title: str
    municipality: int


class Offer(NamedTuple):
    """A free time with somebody. `key` is how a form names it."""

    host: Host
    free: Free

    @property
    def day(self) -> date:
        return self.free.span.starts.astimezone(STOCKHOLM).date()

    @property
    def place(self) -> str:
        return self.free.hours.place

    @property
    def key(self) -> str:
        return f"{self.host.id}@{self.free.span.starts.isoformat()}"


def hosts_for(case: Case) -> list[Host]:
    """Their own worker; while there is none, or none who takes bookings, the team in the case's area."""
    own = _open_for([case.handler_id]) if case.handler_id else []
    return own or _open_for(_team(case))


def _team(case: Case) -> list[UUID]:
    today = clock.today()
    held = Position.objects.filter(municipality=case.municipality, role__in=WORKS_WITH_CASES)
    held = held.filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today)
    held = held.filter(areas__contains=[Area(case.area).code])
    if case.shielded:
        held = held.filter(shielded=True)
    return list(held.values_list("staff_id", flat=True))


def _open_for(idents: Sequence[UUID]) -> list[Host]:
    today = clock.today()
    opened = Hours.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), staff_id__in=idents)
    people = Staff.objects.filter(id__in=opened.values("staff_id"), active=True).order_by("name")
    return [Host(one.id, one.name, one.title, one.municipality) for one in people]


def offers(hosts: Sequence[Host], first: date, last: date, now: datetime) -> Iterator[Offer]:
    """Every free time with any of them, in order, as far as anybody reads. Two queries, however many they are."""
    hours: dict[UUID, list[Open]] = {}
    for row in Hours.objects.filter(staff_id__in=[host.id for host in hosts]) if hosts else ():
        hours.setdefault(row.staff_id, []).append(row.open())
    busy = _taken(list(hours), first, last) if hours else {}
    return merge(
        *(
            _with(host, free(hours[host.id], busy.get(host.id, ()), first, last, now))
            for host in hosts
            if host.id in hours
        ),
        key=lambda offer: (offer.free.span.starts, offer.host.name),
    )


def _with(host: Host, times: Iterator[Free]) -> Iterator[Offer]:
    return (Offer(host, time) for time in times)


def _taken(people: list[UUID], first: date, last: date) -> dict[UUID, list[Span]]:
    """When they are not free, from all municipalities: times alone."""
    begins = datetime.combine(first, datetime.min.time(), STOCKHOLM)
    with connection.cursor() as cursor:
        cursor.execute(
            "select staff_id, starts_at, ends_at from brygga.taken(%s, %s, %s)",
            [people, begins, begins + (last - first) + timedelta(days=2)],
        )
        rows = cursor.fetchall()
    found: dict[UUID, list[Span]] = {}
    for ident, starts, ends in rows:
        found.setdefault(ident, []).append(Span(starts, ends))
    return found


def offered(case: Case, now: datetime) -> list[Offer]:
    """The nearest times for this case."""
    today = now.astimezone(STOCKHOLM).date()
    return list(islice(offers(hosts_for(case), today, today + HORIZON, now), MOST_OFFERS))


_meetings = Often(lambda case: Meeting.objects.filter(case=case).order_by("starts_at"))


def meetings_of(case: Case) -> list[Meeting]:
    return list(_meetings(case=case.id))


def resident_panels(actor: ResidentActor, case: Case) -> dict[str, Any]:
    """What `booking/panels/resident.html` shows. One query."""
    now = clock.now()
    booked = [one for one in meetings_of(case) if one.state == State.BOOKED and one.ends_at > now]
    key = actor.key_to(case.id)
    return {"meetings": booked, "may_book": case.closed_at is None and bool(key and key.may_act)}


def staff_panels(actor: StaffActor, case: Case) -> dict[str, Any]:
    """What `booking/panels/staff.html` shows: those to come, and those whose outcome nobody has noted."""
    return {"meetings": [one for one in meetings_of(case) if one.state == State.BOOKED]}


def meeting_for(case: Case, ident: UUID) -> Meeting:
    """Meeting.DoesNotExist where it is not of this case."""
    found: Meeting = Meeting.objects.get(case=case, id=ident)
    return found


@dataclass(frozen=True)
class Mine:
    """A meeting in somebody's own calendar."""

    meeting: Meeting
    case: Case
    slug: str


def calendar_of(actor: StaffActor, now: datetime) -> list[Mine]:
    """The actor's meetings to come, in every municipality they reach."""
    found: list[Mine] = []
    for code in municipalities_in_reach(actor):
        with tenancy.focused(code):
            rows = Meeting.objects.filter(staff_id=actor.id, state=State.BOOKED, ends_at__gt=now)
            slug = by_code(code).slug
            found += [Mine(row, row.case, slug) for row in rows.select_related("case")]
    return sorted(found, key=lambda one: one.meeting.starts_at)


def hours_of(actor: StaffActor) -> list[Hours]:
    return list(Hours.objects.filter(staff_id=actor.id).order_by("weekday", "starts"))


def absences_of(actor: StaffActor, now: datetime) -> list[Absence]:
    return list(Absence.objects.filter(staff_id=actor.id, ends_at__gt=now).order_by("starts_at"))
