"""A web server that may be killed, and committed rows to look at afterwards."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.cast import staff
from tests.committed import committed
from tests.faults.servers import Person, Web

__all__ = ["committed"]


@pytest.fixture
def web(committed: None) -> Iterator[Web]:
    server = Web()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def person(web: Web) -> Iterator[Callable[[str], Person]]:
    """Someone of the staff, signed in; their connections are closed afterwards."""
    with ExitStack() as stack:

        def signed_in(key: str) -> Person:
            who = Person(web, staff(key))
            stack.callback(who.client.close)
            return who

        yield signed_in
