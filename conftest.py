"""What every test has: a database of its own behind both walls, and a memory that forgets."""

import fcntl
import os
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation

from brygga.ground import remembered
from brygga.launch.address import changed
from brygga.launch.testing import DATA


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: object) -> Iterator[None]:
    """A fresh database prepared as `make run` prepares one; the web connection is the ordinary web role."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where there is none
    owner = os.environ["BRYGGA_OWNER_DATABASE_URL"]
    name = os.environ["BRYGGA_TEST_DATABASE"]
    with psycopg.connect(changed(owner, dbname="postgres"), autocommit=True) as admin:
        admin.execute(f'drop database if exists "{name}" with (force)')
        admin.execute(f'create database "{name}" template template0')
    from brygga.demo import cast
    from brygga.ground.management.commands.prepare_database import prepare

    # Roles belong to the whole cluster, so that two workers preparing at once take turns.
    with django_db_blocker.unblock(), (DATA / "roles.lock").open("w") as lock:  # type: ignore[attr-defined]
        fcntl.flock(lock, fcntl.LOCK_EX)
        prepare()
        cast.load("owner")
        connections["owner"].close()
    yield
    for connection in connections.all():
        connection.close()
        getattr(connection, "close_pool", lambda: None)()


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is remembered from one test to the next, not even a page's language; within one nothing is forgotten."""
    monkeypatch.setattr(remembered, "SECONDS", 3600.0)
    remembered.forget()
    translation.deactivate()
    yield
    remembered.forget()
