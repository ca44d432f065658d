"""Agreements with other municipalities: registered, approved by each party for itself, ended."""

from datetime import date
from typing import Any
from uuid import UUID

from brygga.access.rules import StaffActor
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.municipalities.models import Agreement, Approval
from brygga.network.actions.changes import add, save


def register(actor: StaffActor, home: int, ident: UUID, values: dict[str, Any]) -> Agreement:
    """The registering party approves by registering; nobody's cases are open until the others have too."""
    agreement = Agreement(id=ident, municipality=home, **values)
    known = add(actor, "agreement", agreement, agreement.reference, list(values))
    approve(actor, home, known)
    return known


def approve(actor: StaffActor, home: int, agreement: Agreement) -> None:
    """Approve for one's own municipality. Approving twice is approving once."""
    if Approval.objects.filter(municipality=home, agreement_id=agreement.id).exists():
        return
    given = Approval(
        id=uuid7(),
        municipality=home,
        agreement_id=agreement.id,
        at=clock.now(),
        staff_id=actor.id,
        staff_name=actor.name,
    )
    add(actor, "approval", given, agreement.reference, [])


def end(actor: StaffActor, home: int, agreement: Agreement, last_day: date) -> None:
    """Whoever registered it ends it for all; another party ends its own part in it."""
    if agreement.municipality == home:
        save(actor, "agreement", agreement, agreement.reference, {"terminated_on": last_day})
        return
    own = Approval.objects.get(municipality=home, agreement_id=agreement.id)
    save(actor, "approval", own, agreement.reference, {"ended_on": last_day})
