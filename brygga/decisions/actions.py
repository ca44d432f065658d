"""Preparing, deciding, being told and appealing. Each verb is one transaction."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from brygga import law
from brygga.access import gate
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.cases.rules import MOVES, Stage, WrongStage
from brygga.decisions import rules
from brygga.decisions.models import Appeal, Decision, Proposal, Receipt
from brygga.decisions.rules import Meeting, Wording
from brygga.ground import clock, sealing, trail
from brygga.ground.trail import Grounds
from brygga.law import Step
from brygga.municipalities.queries import by_code


class NotAppealableHere(Exception):
    """The decision is not appealed through the board."""


def propose(actor: StaffActor, case: Case, wording: Wording, *, once: UUID) -> Proposal:
    """Lay out a decision to be taken; it replaces an open proposal. Sent twice, it is laid out once.

    Raises NotWhole, Refused and WrongStage.
    """
    if lacking := rules.lacks(wording):
        raise rules.NotWhole(lacking)
    ident = rules.first_time_id(case.id, actor.id, once)
    cases.locked(case)
    sent_before: Proposal | None = Proposal.objects.filter(id=ident).first()
    if sent_before is not None:
        return sent_before
    cases.move(actor, case, "propose", decision=wording.activity, waiting_for="")
    _settle(case)
    proposal = prepared(actor, case, wording, ident)
    proposal.save(force_insert=True)
    return proposal


def prepared(actor: StaffActor, case: Case, wording: Wording, ident: UUID, **more: Any) -> Proposal:
    """A proposal of this person's, not yet saved."""
    proposal: Proposal = Proposal.within(
        case,
        id=ident,
        case=case,
        **asdict(wording),
        prepared_by=actor.name,
        prepared_by_id=actor.id,
        prepared_by_municipality=actor.employer,
        prepared_at=clock.now(),
        **more,
    )
    return proposal


def take_back(actor: StaffActor, case: Case) -> None:
    """Withdraw the open proposal and investigate further."""
    cases.take_up_again(actor, case)
    _settle(case)


def send_to_board(actor: StaffActor, case: Case) -> Proposal:
    """Hand the open proposal to the elected members at home. Sent already: nothing more happens."""
    fresh = cases.locked(case)
    proposal = _open_proposal(fresh, "propose")
    if proposal.sent_to_board_at is not None:
        return proposal
    grounds = gate.require(actor, proposal.activity, Step.PREPARE, fresh, clock.today())
    proposal.sent_to_board_at = clock.now()
    proposal.save(update_fields=["sent_to_board_at"])
    trail.record(
        actor,
        "send_to_board",
        fresh,
        grounds,
        activity=proposal.activity,
        step=Step.PREPARE.value,
        subject=proposal.id,
    )
    cases.touch(case, "decisions", before_board=True)
    return proposal


def decide(
    actor: StaffActor,
    case: Case,
    proposal_id: UUID,
    *,
    facts: Mapping[str, bool],
    meeting: Meeting | None = None,
) -> Decision:
    """Turn the open proposal into a decision, in the right the law, a delegation or a meeting gives.

    Raises Refused, with the proposal untouched, WrongStage where somebody else was first, and
    MeetingMismatch.
    """
    rules.check_meeting(actor.capacity, meeting)
    fresh = cases.locked(case)
    decided_before: Decision | None = Decision.objects.filter(
        case=fresh, proposal=proposal_id, decided_by_id=actor.id
    ).first()
    if decided_before is not None:
        return decided_before
    proposal = _open_proposal(fresh, "decide", proposal_id)
    known = rules.facts_for(meeting, dict(facts))
    grounds = cases.move(actor, case, "decide", decision=proposal.activity, facts=known, waiting_for="")
    right = _right(actor, case, grounds, meeting)
    decision = decided_in(actor, case, proposal, grounds, right, shown_at=clock.now())
    decision.save(force_insert=True)
    _settle(case)
    for code in rules.CLOCKS_MET:
        cases.meet_clock(case, code)
    return decision


