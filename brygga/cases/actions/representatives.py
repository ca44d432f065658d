"""Letting somebody act for a party, and taking it back (FL 14; FB 6, 11 kap.).

Staff register guardians, trustees and powers of attorney that have been shown to them. A party who is
grown up may give a power of attorney themself, to read or to act, for a year at most. Three things a
party cannot do here: as a representative hand the right on; give it in a case, or as a person, under
protected identity, where whoever presses the party could make themself a reader; and give it for a
child. There the caseworker does it, having met those it concerns. To take back is always possible.

The name of a representative is shown to the party they act for and to those who work with the case:
not in the trail, which others may come to read.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid5

from django.db.models import Q

from brygga.access import gate
from brygga.access.gate import NotYours
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.actions.handling import locked, may_work, touch
from brygga.cases.models import Case, Party, Representative
from brygga.cases.rules import KINDS, Fault, Unfit, a_year_from, period_fault
from brygga.ground import clock, sealing, trail
from brygga.ground.trail import Grounds
from brygga.law import Step

_SECTION = "14 § FL"


@dataclass(frozen=True)
class NewRepresentative:
    """Who is to act, and how far. number: twelve digits. once: the form's own id, so that it counts once."""

    once: UUID
    name: str
    number: str
    may_act: bool
    valid_from: date
    valid_to: date | None
    capacity: str = Representative.Capacity.AUTHORISED


def register_representative(
    actor: StaffActor, case: Case, principal: Party, person: NewRepresentative
) -> Representative:
    """Enter somebody who acts for a party. Raises Unfit and Refused."""
    grounds = may_work(actor, case)
    fault = period_fault(person.valid_from, person.valid_to, clock.today())
    return _entered(actor, case, principal, person, grounds, fault)


def grant(actor: ResidentActor, case: Case, person: NewRepresentative) -> Representative:
    """A party's own power of attorney. Raises Unfit, and NotYours for all who cannot give one here."""
    principal = grantor(actor, case)
    today = clock.today()
    person = replace(person, capacity=Representative.Capacity.AUTHORISED)
    fault = period_fault(person.valid_from, person.valid_to, today, longest=a_year_from(today))
    return _entered(actor, case, principal, person, gate.require_own(actor, case), fault)


def grantor(actor: ResidentActor, case: Case) -> Party:
    """The party that this person is and may give a power of attorney as, or NotYours."""
    party = principal(actor, case)
    if case.shielded or actor.protected or party.protected or party.role == Party.Role.CHILD:
        raise NotYours
    return party


def may_grant(actor: ResidentActor, case: Case) -> bool:
    """Whether to show the form."""
    try:
        return bool(grantor(actor, case))
    except NotYours:
        return False


def principal(actor: ResidentActor, case: Case) -> Party:
    """The party that this person is, or NotYours: a representative is none."""
    key = actor.key_to(case.id)
    mine = Party.objects.filter(case=case, number_index=actor.number_index, reads=True)
    party: Party | None = mine.order_by("id").first() if key and key.capacity == "party" else None
    if party is None:
        raise NotYours
    return party


def _entered(
    actor: StaffActor | ResidentActor,
    case: Case,
    principal: Party,
    person: NewRepresentative,
    grounds: Grounds,
    fault: Fault | None,
) -> Representative:
    locked(case)
    ident = uuid5(case.id, f"{actor.id} {person.once}")
    before: Representative | None = Representative.objects.filter(case=case, id=ident).first()
    if before is not None:
        return before
    index = sealing.blind_index(person.number)
    fault = _fault_of_person(principal, index) or fault
    if fault is not None:
        raise Unfit(fault)
    entered = Representative.within(
        case,
        id=ident,
        case=case,
        principal=principal,
        agent_index=index,
        agent_name=person.name,
        capacity=person.capacity,
        may_act=person.may_act,
        valid_from=person.valid_from,
        valid_to=person.valid_to,
        registered_by=actor.trail_name,
    )
    entered.save(force_insert=True)
    _tell(actor, case, "add_representative", entered, grounds)
    return entered


def _fault_of_person(principal: Party, index: str) -> Fault | None:
    if index == principal.number_index:
        return Fault.OWN_NUMBER
    in_force = Q(valid_to=None) | Q(valid_to__gte=clock.today())
    known = Representative.objects.filter(in_force, principal=principal, agent_index=index, revoked_at=None)
    return Fault.ALREADY if known.exists() else None


def end_representative(actor: StaffActor, case: Case, one: Representative) -> None:
    """Staff end a representation; it ends with the next request. Ended already: nothing more happens."""
    _end(actor, case, one, may_work(actor, case))


def revoke(actor: ResidentActor, case: Case, one: Representative) -> None:
    """A party takes back a power of attorney given for themself, whoever registered it; at once."""
    own = one.principal_id == principal(actor, case).id
    if not own or one.capacity != Representative.Capacity.AUTHORISED:
        raise NotYours
    _end(actor, case, one, gate.require_own(actor, case))


def _end(actor: StaffActor | ResidentActor, case: Case, one: Representative, grounds: Grounds) -> None:
    locked(case)
    running = Representative.objects.filter(id=one.id, case=case, revoked_at=None)
    if running.update(revoked_at=clock.now()):
        _tell(actor, case, "end_representative", one, grounds)


def _tell(
    actor: StaffActor | ResidentActor, case: Case, verb: str, one: Representative, grounds: Grounds
) -> None:
    sections = tuple(dict.fromkeys((*grounds.sections, _SECTION)))
    by_staff = isinstance(actor, StaffActor)
    trail.record(
        actor,
        verb,
        case,
        replace(grounds, sections=sections),
        activity=KINDS[case.kind].investigate if by_staff else "",
        step=Step.PREPARE.value if by_staff else "",
        subject=one.id,
        capacity=one.capacity,
        may_act=one.may_act,
        until=one.valid_to.isoformat() if one.valid_to else "",
    )
    touch(case, "status")
