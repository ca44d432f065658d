"""Reports of one child handled together: gathered, assessed, decided on, answered. Each verb is one transaction.

Whatever is done is done in every case by itself, with its own gate, its own rows and its own line in the trail:
together is only the writing. What came while somebody wrote is never taken along unseen (`Changed`). Whatever stops
one of them stops all: each verb is whole within the request's transaction too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction

from brygga.access import gate
from brygga.access.rules import StaffActor
from brygga.cases import actions as cases
from brygga.cases import queries as case_queries
from brygga.cases.models import Case
from brygga.cases.rules import KINDS, MOVES, Stage, WrongStage
from brygga.concerns import actions, rules, together
from brygga.concerns.models import Assessment, Decided, Gathered
from brygga.concerns.rules import Answered, Outcome
from brygga.concerns.together import Member, Together
from brygga.ground import clock, trail
from brygga.ground.often import insert
from brygga.ground.trail import Grounds
from brygga.law import Step


class Changed(Exception):
    """Something came or went while it was written; nothing has been done."""


class Different(Exception):
    """They have different personal numbers, so they are not the same child; nothing has been done."""


class Unassessed(Exception):
    """Protection has not been assessed in these yet, and that comes first (SoL 20:1)."""

    def __init__(self, members: list[Member]) -> None:
        super().__init__(", ".join(one.case.number for one in members))
        self.numbers = [one.case.number for one in members]


class NoInquiry(Exception):
    """No investigation of a child with this number goes on within reach."""


@dataclass(frozen=True)
class Assessed:
    """What was assessed. mark: what the writer had before them (`Together.mark`)."""

    once: UUID
    mark: str
    needs_protection: bool
    channel: str
    reasons: str


@dataclass(frozen=True)
class Decision:
    """What was decided. number: of the case that an investigation goes on in already."""

    once: UUID
    mark: str
    outcome: Outcome
    reasons: str
    number: str = ""


@transaction.atomic
def gather(actor: StaffActor, case: Case, others: Iterable[UUID], *, once: UUID) -> None:
    """Read these together from now on. Those that are gathered elsewhere or decided meanwhile raise Changed."""
    gathering = together.gathering_of(case) or once
    inside = together.ids_in(case, gathering)
    wanted = {case.id, *others}
    held = _locked(case, {*inside, *wanted})
    if set(together.ids_in(case, gathering)) != set(inside):
        raise Changed
    new = [one for one in held if one.id in wanted and one.id not in inside]
    if any(together.gathering_of(one) or not together.gatherable(one) for one in new):
        raise Changed
    if not rules.may_be_one(together.numbers_of(one.id for one in held)):
        raise Different
    for one in new:
        _note(actor, one, gathering, inside=True)


def take_out(actor: StaffActor, case: Case) -> None:
    """Read this report by itself again. Twice, or never gathered: nothing more happens."""
    fresh = cases.locked(case)
    gathering = together.gathering_of(fresh)
    if gathering is None:
        return
    if not together.gatherable(fresh):
        raise WrongStage(MOVES["start_assessment"], Stage(fresh.stage))
    _note(actor, fresh, gathering, inside=False)


def _note(actor: StaffActor, case: Case, gathering: UUID, *, inside: bool) -> None:
    activity = KINDS[case.kind].assess
    grounds = gate.require(actor, activity, Step.CARRY_OUT, case, clock.today())
    row = Gathered.within(
        case,
        case=case,
        gathering=gathering,
        inside=inside,
        at=clock.now(),
        staff_id=actor.id,
        staff_name=actor.name,
    )
    insert(row)
    verb = "gather_report" if inside else "take_out_report"
    trail.record(actor, verb, case, grounds, activity=activity, step=Step.CARRY_OUT.value, subject=row.id)
    cases.touch(case, "status")


def _locked(case: Case, ids: Iterable[UUID]) -> list[Case]:
    """Their newest states behind the same wall, the oldest first; always locked in one order. Changed: one is gone."""
    wanted = set(ids)
    held = cases.locked_beside(case, wanted)
    if len(held) != len(wanted):
        raise Changed
    return sorted(held, key=lambda one: (one.opened_at, one.id))


def _held(actor: StaffActor, case: Case, mark: str, also: Iterable[UUID] = ()) -> Together:
    """What is read together, held until the transaction ends, if it still is what the writer saw. Raises Changed.

    also: what is held with them, so that no two who decide wait for each other.
    """
    gathering = together.gathering_of(case)
    if gathering is None:
        raise Changed
    _locked(case, [*together.ids_in(case, gathering), *also])
    fresh = together.together_with(actor, case)
    if fresh is None or fresh.mark != mark or not fresh.undecided:
        raise Changed
    return fresh


@transaction.atomic
def assess(actor: StaffActor, case: Case, said: Assessed) -> None:
    """One assessment of protection, kept in the file of every report that was read (SoL 20:1). Sent twice: once."""
    if Assessment.objects.filter(id=uuid5(said.once, str(case.id)), case=case).exists():
        return
    for one in _held(actor, case, said.mark).undecided:
        actions.assess(
            actor,
            one.case,
            needs_protection=said.needs_protection,
            channel=said.channel,
            reasons=said.reasons,
            once=uuid5(said.once, str(one.case.id)),
        )


@transaction.atomic
def decide(actor: StaffActor, case: Case, said: Decision) -> None:
    """One decision on all, with its reasons on each (SoL 20:2), and a week's clock for each reporter who asked."""
    if Decided.objects.filter(id=uuid5(said.once, str(case.id)), case=case).exists():
        return
    under_way = _under_way(case, said)
    held = _held(actor, case, said.mark, [under_way.id] if under_way else [])
    if held.unassessed:
        raise Unassessed(held.unassessed)
    fresh = [one.case for one in held.undecided]
    inquiry = fresh[0] if said.outcome is Outcome.OPENED else _under_way(case, said)
    if inquiry is not None and not rules.may_be_one(
        together.numbers_of([inquiry.id, *(one.id for one in fresh)])
    ):
        raise Different
    for one in fresh:
        grounds = gate.require(actor, actions.PRELIMINARY, Step.DECIDE, one, clock.today())
        _keep(actor, one, held.gathering, inquiry, said)
        _carry_out(actor, one, inquiry, said, grounds)


