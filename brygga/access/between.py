"""What is in force between two municipalities, whoever it is there that would act. Run as the door."""

from datetime import date
from uuid import UUID

from brygga.access.gate import instruments
from brygga.access.queries import accord_of, mandate_of
from brygga.access.rules import StaffActor
from brygga.law import Instrument
from brygga.municipalities import queries as places
from brygga.municipalities.models import Delegation

SOMEBODY = UUID(int=0)


def in_force(home: int, performer: int, on: date) -> tuple[Instrument, ...]:
    """The agreements both have approved, and the lines of home's delegation order for anybody employed there."""
    lines = [line for line in places.delegations_of(home) if _concerns(line, performer, on)]
    somebody = StaffActor(
        id=SOMEBODY,
        name="",
        employer=performer,
        accords=tuple(accord_of(row, row.parties) for row in places.agreements_between(home, performer, on)),
        mandates=tuple(map(mandate_of, lines)),
    )
    return tuple(instruments(somebody, home))


def _concerns(line: Delegation, performer: int, on: date) -> bool:
    ended = line.valid_to is not None and line.valid_to < on
    return line.performer == performer and line.valid_from <= on and not ended
