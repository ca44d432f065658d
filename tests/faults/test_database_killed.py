"""PostgreSQL killed in the middle of writing: what was acknowledged is kept, whole and once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from brygga.launch.address import changed
from brygga.launch.keys import key_32_bytes, password
from brygga.launch.postgres import Server, start
from tests.faults.whole import half_written, notes_in

ROOT = Path(__file__).parents[2]
KILLS = 3
NOTES_BETWEEN = 12


@dataclass
class Writing:
    """A durable cluster of its own, and a program that writes into it."""

    server: Server
    environment: dict[str, str]
    owner: str
    program: subprocess.Popen[str]
    kept: list[str] = field(default_factory=list)
    faults: int = 0

    def goes_on(self, notes: int) -> None:
        """Listen until so many more notes are acknowledged."""
        assert self.program.stdout is not None
        wanted = len(self.kept) + notes
        while len(self.kept) < wanted:
            word = self.program.stdout.readline().strip()
            assert word, "The writer gave up."
            if word == "down":
                self.faults += 1
            else:
                self.kept.append(word)


def told(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[Writing]:
    with start(tmp_path, durable=True) as server:
        owner, web = changed(server.superuser_dsn, dbname="brygga"), password()
        with psycopg.connect(server.superuser_dsn, autocommit=True) as connection:
            connection.execute("create database brygga")
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "brygga.settings",
            "BRYGGA_OWNER_DATABASE_URL": owner,
            "BRYGGA_DATABASE_URL": changed(owner, user="brygga_web", password=web),
            "BRYGGA_WEB_PASSWORD": web,
            "BRYGGA_REACH_KEY": key_32_bytes(),
            "BRYGGA_FIELD_KEY": key_32_bytes(),
        }
        told(environment, "manage.py", "prepare_database")
        case = told(environment, "-m", "tests.faults.writer")
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.writer", case],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            yield Writing(server, environment, owner, program)
        finally:
            program.kill()
            program.wait()
            assert program.stdout is not None
            program.stdout.close()


def _postmaster(writing: Writing) -> None:
    """As a power cut: nobody in PostgreSQL gets to say goodbye."""
    assert writing.server.pid is not None
    os.kill(writing.server.pid, signal.SIGKILL)
    while writing.server.pid is not None:
        time.sleep(0.01)


def _backend(writing: Writing) -> None:
    """One process falls; PostgreSQL ends all others and recovers by itself."""
    with psycopg.connect(writing.owner) as connection:
        row = connection.execute(
            "select pid from pg_stat_activity where usename = 'brygga_web' order by state_change desc limit 1"
        ).fetchone()
    assert row is not None
    os.kill(row[0], signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.parametrize("kill", [_postmaster, _backend])
def test_every_acknowledged_note_outlives_kill_9_whole_and_once(writing: Writing, kill) -> None:  # type: ignore[no-untyped-def]
    chance = random.Random(7)  # noqa: S311 (when to pull the plug)
    for _number in range(KILLS):
        writing.goes_on(NOTES_BETWEEN)
        time.sleep(chance.random() / 50)
        kill(writing)
        writing.server.recover()
    writing.goes_on(NOTES_BETWEEN)
    writing.program.kill()
    assert writing.program.stdout is not None
    writing.kept += [word.strip() for word in writing.program.stdout if word.strip() not in {"", "down"}]

    assert writing.faults >= KILLS, "no act was under way at any kill"
    assert len(set(writing.kept)) == len(writing.kept)
    there = notes_in(writing.owner)
    assert set(writing.kept) <= set(there)
    assert len(there) - len(writing.kept) <= 1, "only the one that was under way may be there unsaid"
    assert half_written(writing.owner) == {}
    _the_trail_seals_and_holds(writing)


SEAL = "import django; django.setup(); from brygga.ground.seals import seal_all; print(seal_all())"


def _the_trail_seals_and_holds(writing: Writing) -> None:
    sealed = int(told(writing.environment, "-c", SEAL))
    assert sealed >= len(writing.kept)
    assert f"{sealed} events in" in told(writing.environment, "manage.py", "verify_trail")
