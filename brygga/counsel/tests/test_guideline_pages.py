"""Guidelines through the front door: who may keep them, and that they hold at once."""

from datetime import timedelta
from typing import Any

import pytest

from brygga.access import gate
from brygga.demo.cast import HELSINGBORG
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.law import Step
from brygga.municipalities.models import Change, Guideline
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

PATH = "/helsingborg/lag/riktlinjer/"
NEW = f"{PATH}ny/"


def filled(**more: str) -> dict[str, str]:
    today = clock.today().isoformat()
    return {
        "once": str(uuid7()),
        "reference": "2026-R-01",
        "demand": "home_only",
        "activity": "child_investigation",
        "area": "",
        "step": "",
        "reason": "Barnets utredning gör vi själva.",
        "decided_by": "Socialnämnden § 112",
        "decided_on": today,
        "valid_from": today,
        "valid_to": "",
        **more,
    }


def sent(who: str = "gustav", **more: str) -> Any:
    return client_for(staff(who)).post(NEW, filled(**more))


def in_the_book() -> list[Guideline]:
    with at_work(staff("gustav")):
        return list(Guideline.objects.filter(municipality=HELSINGBORG))


def test_only_own_staff_read_and_only_the_administration_writes() -> None:
    for other in (staff("eva"), staff("david"), resident(ALMA), resident(BO)):
        for path in (PATH, NEW):
            assert client_for(other).get(path).status_code == 404
    cecilia = client_for(staff("cecilia"))
    assert cecilia.get(PATH).status_code == 200
    assert cecilia.get(NEW).status_code == 404
    assert sent("cecilia").status_code == 404
    assert not in_the_book()


def test_a_guideline_holds_at_the_gate_from_the_moment_it_is_registered() -> None:
    case = almas_case("child")
    assert may_prepare(case)
    assert sent().status_code == 302
    assert not may_prepare(case)
    html = client_for(staff("cecilia")).get(PATH).content.decode()
    assert "2026-R-01" in html
    assert "Socialnämnden § 112" in html


def may_prepare(case: Any) -> bool:
    with at_work(staff("david")) as david:
        return gate.ask(david, "child_investigation", Step.PREPARE, case, clock.today()).permitted


def test_its_end_gives_back_what_the_law_gives() -> None:
    case = almas_case("child")
    sent()
    (one,) = in_the_book()
    gustav = client_for(staff("gustav"))
    path = f"{PATH}{one.id}/avsluta/"
    assert client_for(staff("cecilia")).post(path, {"last_day": clock.today().isoformat()}).status_code == 404
    early = (clock.today() - timedelta(days=9)).isoformat()
    assert gustav.post(path, {"last_day": early}).status_code == 422
    assert gustav.post(path, {"last_day": (clock.today() - timedelta(days=1)).isoformat()}).status_code == 302
    assert may_prepare(case)
    assert "2026-R-01" in client_for(staff("cecilia")).get(PATH).content.decode(), "ended, not removed"
    with at_work(staff("gustav")):
        assert Change.objects.filter(what="guideline", subject="2026-R-01").count() == 2


def test_two_sends_make_one_and_a_taken_reference_says_so() -> None:
    same = str(uuid7())
    assert sent(once=same).status_code == 302
    assert sent(once=same).status_code == 302
    assert len(in_the_book()) == 1
    again = sent()
    assert again.status_code == 422
    assert "används redan" in again.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"reason": "x" * 301},
        {"reference": "x" * 21},
        {"demand": "allow_everything"},
        {"activity": "nothing"},
        {"area": "common"},
        {"valid_from": "2020-01-01"},
        {"valid_to": "2020-01-01"},
        {"decided_on": "2099-01-01"},
        {"demand": "committee", "step": "read"},
    ],
)
def test_what_is_wrong_is_422_with_what_was_typed_kept_and_nothing_saved(wrong: dict[str, str]) -> None:
    answer = sent(**wrong)
    assert answer.status_code == 422
    assert "Socialnämnden § 112" in answer.content.decode()
    assert not in_the_book()


def test_another_municipalitys_guideline_cannot_be_ended() -> None:
    sent()
    (one,) = in_the_book()
    path = f"/landskrona/lag/riktlinjer/{one.id}/avsluta/"
    assert client_for(staff("gustav")).post(path, {"last_day": clock.today().isoformat()}).status_code == 404


def test_the_history_of_the_municipality_tells_of_it() -> None:
    sent()
    html = client_for(staff("gustav")).get("/helsingborg/kommunen/historik/").content.decode()
    assert "2026-R-01" in html
    assert "Riktlinje" in html