def _under_way(case: Case, said: Decision) -> Case | None:
    """The investigation that goes on already, where that is what was decided."""
    if said.outcome is not Outcome.ALREADY:
        return None
    found = case_queries.beside(case, said.number, rules.UNDER_WAY)
    if found is None:
        raise NoInquiry
    return found


def _keep(actor: StaffActor, case: Case, gathering: UUID, inquiry: Case | None, said: Decision) -> None:
    insert(
        Decided.within(
            case,
            id=uuid5(said.once, str(case.id)),
            case=case,
            gathering=gathering,
            outcome=said.outcome.value,
            inquiry=inquiry.id if inquiry is not None else None,
            reasons=said.reasons,
            at=clock.now(),
            staff_id=actor.id,
            staff_name=actor.name,
        )
    )


def _carry_out(actor: StaffActor, case: Case, inquiry: Case | None, said: Decision, grounds: Grounds) -> None:
    if inquiry is None:
        actions.leave(actor, case, said.reasons)
    elif inquiry.id == case.id:
        actions.inquire(actor, case, said.reasons, once=uuid5(said.once, f"note {case.id}"))
    else:
        _join(actor, case, inquiry, said, grounds)


def _join(actor: StaffActor, case: Case, inquiry: Case, said: Decision, grounds: Grounds) -> None:
    """The report goes on in the investigation; its own case ends, with the reasons, and each points to the other."""
    cases.link(actor, case, inquiry.number, "led_to")
    trail.record(actor, "join_report", case, grounds, activity=actions.PRELIMINARY, step=Step.DECIDE.value)
    cases.close(actor, case, said.reasons)
    actions.owe_an_answer(case)


@transaction.atomic
def answer(actor: StaffActor, case: Case, told: Answered) -> int:
    """Tell all who read it on their own receipt's page (SoL 19:6): how many. NotTrue where it is not decided."""
    found = together.together_with(actor, case)
    owed = found.told_on_page if found is not None else []
    for one in sorted(owed, key=lambda member: member.case.id):
        actions.answer(actor, one.case, told, "page")
    return len(owed)
