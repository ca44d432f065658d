"""What is asked before a duty is done. Numbers, own staff and case numbers; no resident's name."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from brygga.access.models import OnCall, Position
from brygga.control.models import Check, Done, Remarks
from brygga.control.rules.duties import DUTIES, Duty, State, due_on, state
from brygga.control.rules.sampling import CASES_AN_HOUR, Reading, gaps
from brygga.ground import clock
from brygga.law import activities
from brygga.municipalities import queries as places
from brygga.municipalities.models import Agreement, Delegation, Municipality
from brygga.people.models import Staff


@dataclass(frozen=True)
class Standing:
    """A duty as it stands today."""

    duty: Duty
    due: date
    state: State
    last: Done | None


def standings(home: int, today: date) -> list[Standing]:
    """Every duty that comes again, the most pressing first. Two queries."""
    last: dict[str, Done] = {}
    for row in Done.objects.filter(municipality=home).order_by("covers_to"):
        last[row.duty] = row
    since = joint_since(home, today)
    found = [_standing(one, last.get(one.code), since) for one in DUTIES]
    return sorted(found, key=lambda one: one.due)


def _standing(one: Duty, last: Done | None, since: date) -> Standing:
    due = due_on(one, last.covers_to if last else None, since)
    return Standing(one, due, state(due, clock.today()), last)


def joint_since(home: int, today: date) -> date:
    """The first day of joint work; the first of this year where there is none."""
    days = [row.valid_from for row in places.agreements_of(home)]
    return min([*days, date(today.year, 1, 1)]) if not days else min(days)


def done_of(home: int, duty: str) -> list[Done]:
    """Newest first."""
    return list(Done.objects.filter(municipality=home, duty=duty).order_by("-covers_to"))


def uncovered(home: int, duty: str, today: date) -> tuple[date, date]:
    """The days that nobody has answered for yet: from the day after the last, to yesterday."""
    last = Done.objects.filter(municipality=home, duty=duty).order_by("-covers_to").first()
    first = last.covers_to + timedelta(days=1) if last else joint_since(home, today)
    return first, max(first, today - timedelta(days=1))


def remarks_of(home: int, year: int) -> str:
    row = Remarks.objects.filter(municipality=home, year=year).first()
    return row.text if row else ""


@dataclass(frozen=True)
class Decided:
    """A decision made on delegation. number: "" where a party's identity is protected."""

    number: str
    activity: str
    appeal_route: str
    in_right_of: str
    decided_by: str
    title: str
    employer: int
    at: datetime


def decided(first: date, last: date) -> list[Decided]:
    """Decisions made on delegation in these days; empty for all but the own administration."""
    return [Decided(*row) for row in _asked("delegated_decisions", first, last)]


def readings(first: date, last: date) -> list[Reading]:
    """Cases opened in these days by somebody who did not handle them."""
    return [Reading(*row) for row in _asked("reads_to_review", first, last)]


@dataclass(frozen=True)
class Alarms:
    """What looks unusual: many cases in an hour (name, employer, hour, cases); the same surname as a party's."""

    fast: list[tuple[str, int, datetime, int]]
    namesakes: list[tuple[UUID, str, str, int, datetime]]

    def __len__(self) -> int:
        return len(self.fast) + len(self.namesakes)


def alarms(first: date, last: date) -> Alarms:
    return Alarms(_asked("reads_at_speed", first, last, CASES_AN_HOUR), _asked("namesakes_read", first, last))


@dataclass(frozen=True)
class External:
    """Somebody employed elsewhere who has acted in this municipality's cases."""

    person: UUID
    name: str
    employer: int
    with_children: bool
    acts: int
    latest: datetime
    check: Check | None


def externals(home: int, first: date, last: date) -> list[External]:
    """Those without a recorded check first, and among them those who work with children."""
    checks = {row.staff_id: row for row in Check.objects.filter(municipality=home).order_by("checked_on")}
    found = [
        External(person, name, employer, children, acts, latest, checks.get(person))
        for person, name, employer, children, acts, latest in _asked("acted_across", first, last)
    ]
    return sorted(found, key=lambda one: (one.check is not None, not one.with_children, one.name))


