"""When Cecilia and David take meetings, and the time Alma has booked."""

from datetime import date, time
from uuid import uuid4

from brygga.booking import actions, queries
from brygga.booking.actions import NewHours, Wish
from brygga.booking.rules import ALL, Channel
from brygga.cases.models import Case
from brygga.demo.alma import ALMA, Stage
from brygga.ground import clock
from brygga.ground.ids import uuid7

HOURS = (
    ("cecilia", 1, time(13), time(16), "Rådhuset, rum 4"),
    ("cecilia", 3, time(9), time(11, 30), "Rådhuset, rum 4"),
    ("leila", 0, time(10), time(12), "Rådhuset, rum 2"),
    ("david", 2, time(13), time(16), "Rådhuset i Helsingborg, rum 6"),
)


def load(today: date) -> None:
    stage = Stage(today)
    for who, weekday, starts, ends, place in HOURS:
        with stage.staff(who, 30) as worker:
            new = NewHours(weekday, starts, ends, 45, ALL, place, today, None)
            actions.open_hours(worker, new, once=uuid4())
    with stage.staff("david", 0):
        case = Case.objects.get(title="Stöd till Alma och Elis")
        first = queries.offered(case, clock.now(), queries.errands_of(case)[0]).offers[0]
    with stage.resident(ALMA, 0, 0, 5) as alma:
        wish = Wish(first.host.id, first.free.span.starts, Channel.PHYSICAL, "Hur det har gått på kvällarna")
        actions.book(alma, case, wish, once=uuid7())
