"""An agreement being written, so that a visitor to the demo finds one on the desk."""

from datetime import date, timedelta

from brygga.access.queries import reach_of, staff_actor
from brygga.demo.cast import ANGELHOLM, BJUV, HELSINGBORG, ident
from brygga.ground import clock, tenancy
from brygga.network import drafting
from brygga.network.actions import drafts

DRAFT = ident("draft of a shared reception")


def load(today: date) -> None:
    """Gustav has come as far as to the cost; nobody has said who decides. Run again it changes nothing."""
    with tenancy.enter(tenancy.DOOR):
        gustav = staff_actor(ident("gustav"), today)
    if gustav is None:
        raise LookupError("Gustav is not employed that day.")
    offers = drafting.offers(clock.today())
    areas = ["income_support", "debt"]
    chosen = [
        one for one in drafting.shareable(offers, areas) if one.row.area in areas and one.share != "partly"
    ]
    with tenancy.enter(reach_of(gustav, HELSINGBORG)):
        draft = drafts.begin(gustav, HELSINGBORG, DRAFT)
        values = {
            "reference": "2027-001",
            "title": "Gemensam mottagning för ekonomiskt bistånd",
            "parties": [HELSINGBORG, BJUV, ANGELHOLM],
            "areas": areas,
            "activities": [one.row.code for one in chosen],
            "steps": ["read", "prepare", "carry_out"],
            "decisions": ["financial_aid_decision"],
            "position": "socialsekreterare",
            "limits": "Inte ärenden av principiell betydelse eller större vikt",
            "valid_from": today + timedelta(days=90),
        }
        drafts.save_step(gustav, draft, values, seen=None)
