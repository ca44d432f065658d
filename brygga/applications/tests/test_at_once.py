"""Two at once, and a fault in the middle: one case or none, never a half and never two."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client

from brygga.applications import actions, queries
from brygga.applications.actions import AlreadySent
from brygga.applications.models import Application, Draft
from brygga.applications.tests.build import draft_of, filled, signed_in
from brygga.applications.tests.eid import Eid
from brygga.cases.models import Case
from brygga.demo.cast import HELSINGBORG
from brygga.municipalities.queries import by_code
from tests.cast import ALMA, at_work, resident
from tests.committed import committed

__all__ = ["committed"]


@pytest.fixture
def connections_closed() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.mark.usefixtures("committed", "connections_closed")
def test_sending_in_two_windows_at_once_is_one_case() -> None:
    draft = filled(signed_in(ALMA))
    ident, together = draft_of(ALMA, draft).id, Barrier(2, timeout=20)

    def send() -> UUID:
        try:
            with at_work(resident(ALMA)) as alma:
                together.wait()
                row = queries.draft_for(alma, ident, HELSINGBORG, lock=True)
                signature = None if row.sent_at else {"sha256": actions.to_sign(row, [])[1]}
                return actions.submit(alma, by_code(HELSINGBORG), row, signature)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(2) as pool:
        first, second = (task.result(30) for task in [pool.submit(send) for _each in range(2)])
    assert first == second
    with at_work(resident(ALMA)):
        assert Case.objects.count() == Application.objects.count() == 1


@pytest.mark.usefixtures("committed", "connections_closed")
def test_a_fault_in_the_middle_leaves_the_draft_and_no_case(
    eid: Eid, monkeypatch: pytest.MonkeyPatch
) -> None:
    alma = signed_in(ALMA)
    draft = filled(alma)
    eid.who = ALMA
    alma.post(f"{draft}skriv-under/")
    back = eid.answers(alma)["Location"]
    alma.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(actions, "_keep", _breaks)
        assert alma.get(back).status_code == 500
    with at_work(resident(ALMA)):
        assert Case.objects.count() == 0
        assert Draft.objects.get().answers
    assert alma.get(back)["Location"].endswith("/kvitto/")


def _breaks(*args: object) -> None:
    raise RuntimeError("The disk is full.")


@pytest.mark.django_db
def test_what_is_sent_can_be_neither_saved_nor_thrown_away(eid: Eid) -> None:
    alma = signed_in(ALMA)
    draft = filled(alma)
    eid.who = ALMA
    alma.post(f"{draft}skriv-under/")
    alma.get(eid.answers(alma)["Location"])
    row = draft_of(ALMA, draft)
    with at_work(resident(ALMA)):
        for act in (lambda: actions.save(row, {}), lambda: actions.discard(row)):
            with pytest.raises(AlreadySent):
                act()


@pytest.mark.django_db
def test_the_reader_of_another_language_has_months_in_it() -> None:
    client: Client = signed_in(ALMA)
    client.post("/sprak", {"language": "en", "next": "/helsingborg/"})
    draft = filled(client)
    assert "November 2026" in client.get(f"{draft}granska/").content.decode()
