"""One running server for all tests of live pages."""

from collections.abc import Iterator

import pytest

from tests.committed import committed
from tests.live.pages import serving

__all__ = ["committed"]


@pytest.fixture(scope="module")
def port(django_db_setup: None) -> Iterator[int]:
    with serving() as port:
        yield port
