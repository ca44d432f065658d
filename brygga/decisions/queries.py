"""Reading proposals and decisions. Whoever asks has opened the case (`cases.queries.opened`)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from brygga import law
from brygga.access import gate
from brygga.access.queries import staff_actor
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases.models import Case, Party
from brygga.cases.rules import KINDS, Stage
from brygga.decisions import rules
from brygga.decisions.models import Appeal, Decision, Proposal, Receipt
from brygga.decisions.rules import AppealWay
from brygga.ground import clock
from brygga.ground.areas import Area
from brygga.ground.often import Often
from brygga.law import Activity, Answer, Capacity, Level, Performer, Step
from brygga.municipalities.queries import by_code

OPEN_LIMIT = 100
DECIDED = rules.onward(Stage.DECIDED)
"""Where a decision can be found."""


def resident_panels(actor: ResidentActor, case: Case) -> dict[str, Any]:
    """What `decisions/panels/resident.html` and `who_may.html` show. Two queries."""
    decisions = decisions_of(case, person=actor.id)
    key = actor.key_to(case.id)
    if key is not None and not key.may_act:
        for decision in decisions:
            decision.acknowledged = True  # nobody is told through one who may only read
    return {"case": case, "decisions": decisions, "who_may": who_may(case)}


def staff_panels(actor: StaffActor, case: Case) -> dict[str, Any]:
    """What `decisions/panels/staff.html` and `permits.html` show. Two queries at most."""
    proposal = open_proposal(case)
    return {
        "case": case,
        "decisions": decisions_of(case),
        "court_by": court_by,
        "urgent": urgent_proposal(case),
        "may_hurry": case.closed_at is None and bool(urgent_activities(case)) and not actor.elected,
        "proposal": proposal,
        "proposal_answer": decide_answer(actor, case, proposal) if proposal else None,
        "permits": permits(actor, case),
        "refusals": refusals(actor, case),
    }


# --- decisions -----------------------------------------------------------------------------------


def decisions_of(case: Case, *, person: UUID | None = None) -> list[Decision]:
    """Newest first. Each has `told_at`, `appealed_at` and `acknowledged`: of this person, or of anyone."""
    if case.stage not in DECIDED and not case.urgent:
        return []
    return _decisions(case=case.id) if person is None else _own_decisions(case=case.id, person=person)


def decision_for(case: Case, decision_id: UUID, *, person: UUID | None = None) -> Decision:
    """Decision.DoesNotExist where it is not of this case."""
    decision: Decision = _told(Decision.objects.filter(case=case), person).get(id=decision_id)
    return decision


def _told(decisions: QuerySet[Any], person: UUID | None) -> QuerySet[Any]:
    mine = {"person_id": person} if person else {}
    told = Receipt.objects.filter(decision=OuterRef("pk"), **mine).order_by("at")
    appealed = Appeal.objects.filter(decision=OuterRef("pk"), **mine).order_by("at")
    annotated: QuerySet[Any] = decisions.annotate(
        told_at=Subquery(told.values("at")[:1]),
        appealed_at=Subquery(appealed.values("at")[:1]),
        acknowledged=Exists(told),
    )
    return annotated


_decisions = Often(
    lambda case: _told(Decision.objects.filter(case=case), None).order_by("-decided_at", "-id")
)
_own_decisions = Often(
    lambda case, person: _told(Decision.objects.filter(case=case), person).order_by("-decided_at", "-id")
)


def appeals_of(decision: Decision) -> list[Appeal]:
    return list(Appeal.objects.filter(decision=decision).order_by("at"))


def appeal_last_day(decision: Decision, told_at: datetime | None) -> date | None:
    """The last day to appeal for someone told then (FL 44); None where that does not count the days."""
    if told_at is None or decision.appeal_route != "FR":
        return None
    return law.deadline("appeal", told_at.astimezone(clock.STOCKHOLM).date(), decision.law_of).due


def how_to_appeal(case: Case, route: str, outcome: str, last_day: str = "") -> AppealWay:
    """What the letter says of appeal, with the home municipality's own addresses."""
    home = by_code(case.municipality)
    place = {"board": home.board, "address": home.post_address, "court": home.court}
    return rules.appeal_way(route, outcome, **place, last_day=last_day)


