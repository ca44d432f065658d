"""The delegation order, line by line. What the law keeps with the board is refused here."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from brygga.access import gate
from brygga.access.queries import accord_of
from brygga.access.rules import Accord, StaffActor
from brygga.ground.areas import Area
from brygga.ground.ids import uuid7
from brygga.ground.trail import Place
from brygga.law import Answer, Step, Verdict, activity
from brygga.municipalities.models import Delegation, Municipality
from brygga.municipalities.queries import agreements_between
from brygga.network import rules
from brygga.network.actions.changes import add, save


class Barred(Exception):
    """The law does not let the board hand this over. Carries the law's answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.sentence)
        self.answer = answer


class NotNeeded(Exception):
    """Whoever works there may do it without a delegation."""


class AgreementMissing(Exception):
    """Something else has to be in place first, mostly an agreement. Carries the law's answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.sentence)
        self.answer = answer


def add_line(actor: StaffActor, home: Municipality, ident: UUID, values: dict[str, Any]) -> Delegation:
    check(home, values["activity"], Step(values["step"]), values["performer"], values["valid_from"])
    line = Delegation(id=ident, municipality=home.code, **values)
    return add(actor, "delegation", line, line.reference, list(values))


def end_line(actor: StaffActor, line: Delegation, last_day: date) -> None:
    save(actor, "delegation", line, line.reference, {"valid_to": last_day})


def check(home: Municipality, code: str, step: Step, performer: int, on: date) -> None:
    """Ask the law as if somebody employed there tried, with the agreements there are and no delegation."""
    accords = tuple(
        accord_of(row, row.parties)
        for row in agreements_between(home.code, performer, on)
        if performer != home.code
    )
    asking = StaffActor(
        id=uuid7(),
        name="",
        employer=performer,
        professions=activity(code, on).requires_profession,
        accords=accords,
    )
    answer = gate.ask(asking, code, step, _place(home, code, accords, on), on)
    if answer.permitted:
        raise NotNeeded
    if answer.verdict in {Verdict.NEVER, Verdict.UNKNOWN}:
        raise Barred(answer)
    if any(missing.code not in rules.AGREEMENT_GIVES for missing in answer.missing):
        raise AgreementMissing(answer)


@dataclass
class _Place:
    """No case in particular: only whose it would be, and in which area."""

    municipality: int
    area: int
    id: UUID | None = None
    shielded: bool = False


def _place(home: Municipality, code: str, accords: tuple[Accord, ...], on: date) -> Place:
    """Work common to all areas is judged in an area the agreement covers."""
    name = activity(code, on).area.upper()
    shared = sorted(area for accord in accords for area in accord.areas)
    return _Place(home.code, Area[name] if name in Area.__members__ else next(iter(shared), Area.ADVICE))
