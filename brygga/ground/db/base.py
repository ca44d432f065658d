"""PostgreSQL backend: one message opens the transaction and puts the reach in force.

Django keeps psycopg in autocommit and this wrapper says BEGIN itself, so that no query can run
between BEGIN and the reach, and no extra round trip is paid for it.
"""

from typing import Any

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
