"""A case of Alma's with an open room, and Cecilia in it."""

import pytest

from brygga.calls.models import Room
from brygga.calls.tests.build import Page, opened
from brygga.cases.models import Case
from tests.cast import ALMA, almas_case, resident, staff


@pytest.fixture
def case() -> Case:
    return almas_case()


@pytest.fixture
def room(case: Case) -> Room:
    return opened(case)


@pytest.fixture
def cecilia(case: Case, room: Room) -> Page:
    page = Page(staff("cecilia"), case, room.id)
    page.comes()
    return page


@pytest.fixture
def alma(case: Case, room: Room) -> Page:
    return Page(resident(ALMA), case, room.id)
