"""Reading support. Whoever asks has opened the case (`cases.queries.opened`)."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects

from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.models import Case
from brygga.cases.rules import Stage
from brygga.decisions.queries import decisions_of
from brygga.decisions.rules import onward
from brygga.ground.often import Often
from brygga.support import rules
from brygga.support.actions import UNDER_WAY
from brygga.support.models import FollowUp, Measure

SUPPORTED = onward(Stage.SUPPORT)
"""Where support can be found."""


def resident_panels(actor: ResidentActor, case: Case) -> dict[str, Any]:
    """What `support/panels/resident.html` shows. Two queries at most."""
    return {"case": case, "measures": measures_of(case)}


def staff_panels(actor: StaffActor, case: Case) -> dict[str, Any]:
    """What `support/panels/staff.html` shows. Two queries at most."""
    return {"case": case, "measures": measures_of(case), "under_way": Stage(case.stage) in UNDER_WAY}


def measures_of(case: Case) -> list[Measure]:
    """Running first, then ended; each with `looks`, its follow-ups, newest first."""
    if case.stage not in SUPPORTED:
        return []
    found: list[Measure] = _measures_of(case=case.id)
    if found:
        prefetch_related_objects(found, _looks())
    return sorted(found, key=lambda m: m.ended_on is not None)


_measures_of = Often(lambda case: Measure.objects.filter(case=case).order_by("starts_on", "name", "id"))


def measure_for(case: Case, measure_id: UUID) -> Measure:
    """Measure.DoesNotExist where it is not of this case."""
    measure: Measure = Measure.objects.filter(case=case).prefetch_related(_looks()).get(id=measure_id)
    return measure


def _looks() -> "Prefetch[Any]":
    return Prefetch("follow_ups", FollowUp.objects.order_by("-happened_on", "-at"), to_attr="looks")


def something_granted(case: Case) -> bool:
    """Whether there is a decision to carry out."""
    return any(rules.grants(decision.outcome) for decision in decisions_of(case))
