"""Two jurists of Helsingborg, employed for a test only."""

from typing import Any

from brygga.access.models import Position
from brygga.demo.cast import HELSINGBORG, SINCE, ident
from brygga.ground import tenancy
from brygga.ground.tenancy import Reach, Role
from brygga.people.models import Staff


def administration() -> Any:
    home = HELSINGBORG * 100
    return tenancy.enter(Reach(Role.STAFF, keys=((home, home + 1),), focus=HELSINGBORG))


def employ_jurists() -> None:
    with administration():
        for key in ("johanna", "karl"):
            at_home: dict[str, Any] = {"municipality": HELSINGBORG}
            named = {"affiliation": f"{key}@2120001157", "name": key.title(), "title": "kommunjurist"}
            Staff.objects.create(id=ident(key), **at_home, **named)
            Position.objects.create(staff_id=ident(key), role="jurist", valid_from=SINCE, **at_home)
