"""What the desk asks the database: who works where, what is in force between whom, and counts of cases."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from brygga.access.models import Position
from brygga.access.queries import accord_of, mandate_of
from brygga.access.rules import Accord, Post, StaffActor
from brygga.counsel.models import Proposal
from brygga.ground.areas import Area
from brygga.municipalities.models import Agreement, Approval, Delegation, Guideline
from brygga.people.models import Staff
from brygga.people.queries import at_work_in

NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Scene:
    """Everybody who may be asked about, and what is in force around one home municipality on a day."""

    home: int
    people: tuple[Staff, ...]
    posts: dict[UUID, tuple[Post, ...]]
    accords: tuple[Accord, ...]
    lines: tuple[Delegation, ...]

    def person(self, ident: UUID) -> StaffActor | None:
        """A colleague with posts, agreements and delegations, as the gate would know them."""
        found = next((one for one in self.people if one.id == ident), None)
        return self.actor(found) if found else None

    def actor(self, person: Staff) -> StaffActor:
        made = self.anybody(person.municipality, person.title, frozenset(person.professions), person.id)
        return replace(made, name=person.name, posts=self.posts.get(person.id, ()))

    def anybody(
        self, employer: int, title: str, professions: frozenset[str], ident: UUID = NOBODY
    ) -> StaffActor:
        """Somebody employed there with that title."""
        lines = (line for line in self.lines if line.performer == employer and _reaches(line, ident, title))
        return StaffActor(
            id=ident,
            name="",
            employer=employer,
            title=title,
            professions=professions,
            accords=tuple(accord for accord in self.accords if employer in accord.parties),
            mandates=tuple(map(mandate_of, lines)),
        )

    def titles(self) -> list[str]:
        """The titles that people have and that the delegation order names."""
        named = {line.position for line in self.lines} | {person.title for person in self.people}
        return sorted(named - {""})


def scene(own: int, home: int, on: date) -> Scene:
    """Five questions, however many work there."""
    every = _accords({own, home}, on)
    partners = {code for accord in every if own in accord.parties for code in accord.parties}
    accords = tuple(accord for accord in every if _covers(accord, on))
    people = tuple(at_work_in({own, *partners}))
    held: dict[UUID, tuple[Post, ...]] = {}
    rows = Position.objects.filter(_in_force(on), staff_id__in=[person.id for person in people])
    for row in rows.order_by("id"):
        post = Post(row.municipality, row.role, _areas(row.areas), row.shielded)
        held[row.staff_id] = (*held.get(row.staff_id, ()), post)
    lines = Delegation.objects.filter(_in_force(on), municipality=home).order_by("reference")
    return Scene(home, people, held, accords, tuple(lines))


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


def _reaches(line: Delegation, ident: UUID, title: str) -> bool:
    return line.staff_id == ident if line.staff_id else line.position == title


def _areas(codes: Iterable[str]) -> frozenset[Area]:
    return frozenset(Area[code.upper()] for code in codes)


def _covers(accord: Accord, on: date) -> bool:
    return accord.valid_from <= on and (accord.valid_to is None or on <= accord.valid_to)


def _accords(parties: set[int], on: date) -> tuple[Accord, ...]:
    """Agreements of any time, among those of their parties whose approval holds that day."""
    concerned = Q()
    for party in parties:
        concerned |= Q(parties__contains=[party])
    rows = list(Agreement.objects.filter(concerned).order_by("id"))
    given: dict[UUID, set[int]] = {}
    found = Approval.objects.filter(agreement_id__in=[row.id for row in rows]).exclude(ended_on__lt=on)
    for ident, party in found.values_list("agreement_id", "municipality"):
        given.setdefault(ident, set()).add(party)
    return tuple(accord_of(row, given.get(row.id, set())) for row in rows)


def guidelines_of(home: int) -> list[Guideline]:
    """A municipality's own guidelines of all times, as they stand at this moment."""
    return list(Guideline.objects.filter(municipality=home).order_by("valid_from", "reference"))


def guideline(home: int, ident: UUID) -> Guideline | None:
    return Guideline.objects.filter(municipality=home, id=ident).first()


def proposals_of(home: int) -> list[Proposal]:
    """Proposals of a municipality's own jurists, the latest first."""
    return list(Proposal.objects.filter(municipality=home).order_by("-proposed_at")[:200])


def proposal(home: int, ident: UUID) -> Proposal | None:
    found: Proposal | None = Proposal.objects.filter(municipality=home, id=ident).first()
    return found


@dataclass(frozen=True)
class Touched:
    """What in one municipality rests on an activity. None for a number: fewer than five."""

    agreements: list[Agreement]
    lines: list[Delegation]
    cases: list[tuple[str, int | None]]


def touched(home: int, code: str, area: str, on: date) -> Touched:
    """Agreements and delegations in force or to come, and counts of open cases by area."""
    ends = Q(valid_to=None) | Q(valid_to__gte=on)
    open_still = Q(terminated_on=None) | Q(terminated_on__gte=on)
    agreements = Agreement.objects.filter(ends, open_still, parties__contains=[home]).order_by("reference")
    lines = Delegation.objects.filter(ends, activity=code, municipality=home).order_by("reference")
    return Touched(
        [row for row in agreements if _speaks_of(row, code, area)],
        list(lines),
        [(name, cases) for name, cases in _open_cases(home) if area in {"common", name}],
    )


def _speaks_of(row: Agreement, code: str, area: str) -> bool:
    return code in row.activities if row.activities else area == "common" or area in row.areas


def _open_cases(home: int) -> list[tuple[str, int | None]]:
    """Only its own administration gets any rows."""
    with connection.cursor() as cursor:
        cursor.execute("select area, cases from brygga.open_cases(%s)", [home])
        return [(Area(area).code, cases) for area, cases in cursor.fetchall()]
