"""The pages about support, tried with everyone who may and may not."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse

from brygga.access import gate
from brygga.access.gate import Refused
from brygga.cases.models import Case
from brygga.ground import clock
from brygga.law import Step
from brygga.support.models import Measure
from brygga.support.tests.test_carrying_out import begun, decided
from tests.cast import BO, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db


def at(name: str, case: Case, **more: object) -> str:
    return reverse(name, kwargs={"slug": "helsingborg", "case_id": case.id, **more})


def text(response: HttpResponse) -> str:
    return response.content.decode()


def plan(**other: object) -> dict[str, object]:
    today = clock.today()
    return {
        "name": "Familjebehandlare",
        "plan": "Två kvällar",
        "starts_on": today.isoformat(),
        "review_on": (today + timedelta(days=90)).isoformat(),
        "once": uuid4(),
        **other,
    }


def test_david_sets_support_going_and_a_second_press_adds_nothing() -> None:
    case, david = decided(), client_for(staff("david"))
    assert "Sätt i gång stödet" in text(david.get(at("start_support", case)))
    sent = plan()
    for _time in range(2):
        assert david.post(at("start_support", case), sent)["Location"] == at("case", case) + "#support"
    with at_work(staff("david")):
        assert Measure.objects.filter(case=case).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "x" * 121}, {"review_on": "snart"}, {"review_on": "2020-01-01"}, {"once": "1"}],
)
def test_a_plan_that_cannot_be_comes_back_as_typed(wrong: dict[str, object]) -> None:
    case, david = decided(), client_for(staff("david"))
    answer = david.post(at("start_support", case), plan(**wrong))
    assert answer.status_code == 422
    assert "Två kvällar" in text(answer)


def test_where_nothing_was_granted_the_page_leads_to_closing() -> None:
    case, david = decided("denied"), client_for(staff("david"))
    page = text(david.get(at("start_support", case)))
    assert "Det finns inget stöd att sätta i gång" in page
    assert at("close", case) in page


def test_david_follows_up_and_what_happens_tomorrow_has_not_happened() -> None:
    (case, measure), david = begun(), client_for(staff("david"))
    form = {"measure": measure.id, "course": "better", "own_words": "Bra", "text": "Lugnare", "once": uuid4()}
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    wrong = david.post(at("follow_up", case), {**form, "happened_on": tomorrow})
    assert wrong.status_code == 422
    assert "Uppföljningen har inte varit än" in text(wrong)
    right = david.post(at("follow_up", case), {**form, "happened_on": clock.today().isoformat()})
    assert right.status_code == 303
    other = david.post(at("follow_up", case), {**form, "measure": uuid4(), "happened_on": "2026-01-01"})
    assert other.status_code == 422


def test_nothing_to_follow_up_is_not_a_page() -> None:
    assert client_for(staff("david")).get(at("follow_up", decided())).status_code == 404


def test_cecilia_closes_with_a_summary_and_a_second_press_changes_nothing() -> None:
    (case, measure), cecilia = begun(), client_for(staff("cecilia"))
    assert cecilia.post(at("end_measure", case, measure_id=measure.id)).status_code == 303
    assert cecilia.post(at("end_measure", case, measure_id=uuid4())).status_code == 404
    assert cecilia.post(at("close", case), {"summary": ""}).status_code == 422
    for _time in range(2):
        assert cecilia.post(at("close", case), {"summary": "Det gick bra"}).status_code == 303


def test_one_who_may_not_close_keeps_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    case, _ = begun()
    cecilia = replace(staff("cecilia"), mandates=())
    monkeypatch.setattr("brygga.portal.middleware.staff_actor", lambda *who: cecilia)
    answer = client_for(cecilia).post(at("close", case), {"summary": "Det gick bra"})
    assert answer.status_code == 403
    assert "Det gick bra" in text(answer)
    assert "delegation" in text(answer)
    with at_work(staff("david")):
        assert Case.objects.get(id=case.id).closed_at is None


def test_nobody_else_comes_in_anywhere() -> None:
    case, measure = begun()
    urls = [at(name, case) for name in ("start_support", "follow_up", "close")]
    urls.append(at("end_measure", case, measure_id=measure.id))
    for someone in (client_for(resident(BO)), client_for(staff("eva")), client_for(staff("gustav"))):
        for url in urls:
            assert someone.post(url, plan(summary="x")).status_code in {401, 404}, url


def test_what_cannot_be_done_now_is_said_before_anything_is_typed() -> None:
    (case, _), cecilia = begun(), client_for(staff("cecilia"))
    assert cecilia.get(at("start_support", case)).status_code == 200
    assert cecilia.get(at("follow_up", case)).status_code == 200
    assert cecilia.get(at("close", case)).status_code == 200
    cecilia.post(at("close", case), {"summary": "Det gick bra"})
    for name in ("start_support", "follow_up", "close"):
        assert cecilia.get(at(name, case)).status_code == 409


@pytest.mark.parametrize("name", ["start_support", "follow_up"])
def test_a_refusal_keeps_what_was_typed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case, measure = begun()
    look = {"measure": measure.id, "course": "same", "text": "Två kvällar", "happened_on": clock.today()}

    def no(*_: object, **__: object) -> None:
        raise Refused(gate.ask(staff("eva"), "case_closure", Step.DECIDE, case, clock.today()))

    monkeypatch.setattr(f"brygga.support.views.staff.actions.{name}", no)
    answer = client_for(staff("david")).post(at(name, case), plan(**look))
    assert answer.status_code == 403
    assert "Två kvällar" in text(answer)
    assert "Så gör du i stället" in text(answer)
