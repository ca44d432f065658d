"""Embedded PostgreSQL: one cluster under DATA, shared by all who start it, stopped by the last of them.

    with start(Path("var")) as server:
        psycopg.connect(server.superuser_dsn)

DATA/postgres         the cluster, 0700, owned by the account that runs PostgreSQL
DATA/secrets/postgres the superuser's password
DATA/log/postgres.log what the server says
DATA/postgres.turn    locked while somebody starts or stops the server
DATA/postgres.use     locked, shared, by everyone who uses it; locks vanish with their process
"""

import argparse
import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO, Self

import psycopg

from brygga.launch.account import account_for
from brygga.launch.address import put_together
from brygga.launch.binaries import find_binaries
from brygga.launch.cluster import SUPERUSER, Cluster, environment, explained, ready_cluster
from brygga.launch.faults import LaunchError
from brygga.launch.keys import kept_secret, password
from brygga.launch.postmaster import PORT, disown_stale, postmaster, socket_of

SOCKET_PATH_LIMIT = 100  # 107 on Linux, 103 on macOS, less the lock file's ending
START_SECONDS = 60.0
STOP_SECONDS = 60
ORPHAN_SECONDS = 15.0


class Server:
    """A running server and our share in it."""

    def __init__(self, data: Path, cluster: Cluster, socket: Path, secret: str, use: IO[str]) -> None:
        self.data = data
        self.cluster = cluster
        self.socket = socket
        self._secret = secret
        self._use = use
        self.process: subprocess.Popen[bytes] | None = None

    def dsn(self, user: str, password: str, dbname: str) -> str:
        """A connection URI over the unix socket; psycopg's `conninfo_to_dict` takes it apart."""
        place = {"host": str(self.socket), "port": str(PORT)}
        return put_together({"user": user, "password": password, "dbname": dbname, **place})

    @property
    def superuser_dsn(self) -> str:
        """For making roles and databases; the product's pages never hold it."""
        return self.dsn(SUPERUSER, self._secret, "postgres")

    @property
    def pid(self) -> int | None:
        """The postmaster's process id while it lives."""
        return postmaster(self.cluster.folder)

    def stop(self) -> None:
        """Gives up our share; the last to do so stops the server. A second call does nothing."""
        if self._use.closed:
            return
        with _turn(self.data):
            fcntl.flock(self._use, fcntl.LOCK_UN)
            if _locked_alone(self._use):
                _shut_down(self)
            elif self.process is not None:
                self.process.returncode = 0  # it outlives us on purpose: Popen need not warn of it
            self._use.close()

    def recover(self, durable: bool = True) -> None:
        """Starts the server again at the same place after it was killed; what was committed is there."""
        with _turn(self.data):
            if self.pid is None:
                if self.process is not None:
                    self.process.wait()
                disown_stale(self.cluster.folder, self.socket)
                _launch(self, durable)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(data: Path, durable: bool = True) -> Server:
    """The server of this DATA, started if it does not run. Raises LaunchError with what to do.

    `durable=False` trades every promise about crashes for speed: throw-away clusters of tests only.
    """
    data = ready_data(data)
    secret = kept_secret(data, "postgres", password)
    with _turn(data):
        folder = data / "postgres"
        cluster = Cluster(folder, find_binaries(), account_for(folder))
        ready_cluster(cluster, secret, durable)
        use = (data / "postgres.use").open("a", encoding="ascii")
        fcntl.flock(use, fcntl.LOCK_SH)
        try:
            return _joined(data, cluster, secret, use, durable) or _started(
                data, cluster, secret, use, durable
            )
        except BaseException:
            use.close()
            raise


def ready_data(data: Path) -> Path:
    """DATA as an absolute path that exists; others may pass through it only where root lends an account."""
    data = data.expanduser().absolute()
    try:
        data.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as error:
        raise LaunchError(f"DATA={data} cannot be used ({error.strerror}). Choose another folder.") from error
    return data


@contextmanager
def _turn(data: Path) -> Iterator[None]:
    """One at a time starts or stops the server of this DATA."""
    with (data / "postgres.turn").open("a", encoding="ascii") as lock:
        deadline = time.monotonic() + START_SECONDS + STOP_SECONDS
        while not _locked_alone(lock):
            if time.monotonic() > deadline:
                raise LaunchError(
                    f"Another process has been starting or stopping PostgreSQL in {data} for minutes."
                )
            time.sleep(0.05)
        yield


