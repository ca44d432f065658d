"""`make run` as a person meets it: what it says when it cannot start."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from brygga.launch import relay, sfu
from brygga.launch.address import changed
from brygga.launch.database import external
from brygga.launch.faults import LaunchError

ROOT = Path(__file__).resolve().parents[3]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tried(tmp_path: Path, **environment: str) -> str:
    """What `make run` says when it refuses; it must end by itself, with an error and without a trace."""
    answer = subprocess.run(
        [sys.executable, "-m", "brygga.launch.run"],
        cwd=ROOT,
        env={**os.environ, "PORT": str(free_port()), "DATA": str(tmp_path / "data"), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    return answer.stderr


def test_a_taken_port_is_said_with_another_to_try(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = tried(tmp_path, PORT=str(port))
    assert f"Port {port} cannot be used (another program has it)" in said
    assert "make run PORT=" in said


def answer(address: str) -> int:
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=20) as response:
        return int(response.status)


@contextmanager
def demo(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`make run`, at the moment when it has told its addresses."""
    process = subprocess.Popen(
        [sys.executable, "-m", "brygga.launch.run"],
        cwd=ROOT,
        env={**os.environ, "PORT": str(port), "DATA": str(tmp_path / "data")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = ""
        while "Gustav" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        yield process
    finally:
        process.terminate()
        process.communicate()


def started_by(process: subprocess.Popen[str]) -> list[int]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(number) for number in children.read_text(encoding="ascii").split()]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_pages_and_e_id_and_a_signal_leaves_nothing_behind(
    tmp_path: Path, number: signal.Signals
) -> None:
    port = free_port()
    with demo(tmp_path, port) as process:
        assert answer(f"http://127.0.0.1:{port}/") == 200
        programs = started_by(process)
        # PostgreSQL, the e-ID, the worker, the web server; and the relay and the SFU for video where they are
        assert len(programs) == 4 + sum(one.program() is not None for one in (relay, sfu))
        process.send_signal(number)
        assert process.wait(timeout=60) == 0
    assert not [pid for pid in programs if Path(f"/proc/{pid}").exists()]
    assert not (tmp_path / "data" / "postgres" / "postmaster.pid").exists()


@pytest.mark.slow
def test_a_killed_database_comes_back_and_so_do_the_pages(tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path, port) as process:
        pid_file = tmp_path / "data" / "postgres" / "postmaster.pid"
        killed = int(pid_file.read_text(encoding="ascii").splitlines()[0])
        os.kill(killed, signal.SIGKILL)
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")  # other programs may say first that their line broke
        assert any("recovers what was committed" in line for line in lines)
        assert answers_within(30, f"http://127.0.0.1:{port}/helsingborg/")
        assert process.poll() is None


def answers_within(seconds: float, address: str) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            return answer(address) == 200
        except OSError:
            time.sleep(0.2)
    return False


@pytest.mark.parametrize("port", ["http", "0", "-1", "70000", "8 000", "８０００"])
def test_a_port_that_is_none_is_said(tmp_path: Path, port: str) -> None:
    assert "is not a port" in tried(tmp_path, PORT=port)


def test_data_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = tried(tmp_path, DATA=str(tmp_path / "file"))
    assert "cannot be used" in said
    assert "Choose another folder" in said


def test_a_second_run_on_the_same_data_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with (tmp_path / "data" / "run.lock").open("a", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "already runs" in tried(tmp_path)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("mysql://a:b@127.0.0.1/x", "postgresql://user:password@host"),
        ("postgresql://a:geheim@127.0.0.1:1/x", "does not let us in"),
        ("postgresql://a:geheim@127.0.0.1:1", "names no database"),
    ],
)
def test_a_wrong_database_url_is_said_without_its_password(
    tmp_path: Path, address: str, sentence: str
) -> None:
    said = tried(tmp_path, DATABASE_URL=address)
    assert sentence in said
    assert "geheim" not in said


def test_a_role_that_cannot_raise_the_walls_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    admin = changed(os.environ["BRYGGA_OWNER_DATABASE_URL"], dbname="postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("drop role if exists brygga_small")
        connection.execute("create role brygga_small login createrole password 'x'")
        monkeypatch.setenv("DATABASE_URL", changed(admin, user="brygga_small", password="x"))
        try:
            with pytest.raises(LaunchError, match="superuser"):
                external()
        finally:
            connection.execute("drop role brygga_small")


def test_a_fit_database_url_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    admin = changed(os.environ["BRYGGA_OWNER_DATABASE_URL"], dbname="postgres")
    monkeypatch.setenv("DATABASE_URL", admin)
    assert external() == admin
    monkeypatch.setenv("DATABASE_URL", "")
    assert external() is None
