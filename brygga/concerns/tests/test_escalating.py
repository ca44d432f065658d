"""A report that nobody assesses is handed on by itself, on the clock, with proof, and only once."""

from datetime import UTC, datetime, timedelta

import pytest

from brygga.concerns import jobs
from brygga.concerns.models import Escalation
from brygga.concerns.tests.test_handling import assessment, there
from brygga.concerns.tests.test_reporting import reported, told
from brygga.demo.cast import HELSINGBORG
from brygga.ground import clock
from brygga.ground.models import Event
from brygga.municipalities.queries import by_code
from tests.cast import at_work, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

BEGAN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def handed_on(minutes: int) -> list[tuple[str, list[str]]]:
    """To whom a report from BEGAN has been handed on, so many minutes later."""
    with clock.pinned(BEGAN + timedelta(minutes=minutes)):
        jobs.escalate()
    with at_work(staff("cecilia")):
        return list(Escalation.objects.order_by("at", "level").values_list("level", "told"))


def test_first_the_team_then_the_manager_by_name_then_the_on_call_telephone() -> None:
    with clock.pinned(BEGAN):
        reported()
    assert handed_on(29) == []
    assert handed_on(30) == [("team", [])]
    assert handed_on(61) == [("team", []), ("manager", ["Leila Sand"])]
    levels = dict(handed_on(121))
    assert list(levels) == ["team", "manager", "on_call"]
    with at_work(staff("cecilia")):
        assert levels["on_call"] == [by_code(HELSINGBORG).on_call_phone]


def test_run_again_or_late_nothing_is_handed_on_twice_and_nobody_is_passed_over() -> None:
    with clock.pinned(BEGAN):
        reported()
    late = handed_on(500)
    assert sorted(level for level, _told in late) == ["manager", "on_call", "team"]
    assert handed_on(501) == late


def test_an_assessed_report_is_left_in_peace() -> None:
    with clock.pinned(BEGAN):
        case = reported()
        client_for(staff("cecilia")).post(there(case, "anmalan/skydd/"), assessment())
    assert handed_on(500) == []


@pytest.mark.parametrize("about", ["child", "adult"])
def test_taken_up_but_not_assessed_it_is_handed_on_all_the_same(about: str) -> None:
    """Whoever takes a report up and goes home has not seen whether anybody is in danger (SoL 20:1)."""
    with clock.pinned(BEGAN):
        case, cecilia = reported(**told(about=about)), client_for(staff("cecilia"))
        assert cecilia.post(there(case, "steg/start_assessment/")).status_code == 302
    assert {level for level, _told in handed_on(61)} == {"team", "manager"}
    page = cecilia.get("/helsingborg/arbete/oro/").content.decode()
    assert "Väntar på bedömning" in page
    assert "Väntar på beslut" not in page
    cecilia.post(there(case, "anmalan/skydd/"), assessment())
    assert {level for level, _told in handed_on(500)} == {"team", "manager"}


def test_the_list_says_by_when_it_must_be_decided() -> None:
    with clock.pinned(BEGAN):
        case, cecilia = reported(), client_for(staff("cecilia"))
        cecilia.post(there(case, "anmalan/skydd/"), assessment())
        page = cecilia.get("/helsingborg/arbete/oro/").content.decode()
    assert "Väntar på beslut, senast 4\xa0december" in page


def test_a_hidden_childs_report_is_handed_on_too_and_only_to_the_cleared() -> None:
    with clock.pinned(BEGAN):
        reported(**told(protected="on"))
    assert dict(handed_on(61))["manager"] == ["Leila Sand"]


def test_the_proof_is_in_the_trail_and_on_the_page_without_saying_who_reported() -> None:
    with clock.pinned(BEGAN):
        case = reported()
    handed_on(61)
    with at_work(staff("cecilia")):
        events = Event.objects.filter(case_id=case.id, verb="escalate_report")
        assert [(event.actor_kind, event.detail) for event in events.order_by("at", "id")] == [
            ("system", {"level": "team"}),
            ("system", {"level": "manager"}),
        ]
    page = client_for(staff("cecilia")).get(there(case)).content.decode()
    assert "Leila Sand" in page
    assert (
        "lämnad till chefen" in client_for(staff("cecilia")).get("/helsingborg/arbete/oro/").content.decode()
    )