def decided_in(
    actor: StaffActor, case: Case, proposal: Proposal, grounds: Grounds, right: str, **more: Any
) -> Decision:
    """The proposal as a decision, not yet saved."""
    row = law.activity(proposal.activity, clock.today())
    decision = Decision.within(
        case,
        case=case,
        proposal=proposal.id,
        sections=[[section.ref, section.plain] for section in row.sections],
        appeal_route=row.appeal_route,
        presented_by="" if proposal.prepared_by_id == actor.id else proposal.prepared_by,
        decided_by=actor.name,
        decided_by_id=actor.id,
        decided_by_title=actor.title,
        decided_by_municipality=actor.employer,
        decided_in_right_of=right,
        decided_at=clock.now(),
        law_of=clock.today(),
        grounds=asdict(grounds),
        **{name: getattr(proposal, name) for name in _WORDING},
        **more,
    )
    decision.check_code = code_of(decision)
    return decision


_WORDING = ("activity", "outcome", "heading", "text", "reasons", "next_steps")


def code_of(decision: Decision) -> str:
    """The code that a letter with exactly these words carries; nobody can make it without the field key."""
    said = [str(getattr(decision, name)) for name in (*_WORDING, "decided_by", "decided_in_right_of")]
    said += [decision.urgency] if decision.urgency else []
    return rules.check_code(sealing.blind_index("\x1f".join((str(decision.id), *said))))


def _right(actor: StaffActor, case: Case, grounds: Grounds, meeting: Meeting | None) -> str:
    board = by_code(case.municipality).board
    return rules.in_right_of(grounds.relied_on, actor.title, board, meeting)


def _open_proposal(case: Case, verb: str, ident: UUID | None = None) -> Proposal:
    """The open proposal of a locked case. WrongStage where there is none, or it has been replaced."""
    found = Proposal.objects.filter(case=case, settled_at=None, urgent=False)
    if ident is not None:
        found = found.filter(id=ident)
    proposal: Proposal | None = found.first()
    if proposal is None or case.stage != Stage.PROPOSED:
        raise WrongStage(MOVES[verb], Stage(case.stage))
    return proposal


def _settle(case: Case) -> None:
    open_now = Proposal.objects.filter(case=case, settled_at=None, urgent=False)
    open_now.update(settled_at=clock.now())


def acknowledge(actor: ResidentActor, case: Case, decision: Decision) -> Receipt | None:
    """Note the first time that someone who may act in the case reads the decision (FL 44), once.

    A representative who may only read is not told on the party's behalf: None.
    """
    key = actor.key_to(case.id)
    if key is None or not key.may_act:
        return None
    place = {"municipality": case.municipality, "decision": decision, "person_id": actor.id}
    rest = {"area": case.area, "shielded": case.shielded, "case": case, "at": clock.now()}
    receipt: Receipt
    receipt, first = Receipt.objects.get_or_create(**place, defaults=rest)
    if first:
        grounds = gate.require_own(actor, case)
        trail.record(actor, "told_of_decision", case, grounds, subject=decision.id)
        cases.touch(case, "decisions")
    return receipt


def appeal(actor: ResidentActor, case: Case, decision: Decision, text: str, *, once: UUID) -> Appeal:
    """Hand in an appeal to the board (FL 43). Late appeals are taken in too: the board tries that (FL 45)."""
    grounds = gate.require_own(actor, case)
    if decision.appeal_route != "FR":
        raise NotAppealableHere
    ident = rules.first_time_id(decision.id, actor.id, once)
    place = {"municipality": case.municipality, "area": case.area, "shielded": case.shielded, "case": case}
    written = {"decision": decision, "person_id": actor.id, "text": text, "at": clock.now()}
    handed_in: Appeal
    handed_in, first = Appeal.objects.get_or_create(id=ident, defaults={**place, **written})
    if first:
        trail.record(actor, "appeal", case, grounds, activity="appeal_handling", subject=decision.id)
        cases.touch(case, "decisions", new_for_staff=True)
    return handed_in
