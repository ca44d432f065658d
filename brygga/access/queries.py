"""Reading who somebody is and what they may reach today. Run as the door, before any reach is given."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from brygga.access.models import OnCall, Position
from brygga.access.models import Opening as Opened
from brygga.access.rules import Accord, CaseKey, Mandate, Opening, Post, ResidentActor, StaffActor, reach_keys
from brygga.ground.areas import Area
from brygga.ground.tenancy import Reach, Role
from brygga.municipalities.models import Agreement, Delegation
from brygga.people.models import Person, Staff

_STAFF = """
select s.id, s.name, s.municipality, s.title, s.professions,
  (select coalesce(json_agg(json_build_object('municipality', p.municipality, 'role', p.role, 'areas', p.areas,
      'shielded', p.shielded) order by p.id), '[]') from access_position p
    where p.staff_id = s.id and p.valid_from <= %(on)s and coalesce(p.valid_to, %(on)s) >= %(on)s),
  (select coalesce(json_agg(json_build_object('reference', a.reference, 'areas', a.areas, 'parties',
      (select json_agg(v.municipality) from municipalities_approval v
        where v.agreement_id = a.id and a.parties @> to_jsonb(v.municipality)
          and coalesce(v.ended_on, %(on)s) >= %(on)s),
      'activities', a.activities, 'steps', a.steps, 'instruments', a.instruments, 'from', a.valid_from,
      'to', least(a.valid_to, a.terminated_on)) order by a.id), '[]') from municipalities_agreement a
    where a.parties @> to_jsonb(s.municipality)
      and a.id in (select agreement_id from municipalities_approval
        where municipality = s.municipality and coalesce(ended_on, %(on)s) >= %(on)s)
      and a.valid_from <= %(on)s
      and coalesce(least(a.valid_to, a.terminated_on), %(on)s) >= %(on)s),
  (select coalesce(json_agg(json_build_object('reference', d.reference, 'home', d.municipality,
      'activity', d.activity, 'step', d.step, 'limits', d.limits, 'from', d.valid_from, 'to', d.valid_to)
      order by d.reference), '[]') from municipalities_delegation d
    where d.performer = s.municipality and (d.staff_id = s.id or (d.staff_id is null and d.position = s.title))
      and d.valid_from <= %(on)s and coalesce(d.valid_to, %(on)s) >= %(on)s),
  case when current_user = 'brygga_door' then brygga.openings_of(s.id) else '[]' end,
  exists (select from access_oncall o where o.municipality = s.municipality and o.staff_id = s.id
    and %(on)s between o.first_day and o.last_day)
from people_staff s where s.id = any(%(ids)s) and s.active order by s.name, s.id
"""


def staff_actor(staff_id: UUID, on: date) -> StaffActor | None:
    """A staff member with posts, agreements and delegations in force on a day. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_STAFF, {"ids": [staff_id], "on": on})
        row = cursor.fetchone()
    return None if row is None else _worker(row)


def staff_actors(idents: Collection[UUID], on: date) -> list[StaffActor]:
    """Several, by name, as they may work that day: for asking the gate who can take something on. One query."""
    if not idents:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_STAFF, {"ids": list(idents), "on": on})
        return [_worker(row) for row in cursor.fetchall()]


def _worker(row: Sequence[Any]) -> StaffActor:
    ident, name, employer, title, professions, posts, accords, mandates, openings, on_call = row
    return StaffActor(
        id=ident,
        name=name,
        employer=employer,
        title=title,
        professions=frozenset(_parsed(professions)),
        posts=tuple(_post(row) for row in _parsed(posts)),
        accords=tuple(_accord(row) for row in _parsed(accords)),
        mandates=tuple(_mandate(row) for row in _parsed(mandates)),
        openings=tuple(_opening(row) for row in _parsed(openings)),
        on_call=on_call,
    )


_RESIDENT = """
select p.id, p.number_index, p.number_sealed, p.name_sealed, p.protected,
  c.case_id, c.municipality, c.capacity, c.may_act
from people_person p left join lateral brygga.cases_of(p.number_index, p.id, %(on)s) c on true where p.id = %(id)s
"""


