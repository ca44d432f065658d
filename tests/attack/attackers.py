"""People with SQL of their own: a bare connection as the web login, with the reach they honestly have."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from brygga.access.queries import reach_of
from brygga.access.rules import ResidentActor, StaffActor
from brygga.ground import tenancy
from brygga.ground.tenancy import Reach

Line = psycopg.Connection[tuple[Any, ...]]


@contextmanager
def bare() -> Iterator[Line]:
    """The web login, outside Django; everything is rolled back."""
    with psycopg.connect(os.environ["BRYGGA_DATABASE_URL"], autocommit=True) as line:
        yield line


_kept: list[Line] = []


@contextmanager
def attacking(actor: StaffActor | ResidentActor | Reach, focus: int | None = None) -> Iterator[Line]:
    """A transaction with the actor's own reach in force, as the middleware begins one; rolled back after."""
    reach = actor if isinstance(actor, Reach) else reach_of(actor, focus)
    if not _kept:
        _kept.append(psycopg.connect(os.environ["BRYGGA_DATABASE_URL"], autocommit=True))
    begin(_kept[0], reach)
    try:
        yield _kept[0]
    finally:
        _kept[0].execute("rollback")


def hang_up() -> None:
    while _kept:
        _kept.pop().close()


def begin(line: Line, reach: Reach) -> None:
    line.execute(f"begin; {tenancy.statements(reach, line.info.backend_pid)}")


def denied(line: Line, statement: str, given: Any = None) -> str:
    """The SQLSTATE a statement ends with; "" when it is carried out. The transaction goes on."""
    line.execute("savepoint attempt")
    try:
        line.execute(statement, given)
    except psycopg.Error as error:
        line.execute("rollback to savepoint attempt")
        return error.sqlstate or "?"
    return ""


def count(line: Line, table: str, condition: str = "true") -> int | None:
    """How many rows are seen; None where the role may not even ask."""
    line.execute("savepoint counting")
    try:
        row = line.execute(f"select count(*) from {table} where {condition}").fetchone()
    except psycopg.errors.InsufficientPrivilege:
        line.execute("rollback to savepoint counting")
        return None
    return int(row[0]) if row else None
