"""What cannot wait for the board: laid out by staff, decided alone by the board's member on call.

LVU 6, LVM 13 and LPBS 4:2 let the chair, or a member the board has appointed, decide when the board cannot be
awaited; the board is told at its next meeting. It changes no stage: the investigation goes on beside it. No party
reads of it before it has been carried out, for whoever is told too soon may be gone with the child. The trail says
until then only that somebody worked in the case; the decision itself holds its grounds.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from brygga.access import gate
from brygga.access import queries as access
from brygga.access.rules import StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.cases.rules import KINDS
from brygga.decisions import queries, rules
from brygga.decisions.actions import decided_in, prepared
from brygga.decisions.models import Decision, Proposal
from brygga.decisions.rules import Meeting, Wording
from brygga.ground import clock, trail
from brygga.law import Step
from brygga.municipalities.queries import by_code


class NotUrgent(Exception):
    """No such decision can be hurried in this case, or the case has ended."""


class NotOnCall(Exception):
    """Somebody of the board, but not on call on the day of the decision: they decide at a meeting."""


class Settled(Exception):
    """The proposal has been decided or withdrawn meanwhile."""


def propose(actor: StaffActor, case: Case, wording: Wording, *, once: UUID) -> Proposal:
    """Lay it before whoever is on call, in place of an earlier one. Sent twice, it is laid out once."""
    if lacking := rules.lacks(wording):
        raise rules.NotWhole(lacking)
    ident = rules.first_time_id(case.id, actor.id, once)
    fresh = _open(case)
    if wording.activity not in {row.code for row in queries.urgent_activities(fresh)}:
        raise NotUrgent
    gate.require(actor, wording.activity, Step.PREPARE, fresh, clock.today())
    sent_before: Proposal | None = Proposal.objects.filter(id=ident).first()
    if sent_before is not None:
        return sent_before
    _settle(fresh)
    proposal = prepared(actor, fresh, wording, ident, urgent=True, sent_to_board_at=clock.now())
    proposal.save(force_insert=True)
    _worked(actor, fresh, proposal.id, before_board=True)
    return proposal


def withdraw(actor: StaffActor, case: Case, proposal_id: UUID) -> None:
    """Take it back, or decline it. Done already: nothing more happens."""
    fresh = cases.locked(case)
    if not actor.elected:
        gate.require(actor, KINDS[fresh.kind].investigate, Step.PREPARE, fresh, clock.today())
    if not _settle(fresh, id=proposal_id):
        return
    _worked(actor, fresh, proposal_id)


def decide(
    actor: StaffActor,
    case: Case,
    proposal_id: UUID,
    *,
    facts: Mapping[str, bool],
    urgency: str = "",
    meeting: Meeting | None = None,
) -> Decision:
    """Alone, with the reason why the board cannot be awaited; or at a meeting that could be held after all.

    Raises Refused, NotOnCall and Settled. Sent twice, it is decided once.
    """
    fresh = _open(case)
    before: Decision | None = Decision.objects.filter(
        case=fresh, proposal=proposal_id, decided_by_id=actor.id
    ).first()
    if before is not None:
        return before
    if meeting is None and not actor.decides_alone:
        raise NotOnCall
    proposal: Proposal | None = Proposal.objects.filter(
        case=fresh, id=proposal_id, urgent=True, settled_at=None
    ).first()
    if proposal is None:
        raise Settled
    known = rules.facts_for(meeting, dict(facts)) | ({} if meeting else {"emergency": True})
    grounds = gate.require(actor, proposal.activity, Step.DECIDE, fresh, clock.today(), known)
    board = by_code(fresh.municipality).board
    right = rules.in_right_of((), "", board, meeting) if meeting else rules.ON_CALL
    decision = decided_in(actor, fresh, proposal, grounds, right, urgency=urgency)
    if meeting is None and not _on_call_at(actor, fresh, decision.decided_at):
        raise NotOnCall
    decision.save(force_insert=True)
    _settle(fresh, id=proposal_id)
    _worked(actor, fresh, decision.id, urgent=True, new_for_staff=True)
    return decision


def _on_call_at(actor: StaffActor, case: Case, moment: datetime) -> bool:
    """The decision's own day counts: whoever was let in a moment before midnight may be on call no longer."""
    return access.is_on_call(case.municipality, actor.id, moment.astimezone(clock.STOCKHOLM).date())


def show(actor: StaffActor, case: Case, decision: Decision) -> None:
    """It has been carried out: the parties read it now, and the period for the court stands among the others."""
    fresh = cases.locked(case)
    grounds = gate.require(actor, decision.activity, Step.CARRY_OUT, fresh, clock.today())
    if not Decision.objects.filter(id=decision.id, shown_at=None).update(shown_at=clock.now()):
        return
    if queries.court_by(decision) is not None:
        since = decision.decided_at.astimezone(clock.STOCKHOLM).date()
        cases.start_clock(fresh, rules.TO_COURT[decision.activity], since)
    _record(actor, fresh, "show_decision", decision.id, grounds, decision.activity)
    cases.touch(fresh, "all")


def sent_to_court(actor: StaffActor, case: Case, decision: Decision) -> None:
    """It has been submitted to the court, before or after the parties read it."""
    fresh = cases.locked(case)
    grounds = gate.require(actor, decision.activity, Step.CARRY_OUT, fresh, clock.today())
    today = clock.today()
    if not Decision.objects.filter(id=decision.id, court_sent_on=None).update(court_sent_on=today):
        return
    cases.meet_clock(fresh, rules.TO_COURT[decision.activity])
    if decision.shown_at is None:
        _worked(actor, fresh, decision.id)
    else:
        _record(actor, fresh, "submit_to_court", decision.id, grounds, decision.activity)
        cases.touch(fresh, "all")


def _open(case: Case) -> Case:
    fresh = cases.locked(case)
    if fresh.closed_at is not None:
        raise NotUrgent
    return fresh


def _settle(case: Case, **which: Any) -> int:
    rows = Proposal.objects.filter(case=case, urgent=True, settled_at=None, **which)
    return int(rows.update(settled_at=clock.now()))


def _worked(actor: StaffActor, case: Case, subject: UUID, **changes: Any) -> None:
    """In the trail as work like any other: the parties read it, and what it was must not be told yet."""
    activity = KINDS[case.kind].investigate
    grounds = gate.require(actor, activity, Step.READ, case, clock.today())
    trail.record(actor, "work", case, grounds, activity=activity, step=Step.READ.value, subject=subject)
    cases.touch(case, "decisions", **changes)


def _record(
    actor: StaffActor, case: Case, verb: str, subject: UUID, grounds: trail.Grounds, activity: str
) -> None:
    step = Step.CARRY_OUT.value
    trail.record(actor, verb, case, grounds, activity=activity, step=step, subject=subject)
