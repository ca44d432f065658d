"""Carrying out what was decided, looking at how it goes, ending it. Each verb is one transaction."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from brygga.access import gate
from brygga.access.rules import StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.cases.rules import KINDS, MOVES, Stage, WrongStage
from brygga.decisions.queries import decisions_of
from brygga.decisions.rules import first_time_id
from brygga.ground import clock, trail
from brygga.law import Step
from brygga.support import rules
from brygga.support.models import FollowUp, Measure
from brygga.support.rules import Look, Plan

UNDER_WAY = frozenset({Stage.SUPPORT, Stage.FOLLOW_UP})


class NothingGranted(Exception):
    """No decision in the case gives anything to carry out."""


def start_support(actor: StaffActor, case: Case, plan: Plan, *, once: UUID) -> Measure:
    """Set one insats going. The first takes the case to support; sent twice, it is begun once.

    Raises Unsound, NothingGranted, Refused and WrongStage.
    """
    rules.check_plan(plan)
    fresh = cases.locked(case)
    ident = first_time_id(case.id, actor.id, once)
    begun_before: Measure | None = Measure.objects.filter(id=ident).first()
    if begun_before is not None:
        return begun_before
    granted = next((d for d in decisions_of(fresh) if rules.grants(d.outcome)), None)
    if granted is None:
        raise NothingGranted
    if fresh.stage in UNDER_WAY:
        _act(actor, fresh, "start_support", subject=ident)
    else:
        cases.move(actor, case, "start_support")
    measure = Measure.within(
        case, id=ident, case=case, decision=granted.id, started_by=actor.name, **asdict(plan)
    )
    measure.save(force_insert=True)
    return measure


def follow_up(actor: StaffActor, case: Case, measure: Measure, look: Look, *, once: UUID) -> FollowUp:
    """Write how an insats goes. Raises Unsound, Refused and WrongStage."""
    rules.check_look(look, clock.today())
    cases.locked(case)
    ident = first_time_id(measure.id, actor.id, once)
    written_before: FollowUp | None = FollowUp.objects.filter(id=ident).first()
    if written_before is not None:
        return written_before
    cases.move(actor, case, "follow_up")
    seen = FollowUp.within(
        case, id=ident, case=case, measure=measure, author_name=actor.name, at=clock.now(), **asdict(look)
    )
    seen.save(force_insert=True)
    return seen


def end_measure(actor: StaffActor, case: Case, measure: Measure) -> None:
    """End one insats today. Ended already: nothing more happens."""
    fresh = cases.locked(case)
    if fresh.stage not in UNDER_WAY:
        raise WrongStage(MOVES["follow_up"], Stage(fresh.stage))
    ended = Measure.objects.filter(id=measure.id, case=fresh, ended_on=None)
    if ended.update(ended_on=clock.today()):
        _act(actor, fresh, "end_measure", subject=measure.id)


def close(actor: StaffActor, case: Case, summary: str) -> None:
    """End the case with a summary the resident reads; what still runs ends with it."""
    if cases.locked(case).summary == summary and case.closed_at is not None:
        return
    cases.close(actor, case, summary)
    Measure.objects.filter(case=case, ended_on=None).update(ended_on=clock.today())


def _act(actor: StaffActor, case: Case, verb: str, **more: Any) -> None:
    """An act within the stage the case is in."""
    activity = KINDS[case.kind].support
    grounds = gate.require(actor, activity, Step.CARRY_OUT, case, clock.today())
    trail.record(actor, verb, case, grounds, activity=activity, step=Step.CARRY_OUT.value, **more)
    cases.touch(case, "support")
