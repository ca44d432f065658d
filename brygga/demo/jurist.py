"""The demo's jurists, the municipality's own guideline, and a proposal that waits for a second pair of eyes."""

from datetime import date

from brygga.access.models import Position
from brygga.access.queries import reach_of, staff_actor
from brygga.counsel.actions import guidelines, proposals
from brygga.counsel.rules.proposing import Change
from brygga.demo.cast import HELSINGBORG, SINCE, ident
from brygga.ground import clock, tenancy
from brygga.municipalities.models import Guideline
from brygga.people.models import Staff

JURISTS = {
    "johanna": ("Johanna Wall", "johanna.wall@2120001157"),
    "karl": ("Karl Ask", "karl.ask@2120001157"),
}


def employ(database: str = "owner") -> None:
    """Two, since nobody approves a proposal of their own."""
    for key, (name, affiliation) in JURISTS.items():
        row = {"affiliation": affiliation, "name": name, "title": "kommunjurist"}
        Staff.objects.using(database).get_or_create(
            id=ident(key), defaults={"municipality": HELSINGBORG, **row}
        )
        post = {"staff_id": ident(key), "role": "jurist", "valid_from": SINCE}
        Position.objects.using(database).get_or_create(
            id=ident(f"position {key}"),
            defaults={"municipality": HELSINGBORG, "decided_by": "Förvaltningschefen", **post},
        )


def load() -> None:
    """A guideline on what no agreement covers yet, and a proposal nobody has answered."""
    with tenancy.enter(tenancy.DOOR):
        johanna = staff_actor(ident("johanna"), clock.today())
    if johanna is None:
        raise LookupError("The demo has no Johanna.")
    with tenancy.enter(reach_of(johanna, HELSINGBORG)):
        guidelines.adopt(johanna, HELSINGBORG, ident("guideline 2026-R-01"), GUIDELINE)
        proposals.propose(johanna, HELSINGBORG, ident("proposal child interview"), CHANGE, WHY)


GUIDELINE = {
    "reference": "2026-R-01",
    "demand": Guideline.Demand.HOME_ONLY,
    "activity": "elderly_decision",
    "step": "decide",
    "reason": "Beslut om bistånd till äldre fattar vi själva, nära den som söker.",
    "decided_by": "Socialnämnden § 112",
    "decided_on": date(2026, 1, 28),
    "valid_from": date(2026, 2, 1),
}
CHANGE = Change(
    activity="child_interview",
    field="digital",
    after="no",
    valid_from=date(2027, 1, 1),
    source="Förvaltningens egen bedömning. Lagtexten kräver det inte.",
)
WHY = "Barnsamtal på video har inte fungerat för de yngre barnen. Raden säger delvis; vi vill pröva nej."
