"""What is in force between two municipalities, whoever it is there that would act. Run as the door."""

from datetime import date
from uuid import UUID

from brygga.access.gate import instruments
from brygga.access.rules import Accord, Mandate, StaffActor
from brygga.ground.areas import Area
from brygga.law import Instrument
from brygga.municipalities import queries as places
from brygga.municipalities.models import Agreement, Delegation

SOMEBODY = UUID(int=0)


def in_force(home: int, performer: int, on: date) -> tuple[Instrument, ...]:
    """The agreements both have approved, and the lines of home's delegation order for anybody employed there."""
    lines = [line for line in places.delegations_of(home) if _concerns(line, performer, on)]
    somebody = StaffActor(
        id=SOMEBODY,
        name="",
        employer=performer,
        accords=tuple(map(_accord, places.agreements_between(home, performer, on))),
        mandates=tuple(map(_mandate, lines)),
    )
    return tuple(instruments(somebody, home))


def _concerns(line: Delegation, performer: int, on: date) -> bool:
    ended = line.valid_to is not None and line.valid_to < on
    return line.performer == performer and line.valid_from <= on and not ended


def _accord(row: Agreement) -> Accord:
    ends = [day for day in (row.valid_to, row.terminated_on) if day is not None]
    return Accord(
        reference=row.reference,
        parties=frozenset(row.parties),
        areas=frozenset(Area[code.upper()] for code in row.areas),
        activities=frozenset(row.activities),
        instruments=frozenset(row.instruments),
        valid_from=row.valid_from,
        valid_to=min(ends, default=None),
        steps=frozenset(row.steps),
    )


def _mandate(row: Delegation) -> Mandate:
    return Mandate(
        row.reference, row.municipality, row.activity, row.step, row.limits, row.valid_from, row.valid_to
    )
