"""Very many reports at once: none is refused, none hides another, and nobody is mailed once for each."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from brygga.concerns import jobs, rules
from brygga.concerns.models import Escalation, Report, Warned
from brygga.concerns.tests.at_work import at_work_client, known
from brygga.concerns.tests.test_at_work import NEW, typed
from brygga.concerns.tests.test_escalating import BEGAN
from brygga.concerns.tests.test_reporting import FORM, told
from brygga.concerns.tests.test_warning import TEAM, Mailbox, port, post
from brygga.demo.cast import HELSINGBORG
from brygga.ground import clock, tenancy
from tests.cast import at_work, staff
from tests.counting import counted
from tests.doors import client_for

__all__ = ["port", "post"]

pytestmark = pytest.mark.django_db

LIST = "/helsingborg/arbete/oro/"


@pytest.fixture
def small(monkeypatch: Any) -> None:
    """A wave begins with the fourth."""
    monkeypatch.setattr(rules, "WAVE", 3)


def come(count: int, *, minutes: float = 0, form: str = FORM, **more: str) -> list[str]:
    """So many reports at one moment; what their senders read."""
    with clock.pinned(BEGAN + timedelta(minutes=minutes)):
        answers = [Client().post(form, told(**more)) for _one in range(count)]
    assert {answer.status_code for answer in answers} == {200}, "none is ever refused"
    return [answer.content.decode() for answer in answers]


def waves() -> list[bool]:
    with at_work(staff("cecilia")):
        return list(Report.objects.order_by("received_at", "id").values_list("wave", flat=True))


def test_those_beyond_the_threshold_are_taken_in_and_stand_apart(small: None) -> None:
    pages = come(5)
    assert all("Vi har fått det du skrev" in page for page in pages)
    assert sorted(waves()) == [False, False, False, True, True]
    listed = client_for(staff("cecilia")).get(LIST).content.decode()
    before, after = listed.split("Del av en våg")
    assert before.count("Väntar på bedömning") == 3
    assert after.count("Väntar på bedömning") == 2


def test_a_list_that_shows_all_does_not_say_that_there_are_more(small: None) -> None:
    come(5)
    assert "Det finns fler." not in client_for(staff("cecilia")).get(LIST).content.decode()


@pytest.mark.parametrize(("most", "cut"), [(3, False), (2, True)])
def test_more_is_said_where_a_municipality_has_more_and_not_where_the_sum_of_them_is_large(
    monkeypatch: Any, most: int, cut: bool
) -> None:
    from brygga.concerns import queries

    monkeypatch.setattr(queries, "MOST", most)
    come(3)
    come(2, form="/landskrona/oro/")
    listed = client_for(staff("david")).get(LIST.replace("helsingborg", "landskrona")).content.decode()
    assert ("Det finns fler." in listed) is cut
    assert listed.count("Väntar på bedömning") == min(3, most) + 2


def test_a_quiet_municipality_has_no_wave_and_a_neighbours_is_not_its_own(small: None) -> None:
    come(2)
    come(5, form="/landskrona/oro/")
    come(1)
    assert waves().count(True) == 0


def test_when_it_is_over_it_is_over(small: None) -> None:
    come(5)
    come(1, minutes=11)
    assert waves()[-1] is False


def test_whoever_a_service_e_id_vouches_for_is_never_part_of_a_wave_nor_makes_one(small: None) -> None:
    with clock.pinned(BEGAN):
        lotta = at_work_client(known())
        for _one in range(5):
            assert lotta.post(NEW, typed(once=str(uuid4()))).status_code == 303
    come(4)
    with clock.pinned(BEGAN):
        lotta.post(NEW, typed(once=str(uuid4())))
    with at_work(staff("cecilia")):
        vouched = [one.wave for one in Report.objects.all() if one.vouched_for]
    assert vouched == [False] * 6
    assert waves().count(True) == 1


def test_however_many_came_first_the_one_by_itself_is_in_the_list(small: None, monkeypatch: Any) -> None:
    from brygga.concerns import queries

    monkeypatch.setattr(queries, "MOST", 5)
    come(9)
    come(1, minutes=30, name="Ensam")
    listed = client_for(staff("cecilia")).get(LIST).content.decode()
    assert "Ensam" in listed
    assert "Det finns fler." in listed


def test_colleagues_are_mailed_once_and_every_report_is_handed_on(small: None, post: Mailbox) -> None:
    come(6)
    with clock.pinned(BEGAN + timedelta(minutes=30)):
        assert jobs.escalate() == 6
        assert jobs.send_warnings() == len(TEAM)
    assert len(post.received) == len(TEAM)
    with at_work(staff("cecilia")):
        assert Escalation.objects.count() == 6
        assert Warned.objects.filter(state="joined").count() == 5 * len(TEAM)
    with clock.pinned(BEGAN + timedelta(minutes=60)):
        jobs.escalate()
        assert jobs.send_warnings() == 1, "the manager, once"


def test_a_report_behind_a_hundred_others_is_handed_on_too(monkeypatch: Any) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 3)
    come(4)
    late = BEGAN + timedelta(minutes=500)
    with clock.pinned(late):
        assert [jobs.escalate() for _round in range(3)] == [9, 3, 0]


def test_a_wave_costs_the_list_no_more_questions_and_a_report_no_more_than_one(small: None) -> None:
    cecilia = client_for(staff("cecilia"))
    come(1)
    cecilia.get(LIST)
    with counted() as few:
        cecilia.get(LIST)
    come(6)
    with counted() as many:
        cecilia.get(LIST)
    assert len(few) == len(many)


def test_the_number_is_all_that_can_be_asked_and_only_by_those_who_report() -> None:
    come(2)
    with tenancy.enter(tenancy.Reach(tenancy.Role.RESIDENT, uuid4(), focus=HELSINGBORG)):
        from brygga.concerns import queries

        assert queries.lately(HELSINGBORG, BEGAN - timedelta(minutes=1)) == 2
    with (
        tenancy.enter(tenancy.DOOR),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        queries.lately(HELSINGBORG, BEGAN)


def test_the_real_threshold_is_far_from_what_an_ordinary_day_brings() -> None:
    assert not rules.in_a_wave(rules.WAVE - 1)
    assert rules.in_a_wave(rules.WAVE)
    assert timedelta(minutes=10) == rules.WAVE_WITHIN
