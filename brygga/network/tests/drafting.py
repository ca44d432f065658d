"""A draft from Helsingborg, filled in page by page as Gustav would."""

from datetime import timedelta
from typing import Any

from django.test import Client

from brygga.demo.cast import BJUV, HELSINGBORG
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.network.models import Draft
from brygga.network.tests.build import HOME, hidden
from tests.cast import at_work, staff

START = clock.today() + timedelta(days=30)
PAGES: dict[str, dict[str, Any]] = {
    "namn": {"reference": "2026-050", "title": "Gemensamt ekonomiskt bistånd"},
    "parter": {"towns": [str(BJUV)], "others": ""},
    "omraden": {"areas": ["income_support"]},
    "uppgifter": {"activities": ["financial_aid_investigation", "financial_aid_decision"]},
    "steg": {"steps": ["read", "prepare"], "decisions": ["financial_aid_decision"]},
    "handlingar": {"secrecy": ["INSIDER"]},
    "delegera": {"position": "socialsekreterare", "limits": "Inte större vikt"},
    "personuppgifter": {"data_role": "CONTROLLER_SPLIT", "data_text": "Hemkommunen ansvarar."},
    "kostnad": {"cost_key": "fixed", f"share_{HELSINGBORG}": "60", f"share_{BJUV}": "40", "cost_text": ""},
    "tid": {"valid_from": START.isoformat(), "valid_to": "2029-12-31", "notice_months": "6"},
    "beslut": {
        "principle": "no",
        "weight": "no",
        "entrusted": "yes",
        "body": "board",
        "decided_on": clock.today().isoformat(),
        "document": "SN 2026/7",
    },
}


def begun(client: Client) -> str:
    """The address of a new draft."""
    answer = client.post(f"{HOME}avtal/utkast/", {"once": str(uuid7())})
    assert answer.status_code == 302
    return str(answer.headers["Location"]).removesuffix("namn/")


def fill(client: Client, draft: str, page: str, values: dict[str, Any]) -> Any:
    shown = client.get(f"{draft}{page}/")
    assert shown.status_code == 200, page
    return client.post(f"{draft}{page}/", {**hidden(shown.content.decode()), **values})


def filled(client: Client, **instead: dict[str, Any]) -> str:
    """A draft with every page filled in; `instead` changes some."""
    draft = begun(client)
    for page, values in PAGES.items():
        answer = fill(client, draft, page, {**values, **instead.get(page, {})})
        assert answer.status_code == 302, (page, answer.content.decode())
    return draft


def newest_draft() -> Draft:
    with at_work(staff("gustav")):
        found: Draft = Draft.objects.latest("begun_at")
    return found