def _locked_alone(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _joined(data: Path, cluster: Cluster, secret: str, use: IO[str], durable: bool) -> Server | None:
    """The server that already runs here, or None. One that is dying is waited for."""
    if postmaster(cluster.folder) is None:
        disown_stale(cluster.folder, cluster.folder)
        return None
    server = Server(data, cluster, socket_of(cluster.folder), secret, use)
    _await_ready(server)
    with psycopg.connect(server.superuser_dsn, autocommit=True) as connection:
        row = connection.execute("show fsync").fetchone()
    if durable and row != ("on",):
        raise LaunchError(
            f"The server in {data} was started as a throw-away one for tests. Choose another DATA."
        )
    return server


def _started(data: Path, cluster: Cluster, secret: str, use: IO[str], durable: bool) -> Server:
    server = Server(data, cluster, _socket_folder(cluster), secret, use)
    try:
        _launch(server, durable)
    except BaseException:
        _shut_down(server)
        raise
    return server


def _launch(server: Server, durable: bool) -> None:
    """After a kill, the old server's processes need a moment to notice; until then PostgreSQL will not start."""
    deadline = time.monotonic() + ORPHAN_SECONDS
    while True:
        server.process = _launched(server, durable)
        try:
            return _await_ready(server)
        except LaunchError as error:
            if "pre-existing shared memory" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _launched(server: Server, durable: bool) -> subprocess.Popen[bytes]:
    """In a session of its own: a Ctrl-C at the terminal must reach the web server first and PostgreSQL last."""
    log = server.data / "log" / "postgres.log"
    log.parent.mkdir(mode=0o700, exist_ok=True)
    arguments = ["-D", str(server.cluster.folder)]
    for name, value in _settings(server.socket, durable).items():
        arguments += ["-c", f"{name}={value}"]
    with log.open("wb") as out:
        return subprocess.Popen(
            server.cluster.command("postgres", *arguments),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment(),
            cwd="/",
            start_new_session=True,
        )


def _shut_down(server: Server) -> None:
    folder = server.cluster.folder
    if postmaster(folder) is not None:
        for mode in ("fast", "immediate"):
            arguments = ("stop", "-D", str(folder), "-m", mode, "-w", "-t", str(STOP_SECONDS))
            if server.cluster.run("pg_ctl", *arguments, timeout=STOP_SECONDS + 20).returncode == 0:
                break
    if server.process is not None and server.process.poll() is None:
        server.process.send_signal(signal.SIGINT)  # one that did not get far enough for pg_ctl to find
        server.process.wait(timeout=STOP_SECONDS)
    if server.socket != folder and server.socket.is_dir():
        server.socket.rmdir()


def _settings(socket: Path, durable: bool) -> dict[str, str]:
    promise = "on" if durable else "off"
    return {
        "fsync": promise,
        "synchronous_commit": promise,
        "full_page_writes": promise,
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": str(socket),
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "timezone": "UTC",
        "log_timezone": "UTC",
        # What residents wrote must not end up in a log because a statement failed.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }


def _await_ready(server: Server) -> None:
    """Ready means: it answers a connection. Raises LaunchError when it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(server.superuser_dsn, connect_timeout=5).close()
        except psycopg.OperationalError as error:
            _give_up_if_hopeless(server, str(error), time.monotonic() > deadline)
            time.sleep(0.05)
        else:
            return


def _give_up_if_hopeless(server: Server, said: str, late: bool) -> None:
    if "password authentication failed" in said:
        raise LaunchError(
            f"{server.data / 'secrets' / 'postgres'} is not the password of {server.cluster.folder}. "
            "Put back the DATA folder as a whole from its backup, or choose another DATA."
        )
    ended = server.process is not None and server.process.poll() is not None
    if ended or late:
        log = server.data / "log" / "postgres.log"
        text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else said
        raise LaunchError(explained("PostgreSQL did not start", text))


def _socket_folder(cluster: Cluster) -> Path:
    """The cluster's own closed folder, or a short one when the path would not fit a socket's name."""
    if len(str(cluster.folder / f".s.PGSQL.{PORT}").encode()) <= SOCKET_PATH_LIMIT:
        return cluster.folder
    folder = Path(tempfile.mkdtemp(prefix="brygga-pg-"))
    cluster.account.give(folder)
    return folder


def _end(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main(arguments: list[str] | None = None) -> int:
    """Starts the server and stays until Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m brygga.launch.postgres", description=main.__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path("var"), help="where everything is kept (default: var)"
    )
    chosen = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _end)
    try:
        with start(chosen.data) as server:
            sys.stdout.write(f"PostgreSQL {server.cluster.binaries.major} runs in {server.cluster.folder}.\n")
            sys.stdout.flush()
            while server.pid is not None:
                time.sleep(0.5)
        sys.stderr.write("PostgreSQL ended by itself; start again and it recovers.\n")
    except KeyboardInterrupt:
        return 0
    except LaunchError as error:
        sys.stderr.write(f"{error}\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
