"""For tests where other programs look at the same database: everything is committed, and swept away after."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connections
from psycopg.errors import DeadlockDetected

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
        _again_if_deadlocked(cursor, f"truncate {', '.join([*tables, Session._meta.db_table])}")
    connections["owner"].close()


def _again_if_deadlocked(cursor: Any, statement: str) -> None:
    """The product's own worker may be reading what is swept: whoever the database lets go tries again."""
    for last in (False, False, False, True):
        try:
            cursor.execute(statement)
        except OperationalError as error:
            if last or not isinstance(error.__cause__, DeadlockDetected):
                raise
        else:
            return


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Real transactions, as in the running product."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield
        sweep()
