"""The demo's interpreter comes to her meeting, and no further."""

import pytest

from brygga.demo import alma, guests, times
from brygga.ground import clock
from tests.cast import ALMA, resident
from tests.doors import client_for

pytestmark = pytest.mark.django_db


def test_samira_is_invited_to_almas_meeting_and_alma_sees_it() -> None:
    alma.load(clock.today())
    times.load(clock.today())
    guests.load(clock.today())
    mine = client_for(resident(guests.SAMIRA)).get("/helsingborg/mina-sidor/").content.decode()
    assert "Du är inbjuden till ett videomöte" in mine
    assert "Alma" not in mine
    (key,) = (one for one in resident(ALMA).case_keys if "Elis" in _page(one.case))
    assert "Samira Demir" in _page(key.case)


def _page(case: object) -> str:
    return client_for(resident(ALMA)).get(f"/helsingborg/mina-sidor/arende/{case}/").content.decode()
