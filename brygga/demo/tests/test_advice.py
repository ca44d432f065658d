"""The conversations of the demo: through the actions, and again without a second time."""

import pytest

from brygga.advice.models import Chat, Phrase, Shift
from brygga.advice.tests.build import TALK, visitor
from brygga.demo import advice
from brygga.ground import clock
from tests.cast import at_work, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db


def test_the_demo_shows_a_queue_over_two_municipalities() -> None:
    found = advice.load(clock.today())
    page = client_for(staff("david")).get("/landskrona/arbete/radgivning/").content.decode()
    assert "Hyran räcker inte" in page
    assert "glömmer spisen" in page
    assert "Att be om hjälp är inget skäl" in visitor(found["key"]).get(TALK).content.decode()
    with at_work(staff("cecilia")):
        assert (Chat.objects.count(), Phrase.objects.count()) == (3, 3)
        assert Shift.objects.filter(staff_name="Cecilia Holm").count() == 6
