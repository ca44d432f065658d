"""Several workers at once, on a committed database."""

from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from brygga.messages import actions, jobs
from brygga.messages.tests.build import says
from brygga.messages.tests.mail import Mailbox, at_once, free_port, server
from tests.cast import ALMA, almas_case, at_work, resident, staff
from tests.committed import committed

__all__ = ["at_once", "committed"]


@pytest.fixture
def box(settings: Any) -> Iterator[Mailbox]:
    box, port = Mailbox(), free_port()
    settings.SMTP_URL = f"smtp://127.0.0.1:{port}"
    with server(box, port):
        yield box


@pytest.mark.usefixtures("committed")
def test_two_workers_at_once_send_each_mail_once(box: Mailbox) -> None:
    cases = [almas_case() for _ in range(12)]
    with at_work(resident(ALMA)) as alma:
        actions.choose_notices(alma, "neutral", "alma@exempel.se")
    for case in cases:
        says(staff("cecilia"), case, "Hej")

    def work() -> None:
        try:
            jobs.send_notices()
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    ids = [mail["Message-ID"] for _address, mail in box.received]
    assert len(ids) == len(set(ids)) == 12
