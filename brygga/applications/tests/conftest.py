"""The e-ID of these tests, and the day they play on."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from brygga.applications.tests.eid import eid
from brygga.ground import clock

__all__ = ["eid"]


@pytest.fixture(autouse=True)
def a_friday_in_november() -> Iterator[None]:
    with clock.pinned(datetime(2026, 11, 20, 9, 0, tzinfo=UTC)):
        yield
