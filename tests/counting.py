"""How many queries a page costs, without the savepoints that tests put around everything."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent within the block, filled in when it ends."""
    statements: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield statements
    told = (query["sql"] for query in captured.captured_queries)
    statements.extend(sql for sql in told if not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT")))
