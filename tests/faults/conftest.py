"""A web server that may be killed, and committed rows to look at afterwards."""

from collections.abc import Iterator

import pytest

from tests.committed import committed
from tests.faults.servers import Web

__all__ = ["committed"]


@pytest.fixture
def web(committed: None) -> Iterator[Web]:
    server = Web()
    server.start()
    yield server
    server.stop()
