"""Cases that belong together: siblings, a concern and the investigation it led to.

Only for those who work with both: a link tells that another case exists, so a case out of reach and a
number that nobody has give the same answer, and residents have no right to the table at all. Each case
holds its own half, behind its own wall. A link is a fact of the file: it is added, never removed.
"""

from brygga.access import gate
from brygga.access.rules import StaffActor
from brygga.cases.actions.handling import locked, may_work, touch
from brygga.cases.models import Case, Link
from brygga.cases.rules import KINDS, LINKED, Fault, Unfit
from brygga.ground import trail
from brygga.ground.trail import Grounds
from brygga.law import Step


def link(actor: StaffActor, case: Case, number: str, why: str) -> None:
    """Link two cases of one municipality, both in reach. Linked already: nothing more happens.

    why: a key of LINKED, as said from `case`. Raises Unfit, and Refused for `case` itself.
    """
    grounds = may_work(actor, case)
    other, others_grounds = _other(actor, case, number)
    for one in sorted((case, other), key=lambda held: held.id):
        locked(one)  # always in one order, so that no two wait for each other
    if Link.objects.filter(case=case, other=other).exists():
        return
    _half(actor, case, other, why, grounds)
    _half(actor, other, case, LINKED[why], others_grounds)


def _other(actor: StaffActor, case: Case, number: str) -> tuple[Case, Grounds]:
    """The case with this number, if the actor may work with it too."""
    here = Case.objects.filter(municipality=case.municipality)
    other: Case | None = here.filter(number__iexact=" ".join(number.split())).exclude(id=case.id).first()
    if other is None:
        raise Unfit(Fault.NO_CASE)
    try:
        return other, may_work(actor, other)
    except gate.Refused:
        raise Unfit(Fault.NO_CASE) from None


def _half(actor: StaffActor, case: Case, other: Case, why: str, grounds: Grounds) -> None:
    """One case's half. Its trail, which the resident reads, does not say which the other one is."""
    half = Link.within(case, case=case, other=other, why=why)
    half.save(force_insert=True)
    activity = KINDS[case.kind].investigate
    trail.record(
        actor, "link_case", case, grounds, activity=activity, step=Step.PREPARE.value, subject=half.id
    )
    touch(case, "status")
