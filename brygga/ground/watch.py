"""The worker at its chores, as trail and walls know it: nobody's employee, reaching no further than its errand."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from brygga.ground.areas import Area, reach_key
from brygga.ground.tenancy import Reach, Role


@dataclass(frozen=True)
class Watch:
    """The clock itself, as it stands in the trail."""

    id: UUID
    kind: str = "system"
    trail_name: str = ""
    employer: int | None = None


WATCH = Watch(UUID(int=0))


def reach_of_watch(municipality: int, areas: Iterable[Area]) -> Reach:
    """These areas of one municipality, with those in hiding: what concerns them waits no longer than others'."""
    keys = sorted(
        reach_key(municipality, area, shielded=hidden) for area in areas for hidden in (False, True)
    )
    return Reach(Role.STAFF, WATCH.id, keys=tuple((key, key + 1) for key in keys), focus=municipality)
