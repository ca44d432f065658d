"""Which PostgreSQL `make run` uses: our own under DATA, or the one that DATABASE_URL names."""

import os
from pathlib import Path
from typing import cast

import psycopg
from psycopg import sql

from brygga.launch.address import changed, taken_apart
from brygga.launch.binaries import OLDEST
from brygga.launch.faults import LaunchError
from brygga.launch.postgres import Server, start

NAME = "brygga"


def embedded(data: Path) -> tuple[Server, str]:
    """Our own server, started, and the owner's address of the product's database in it."""
    server = start(data)
    try:
        _create_if_missing(server.superuser_dsn)
    except BaseException:
        server.stop()
        raise
    return server, changed(server.superuser_dsn, dbname=NAME)


def _create_if_missing(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        there = connection.execute("select 1 from pg_database where datname = %s", [NAME]).fetchone()
        if there is None:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(NAME)))


def external() -> str | None:
    """DATABASE_URL when it is set and fit for use. Raises LaunchError with what is missing."""
    address = os.environ.get("DATABASE_URL", "").strip()
    if not address:
        return None
    parts = taken_apart(address)
    if not parts.get("dbname"):
        raise LaunchError(
            "DATABASE_URL names no database. Put its name last: postgresql://user:password@host/brygga."
        )
    try:
        with psycopg.connect(address, connect_timeout=10, autocommit=True) as connection:
            _refuse_unfit(connection)
    except psycopg.OperationalError as error:
        said = str(error).strip().splitlines()[-1]
        raise LaunchError(f"The server in DATABASE_URL does not let us in: {said}") from error
    return address


def _refuse_unfit(connection: psycopg.Connection) -> None:
    if connection.info.server_version < OLDEST * 10000:
        raise LaunchError(
            f"The server in DATABASE_URL is PostgreSQL {connection.info.server_version // 10000}; "
            f"Brygga needs {OLDEST} or later."
        )
    answer = connection.execute(
        "select rolsuper, pg_encoding_to_char(encoding) from pg_roles, pg_database"
        " where rolname = current_user and datname = current_database()"
    ).fetchone()
    superuser, encoding = cast("tuple[bool, str]", answer)
    if not superuser:
        raise LaunchError(
            "The role in DATABASE_URL must be a superuser while the database is prepared: the walls between "
            "municipalities take functions from everyone that only a superuser can take. Pages never use that role."
        )
    if encoding != "UTF8":
        raise LaunchError(
            f"The database in DATABASE_URL is encoded as {encoding}; make one with ENCODING 'UTF8'."
        )
