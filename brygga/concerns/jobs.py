"""The worker's part: a report that nobody has assessed goes to the team, then the manager, then the on-call."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from brygga.cases.models import Case
from brygga.cases.rules import Stage
from brygga.concerns import rules
from brygga.concerns.models import Escalation, Report
from brygga.concerns.queries import leaders_of
from brygga.concerns.rules import Level
from brygga.ground import clock, live, tenancy, trail
from brygga.ground.areas import SHIELDED, Area, reach_key
from brygga.ground.ids import uuid7
from brygga.ground.tenancy import Reach, Role
from brygga.ground.trail import Grounds
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import in_use

AREAS = (Area.CHILDREN, Area.ADULTS)
AT_ONCE = 100
GROUNDS = Grounds("Anmälan låg obedömd.", ("20 kap. 1 § SoL",))


@dataclass(frozen=True)
class Watch:
    """The clock itself, as it stands in the trail."""

    id: UUID
    kind: str = "system"
    trail_name: str = ""
    employer: int | None = None


WATCH = Watch(UUID(int=0))


def escalate() -> int:
    """Hand on every report that has lain too long; how many were handed on. Run again, nothing is handed on twice."""
    with tenancy.enter(tenancy.DOOR):
        places = in_use()
    return sum(_in(place, clock.now()) for place in places)


def _in(place: Municipality, now: datetime) -> int:
    """One municipality in one transaction: another's trouble does not stop it."""
    with tenancy.enter(_reach(place.code)):
        lying = Report.objects.filter(case__stage=Stage.RECEIVED).select_related("case")
        reports = list(lying.defer("text", "reporter_sealed").order_by("received_at")[:AT_ONCE])
        done = _done([report.case_id for report in reports])
        steps = [
            (report.case, level)
            for report in reports
            for level in rules.levels_due(report.received_at, now)
            if (report.case_id, level.value) not in done
        ]
        for case, level in steps:
            _hand_on(place, case, level, now)
        return len(steps)


def _reach(municipality: int) -> Reach:
    """Reports of children and adults alone, also of those in hiding: theirs may lie no longer than others'."""
    keys = sorted(reach_key(municipality, area) + hidden for area in AREAS for hidden in (0, SHIELDED))
    return Reach(Role.STAFF, WATCH.id, keys=tuple((key, key + 1) for key in keys), focus=municipality)


def _done(cases: list[UUID]) -> set[tuple[UUID, str]]:
    return set(Escalation.objects.filter(case__in=cases).values_list("case_id", "level"))


def _hand_on(place: Municipality, case: Case, level: Level, now: datetime) -> None:
    told = _told(place, case, level)
    kept = Escalation.within(case, id=uuid7(), case=case, level=level.value, at=now, told=told)
    kept.save(force_insert=True)
    trail.record(WATCH, "escalate_report", case, GROUNDS, subject=kept.id, level=level.value)
    live.signal_list(place.code)


def _told(place: Municipality, case: Case, level: Level) -> list[str]:
    """Names of staff, or the telephone that is answered at night."""
    if level is Level.ON_CALL:
        return [place.on_call_phone or place.phone]
    if level is Level.MANAGER:
        return leaders_of(case, clock.today())
    return []
