"""A meeting by video with an interpreter: Samira is invited to it, and reads nothing of the case."""

from datetime import date

from brygga.booking import actions as booking
from brygga.booking import queries
from brygga.booking.actions import Wish
from brygga.booking.rules import Channel
from brygga.calls import actions
from brygga.calls.actions import Guest
from brygga.cases.models import Case
from brygga.demo.alma import ALMA, Stage
from brygga.ground import clock
from brygga.ground.ids import uuid7

SAMIRA = ("198501022399", "Samira Demir")


def load(today: date) -> None:
    """After times.load: the second time that David has free."""
    stage = Stage(today)
    with stage.staff("david", 0):
        case = Case.objects.get(title="Stöd till Alma och Elis")
        second = queries.offered(case, clock.now(), queries.errands_of(case)[0]).offers[1]
    about = "Elis farmor är med. Hon talar arabiska."
    wish = Wish(second.host.id, second.free.span.starts, Channel.VIDEO, about, "Arabiska", "", "video")
    with stage.resident(ALMA, 0, 0, 6) as alma:
        meeting = booking.book(alma, case, wish, once=uuid7())
    with stage.staff("david", 0, 0, 8) as david:
        fresh = Case.objects.get(id=case.id)
        actions.invite(david, fresh, meeting.id, Guest(*SAMIRA, "interpreter", "Arabiska"), uuid7())
        booking.order_interpreter(david, fresh, meeting, ordered=True)
