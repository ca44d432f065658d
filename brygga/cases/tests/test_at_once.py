"""One shields a case while another is at work in it: no row is left outside, whoever comes first."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connections

from brygga.access import gate
from brygga.cases import actions
from brygga.cases.models import Case
from brygga.cases.tests.test_persons import WORK, behind
from brygga.ground import trail
from brygga.ground.ids import uuid7
from tests.cast import almas_case, at_work, staff
from tests.committed import sweep
from tests.doors import client_for


@pytest.fixture
def case(django_db_setup: None, django_db_blocker: Any) -> Iterator[Case]:
    with django_db_blocker.unblock():
        yield almas_case()
        sweep()


def somebody_waits() -> None:
    """Until a transaction stands and waits for another; a second is more than it needs."""
    end = monotonic() + 10
    with connections["owner"].cursor() as cursor:
        while monotonic() < end:
            cursor.execute("select count(*) from pg_locks where not granted")
            if cursor.fetchone() != (0,):
                return
            sleep(0.02)
    raise AssertionError("Nobody waited.")


def shields(case: Case) -> None:
    try:
        with at_work(staff("cecilia")) as cecilia:
            actions.shield(cecilia, case)
    finally:
        connections.close_all()


def test_what_david_was_writing_moves_with_the_rest(case: Case) -> None:
    with ThreadPoolExecutor(1) as others:
        with at_work(staff("david")) as david:
            trail.record(david, "read", case, gate.OWN_CASE)
            shielding = others.submit(shields, case)
            somebody_waits()
        shielding.result(timeout=20)
    assert {True} == set().union(*behind(case).values())


def test_what_david_writes_too_late_is_refused_calmly(case: Case) -> None:
    david = client_for(staff("david"))
    david.get(
        f"{WORK}/{uuid7()}/"
    )  # names and colours of municipalities are remembered, as in a running house

    def opens() -> int:
        try:
            return david.get(f"{WORK}/{case.id}/").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as others:
        with at_work(staff("cecilia")) as cecilia:
            actions.shield(cecilia, case)
            opening = others.submit(opens)
            somebody_waits()
        assert opening.result(timeout=20) == 409
    assert david.get(f"{WORK}/{case.id}/").status_code == 404
    assert {True} == set().union(*behind(case).values())
