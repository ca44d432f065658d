"""How many questions each page asks the database. Opening the transaction and setting the reach is not counted."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.documentation import actions as documentation
from brygga.ground import clock, tenancy
from brygga.ground.ids import uuid7
from brygga.municipalities.queries import by_code, by_slug, guidelines_of, in_use
from tests.cast import ALMA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

MINE = "/helsingborg/mina-sidor/"
WORK = "/helsingborg/arbete/"
LAW = "/helsingborg/lag/"

BUDGET = {
    "/": 5,
    "/helsingborg/": 4,
    MINE: 8,
    f"{MINE}arende/CASE/": 12,
    f"{MINE}arende/CASE/panel/journal/": 12,
    f"{MINE}arende/CASE/lasare/": 8,
    f"{MINE}arende/CASE/hela-akten/": 12,
    f"{MINE}arende/CASE/foretradare/": 8,
    f"{MINE}arende/CASE/meddelanden/": 14,
    f"{MINE}arende/CASE/tid/": 14,
    f"{MINE}arende/CASE/tid/grupper/": 7,
    f"{MINE}kalender/": 4,
    WORK: 8,
    f"{WORK}tider/": 8,
    f"{WORK}tider/grupper/": 4,
    f"{WORK}tider/kalender/": 4,
    f"{WORK}arende/CASE/tid/": 14,
    f"{WORK}meddelanden/": 6,
    f"{WORK}arende/CASE/meddelanden/": 14,
    f"{WORK}lista/": 8,
    "/helsingborg/radgivning/": 3,
    f"{WORK}radgivning/": 8,
    f"{WORK}radgivning/pass/": 6,
    f"{WORK}radgivning/svar/": 4,
    f"{WORK}arende/CASE/": 12,
    f"{WORK}arende/CASE/historik/": 8,
    f"{WORK}arende/CASE/handlaggare/": 9,
    f"{WORK}arende/CASE/som-den-enskilde/": 8,
    f"{WORK}arende/CASE/personer/": 8,
    f"{WORK}arende/CASE/kopplingar/": 8,
    f"{WORK}arende/CASE/kopplingar/panel/": 8,
    LAW: 8,
    f"{LAW}?vem=1260&steg=decide&verksamhet=child_assistance_decision&hem=1283&dag=2026-11-20": 8,
    f"{LAW}verksamheter/": 2,
    f"{LAW}verksamheter/child_investigation/": 2,
    f"{LAW}paragrafer/": 2,
    f"{LAW}jamfor/?fran=2026-01-14&till=2026-01-15": 2,
    f"{LAW}riktlinjer/": 3,
    f"{LAW}forslag/": 3,
}


@pytest.fixture
def case() -> Case:
    """A case with a dozen notes: more notes must not mean more questions."""
    case = almas_case("child")
    with at_work(staff("cecilia")) as cecilia:
        cases.start_assessment(cecilia, case)
        for number in range(12):
            note = documentation.NewNote(
                uuid7(), "call", f"Samtal {number}", "Vi talades vid.", clock.today()
            )
            documentation.sign_note(cecilia, case, note)
    return case


@pytest.fixture
def clients(case: Case) -> dict[str, Client]:
    return {"resident": client_for(resident(ALMA)), "staff": client_for(staff("cecilia"))}


@pytest.mark.parametrize("address", BUDGET)
def test_a_page_keeps_its_budget(address: str, case: Case, clients: dict[str, Client]) -> None:
    client = clients["staff" if "/arbete/" in address or "/lag/" in address else "resident"]
    with tenancy.enter(tenancy.DOOR):  # what every page remembers anyway: names and colours of municipalities
        for home in in_use():
            by_slug(home.slug), by_code(home.code), guidelines_of(home.code)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address.replace("CASE", str(case.id)))
    assert answer.status_code == 200
    questions = [
        q["sql"] for q in asked.captured_queries if re.match(r"(?i)\s*(select|insert|update|with)", q["sql"])
    ]
    assert len(questions) <= BUDGET[address], "\n".join(questions)