def _asked(function: str, first: date, last: date, *more: Any) -> list[Any]:
    """Rows of one of control's functions; last is the last day, whole."""
    start = datetime.combine(first, time(), tzinfo=clock.STOCKHOLM)
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=clock.STOCKHOLM)
    places_ = ", ".join(["%s"] * (2 + len(more)))
    with connection.cursor() as cursor:
        cursor.execute(f"select * from brygga.{function}({places_})", [start, end, *more])  # noqa: S608 - own names
        return list(cursor.fetchall())


@dataclass(frozen=True)
class Year:
    """A year of joint work, in numbers."""

    year: int
    agreements: list[Agreement]
    lines: list[Delegation]
    by_employer: dict[int, int]  # decisions on delegation, by the municipality that employs who decided
    externals: int
    unchecked: int
    openings: tuple[int, int]  # emergency openings: all, not accepted


def year(home: int, of: int, openings: tuple[int, int]) -> Year:
    first, last = date(of, 1, 1), date(of, 12, 31)
    outside = externals(home, first, last)
    return Year(
        year=of,
        agreements=[row for row in places.agreements_of(home) if _touches(row, first, last)],
        lines=[
            row for row in places.delegations_of(home) if row.performer != home and _touches(row, first, last)
        ],
        by_employer=dict(Counter(one.employer for one in decided(first, last))),
        externals=len(outside),
        unchecked=sum(one.check is None for one in outside),
        openings=openings,
    )


def _touches(row: Agreement | Delegation, first: date, last: date) -> bool:
    ends = [end for end in (row.valid_to, getattr(row, "terminated_on", None)) if end]
    return row.valid_from <= last and min(ends, default=last) >= first


def order(home: int, today: date) -> list[Delegation]:
    """The delegation order as it stands on a day."""
    rows = places.delegations_of(home)
    return sorted((row for row in rows if _touches(row, today, today)), key=lambda row: row.reference)


def activity_names() -> dict[str, str]:
    return {row.code: str(row.name_sv) for row in activities(clock.today())}


def names() -> dict[int, str]:
    """The names of all 290 municipalities by code."""
    return dict(Municipality.objects.values_list("code", "name"))


def named_in(rows: list[Delegation]) -> dict[str, str]:
    """Names of the staff that lines of the order are about."""
    wanted = {row.staff_id for row in rows if row.staff_id}
    found = Staff.objects.filter(id__in=wanted).values_list("id", "name") if wanted else ()
    return {str(ident): name for ident, name in found}


def chairs(home: int, today: date) -> dict[UUID, str]:
    """Those of the municipality who sit on the board today."""
    posts = Position.objects.filter(municipality=home, role="committee", valid_from__lte=today)
    ids = [row.staff_id for row in posts if row.valid_to is None or row.valid_to >= today]
    rows = Staff.objects.filter(id__in=ids, municipality=home, active=True).order_by("name")
    return dict(rows.values_list("id", "name"))


def roster(home: int, first: date, last: date) -> tuple[list[OnCall], list[tuple[date, date]]]:
    """Who is on call in these days, and the stretches when nobody is."""
    rows = OnCall.objects.filter(municipality=home, first_day__lte=last, last_day__gte=first)
    shifts = list(rows.order_by("first_day", "id"))
    return shifts, gaps(_seated(home, shifts), first, last)


def _seated(home: int, shifts: Iterable[OnCall]) -> Iterator[tuple[date, date]]:
    """The days of the shifts on which whoever has them sits on the board: after that they decide nothing."""
    ids = {row.staff_id for row in shifts}
    active = Staff.objects.filter(id__in=ids, municipality=home, active=True).values("id")
    posts = list(Position.objects.filter(municipality=home, role="committee", staff_id__in=active))
    for row in shifts:
        for post in posts:
            starts, ends = (
                max(row.first_day, post.valid_from),
                min(row.last_day, post.valid_to or row.last_day),
            )
            if post.staff_id == row.staff_id and starts <= ends:
                yield starts, ends
