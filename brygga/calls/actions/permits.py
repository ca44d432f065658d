"""On what grounds one may meet by video in a case, and how it is told."""

from typing import Any

from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.calls.models import Room
from brygga.cases.models import Case
from brygga.cases.rules import KINDS
from brygga.ground import clock, live, trail
from brygga.ground.trail import Grounds
from brygga.law import Step

ACT = Step.CARRY_OUT
"""A meeting is a contact in the work the case is about: its own activity, carried out."""

Actor = ResidentActor | StaffActor


def may_host(actor: StaffActor, case: Case) -> Grounds:
    """The grounds of staff. Elected members decide in a case; they do not meet in it."""
    if actor.elected:
        raise gate.NotYours
    return gate.require(actor, KINDS[case.kind].investigate, ACT, case, clock.today())


def may_attend(actor: Actor, case: Case) -> Grounds:
    """Whoever reads the case as a resident may come to its waiting room; staff need what hosting needs."""
    if isinstance(actor, ResidentActor):
        return gate.require_own(actor, case, to_act=False)
    return may_host(actor, case)


def record(actor: Actor, verb: str, case: Case, grounds: Grounds, room: Room, **detail: Any) -> None:
    """One line of the trail: that it happened, never what was said or shown."""
    staff = isinstance(actor, StaffActor)
    activity, step = (KINDS[case.kind].investigate, ACT.value) if staff else ("", "")
    trail.record(actor, verb, case, grounds, activity=activity, step=step, subject=room.id, **detail)


def tell(case: Case) -> None:
    """Those in the room look again. Nothing in the case has changed, so no other page is disturbed."""
    live.signal_case(case.id, "calling", case.version)
