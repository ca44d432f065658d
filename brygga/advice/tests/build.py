"""Conversations and shifts for tests, through the product's own actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from uuid import UUID, uuid4

from django.test import Client

from brygga.access.rules import StaffActor
from brygga.advice import rules
from brygga.advice.actions import answering, presence, visiting
from brygga.advice.models import Shift
from brygga.advice.queries.visiting import hashed
from brygga.demo.cast import HELSINGBORG
from brygga.ground import clock, tenancy
from brygga.municipalities.models import Municipality
from brygga.municipalities.queries import by_code
from tests.cast import at_work, staff

START = "/helsingborg/radgivning/"
TALK = f"{START}samtal/"


def town(code: int = HELSINGBORG) -> Municipality:
    with tenancy.enter(tenancy.DOOR):
        return by_code(code)


def shift(who: str, homes: list[int], starts: int = 0, ends: int = 23, weekday: int | None = None) -> Shift:
    """Somebody of the cast answers today (or on a weekday), from hour to hour."""
    actor = staff(who)
    with at_work(actor, actor.employer):
        row = Shift(
            municipality=actor.employer,
            staff_id=actor.id,
            staff_name=actor.name,
            homes=homes,
            weekday=weekday,
            day=None if weekday is not None else clock.today(),
            starts=time(starts),
            ends=time(ends, 59 if ends == 23 else 0),
            valid_from=clock.today(),
            set_by=actor.name,
        )
        row.save(force_insert=True)
    return row


def begun(text: str = "Hej, får jag fråga en sak?", home: int = HELSINGBORG) -> tuple[str, UUID]:
    """A conversation that waits: its key and its id."""
    key = visiting.begin(town(home), uuid4(), text, rules.Kind.CHAT)
    return key, rules.conversation_id(hashed(key))


def taken(who: str, chat_id: UUID, home: int = HELSINGBORG) -> StaffActor:
    with at_work(staff(who), home) as actor:
        answering.take(actor, chat_id)
    return actor


def answers(who: str, chat_id: UUID, text: str, home: int = HELSINGBORG) -> None:
    with at_work(staff(who), home) as actor:
        answering.say(actor, chat_id, uuid4(), text)


def sits(who: str) -> None:
    actor = staff(who)
    with at_work(actor, actor.employer):
        presence.sit_down(actor)


def visitor(key: str = "", slug: str = "helsingborg") -> Client:
    """A browser that nobody is signed in with; with a key it holds a conversation."""
    client = Client()
    if key:
        client.cookies[rules.KEY_COOKIE] = key
    return client


@contextmanager
def at_the_door() -> Iterator[None]:
    with tenancy.enter(tenancy.DOOR):
        yield
