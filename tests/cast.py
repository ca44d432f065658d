"""The cast of every test, as actors, and the shortest ways to put them at work."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TypeVar

from brygga.access.queries import reach_of, resident_actor, staff_actor
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.demo.cast import HELSINGBORG, ident
from brygga.ground import clock, tenancy
from brygga.people.actions import welcome

ALMA = ("198809162384", "Alma Nilsson")
BO = ("197903162399", "Bo Ek")
PETRA = ("199203162384", "Petra Lind")

Actor = TypeVar("Actor", StaffActor, ResidentActor)


def staff(key: str, on: date | None = None) -> StaffActor:
    """cecilia, david, eva, frida or gustav, as the middleware would know them."""
    with tenancy.enter(tenancy.DOOR):
        actor = staff_actor(ident(key), on or clock.today())
    assert actor is not None
    return actor


def resident(who: tuple[str, str], *, protected: bool | None = None, on: date | None = None) -> ResidentActor:
    """A resident with the cases that are theirs at this moment."""
    with tenancy.enter(tenancy.DOOR):
        person = welcome(*who, protected=protected)
        actor = resident_actor(person.id, on or clock.today())
    assert actor is not None
    return actor


@contextmanager
def at_work(actor: Actor, home: int = HELSINGBORG) -> Iterator[Actor]:
    """A transaction with the actor's own reach, looking at one municipality."""
    with tenancy.enter(reach_of(actor, home)):
        yield actor


def almas_case(kind: str = "income_support", *, protected: bool = False) -> Case:
    """A case in Helsingborg that Cecilia has registered for Alma (or Petra, if protected)."""
    number, name = PETRA if protected else ALMA
    with at_work(staff("cecilia")) as cecilia:
        return cases.open_case(
            cecilia,
            municipality=HELSINGBORG,
            short="Hbg",
            kind=kind,
            title="Hjälp med hyra och mat",
            parties=[cases.NewParty(name=name, number=number, protected=protected, address="Exempelgatan 4")],
        )
