"""The web server killed while forms are on their way: what was acknowledged is kept, the rest can be sent again."""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread
from uuid import UUID

import httpx
import pytest

from brygga.ground import clock
from brygga.ground.ids import uuid7
from tests.cast import almas_case
from tests.faults.servers import Person, Web, note
from tests.faults.whole import half_written, notes_in

HANDS = 3
SENT_BEFORE = 15


class Sender:
    """One caseworker's browser, sending note after note until told to stop."""

    def __init__(self, person: Person, path: str) -> None:
        self.person, self.path = person, path
        self.hidden = person.opens(path)
        self.acknowledged: list[UUID] = []
        self.unanswered: list[UUID] = []

    def sends_until(self, enough: Event) -> None:
        while not enough.is_set():
            once = uuid7()
            if not self.sends(once):
                self.unanswered.append(once)
                return

    def sends(self, once: UUID) -> bool:
        soon = (clock.today() + timedelta(days=30)).isoformat()
        form = note(self.hidden, once, clock.today().isoformat(), "hyran") | {"review_on": soon}
        try:
            answer = self.person.sends(self.path, form)
        except httpx.TransportError:
            return False
        assert answer.status_code in {302, 303}, answer.text
        self.acknowledged.append(once)
        return True


@pytest.mark.slow
def test_a_note_on_its_way_when_the_server_is_killed_is_kept_whole_or_not_at_all_and_sent_again_once(
    web: Web, person: Callable[[str], Person]
) -> None:
    path = f"/helsingborg/arbete/arende/{almas_case().id}/anteckning/"
    senders = [Sender(person("cecilia"), path) for _number in range(HANDS)]
    enough = Event()
    hands = [Thread(target=sender.sends_until, args=(enough,)) for sender in senders]
    for hand in hands:
        hand.start()
    until = time.monotonic() + 40
    while sum(len(sender.acknowledged) for sender in senders) < SENT_BEFORE and time.monotonic() < until:
        time.sleep(0.005)
    web.kill()
    enough.set()
    for hand in hands:
        hand.join(timeout=30)

    owner = os.environ["BRYGGA_OWNER_DATABASE_URL"]
    acknowledged = {str(once) for sender in senders for once in sender.acknowledged}
    unanswered = {str(once) for sender in senders for once in sender.unanswered}
    assert unanswered, "nothing was on its way"
    assert len(acknowledged) >= SENT_BEFORE
    assert acknowledged <= set(notes_in(owner)) <= acknowledged | unanswered
    assert half_written(owner) == {}

    web.start()
    for sender in senders:
        for once in sender.unanswered:
            assert sender.sends(once)
    assert set(notes_in(owner)) == acknowledged | unanswered
    assert half_written(owner) == {}
