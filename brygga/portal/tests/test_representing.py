"""Acting for somebody else on the pages that already were: who may act answers, who may only read finds no form."""

import pytest

from brygga.cases.models import Case
from brygga.cases.tests.build import GUN, represented
from brygga.documentation import actions as documentation
from brygga.documentation.queries import resident_panels
from brygga.ground import clock
from brygga.ground.ids import uuid7
from tests.cast import ALMA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return almas_case()


@pytest.fixture
def answer(case: Case) -> str:
    """Where Alma, or somebody for her, answers what Cecilia asks."""
    with at_work(staff("cecilia")) as cecilia:
        ask = documentation.ask_to_complete(cecilia, case, uuid7(), "Vad är hyran?", clock.today())
    return f"/helsingborg/mina-sidor/arende/{case.id}/fraga/{ask.id}/"


def test_who_may_act_answers_and_the_answer_is_in_the_case(case: Case, answer: str) -> None:
    represented(case)
    gun = client_for(resident(GUN))
    assert gun.get(answer).status_code == 200
    assert gun.post(answer, {"text": "7 200 kronor", "once": str(uuid7())}).status_code in {302, 303}
    with at_work(resident(ALMA)) as alma:
        (ask,) = resident_panels(alma, case)["asks"]
    assert not ask.open


def test_who_may_only_read_finds_no_form_to_answer(case: Case, answer: str) -> None:
    represented(case, may_act=False)
    gun = client_for(resident(GUN))
    assert gun.get(f"/helsingborg/mina-sidor/arende/{case.id}/").status_code == 200
    assert gun.get(answer).status_code == 404
    assert gun.post(answer, {"text": "7 200 kronor", "once": str(uuid7())}).status_code == 404
    with at_work(resident(ALMA)) as alma:
        (ask,) = resident_panels(alma, case)["asks"]
    assert ask.open


def test_the_link_to_let_somebody_in_is_on_ones_own_case_only(case: Case) -> None:
    represented(case)
    address = f"/helsingborg/mina-sidor/arende/{case.id}/"
    way = f"{address}foretradare/"
    assert way in client_for(resident(ALMA)).get(address).content.decode()
    assert way not in client_for(resident(GUN)).get(address).content.decode()


def test_staff_find_the_persons_and_the_links_beside_the_case(case: Case) -> None:
    address = f"/helsingborg/arbete/arende/{case.id}/"
    shown = client_for(staff("cecilia")).get(address).content.decode()
    for way in ("personer/", "kopplingar/", "kopplingar/panel/"):
        assert f'"{address}{way}"' in shown
