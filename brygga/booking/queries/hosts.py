"""Who may be met in a case: their own worker, and others who may do that work for the municipality."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from brygga.access import gate
from brygga.access import queries as access
from brygga.access.rules import StaffActor, covered
from brygga.booking.models import Hours
from brygga.booking.rules import Errand, Open
from brygga.cases.models import Case
from brygga.ground import clock, tenancy
from brygga.law import Step
from brygga.municipalities.queries import agreements_of, by_code

WORKS_WITH_CASES = frozenset({"caseworker", "team_leader"})


@dataclass(frozen=True)
class Host:
    """Somebody one can meet."""

    id: UUID
    name: str
    title: str
    municipality: int

    @property
    def place_name(self) -> str:
        return by_code(self.municipality).name


class Diary(NamedTuple):
    """Somebody, and when they take meetings about what is asked for."""

    host: Host
    hours: tuple[Open, ...]


def diaries(case: Case, errand: Errand, staff_id: UUID | None = None) -> list[Diary]:
    """Everybody who may be met about it: as the law, the agreements and each one's own hours have it.

    staff_id: nobody but them, where they may.
    Four queries, however many they are: agreements, hours, people; the law is asked once for each kind of worker.
    """
    hours = _hours(case, errand, staff_id)
    with tenancy.enter(tenancy.DOOR):
        people = access.staff_actors(list(hours), clock.today())
        may = {actor.id for actor in _may_meet(case, errand, people)}
    return [
        Diary(Host(one.id, one.name, one.title, one.employer), tuple(hours[one.id]))
        for one in people
        if one.id in may
    ]


def _hours(case: Case, errand: Errand, staff_id: UUID | None) -> dict[UUID, list[Open]]:
    """Open hours from today on: those of the case's worker, the municipality and whoever it has agreed with."""
    parties = {case.municipality, *(code for one in agreements_of(case.municipality) for code in one.parties)}
    whose = Q(municipality__in=parties) | Q(staff_id=case.handler_id)
    running = Q(valid_to=None) | Q(valid_to__gte=clock.today())
    found: dict[UUID, list[Open]] = defaultdict(list)
    only = Q() if staff_id is None else Q(staff_id=staff_id)
    for row in Hours.objects.filter(running, whose, only):
        hours = errand.within(row.open())
        if hours is not None:
            found[row.staff_id].append(hours)
    return found


def _may_meet(case: Case, errand: Errand, people: Iterable[StaffActor]) -> Iterable[StaffActor]:
    """Those who reach the case by their work and may carry out what the meeting is, that day."""
    answers: dict[object, bool] = {}
    for actor in people:
        if not any(post.role in WORKS_WITH_CASES for post in actor.posts) or not covered(actor, case):
            continue
        alike = (actor.employer, actor.capacity, actor.professions, actor.accords, actor.mandates)
        if alike not in answers:
            answer = gate.ask(actor, errand.activity, Step.CARRY_OUT, case, clock.today())
            answers[alike] = answer.permitted
        if answers[alike]:
            yield actor
