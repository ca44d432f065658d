"""What the acts have in common: kept once, and allowed as case recording."""

from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

from brygga.access import gate
from brygga.access.rules import StaffActor
from brygga.cases.models import Case
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.ground.models import Owned
from brygga.ground.trail import Grounds
from brygga.law import Step

RECORDING = "case_recording"

Kept = TypeVar("Kept", bound=Owned)


def kept_once(row: Kept, case: Case) -> tuple[Kept, bool]:
    """The row as saved, and whether it was new: a form sent twice finds the row of the first time.

    Two at the same moment: the second waits for the first's commit, and then finds its row.
    """
    before = _kept_before(row, case)
    if before is not None:
        return before, False
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        before = _kept_before(row, case)
        if before is not None:
            return before, False
        row.id = uuid7()  # the id was taken, but not in this case: it came from no form of ours
        row.save(force_insert=True)
    return row, True


def _kept_before(row: Kept, case: Case) -> Kept | None:
    found: Kept | None = type(row).objects.filter(case=case, id=row.id).first()
    return found


def may_record(actor: StaffActor, case: Case, act: str = "") -> Grounds:
    """The grounds on which staff write in the file (SoL 14:3), or Refused. act: see gate.require."""
    return gate.require(actor, RECORDING, Step.CARRY_OUT, case, clock.today(), act=act)


def told(grounds: Grounds) -> dict[str, object]:
    """Grounds as a row keeps them."""
    return {"sentence": grounds.sentence, "sections": grounds.sections, "relied_on": grounds.relied_on}


def same_case(case: Case, ident: UUID) -> None:
    """A row of another case is a defect in the view: refuse rather than mix files."""
    if ident != case.id:
        raise ValueError("The row belongs to another case.")
