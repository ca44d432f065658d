"""What a municipality's own pages show. Everything here is about the municipality, nothing about residents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404

from brygga.access.models import Position
from brygga.ground.areas import Area
from brygga.municipalities import queries as places
from brygga.municipalities.models import (
    Agreement,
    Approval,
    Change,
    Delegation,
    Guideline,
    Municipality,
    Unit,
)
from brygga.network import rules
from brygga.network.drafting import Line, lines_between
from brygga.people.models import Staff
from brygga.people.queries import staff_of


@dataclass(frozen=True)
class Employee:
    """A member of staff with what they may do."""

    person: Staff
    positions: list[Position]
    current: list[Position]


@dataclass(frozen=True)
class Accord:
    """An agreement as one of its parties sees it."""

    row: Agreement
    approvals: dict[int, Approval]
    state: rules.State
    waiting: list[int]  # parties in Brygga that have not approved
    open: bool  # whether this party has approved it and not ended its part
    last: date | None  # the last day, for this party


def employees(home: int, today: date) -> list[Employee]:
    """Everybody employed, those who have left last. Two queries."""
    held: dict[UUID, list[Position]] = {}
    for position in positions_in(home):
        held.setdefault(position.staff_id, []).append(position)
    people = sorted(staff_of(home), key=lambda person: (not person.active, person.name))
    return [_employee(person, held.get(person.id, []), today) for person in people]


def employee(home: int, ident: UUID, today: date) -> Employee:
    person = Staff.objects.filter(municipality=home, id=ident).first()
    if person is None:
        raise Http404
    return _employee(person, positions_of(person), today)


def _employee(person: Staff, positions: list[Position], today: date) -> Employee:
    current = rules.alive(positions, today) if person.active else []
    return Employee(person, positions, current)


def positions_in(home: int) -> list[Position]:
    return list(Position.objects.filter(municipality=home).order_by("valid_from", "id"))


def positions_of(person: Staff) -> list[Position]:
    rows = Position.objects.filter(municipality=person.municipality, staff_id=person.id)
    return list(rows.order_by("-valid_from", "id"))


def position(home: int, ident: UUID) -> tuple[Staff, Position]:
    found = Position.objects.filter(municipality=home, id=ident).first()
    person = Staff.objects.filter(municipality=home, id=found.staff_id).first() if found else None
    if found is None or person is None:
        raise Http404
    return person, found


def unit(home: int, ident: UUID) -> Unit:
    found = Unit.objects.filter(municipality=home, id=ident).first()
    if found is None:
        raise Http404
    return found


def accords(home: int, today: date) -> list[Accord]:
    """The agreements this municipality is a party to, those in force first. Two queries (and who uses Brygga)."""
    rows = places.agreements_of(home)
    given = Approval.objects.filter(agreement_id__in=[row.id for row in rows])
    found = _accords(rows, given, home, today)
    return sorted(found, key=lambda accord: accord.state is rules.State.OVER)


def accord(home: int, ident: UUID, today: date) -> Accord:
    rows = list(Agreement.objects.filter(id=ident, parties__contains=[home]))
    if not rows:
        raise Http404
    return _accords(rows, Approval.objects.filter(agreement_id=ident), home, today)[0]


def needed_lines(home: int, row: Agreement, today: date) -> list[tuple[Line, Delegation | None]]:
    """The lines an agreement asks of this municipality's board, each with the one there is."""
    wanted = lines_between(row.parties, row.terms.get("decisions", ()))
    own = [line for line in wanted if line.home == home]
    rows = rules.alive(places.delegations_of(home), today) if own else []
    held = {(one.performer, one.activity): one for one in rows if one.step == "decide"}
    return [(line, held.get((line.performer, line.activity))) for line in own]


def guidelines_among(codes: Iterable[int], on: date) -> list[Guideline]:
    """The parties' own guidelines in force on a day, stricter than the law."""
    rows = Guideline.objects.filter(municipality__in=list(codes), valid_from__lte=on).exclude(valid_to__lt=on)
    return list(rows.order_by("municipality", "reference"))


