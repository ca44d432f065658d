"""Who may answer for whom: the law's answer for a municipality's advice, where there is no case to ask about."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from brygga.access import gate
from brygga.access.queries import accord_of
from brygga.access.rules import StaffActor, covered, municipalities_in_reach
from brygga.advice.rules import ACTIVITY
from brygga.ground import clock
from brygga.ground.areas import Area
from brygga.ground.trail import Grounds
from brygga.law import Answer, Step
from brygga.municipalities.queries import agreements_between

_NO_CASE = _SOMEBODY = UUID(int=0)


@dataclass
class Desk:
    """A municipality's advice, as the gate sees a place."""

    municipality: int
    id: UUID = _NO_CASE
    area: Area = Area.ADVICE
    shielded: bool = False


def ask(actor: StaffActor, home: int) -> Answer:
    """What the law, the agreements and the municipality's guidelines say of this person's giving advice there."""
    return gate.ask(actor, ACTIVITY, Step.CARRY_OUT, Desk(home), clock.today())


def require(actor: StaffActor, home: int) -> Grounds:
    """The grounds to store with an answer, or Refused. The elected decide; they do not give advice: NotYours."""
    if actor.elected:
        raise gate.NotYours
    return gate.require(actor, ACTIVITY, Step.CARRY_OUT, Desk(home), clock.today())


def homes(actor: StaffActor) -> tuple[int, ...]:
    """The municipalities whose visitors this person may answer, their own first."""
    return tuple(home for home in municipalities_in_reach(actor) if answers_for(actor, home))


def answers_for(actor: StaffActor, home: int) -> bool:
    """Whether this person may answer the visitors of a municipality today."""
    return not actor.elected and covered(actor, Desk(home)) and ask(actor, home).permitted


def may_help(home: int, performer: int, on: date) -> bool:
    """Whether anybody employed by the performer may answer for home on a day: shifts beyond an agreement are none."""
    if performer == home:
        return True
    rows = agreements_between(home, performer, on)
    accords = tuple(one for one in (accord_of(row, row.parties) for row in rows) if Area.ADVICE in one.areas)
    somebody = StaffActor(id=_SOMEBODY, name="", employer=performer, accords=accords)
    return gate.ask(somebody, ACTIVITY, Step.CARRY_OUT, Desk(home), on).permitted


def plans(actor: StaffActor) -> bool:
    """Whether this person plans others' shifts: those who lead the work."""
    return actor.has_role("team_leader", actor.employer)
