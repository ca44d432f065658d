"""Representations as staff would register them."""

from datetime import date
from typing import Any

from brygga.cases import actions, queries
from brygga.cases.models import Case, Representative
from brygga.ground import clock
from brygga.ground.ids import uuid7
from tests.cast import at_work, staff

GUN = ("196408312384", "Gun Åberg")


def new(who: tuple[str, str] = GUN, **changes: Any) -> actions.NewRepresentative:
    """Gun, from today on, to act, until it is ended."""
    given: dict[str, Any] = {
        "once": uuid7(),
        "name": who[1],
        "number": who[0],
        "may_act": True,
        "valid_from": clock.today(),
        "valid_to": None,
        "capacity": "trustee",
    }
    return actions.NewRepresentative(**(given | changes))


def represented(case: Case, who: tuple[str, str] = GUN, **changes: Any) -> Representative:
    """Cecilia registers somebody for the first party of the case."""
    with at_work(staff("cecilia")) as cecilia:
        party = queries.parties_of(case)[0]
        return actions.register_representative(cecilia, case, party, new(who, **changes))


def later(day: date, years: int = 0, days: int = 0) -> date:
    return date.fromordinal(day.replace(year=day.year + years).toordinal() + days)
