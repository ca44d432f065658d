"""The ärende from first word to archive: kinds, stages and what leads from one to the next.

One table for jurist and developer. The diagram in docs/reference/cases.md is drawn from it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from brygga.ground.areas import Area
from brygga.ground.marking import marked as _
from brygga.law import Step


class Stage(StrEnum):
    RECEIVED = "received"
    ASSESSMENT = "assessment"
    INVESTIGATION = "investigation"
    COMMUNICATED = "communicated"
    PROPOSED = "proposed"
    DECIDED = "decided"
    SUPPORT = "support"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


STAGE_LABELS = {
    Stage.RECEIVED: _("Ny"),
    Stage.ASSESSMENT: _("Bedömning"),
    Stage.INVESTIGATION: _("Utredning"),
    Stage.COMMUNICATED: _("Hos den enskilde för synpunkter"),
    Stage.PROPOSED: _("Förslag till beslut"),
    Stage.DECIDED: _("Beslutat"),
    Stage.SUPPORT: _("Stöd pågår"),
    Stage.FOLLOW_UP: _("Uppföljning"),
    Stage.CLOSED: _("Avslutat"),
}
"""What a caseworker calls each stage: Swedish, marked for translation."""


@dataclass(frozen=True)
class Kind:
    """A kind of case. Each slot names the activity (law data) that the step is in law."""

    code: str
    area: Area
    label: str  # Swedish, as a resident says it
    intake: str
    assess: str
    open_investigation: str
    open_step: Step
    investigate: str
    decisions: tuple[str, ...]
    support: str
    clocks_at_opening: tuple[str, ...]
    clocks_at_investigation: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "income_support",
            Area.INCOME_SUPPORT,
            _("Ekonomiskt bistånd"),
            "financial_aid_application",
            "financial_aid_application",
            "financial_aid_investigation",
            Step.PREPARE,
            "financial_aid_investigation",
            ("financial_aid_decision", "financial_aid_discretionary"),
            "financial_aid_payment",
            ("delay_action",),
        ),
        Kind(
            "child",
            Area.CHILDREN,
            _("Stöd till barn och familj"),
            "child_concern_intake",
            "immediate_protection_assessment",
            "preliminary_assessment_decision",
            Step.DECIDE,
            "child_investigation",
            ("child_assistance_decision", "child_placement_decision"),
            "care_and_implementation_plan",
            ("immediate_protection_assessment", "preliminary_assessment", "delay_action"),
            ("child_investigation",),
        ),
        Kind(
            "adult",
            Area.ADULTS,
            _("Stöd till vuxna"),
            "adult_investigation",
            "adult_investigation",
            "adult_investigation",
            Step.PREPARE,
            "adult_investigation",
            ("adult_assistance_decision",),
            "care_and_implementation_plan",
            ("delay_action",),
        ),
        Kind(
            "elderly",
            Area.ELDERLY,
            _("Stöd till äldre"),
            "elderly_needs_assessment",
            "elderly_needs_assessment",
            "elderly_needs_assessment",
            Step.PREPARE,
            "elderly_needs_assessment",
            ("elderly_decision",),
            "homecare_delivery",
            ("delay_action",),
        ),
        Kind(
            "disability",
            Area.DISABILITY,
            _("Stöd vid funktionsnedsättning"),
            "lss_investigation",
            "lss_investigation",
            "lss_investigation",
            Step.PREPARE,
            "lss_investigation",
            ("lss_decision",),
            "lss_service_delivery",
            ("delay_action",),
        ),
        Kind(
            "advice",
            Area.ADVICE,
            _("Råd och stöd"),
            "counselling_anonymous",
            "counselling_anonymous",
            "counselling_anonymous",
            Step.PREPARE,
            "counselling_anonymous",
            (),
            "counselling_anonymous",
            (),
        ),
    )
}


APPLICANTS_CLOCKS = frozenset({"delay_action"})
"""What FL 12 gives whoever has begun a case themselves; nobody else's report starts them."""


def clocks_at_opening(kind: Kind, *, reported: bool) -> tuple[str, ...]:
    """The clocks that start when a case is opened: by the person's own application, or by a report of others."""
    return tuple(code for code in kind.clocks_at_opening if not (reported and code in APPLICANTS_CLOCKS))


@dataclass(frozen=True)
class Move:
    """One arrow of the diagram: a verb, where it may start, where it ends, and what it is in law."""

    verb: str
    starts: frozenset[Stage]
    ends: Stage
    activity: str  # a slot of Kind ("assess"), or an activity code
    step: Step
    label: str  # Swedish, what a caseworker calls it


_S = Stage

MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move(
            "start_assessment",
            frozenset({_S.RECEIVED}),
            _S.ASSESSMENT,
            "assess",
            Step.CARRY_OUT,
            _("Börja bedöma"),
        ),
        Move(
            "open_investigation",
            frozenset({_S.ASSESSMENT}),
            _S.INVESTIGATION,
            "open_investigation",
            Step.DECIDE,
            _("Inled utredning"),
        ),
        Move(
            "communicate",
            frozenset({_S.INVESTIGATION, _S.COMMUNICATED}),
            _S.COMMUNICATED,
            "communication_before_decision",
            Step.CARRY_OUT,
            _("Skicka utredningen för synpunkter"),
        ),
        Move(
            "propose",
            frozenset({_S.INVESTIGATION, _S.COMMUNICATED, _S.PROPOSED}),
            _S.PROPOSED,
            "decision",
            Step.PREPARE,
            _("Lägg fram förslag till beslut"),
        ),
        Move(
            "take_up_again",
            frozenset({_S.COMMUNICATED, _S.PROPOSED}),
            _S.INVESTIGATION,
            "investigate",
            Step.PREPARE,
            _("Utred vidare"),
        ),
        Move("decide", frozenset({_S.PROPOSED}), _S.DECIDED, "decision", Step.DECIDE, _("Besluta")),
        Move(
            "start_support",
            frozenset({_S.DECIDED}),
            _S.SUPPORT,
            "support",
            Step.CARRY_OUT,
            _("Sätt i gång stödet"),
        ),
        Move(
            "follow_up",
            frozenset({_S.SUPPORT, _S.FOLLOW_UP}),
            _S.FOLLOW_UP,
            "support",
            Step.CARRY_OUT,
            _("Följ upp"),
        ),
        Move(
            "close",
            frozenset({_S.ASSESSMENT, _S.INVESTIGATION, _S.DECIDED, _S.SUPPORT, _S.FOLLOW_UP}),
            _S.CLOSED,
            "case_closure",
            Step.DECIDE,
            _("Avsluta ärendet"),
        ),
    )
}


def activity_of(move: Move, kind: Kind, decision: str = "") -> tuple[str, Step]:
    """The activity and step that a move is in law, for a kind of case.

    decision: the activity of the decision being prepared or taken, for moves about a decision.
    """
    if move.activity == "decision":
        if decision not in kind.decisions:
            raise ValueError(f"{decision or 'No decision'} is not decided in a case of kind {kind.code}.")
        return decision, move.step
    if move.activity == "open_investigation":
        return kind.open_investigation, kind.open_step
    slot = getattr(kind, move.activity, None)
    return (slot if isinstance(slot, str) else move.activity), move.step


def moves_from(stage: Stage) -> tuple[Move, ...]:
    """What may come next, in the order of the table."""
    return tuple(move for move in MOVES.values() if stage in move.starts)


class WrongStage(Exception):
    """The case has moved on, or is not there yet."""

    def __init__(self, move: Move, stage: Stage) -> None:
        super().__init__(f"{move.verb} is not possible from {stage}.")
        self.move, self.stage = move, stage


def next_stage(verb: str, stage: Stage) -> Stage:
    """Where a verb leads from a stage; WrongStage if it does not start there."""
    move = MOVES[verb]
    if stage not in move.starts:
        raise WrongStage(move, stage)
    return move.ends


class Fault(StrEnum):
    """Why a person or a link cannot be entered as asked."""

    OWN_NUMBER = "own_number"
    ALREADY = "already"
    REVERSED = "reversed"
    PAST = "past"
    TOO_LONG = "too_long"
    CHANGED = "changed"
    NO_CASE = "no_case"
    NOT_CLEARED = "not_cleared"


class Unfit(Exception):
    """What was asked for cannot be; nothing has been changed."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def period_fault(
    starts: date, ends: date | None, today: date, *, longest: date | None = None
) -> Fault | None:
    """What is wrong with the days of a representation, both included.

    longest: the last day there can be; None where it may go on until it is ended.
    """
    if ends is not None and ends < starts:
        return Fault.REVERSED
    if ends is not None and ends < today:
        return Fault.PAST
    if longest is not None and (ends is None or ends > longest):
        return Fault.TOO_LONG
    return None


def a_year_from(day: date) -> date:
    """The longest a resident's own power of attorney lasts: it is then given again, or not."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap_day else day.day)


LINKED: dict[str, str] = {
    "siblings": "siblings",
    "household": "household",
    "same_person": "same_person",
    "led_to": "came_from",
    "came_from": "led_to",
}
"""Why two cases belong together -> the same, said from the other case."""
