"""Three hundred messages through lost answers, cut connections and double sending; more: benchmarks.messages."""

import asyncio
from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.conf import settings

from benchmarks import conversing
from benchmarks.conversing import Side, Talk
from brygga.messages.models import Message
from tests.cast import ALMA, almas_case, at_work, resident, staff
from tests.committed import apart
from tests.doors import client_for
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
TALKS, MESSAGES = 15, 300


def cookie(actor: Any) -> str:
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client_for(actor).cookies[name].value}"


def seeded() -> list[Talk]:
    cases = [almas_case() for _talk in range(TALKS)]
    alma, cecilia = cookie(resident(ALMA)), cookie(staff("cecilia"))
    return [
        Talk(
            case.id,
            Side(f"/helsingborg/mina-sidor/arende/{case.id}/meddelanden/", alma),
            Side(f"/helsingborg/arbete/arende/{case.id}/meddelanden/", cecilia),
        )
        for case in cases
    ]


def kept() -> dict[UUID, list[tuple[int, str]]]:
    found: dict[UUID, list[tuple[int, str]]] = defaultdict(list)
    with at_work(staff("cecilia")):
        for case, number, text in Message.objects.order_by("number").values_list("case_id", "number", "text"):
            found[case].append((number, text))
    return found


def stormed(port: int) -> tuple[tuple[int, int], conversing.Stormed]:
    talks = seeded()
    seen = asyncio.run(conversing.storm(talks, port, MESSAGES, at_once=12, seed=5))
    return conversing.amiss(talks, kept()), seen


def test_of_three_hundred_messages_none_is_lost_and_none_doubled(site: Site, django_db_blocker: Any) -> None:
    port = urlsplit(site.base).port
    with apart(django_db_blocker) as act:
        amiss, seen = act(stormed, port)
    assert amiss == (0, 0), "lost and doubled"
    assert seen.tries > MESSAGES * 1.2
    assert all(seen.faults[fault] > 10 for fault in set(conversing.FAULTS)), seen.faults
