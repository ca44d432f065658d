"""The same form sent twice at the same moment, as a nervous thumb does: real transactions beside each other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from brygga.ground.ids import uuid7
from brygga.messages.models import Message
from tests.cast import ALMA, almas_case, at_work, resident, staff
from tests.committed import committed
from tests.doors import client_for

__all__ = ["committed"]
TIMES, ROUNDS = 4, 6


@pytest.mark.usefixtures("committed")
def test_nobody_waits_for_each_other_for_ever_and_one_message_is_kept() -> None:
    case = almas_case()
    url = f"/helsingborg/mina-sidor/arende/{case.id}/meddelanden/"
    clients = [client_for(resident(ALMA)) for _time in range(TIMES)]
    start = Barrier(TIMES)

    def send(client: Client, form: dict[str, str]) -> int:
        client.raise_request_exception = False
        start.wait(20)
        try:
            return client.post(url, form).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        for number in range(ROUNDS):
            form = {"once": str(uuid7()), "text": f"Rad {number}"}
            assert {one.result() for one in [pool.submit(send, each, form) for each in clients]} == {303}
    with at_work(staff("cecilia")):
        texts = Message.objects.filter(case=case).order_by("number").values_list("text", flat=True)
        assert list(texts) == [f"Rad {number}" for number in range(ROUNDS)]
