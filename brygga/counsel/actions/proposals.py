"""A proposal to change the book: put forward by one, decided by another, once."""

from uuid import UUID

from brygga.access.rules import StaffActor
from brygga.counsel.models import Proposal
from brygga.counsel.rules.proposing import Change, standing
from brygga.ground import clock


class OwnProposal(Exception):
    """Nobody decides their own."""


class DecidedAlready(Exception):
    """Somebody else was first."""


def propose(actor: StaffActor, home: int, ident: UUID, change: Change, why: str) -> Proposal:
    """Keep a proposal that has been tried. The id comes with the form, so that two sends make one."""
    known: Proposal | None = Proposal.objects.filter(id=ident, municipality=home).first()
    if known is not None:
        return known
    made: Proposal = Proposal.objects.create(
        id=ident,
        municipality=home,
        activity=change.activity,
        field=change.field,
        before=standing(change.activity, change.field, change.valid_from),
        after=change.after,
        valid_from=change.valid_from,
        source=change.source,
        why=why,
        proposed_by_id=actor.id,
        proposed_by=actor.name,
        proposed_at=clock.now(),
    )
    return made


def decide(actor: StaffActor, home: int, ident: UUID, *, approved: bool, answer: str) -> Proposal:
    """Say yes or no, with a note. The same answer sent twice changes nothing the second time."""
    found: Proposal = Proposal.objects.select_for_update().get(id=ident, municipality=home)
    if found.proposed_by_id == actor.id:
        raise OwnProposal
    if found.decided_at is not None:
        if found.decided_by_id != actor.id or found.approved is not approved:
            raise DecidedAlready
        return found
    found.decided_by_id, found.decided_by, found.decided_at = actor.id, actor.name, clock.now()
    found.approved, found.answer = approved, answer
    found.save(update_fields=["decided_by_id", "decided_by", "decided_at", "approved", "answer"])
    return found
