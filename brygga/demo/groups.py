"""A group that Leila leads, rooms, and a kind of meeting that Helsingborg has added."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from brygga.booking import actions
from brygga.booking.actions import NewKind, NewSession
from brygga.booking.rules import STOCKHOLM, Channel, Purpose, Span
from brygga.demo.alma import Stage


def load(today: date) -> None:
    stage = Stage(today)
    with stage.staff("gustav", 20) as gustav:
        for name in ("Rum 2", "Rum 4", "Grupprummet"):
            actions.add_room(gustav, name, "Rådhuset, Drottninggatan 2", once=uuid4())
        ways = frozenset({Channel.PHYSICAL, Channel.PHONE, Channel.VIDEO})
        debts = NewKind(
            "", "Budget och skulder", "", "debt_counselling", Purpose.CONTACT, 60, ways, online=True
        )
        actions.add_kind(gustav, debts, once=uuid4())
    for title, area, ahead in (("Föräldrakväll", "children", 9), ("Pengar som räcker", "income_support", 13)):
        day = today + timedelta(days=ahead)
        span = Span(*(datetime.combine(day, at, STOCKHOLM) for at in (time(17, 30), time(19))))
        where, text = (
            "Familjecentrum, Exempelgatan 1",
            "Vi fikar och pratar. Du väljer själv vad du berättar.",
        )
        new = NewSession(title, text, area, span, Channel.PHYSICAL, where, None, 8)
        with stage.staff("leila", 0) as leila:
            actions.hold_session(leila, new, once=uuid4())
