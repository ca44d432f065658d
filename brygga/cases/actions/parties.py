"""Persons of a case: entering them, keeping their contact details right, shielding those in danger.

A case is shielded as a whole: all its rows move behind the inner wall in one transaction (walls.py),
where only staff of the home municipality with that clearance reach them (OSL 21:3, 22:1). The danger
is often somebody near, so a case that becomes shielded also closes for everybody who read it beside
the protected: other parties, unless the caseworker names them, and all representatives. Those are let
in again one by one, by somebody who has thought about each.
"""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from brygga.access.queries import staff_actor
from brygga.access.rules import StaffActor, reach_keys
from brygga.cases.actions.handling import NewParty, locked, may_work, party_in, reaches, touch
from brygga.cases.models import Assignment, Case, Party, Representative
from brygga.cases.rules import KINDS, Fault, Unfit
from brygga.ground import clock, trail
from brygga.ground.areas import reach_key
from brygga.ground.trail import Grounds
from brygga.law import Step


@dataclass(frozen=True)
class Contact:
    """How a party is reached, and whether they follow the case on their own pages."""

    phone: str
    wishes: str
    address: str
    reads: bool


def contact_of(party: Party) -> Contact:
    return Contact(party.phone, party.wishes, party.address, party.reads)


def mark_of(contact: Contact) -> str:
    """Tells whether somebody else has changed the details since a form was opened."""
    said = "\n".join((contact.phone, contact.wishes, contact.address, str(contact.reads)))
    return sha256(said.encode()).hexdigest()[:16]


def add_party(actor: StaffActor, case: Case, person: NewParty) -> Party:
    """Enter a person; a protected one shields the case. Raises Unfit and Refused."""
    grounds = may_work(actor, case)
    fresh = locked(case)
    new = party_in(fresh, person)
    known = Party.objects.filter(case=fresh)
    same = known.filter(number_index=new.number_index) if new.number_index else known.filter(name=new.name)
    if same.exists():
        raise Unfit(Fault.ALREADY)
    if person.protected:
        shield(actor, case)
        new.shielded = case.shielded
    new.save(force_insert=True)
    _tell(actor, case, "add_party", grounds, subject=new.id, role=new.role)
    return new


def correct_contact(actor: StaffActor, case: Case, party: Party, contact: Contact, *, seen: str) -> None:
    """Change how a party is reached. Unfit where somebody else changed it since it was `seen`."""
    grounds = may_work(actor, case)
    locked(case)
    before = contact_of(Party.objects.get(id=party.id))
    changed = [
        name for name in Contact.__dataclass_fields__ if getattr(before, name) != getattr(contact, name)
    ]
    if not changed:
        return
    if mark_of(before) != seen:
        raise Unfit(Fault.CHANGED)
    party.phone, party.wishes, party.reads = contact.phone, contact.wishes, contact.reads
    party.lives_at(contact.address)
    party.save(update_fields=["phone", "wishes", "reads", "address_sealed"])
    _tell(actor, case, "correct_contact", grounds, subject=party.id, changed=changed)


def protect(actor: StaffActor, case: Case, party: Party, *, keep: Collection[UUID] = ()) -> None:
    """Note that a party lives under protected identity; the whole case is shielded with it."""
    grounds = may_work(actor, case)
    shield(actor, case, keep=(party.id, *keep))
    if Party.objects.filter(id=party.id, case=case, protected=False).update(protected=True):
        _tell(actor, case, "protect_party", grounds, subject=party.id)


def shield(actor: StaffActor, case: Case, *, keep: Collection[UUID] = ()) -> None:
    """Move the whole case behind the inner wall. Shielded already: nothing more happens.

    keep: parties who go on reading beside those that are protected. Raises Refused, and Unfit where
    the actor would lock themself out.
    """
    grounds = may_work(actor, case)
    fresh = locked(case)
    if not fresh.shielded:
        if not cleared(actor, case):
            raise Unfit(Fault.NOT_CLEARED)
        _close_for_others(fresh, keep)
        Case.objects.filter(id=case.id).update(shielded=True)
        case.shielded = True
        _leave_to_cleared(case)
        _tell(actor, case, "shield", grounds)
    case.shielded = True


def cleared(actor: StaffActor, case: Case) -> bool:
    """Whether this person reaches shielded cases of the same kind."""
    key = reach_key(case.municipality, case.area, shielded=True)
    return any(low <= key < high for low, high in reach_keys(actor))


def _close_for_others(case: Case, keep: Collection[UUID]) -> None:
    others = Party.objects.filter(case=case, reads=True, protected=False).exclude(id__in=list(keep))
    others.update(reads=False)
    Representative.objects.filter(case=case, revoked_at=None).update(revoked_at=clock.now())


def _leave_to_cleared(case: Case) -> None:
    """Take the case from those who no longer reach it; across a border nobody does."""
    today, ended = clock.today(), []
    for assignment in Assignment.objects.filter(case=case, ends_at=None):
        worker = staff_actor(assignment.staff_id, today)
        if worker is None or not reaches(worker, case):
            ended.append(assignment.staff_id)
    Assignment.objects.filter(case=case, ends_at=None, staff_id__in=ended).update(ends_at=clock.now())
    handler = staff_actor(case.handler_id, today) if case.handler_id else None
    if handler is None or not reaches(handler, case):
        left = {"handler_id": None, "handler_name": "", "performer": case.municipality, "new_for_staff": True}
        Case.objects.filter(id=case.id).update(**left)
        for name, value in left.items():
            setattr(case, name, value)


def _tell(actor: StaffActor, case: Case, verb: str, grounds: Grounds, **more: object) -> None:
    activity = KINDS[case.kind].investigate
    trail.record(actor, verb, case, grounds, activity=activity, step=Step.PREPARE.value, **more)
    touch(case, "all")