def recipient(actor: ResidentActor, case: Case) -> tuple[str, str]:
    """Name and address of the one who reads; no address of anybody else, or of a protected identity."""
    party: Party | None = Party.objects.filter(case=case, number_index=actor.number_index).first()
    if party is None:
        return actor.name, ""
    return party.name, "" if party.protected else party.address


# --- proposals -----------------------------------------------------------------------------------


def open_proposal(case: Case) -> Proposal | None:
    """The proposal that may be decided now."""
    if case.stage != Stage.PROPOSED:
        return None
    proposal: Proposal | None = Proposal.objects.filter(case=case, settled_at=None, urgent=False).first()
    return proposal


def urgent_proposal(case: Case) -> Proposal | None:
    """What waits for whoever is on call. A query only where something lies before the board."""
    if not case.before_board:
        return None
    proposal: Proposal | None = Proposal.objects.filter(case=case, settled_at=None, urgent=True).first()
    return proposal


def urgent_activities(case: Case) -> tuple[Activity, ...]:
    """What one member of the board may decide alone in such a case, and else only the board."""
    area = Area(case.area).code
    return tuple(row for row in law.activities(clock.today()) if row.area == area and _hurries(row))


def _hurries(row: Activity) -> bool:
    rule = row.steps[Step.DECIDE]
    return rule.chair_on_call and rule.home is Level.COMMITTEE


def court_by(decision: Decision) -> date | None:
    """The last day to submit a decision to the court; None where it has been, or need not be."""
    code = rules.TO_COURT.get(decision.activity)
    if code is None or decision.court_sent_on is not None:
        return None
    started = decision.decided_at.astimezone(clock.STOCKHOLM).date()
    return law.deadline(code, started, decision.law_of).due


def proposal_for(case: Case, proposal_id: str) -> Proposal:
    """A proposal of this case, open or settled. Proposal.DoesNotExist else, also for what is no id."""
    try:
        proposal: Proposal = Proposal.objects.get(case=case, id=UUID(proposal_id))
    except ValueError:
        raise Proposal.DoesNotExist from None
    return proposal


def letter_to_be(case: Case, proposal: Proposal) -> dict[str, Any]:
    """`law` and `way`: what the letter would add to the proposal's own words if it were decided today."""
    row = law.activity(proposal.activity, clock.today())
    sections = [[section.ref, section.plain] for section in row.sections]
    way = how_to_appeal(case, row.appeal_route, proposal.outcome)
    return {"law": rules.law_told(sections), "way": way}


def decide_answer(actor: StaffActor, case: Case, proposal: Proposal) -> Answer:
    """Whether this person may decide it, with what the law says of facts not yet asked for."""
    return gate.ask(actor, proposal.activity, Step.DECIDE, case, clock.today())


def sits_on_board(actor: StaffActor, municipality: int) -> bool:
    return actor.has_role("committee", municipality)


def board_list(actor: StaffActor, municipality: int) -> list[Proposal]:
    """Proposals that wait for the elected members, the urgent before the rest, then the longest waiting. One query.

    Nothing for those who do not sit there. Each row has its case at hand.
    """
    if not sits_on_board(actor, municipality):
        return []
    waiting = Proposal.objects.filter(Q(urgent=True) | Q(case__stage=Stage.PROPOSED), settled_at=None)
    waiting = waiting.exclude(sent_to_board_at=None).select_related("case")
    return list(waiting.order_by("-urgent", "sent_to_board_at")[:OPEN_LIMIT])


# --- who may do what -----------------------------------------------------------------------------


class Permit(NamedTuple):
    """One row of the staff's matrix, in the order the macro `permits_matrix` takes it."""

    activity: str
    ground: str
    read: bool
    prepare: bool
    decide: bool


def activities_of(case: Case) -> tuple[str, ...]:
    """What is decided in a case of this kind, in the order it comes."""
    kind = KINDS[case.kind]
    opening = (kind.open_investigation,) if kind.open_step is Step.DECIDE else ()
    return (*opening, *kind.decisions, "case_closure")


