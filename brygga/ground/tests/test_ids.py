"""Identifiers sort by the order in which they were made."""

from datetime import UTC, datetime

from brygga.ground import clock
from brygga.ground.ids import uuid7


def test_ids_made_in_one_millisecond_sort_in_the_order_they_were_made() -> None:
    with clock.pinned(datetime(2026, 11, 21, 12, tzinfo=UTC)):
        made = [uuid7() for _number in range(1000)]
    assert made == sorted(made)
    assert len(set(made)) == 1000


def test_an_id_is_of_version_seven_and_tells_its_millisecond() -> None:
    moment = datetime(2026, 11, 21, 12, tzinfo=UTC)
    with clock.pinned(moment):
        ident = uuid7()
    assert (ident.version, ident.int >> 80) == (7, int(moment.timestamp() * 1000))
