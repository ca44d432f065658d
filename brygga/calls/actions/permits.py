"""On what grounds one may meet by video in a case, and how it is told."""

from typing import Any

from brygga.access import gate
from brygga.access.rules import GuestActor, ResidentActor, StaffActor
from brygga.calls.models import Invitation, Room
from brygga.cases.models import Case
from brygga.cases.rules import KINDS
from brygga.ground import clock, live, trail
from brygga.ground.trail import Grounds
from brygga.law import Step

ACT = Step.CARRY_OUT
"""A meeting is a contact in the work the case is about: its own activity, carried out."""

Actor = ResidentActor | StaffActor | GuestActor

INTERPRETS = Grounds("Tolk, inbjuden till mötet.", ("13 § FL", "2 § lagen (1975:689)", "2 kap. 1 § OSL"))
"""An authority uses an interpreter where it is needed; who interprets for it is under secrecy (all read)."""

IS_WANTED = Grounds("Inbjuden till mötet med den enskildes samtycke.", ("10 kap. 1 § OSL", "12 kap. 2 § OSL"))


def may_host(actor: StaffActor, case: Case) -> Grounds:
    """The grounds of staff. Elected members decide in a case; they do not meet in it."""
    if actor.elected:
        raise gate.NotYours
    return gate.require(actor, KINDS[case.kind].investigate, ACT, case, clock.today())


def may_attend(actor: Actor, case: Case) -> Grounds:
    """Whoever reads the case as a resident may come to its waiting room; staff need what hosting needs.

    A guest is here by an invitation, which the database has looked at already (functions.py).
    """
    if isinstance(actor, GuestActor):
        return INTERPRETS if actor.guest_as == "interpreter" else IS_WANTED
    if isinstance(actor, ResidentActor):
        return gate.require_own(actor, case, to_act=False)
    return may_host(actor, case)


def record(
    actor: Actor, verb: str, case: Case, grounds: Grounds, room: Room | Invitation, **detail: Any
) -> None:
    """One line of the trail: that it happened, never what was said or shown."""
    staff = isinstance(actor, StaffActor)
    activity, step = (KINDS[case.kind].investigate, ACT.value) if staff else ("", "")
    trail.record(actor, verb, case, grounds, activity=activity, step=step, subject=room.id, **detail)


def tell(case: Case) -> None:
    """Those in the room look again. Nothing in the case has changed, so no other page is disturbed."""
    live.signal_case(case.id, "calling", case.version)
    live.signal_guests(case.id)
