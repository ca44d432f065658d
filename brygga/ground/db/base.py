"""PostgreSQL backend: one message opens the transaction and puts the reach in force.

Django keeps psycopg in autocommit and this wrapper says BEGIN itself, so that no query can run
between BEGIN and the reach, and no extra round trip is paid for it.
"""

import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.postgresql.schema import DatabaseSchemaEditor

from brygga.ground import tenancy


class Operations(DatabaseOperations):
    def deferrable_sql(self) -> str:
        """Foreign keys are checked at once: a shard cannot report a deferred one at commit."""
        return ""


class SchemaEditor(DatabaseSchemaEditor):
    sql_create_column_inline_fk = "CONSTRAINT %(name)s REFERENCES %(to_table)s(%(to_column)s)%(deferrable)s"
    sql_delete_fk = "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s"


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = SchemaEditor
    ops_class = Operations

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection whose other end is still there: after a restart of PostgreSQL the pool is full of dead ones."""
        pool: Any = self.pool  # type: ignore[attr-defined]  # the stubs do not know it
        while True:
            raw = super().get_new_connection(conn_params)
            if pool is None or not hung_up(raw):
                return raw
            raw.close()
            pool.putconn(raw)  # the pool makes another in its place

    def _set_autocommit(self, autocommit: bool) -> None:
        raw: Any = self.connection
        with self.wrap_database_errors:
            if not raw.autocommit:
                raw.autocommit = True
            if not autocommit:
                raw.execute(self._opening(raw), prepare=False)  # never the same twice

    def _opening(self, raw: Any) -> str:
        reach = tenancy.current() if self.settings_dict.get("REACH") else None
        if reach is None:
            return "BEGIN"
        return f"BEGIN; {tenancy.statements(reach, raw.info.backend_pid)}"


def hung_up(raw: Any) -> bool:
    """Whether a connection at rest has been closed by the server.

    A living one has nothing to say, so the socket tells without a word sent: some microseconds, where asking costs
    a round trip for each request. Only where there is something to read (a farewell, or news) is the server asked.
    """
    socket = select.poll()
    socket.register(raw.fileno(), select.POLLIN)
    if not socket.poll(0):
        return False
    try:
        raw.execute("", prepare=False)
    except psycopg.Error:
        return True
    return False
