"""The statements behind a real request, with their values, in their order: what the bare program repeats."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from unittest.mock import patch
from uuid import UUID

import psycopg

_UNIQUE = re.compile(r"[0-9a-f]{40}|\w{1,3} \d{4}-\d{6}")
"""Session keys and case numbers: like ids, they must be new each time a row is written."""


@dataclass
class Program:
    """One request as the database saw it.

    steps: (statement, values), where a statement of COMMIT or ROLLBACK ends the transaction.
    born: values that an INSERT brought into the world, and that must be others each time.
    size: bytes of the answer's body.
    """

    steps: list[tuple[str, Any]] = field(default_factory=list)
    born: list[Any] = field(default_factory=list)
    size: int = 0

    @property
    def queries(self) -> int:
        """Statements that read or write rows, or stand for a savepoint; not those that open or end the transaction."""
        quiet = ("BEGIN", "COMMIT", "ROLLBACK", "SET LOCAL")
        return sum(not statement.startswith(quiet) for statement, _values in self.steps)


@contextmanager
def captured() -> Iterator[Program]:
    """Everything that psycopg sends within the block, on any connection."""
    program = Program()
    execute, commit, rollback = psycopg.Cursor.execute, psycopg.Connection.commit, psycopg.Connection.rollback

    def executing(self: Any, query: Any, params: Any = None, **more: Any) -> Any:
        program.steps.append((query if isinstance(query, str) else bytes(query).decode(), plain(params)))
        return execute(self, query, params, **more)

    def committing(self: Any) -> None:
        program.steps.append(("COMMIT", None))
        commit(self)

    def rolling_back(self: Any) -> None:
        program.steps.append(("ROLLBACK", None))
        rollback(self)

    with (
        patch.object(psycopg.Cursor, "execute", executing),
        patch.object(psycopg.Connection, "commit", committing),
        patch.object(psycopg.Connection, "rollback", rolling_back),
    ):
        yield program
    program.born = list(born_in(program.steps))


def plain(values: Any) -> Any:
    """Values without the product's own classes: the bare program knows none of them."""
    if isinstance(values, dict):
        return {key: plain(value) for key, value in values.items()}
    if isinstance(values, list | tuple):
        return [plain(value) for value in values]
    return values.value if isinstance(values, Enum) else values


def born_in(steps: list[tuple[str, Any]]) -> Iterator[Any]:
    """Unique texts that are inserted, and ids that first appear in an INSERT: an id met before is a reference."""
    known: set[Any] = set()
    born: set[Any] = set()
    for statement, values in steps:
        unique = {value for value in _flat(values) if _is_unique(value)}
        if statement.startswith("INSERT"):
            born |= {value for value in unique if isinstance(value, str) or value not in known}
        known |= unique
    yield from born


def _flat(values: Any) -> Iterator[Any]:
    found = values.values() if isinstance(values, dict) else values or ()
    for value in found:
        if isinstance(value, list | tuple):
            yield from value
        else:
            yield value


def _is_unique(value: Any) -> bool:
    return isinstance(value, UUID) or (isinstance(value, str) and bool(_UNIQUE.fullmatch(value)))
