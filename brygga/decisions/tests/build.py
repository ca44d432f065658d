"""Cases brought to a decision, through the same doors as everybody uses."""

from uuid import UUID, uuid4

from brygga.access.rules import StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.decisions import actions
from brygga.decisions.models import Decision, Proposal
from brygga.decisions.rules import Wording
from tests.cast import almas_case, at_work, staff

ONCE = UUID(int=7)


def wording(activity: str = "financial_aid_decision", outcome: str = "partly", **other: str) -> Wording:
    return Wording(
        activity=activity,
        outcome=outcome,
        heading=other.get("heading", "Du får pengar till hyran"),
        text=other.get("text", "Du får 6 200 kronor för december."),
        reasons=other.get("reasons", "Du berättade om hyran.\n\nVi bedömer att du behöver hjälpen."),
        next_steps=other.get("next_steps", "Pengarna kommer den 27 november."),
    )


def investigated(kind: str = "income_support") -> Case:
    """A case of Alma's, ready for a proposal; Cecilia has investigated it."""
    case = almas_case(kind)
    with at_work(staff("cecilia")) as cecilia:
        cases.start_assessment(cecilia, case)
        cases.open_investigation(cecilia, case)
    return case


def proposed(
    case: Case, activity: str = "financial_aid_decision", by: str = "david", **words: str
) -> Proposal:
    with at_work(staff(by)) as actor:
        return actions.propose(actor, case, wording(activity, **words), once=uuid4())


def decided(case: Case | None = None, outcome: str = "partly", by: str = "david", **words: str) -> Decision:
    case = case or investigated()
    proposal = proposed(case, outcome=outcome, by=by, **words)
    with at_work(staff(by)) as actor:
        return _decided(actor, case, proposal)


def _decided(actor: StaffActor, case: Case, proposal: Proposal) -> Decision:
    return actions.decide(actor, case, proposal.id, facts={"greater_weight": False})
