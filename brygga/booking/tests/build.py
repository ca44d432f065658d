"""Cecilia's open hours, and a case she works with."""

from datetime import UTC, date, datetime, time
from uuid import uuid4

from brygga.booking import actions, queries
from brygga.booking.actions import NewHours, Wish
from brygga.booking.queries import Offer, Offered
from brygga.booking.rules import ALL, Channel
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.ground import clock
from tests.cast import almas_case, at_work, staff

FRIDAY = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
"""A moment for the tests to stand at."""


def opened(who: str = "cecilia", weekday: int = 1, minutes: int = 45) -> None:
    """Tuesdays 13 to 16, both on the spot and by telephone."""
    hours = NewHours(
        weekday=weekday,
        starts=time(13),
        ends=time(16),
        minutes=minutes,
        channels=ALL,
        place="Rådhuset, rum 4",
        valid_from=date(2026, 1, 1),
        valid_to=None,
    )
    with at_work(staff(who)) as actor:
        actions.open_hours(actor, hours, once=uuid4())


def handled(kind: str = "income_support", *, protected: bool = False) -> Case:
    """A case that Cecilia works with."""
    case = almas_case(kind, protected=protected)
    with at_work(staff("cecilia")) as cecilia:
        cases.start_assessment(cecilia, case)
    return case


def offered(case: Case, *, team: bool = False) -> Offered:
    with at_work(staff("cecilia")):
        return queries.offered(case, clock.now(), queries.errands_of(case)[0], team=team)


def free_for(case: Case) -> list[Offer]:
    return offered(case).offers


def wish(offer: Offer, channel: Channel = Channel.PHONE) -> Wish:
    return Wish(offer.host.id, offer.free.span.starts, channel)


def typed(offer: Offer, **more: str) -> dict[str, str]:
    """A filled-in form."""
    return {"at": offer.key, "channel": "phone", "once": str(uuid4()), **more}
