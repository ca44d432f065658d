"""Roles, tables, walls and reference data, in an empty database or one already in use."""

import base64
import os
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections
from django.utils.module_loading import module_has_submodule
from psycopg import sql

from brygga.ground import walls


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        prepare()
        self.stdout.write("The database is ready.")


def prepare() -> None:
    """Do it all; safe to run again."""
    _raise_roles()
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    raise_walls()
    for app in apps.get_app_configs():
        if app.name.startswith("brygga.") and module_has_submodule(app.module, "reference"):
            import_module(f"{app.name}.reference").load("owner")


def raise_walls() -> None:
    """Functions, grants, policies and revocations, in one transaction."""
    connection = connections["owner"]
    inner, outer = walls.pads(base64.b64decode(settings.REACH_KEY))
    with connection.cursor() as cursor:
        cursor.execute("begin")
        cursor.execute(walls.FUNCTIONS)
        cursor.execute("delete from brygga.reach_key")
        cursor.execute("insert into brygga.reach_key (inner_pad, outer_pad) values (%s, %s)", [inner, outer])
        for statement in walls.statements():
            cursor.execute(statement)
        for app in apps.get_app_configs():
            if app.name.startswith("brygga.") and module_has_submodule(app.module, "functions"):
                cursor.execute(import_module(f"{app.name}.functions").SQL)
        for revocation in walls.REVOCATIONS:
            cursor.execute(
                revocation.format(database=connection.ops.quote_name(connection.settings_dict["NAME"]))
            )
        sessions = "brygga_web, brygga_door, brygga_staff, brygga_resident"
        cursor.execute(f"grant select, insert, update, delete on django_session to {sessions}")
        cursor.execute("commit")


def _raise_roles() -> None:
    """The login role owns nothing and inherits nothing; what it may do depends on the role it takes."""
    web_password = os.environ.get("BRYGGA_WEB_PASSWORD", "")
    with connections["owner"].cursor() as cursor:
        for role in (*walls.ROLES, "brygga_web"):
            cursor.execute("select 1 from pg_roles where rolname = %s", [role])
            if cursor.fetchone() is None:
                kind = "login noinherit" if role == "brygga_web" else "nologin"
                cursor.execute(f"create role {role} {kind} nosuperuser nobypassrls nocreaterole nocreatedb")
        if web_password:
            statement = sql.SQL("alter role brygga_web password {}").format(sql.Literal(web_password))
            cursor.execute(statement.as_string(cursor.connection))
        cursor.execute(f"grant {', '.join(walls.ROLES)} to brygga_web")
