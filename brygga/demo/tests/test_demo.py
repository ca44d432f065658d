"""The demo's cases are lived through the product's own actions, on any day."""

from datetime import date

import pytest

from brygga.cases.models import Case
from brygga.cases.queries import trail_of
from brygga.demo import alma, stories
from brygga.ground import clock
from tests.cast import ALMA, PETRA, at_work, resident, staff

pytestmark = pytest.mark.django_db


def test_stories_reach_every_stage_and_leave_their_trail() -> None:
    stories.load(clock.today(), how_many=40)
    with at_work(staff("cecilia")):
        found = list(Case.objects.all())
        assert len({case.stage for case in found}) >= 6
        assert all(trail_of(case) for case in found)


def test_alma_and_petra_have_the_cases_that_the_tour_begins_with() -> None:
    alma.load(clock.today())
    hers = resident(ALMA)
    assert [key.capacity for key in hers.case_keys] == ["party"]
    with at_work(staff("david")) as david:
        (case,) = Case.objects.filter(handler_id=david.id)
    assert case.title == "Stöd till Alma och Elis"
    with at_work(resident(alma.GUN)) as gun:
        assert [(key.capacity, key.may_act) for key in gun.case_keys] == [("trustee", True)]
    with at_work(resident(PETRA)):
        (shielded,) = Case.objects.all()
    assert shielded.shielded


@pytest.mark.parametrize("today", [date(2026, 12, 27), date(2027, 3, 1)])
def test_the_demo_can_be_loaded_on_a_weekend_and_next_year(today: date) -> None:
    with clock.pinned(clock.now().replace(year=today.year, month=today.month, day=today.day, hour=20)):
        assert stories.load(today, how_many=10) == 10
