"""Forms of the administration, filled in as Gustav would."""

import re
from typing import Any

from django.test import Client

from brygga.access.models import Position
from brygga.access.rules import StaffActor
from brygga.demo.cast import BJUV, LANDSKRONA, SINCE, ident
from brygga.ground import tenancy
from brygga.ground.tenancy import Reach, Role
from brygga.people.models import Staff
from tests.cast import staff
from tests.doors import client_for

HOME = "/helsingborg/kommunen/"
AGREEMENT = {
    "reference": "2026-021",
    "title": "Gemensam mottagning",
    "towns": [str(BJUV)],
    "others": "",
    "areas": ["income_support"],
    "instruments": ["AVTAL", "PUB_OR_CONTROLLER_SPLIT"],
    "valid_from": "2026-01-01",
    "valid_to": "2027-12-31",
    "decided_by": "Socialnämnden",
    "decided_on": "2025-12-01",
    "document": "SN 2025/12",
}
LINE = {
    "reference": "2026-X-01",
    "activity": "financial_aid_decision",
    "step": "decide",
    "performer": str(LANDSKRONA),
    "position": "socialsekreterare",
    "staff_id": "",
    "limits": "",
    "valid_from": "2026-01-01",
    "decided_by": "Socialnämnden",
    "decided_on": "2025-12-01",
}


def gustav() -> Client:
    return client_for(staff("gustav"))


def registrar_of(home: int) -> StaffActor:
    """A registrar of another municipality, employed for this test only."""
    key = f"registrar {home}"
    with tenancy.enter(Reach(Role.STAFF, keys=((home * 100, home * 100 + 1),), focus=home)):
        Staff.objects.create(
            id=ident(key), municipality=home, affiliation=f"r@{home}", name="Rut Ek", title="registrator"
        )
        Position.objects.create(
            id=ident(f"position {key}"),
            municipality=home,
            staff_id=ident(key),
            role="registrar",
            valid_from=SINCE,
        )
    return staff(key)


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the page's form, as the browser sends them."""
    found = re.findall(r'<input type="hidden" name="(seen|once)" value="([^"]*)">', page)
    return dict(found)


def send(client: Client, path: str, values: dict[str, Any]) -> Any:
    """Open the page, fill in the form and send it."""
    return client.post(path, {**hidden(client.get(path).content.decode()), **values})