def permits(actor: StaffActor, case: Case) -> list[Permit]:
    return [_permit(actor, case, code) for code in activities_of(case)]


def _permit(actor: StaffActor, case: Case, code: str) -> Permit:
    today = clock.today()
    read, prepare, decide = (
        gate.ask(actor, code, step, case, today) for step in (Step.READ, Step.PREPARE, Step.DECIDE)
    )
    return Permit(
        activity=law.activity(code, today).name_sv,
        ground=_ground(decide),
        read=read.permitted,
        prepare=prepare.permitted,
        decide=decide.permitted,
    )


def _ground(answer: Answer) -> str:
    """The shortest true ground: a delegation or agreement, else the section."""
    papers = [ref for ref in answer.relied_on if ref != gate.INSIDER]
    delegated = [ref for ref in papers if ref.startswith("delegation ")]
    return (delegated or papers or [section.ref for section in answer.sections] or [""])[0]


def refusals(actor: StaffActor, case: Case) -> list[Answer]:
    """The decisions of this kind of case that this person may not take, with reason and lawful way."""
    today = clock.today()
    answers = (gate.ask(actor, code, Step.DECIDE, case, today) for code in KINDS[case.kind].decisions)
    return [answer for answer in answers if not answer.permitted]


@dataclass(frozen=True)
class Right:
    """One line of the resident's "who may do what, and why"."""

    allowed: bool
    sentence: str
    plain: str
    law: str
    section: str


def who_may(case: Case) -> list[Right]:
    """The handler's rights, those of the elected where they are needed, and the resident's own. One query."""
    kind, today = KINDS[case.kind], clock.today()
    handler = staff_actor(case.handler_id, today) if case.handler_id else None
    if handler is None:
        return [*(_elected_decide(case, code) for code in kind.decisions), _OWN]
    first = handler.name.split()[0]
    read = gate.ask(handler, kind.investigate, Step.PREPARE, case, today)
    rights = [_right(read, f"{first} får läsa och utreda", f"{first} får inte utreda")]
    for code in kind.decisions:
        rights.append(_handler_decides(handler, first, case, code))
        if not rights[-1].allowed:
            rights.append(_elected_decide(case, code))
    return [*rights, _OWN]


_OWN = Right(
    allowed=True,
    sentence="Du får läsa, kommentera och invända",
    plain=gate.OWN_CASE.sentence,
    law="Den som är part har rätt att ta del av det som står i ärendet.",
    section=" · ".join(gate.OWN_CASE.sections),
)


def _handler_decides(handler: StaffActor, first: str, case: Case, code: str) -> Right:
    answer = gate.ask(handler, code, Step.DECIDE, case, clock.today())
    what = _lowered(law.activity(code, clock.today()).name_sv)
    return _right(answer, f"{first} får fatta {what}", f"{first} får inte fatta {what}")


def _elected_decide(case: Case, code: str) -> Right:
    """Asked of the law itself: a committee at home needs no instrument."""
    today = clock.today()
    home = by_code(case.municipality)
    performer = Performer(case.municipality, Capacity.COMMITTEE)
    answer = law.may(code, Step.DECIDE, performer=performer, home=case.municipality, on=today, have=())
    what = _lowered(law.activity(code, today).name_sv)
    who = f"{home.board}s utskott i {home.name}"
    return _right(
        answer,
        f"{who} får fatta {what}",
        f"{who} får inte fatta {what}",
        plain="De är förtroendevalda och beslutar tillsammans på ett sammanträde.",
    )


def _right(answer: Answer, yes: str, no: str, plain: str = "") -> Right:
    papers = [ref for ref in answer.relied_on if ref != gate.INSIDER]
    return Right(
        allowed=answer.permitted,
        sentence=yes if answer.permitted else no,
        plain=(plain if answer.permitted else "") or answer.resident_sentence,
        law=answer.sections[0].plain if answer.sections else "",
        section=" · ".join((*papers, *(section.ref for section in answer.sections[:2]))),
    )


def _lowered(name: str) -> str:
    """An activity's name in the middle of a sentence."""
    lowered = name[:1].lower() + name[1:]
    return lowered if lowered.startswith("beslut") else f"beslut om {lowered}"
