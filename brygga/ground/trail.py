"""The trail: one append-only row for every change and every read of a case."""

from dataclasses import asdict, dataclass
from typing import Any, Protocol
from uuid import UUID

from brygga.ground import clock
from brygga.ground.models import Event
from brygga.ground.often import insert


@dataclass(frozen=True)
class Grounds:
    """Why an act was allowed, in words a resident can read, with the sections relied on."""

    sentence: str
    sections: tuple[str, ...] = ()
    relied_on: tuple[str, ...] = ()


class Actor(Protocol):
    """Whoever acts: staff, a resident or the system."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> UUID: ...
    @property
    def trail_name(self) -> str: ...
    @property
    def employer(self) -> int | None: ...


class Place(Protocol):
    """A case, or anything else that lies in a municipality and an area."""

    id: Any
    municipality: Any
    area: Any
    shielded: Any


def record(
    actor: Actor, verb: str, case: Place, grounds: Grounds, *, activity: str = "", step: str = "", **more: Any
) -> Event:
    """Write one line within the transaction under way: it is kept exactly if the act is."""
    event = Event.within(
        case,
        case_id=case.id,
        at=clock.now(),
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.trail_name,
        actor_municipality=actor.employer,
        verb=verb,
        activity=activity,
        step=step,
        grounds=asdict(grounds),
        subject=more.pop("subject", None),
        detail=more,
    )
    insert(event)
    return event