def resident_actor(person_id: UUID, on: date) -> ResidentActor | None:
    """A resident with the cases and drafts that are theirs, or theirs to act in, on a day. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_RESIDENT, {"id": person_id, "on": on})
        rows = cursor.fetchall()
    if not rows:
        return None
    person = Person(*rows[0][:5])
    keys = [row[5:] for row in rows if row[5] is not None]
    return ResidentActor(
        id=person.id,
        number_index=person.number_index,
        name=person.name,
        number=person.number,
        protected=person.protected,
        case_keys=tuple(CaseKey(*key) for key in keys if key[2] != "draft"),
        drafts=tuple(key[0] for key in keys if key[2] == "draft"),
    )


def accord_of(row: Agreement, parties: Iterable[int]) -> Accord:
    """A row of the municipalities as the gate knows it. parties: those among its own that have approved it."""
    ends = [end for end in (row.valid_to, row.terminated_on) if end is not None]
    return Accord(
        reference=row.reference,
        parties=frozenset(row.parties) & frozenset(parties),
        areas=_areas(row.areas),
        activities=frozenset(row.activities),
        instruments=frozenset(row.instruments),
        valid_from=row.valid_from,
        valid_to=min(ends, default=None),
        steps=frozenset(row.steps),
    )


def mandate_of(line: Delegation) -> Mandate:
    """A line of a delegation order as the gate knows it."""
    return Mandate(
        reference=line.reference,
        home=line.municipality,
        activity=line.activity,
        step=line.step,
        limits=line.limits,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
    )


def reach_of(actor: StaffActor | ResidentActor, focus: int | None) -> Reach:
    """The reach to sign for this actor's transaction."""
    if isinstance(actor, StaffActor):
        return Reach(Role.STAFF, actor=actor.id, keys=reach_keys(actor), focus=focus)
    cases = tuple(key.case for key in actor.case_keys) + actor.drafts
    return Reach(Role.RESIDENT, actor=actor.id, cases=cases, focus=focus)


def _parsed(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _areas(codes: list[str]) -> frozenset[Area]:
    return frozenset(Area[code.upper()] for code in codes)


def _post(row: dict[str, Any]) -> Post:
    return Post(row["municipality"], row["role"], _areas(row["areas"]), row["shielded"])


def _accord(row: dict[str, Any]) -> Accord:
    return Accord(
        reference=row["reference"],
        parties=frozenset(row["parties"]),
        areas=_areas(row["areas"]),
        activities=frozenset(row["activities"]),
        instruments=frozenset(row["instruments"]),
        valid_from=date.fromisoformat(row["from"]),
        valid_to=_day(row["to"]),
        steps=frozenset(row["steps"]),
    )


def _opening(row: dict[str, Any]) -> Opening:
    return Opening(UUID(row["case"]), row["ground"], datetime.fromisoformat(row["until"]))


def _mandate(row: dict[str, Any]) -> Mandate:
    return Mandate(
        reference=row["reference"],
        home=row["home"],
        activity=row["activity"],
        step=row["step"],
        limits=row["limits"],
        valid_from=date.fromisoformat(row["from"]),
        valid_to=_day(row["to"]),
    )


def on_call(home: int, on: date) -> list[tuple[str, str]]:
    """Name and telephone of those who decide for the board of a municipality on a day. Two queries at most."""
    rows = {row.staff_id: row.phone for row in _on_call(home, on)}
    seated = Position.objects.filter(
        municipality=home, role="committee", staff_id__in=rows, valid_from__lte=on
    )
    seated = seated.filter(Q(valid_to=None) | Q(valid_to__gte=on))
    found = Staff.objects.filter(id__in=seated.values("staff_id"), municipality=home, active=True)
    return [(name, rows[ident]) for ident, name in found.values_list("id", "name")] if rows else []


def is_on_call(home: int, staff_id: UUID, on: date) -> bool:
    """Whether somebody stands on the roster of a day, which need not be the day they were let in."""
    return _on_call(home, on).filter(staff_id=staff_id).exists()


def _on_call(home: int, on: date) -> QuerySet[OnCall]:
    return OnCall.objects.filter(municipality=home, first_day__lte=on, last_day__gte=on)


@dataclass(frozen=True)
class Missed:
    """Somebody asked for cases by number in an emergency, and there was none to open."""

    name: str
    employer: int
    tries: int
    latest: datetime


def missed_openings(since: datetime) -> list[Missed]:
    """Those of the municipality in focus, for its managers and administration: numbers run in series stand out."""
    with connection.cursor() as cursor:
        cursor.execute("select * from brygga.missed_openings(%s)", [since])
        return [Missed(*row) for row in cursor.fetchall()]


def openings_to_review() -> list[Opened]:
    """Every emergency opening in the municipality in focus that whoever is at work may look at; unreviewed first."""
    rows = Opened.objects.raw("select * from brygga.openings_to_review()")
    return sorted(rows, key=lambda one: (one.reviewed_at is not None, -one.opened_at.timestamp()))