def versions(home: int, row: Agreement) -> list[Agreement]:
    """The versions of an agreement, the first first, as far as they hang together for this party."""
    rows = places.agreements_of(home)
    chain = [row]
    while before := next((one for one in rows if one.id == chain[0].replaces), None):
        chain.insert(0, before)
    while after := next((one for one in rows if one.replaces == chain[-1].id), None):
        chain.append(after)
    return chain


def _accords(rows: list[Agreement], given: Iterable[Approval], home: int, today: date) -> list[Accord]:
    known: dict[UUID, dict[int, Approval]] = {}
    for approval in given:
        known.setdefault(approval.agreement_id, {})[approval.municipality] = approval
    users = {place.code for place in places.in_use()}
    return [_accord(row, known.get(row.id, {}), users, home, today) for row in rows]


def _accord(row: Agreement, given: dict[int, Approval], users: set[int], home: int, today: date) -> Accord:
    """For a party that has ended its own part, the agreement is over when that part is."""
    own = given.get(home)
    ended = own.ended_on if own else None
    ends = [end for end in (rules.last_day(row), ended) if end is not None]
    return Accord(
        row=row,
        approvals=given,
        state=rules.State.OVER if ended is not None and ended < today else rules.state(row, today),
        waiting=[code for code in row.parties if code in users and code not in given],
        open=own is not None and ended is None and row.terminated_on is None,
        last=min(ends, default=None),
    )


@dataclass(frozen=True)
class Across:
    """Running cases of this municipality in one area, in which another's staff work. Counts, never which."""

    area: str
    performer: int
    handled: int  # they are the ones assigned
    touched: int  # they have done something and are not assigned
    units: list[str]  # who takes over


def work_across(home: int, others: Iterable[int]) -> list[Across]:
    """What an ended agreement leaves to be taken over. Two queries, or none."""
    wanted = sorted(others)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select area, performer, handled, touched from brygga.work_across(%s, %s)", [home, wanted]
        )
        found = cursor.fetchall()
    units = [unit for unit in places.units_of(home) if unit.closed_on is None] if found else []
    return [
        Across(
            code := Area(area).code,
            performer,
            handled,
            touched,
            [unit.name for unit in units if code in unit.areas],
        )
        for area, performer, handled, touched in found
    ]


def left_behind(home: int, rows: Iterable[Accord]) -> list[Across]:
    """Cases still assigned to staff of a municipality whose agreement on that area has ended."""
    known = list(rows)
    alive = {
        (code, area)
        for one in known
        if one.state is not rules.State.OVER
        for code in one.approvals
        for area in one.row.areas
    }
    over = {
        code for one in known if one.state is rules.State.OVER for code in one.row.parties if code != home
    }
    found = work_across(home, over)
    return [one for one in found if one.handled and (one.performer, one.area) not in alive]


def delegation(home: int, ident: UUID) -> Delegation:
    found = Delegation.objects.filter(municipality=home, id=ident).first()
    if found is None:
        raise Http404
    return found


def place(code: int) -> Municipality:
    """A municipality as it is at this moment, to be changed; never a remembered one."""
    found: Municipality = Municipality.objects.get(code=code)
    return found


def names() -> dict[int, str]:
    """The names of all 290 municipalities by code."""
    return dict(Municipality.objects.values_list("code", "name"))


def staff_names(idents: Iterable[Any]) -> dict[str, str]:
    """Names of staff anywhere: who a delegation or a line of history is about."""
    wanted = {ident for ident in idents if ident}
    if not wanted:
        return {}
    return {str(ident): name for ident, name in Staff.objects.filter(id__in=wanted).values_list("id", "name")}


def colleagues(home: int, today: date) -> list[Staff]:
    """Own staff, and those of municipalities with an agreement, whom a delegation may name."""
    rows = places.agreements_of(home)
    codes = {home} | {code for row in rules.alive(rows, today) for code in row.parties}
    return list(Staff.objects.filter(municipality__in=codes, active=True).order_by("municipality", "name"))


def history(home: int, *, limit: int = 200) -> list[Change]:
    return places.changes_of(home, limit=limit)
