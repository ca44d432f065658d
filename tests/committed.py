"""For tests where other programs look at the same database: everything is committed, and swept away after."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connections

from brygga.ground.models import Wall
from brygga.ground.walls import guarded_models

Apart = Callable[..., Any]


@contextmanager
def apart(blocker: Any) -> Iterator[Apart]:
    """Acts in a thread of its own: Playwright holds this one's event loop, in which Django asks the database nothing.

    Its connections are given back. A thread that just ends keeps them, and after sixteen the pool is empty.
    """
    with blocker.unblock(), ThreadPoolExecutor(1) as thread:
        try:
            yield lambda do, *given: thread.submit(do, *given).result()
        finally:
            thread.submit(connections.close_all).result()


def sweep() -> None:
    """As the owner, empty whatever tests have written; the cast and the municipalities stay."""
    written = {Wall.CASE, Wall.PERSON, Wall.SERVICE, Wall.OWN, Wall.DOOR}
    tables = [model._meta.db_table for model, guard in guarded_models() if guard.wall in written]
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"truncate {', '.join([*tables, Session._meta.db_table])}")
    connections["owner"].close()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Real transactions, as in the running product."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield
        sweep()
