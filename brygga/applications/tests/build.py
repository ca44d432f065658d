"""Applications filled in through the front door."""

from typing import Any
from uuid import UUID

from django.test import Client

from brygga.applications.models import Draft
from brygga.ground.ids import uuid7
from tests.cast import at_work, resident
from tests.doors import client_for

HOME = "/helsingborg/mina-sidor/"

CHILD = "200902162387"  # a test number of Skatteverket's; 17 years old on the day of these tests
COMMON = {
    "om-dig": {"situation": "Pengarna tog slut när jag blev sjuk."},
    "trygghet": {"safety": "yes"},
    "kontakt": {"phone": "070-174 06 05", "address": "Exempelgatan 4, 252 20 Helsingborg"},
    "sprak": {"interpreter": "none"},
}
FILLED: dict[str, dict[str, dict[str, Any]]] = {
    "income_support": {
        "behov": {"need": ["food", "rent"]},
        "hushall": {"household": "alone"},
        "utgifter": {"rent": "7 400", "electricity": "350"},
        "inkomster": {"income": "0", "income_from": "", "savings": "120,50"},
        **COMMON,
    },
    "child": {
        "behov": {"need": ["school"]},
        "barn": {"child_0": "Elis Nilsson", "number_0": CHILD},
        **COMMON,
    },
    "adult": {"behov": {"need": ["housing"]}, **COMMON},
}


def begun(client: Client, kind: str = "income_support", once: UUID | None = None) -> str:
    """The address of a new draft."""
    answer = client.post(f"{HOME}ansok/{kind}/", {"once": str(once or uuid7())})
    assert answer.status_code == 302
    return str(answer["Location"])


def filled(client: Client, kind: str = "income_support", **instead: dict[str, Any]) -> str:
    """A draft with every page answered, through the pages and in their order."""
    draft = begun(client, kind)
    answers = FILLED[kind] | {code.replace("_", "-"): typed for code, typed in instead.items()}
    for _page in range(20):
        here = client.get(draft)["Location"]
        code = here.rstrip("/").rsplit("/", 1)[-1]
        if code == "granska":
            return draft
        typed = answers.get(code) or _month(client, here)
        answer = client.post(here, typed)
        assert answer.status_code == 302, (here, answer.content.decode())
    raise AssertionError("The application never ends.")


def _month(client: Client, here: str) -> dict[str, str]:
    """The first month offered."""
    page = client.get(here).content.decode()
    return {"month": page.split('name="month" value="', 1)[1][:7]}


def draft_of(who: tuple[str, str], address: str) -> Draft:
    """The row behind an address, as its owner may read it."""
    ident = UUID(address.rstrip("/").rsplit("/", 1)[-1])
    with at_work(resident(who)):
        return Draft.objects.get(id=ident)


def signed_in(who: tuple[str, str], **more: Any) -> Client:
    return client_for(resident(who, **more))
