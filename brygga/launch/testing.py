"""A pytest plugin (`-p brygga.launch.testing`): one throw-away PostgreSQL for the whole run.

It speaks before Django reads its settings. The cluster stays in build/testpg between runs and is shared by
runs at the same time; each run has a database name of its own, and each xdist worker that name with `_gw0` behind.
DATABASE_URL, if set, names another server to use instead; its role must be allowed to make roles and databases.
"""

import fcntl
import os
from collections.abc import Generator
from pathlib import Path
from typing import IO

import pytest

from brygga.launch.address import changed
from brygga.launch.faults import LaunchError
from brygga.launch.keys import kept_secret, key_32_bytes, password
from brygga.launch.postgres import Server, start

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "build" / "testpg"
RUNS_AT_ONCE = 20

_kept: list[Server | IO[str]] = []


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """The database is there, and the environment names it, before pytest-django loads the settings."""
    try:
        if "PYTEST_XDIST_WORKER" in os.environ:
            _name_databases(os.environ["BRYGGA_TEST_RUN"] + "_" + os.environ["PYTEST_XDIST_WORKER"])
        elif not early_config.known_args_namespace.help:
            _prepare_run()
    except LaunchError as error:
        raise pytest.UsageError(str(error)) from error
    return (yield)


def pytest_unconfigure() -> None:
    """Gives up this run's share of the server and its name."""
    while _kept:
        kept = _kept.pop()
        kept.stop() if isinstance(kept, Server) else kept.close()


def _prepare_run() -> None:
    DATA.mkdir(parents=True, exist_ok=True)
    if "DATABASE_URL" in os.environ:
        os.environ["BRYGGA_OWNER_DATABASE_URL"] = os.environ["DATABASE_URL"]
    else:
        server = start(DATA, durable=False)
        _kept.append(server)
        os.environ["BRYGGA_OWNER_DATABASE_URL"] = server.superuser_dsn
    os.environ.update(
        BRYGGA_TEST_RUN=_free_name(os.environ.get("BRYGGA_TEST_DATABASE_PREFIX", "brygga_test")),
        BRYGGA_WEB_PASSWORD=kept_secret(DATA, "web_password", password),
        BRYGGA_SECRET_KEY=kept_secret(DATA, "secret_key", password),
        BRYGGA_REACH_KEY=kept_secret(DATA, "reach_key", key_32_bytes),
        BRYGGA_FIELD_KEY=kept_secret(DATA, "field_key", key_32_bytes),
        BRYGGA_DEMO="1",
        BRYGGA_BASE_URL="http://127.0.0.1:8000",
        BRYGGA_EID_URL="http://127.0.0.1:8001",
        BRYGGA_DATA=str(DATA / "data"),
    )
    _name_databases(os.environ["BRYGGA_TEST_RUN"])


def _free_name(prefix: str) -> str:
    """The first of prefix, prefix_2, prefix_3 ... that no other run on this machine uses now."""
    for number in range(1, RUNS_AT_ONCE + 1):
        name = prefix if number == 1 else f"{prefix}_{number}"
        lock = (DATA / f"{name}.run").open("a", encoding="ascii")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        _kept.append(lock)
        return name
    raise LaunchError(f"{RUNS_AT_ONCE} test runs use {DATA} at once; wait for one to end.")


def _name_databases(name: str) -> None:
    owner = os.environ["BRYGGA_OWNER_DATABASE_URL"]
    web = {"user": "brygga_web", "password": os.environ["BRYGGA_WEB_PASSWORD"]}
    os.environ["BRYGGA_TEST_DATABASE"] = name
    os.environ["BRYGGA_OWNER_DATABASE_URL"] = changed(owner, dbname=name)
    os.environ["BRYGGA_DATABASE_URL"] = changed(owner, dbname=name, **web)
