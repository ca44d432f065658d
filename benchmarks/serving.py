"""The programs that are measured: a throw-away database, the product as it is deployed, the bare program, the e-ID."""

import os
import socket
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import processes
from brygga.launch.address import changed
from brygga.launch.children import Child, python, started
from brygga.launch.database import embedded
from brygga.launch.keys import kept_secret, key_32_bytes, password
from brygga.launch.static import collect_if_changed

WORKERS, THREADS = 2, 4
QUIET_SECONDS, PATIENCE_SECONDS = 0.6, 60


@dataclass
class Served:
    """A running program that answers on a port."""

    port: int
    child: Child

    @property
    def pid(self) -> int:
        return self.child.process.pid


@dataclass
class House:
    """The database and what its programs are told."""

    database_pid: int
    environment: dict[str, str]
    port: int
    eid_port: int


def ready(stack: ExitStack) -> tuple[House, Path]:
    """A house in a place of its own that goes with the stack, and Django set up for it."""
    data = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="brygga-bench-")))
    data.chmod(0o711)  # PostgreSQL may run under an account of its own, and must reach its files
    house = raised(stack, data)
    os.environ["NO_PROXY"] = "127.0.0.1"
    import django  # noqa: PLC0415 - reads the settings that `raised` has just put in the environment

    django.setup()
    return house, data


def raised(stack: ExitStack, data: Path) -> House:
    """An embedded PostgreSQL with every promise of durability on, empty, and the product's settings."""
    server, owner = embedded(data)
    stack.callback(server.stop)
    port, eid_port = free_port(), free_port()
    web_password = kept_secret(data, "web_password", password)
    environment = {
        "DJANGO_SETTINGS_MODULE": "brygga.settings",
        "BRYGGA_DATA": str(data),
        "BRYGGA_DEMO": "1",
        "BRYGGA_STATIC": "collected",
        "BRYGGA_HOSTS": "127.0.0.1,testserver",
        "BRYGGA_BASE_URL": f"http://127.0.0.1:{port}",
        "BRYGGA_EID_URL": f"http://127.0.0.1:{eid_port}",
        "BRYGGA_OWNER_DATABASE_URL": owner,
        "BRYGGA_DATABASE_URL": changed(owner, user="brygga_web", password=web_password),
        "BRYGGA_WEB_PASSWORD": web_password,
        "BRYGGA_SECRET_KEY": kept_secret(data, "secret_key", password),
        "BRYGGA_REACH_KEY": kept_secret(data, "reach_key", key_32_bytes),
        "BRYGGA_FIELD_KEY": kept_secret(data, "field_key", key_32_bytes),
    }
    os.environ.update(environment)
    collect_if_changed({**os.environ})
    assert server.pid is not None
    return House(server.pid, {**os.environ}, port, eid_port)


def product(stack: ExitStack, house: House) -> Served:
    """Pages, as docs/how-to/deploy.md has them."""
    return _granian(stack, house.environment, house.port, "wsgi", "brygga.wsgi:application")


def streams(stack: ExitStack, house: House) -> Served:
    """Streams, as docs/how-to/deploy.md has them."""
    more = ("--backpressure", "10000")
    return _granian(
        stack, house.environment, free_port(), "asgi", "brygga.asgi:streams", workers=1, more=more
    )


def bare(stack: ExitStack, house: House, programs: Path) -> Served:
    environment = {**house.environment, "BRYGGA_BENCH_PROGRAMS": str(programs)}
    return _granian(stack, environment, free_port(), "asgi", "benchmarks.bare:application")


def eid(stack: ExitStack, house: House, jwks: Path) -> Served:
    """The simulated e-ID, which is not part of what is measured. It knows our keys beforehand, as real ones do."""
    base = house.environment["BRYGGA_BASE_URL"]
    command = python(
        *(
            "-m",
            "brygga.simulated_eid",
            "--port",
            str(house.eid_port),
            "--issuer",
            house.environment["BRYGGA_EID_URL"],
        ),
        *("--jwks", str(jwks)),
        *("--resident-redirect", f"{base}/inloggning/resident/svar"),
        *("--staff-redirect", f"{base}/inloggning/staff/svar", "--post-logout", f"{base}/"),
    )
    return _served(stack, "The simulated e-ID", command, house.environment, house.eid_port)


def _granian(
    stack: ExitStack,
    environment: dict[str, str],
    port: int,
    interface: str,
    target: str,
    workers: int = WORKERS,
    more: tuple[str, ...] = (),
) -> Served:
    threads = ("--blocking-threads", str(THREADS)) if interface == "wsgi" else ()
    command = python(
        *("-m", "granian", "--interface", interface, "--host", "127.0.0.1", "--port", str(port)),
        *(
            "--workers",
            str(workers),
            *threads,
            *more,
            "--no-ws",
            "--log-level",
            "warning",
            "--workers-kill-timeout",
            "3",
            "--respawn-failed-workers",
            "--respawn-interval",
            "0.5",
        ),
        target,
    )
    return _served(stack, target, command, environment, port)


def _served(
    stack: ExitStack, name: str, command: list[str], environment: dict[str, str], port: int
) -> Served:
    child = started(name, command, environment)
    stack.callback(child.stop)
    served = Served(port, child)
    _await_quiet(served)
    return served


def _await_quiet(served: Served) -> None:
    """Ready is: it listens and has nothing more to prepare. No request is sent, so that the first is yet to come."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not _listens(served.port):
        if served.child.ended() or time.monotonic() > deadline:
            sys.exit(f"{served.child.name} did not start.")
        time.sleep(0.05)
    used, since = 0.0, time.monotonic()
    while time.monotonic() - since < QUIET_SECONDS and time.monotonic() < deadline:
        now = processes.cpu_seconds(served.pid)
        if now > used + 0.015:
            used, since = now, time.monotonic()
        time.sleep(0.05)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def fetched(address: str, cookie: str = "") -> tuple[int, float]:
    """Status of one answer and the seconds it took, over a connection of its own."""
    request = urllib.request.Request(address, headers={"Cookie": cookie} if cookie else {})  # noqa: S310 - our own
    begun = time.perf_counter()
    try:
        with _OPENER.open(request, timeout=20) as answer:
            answer.read()
            status = answer.status
    except urllib.error.HTTPError as error:
        status = error.code
    return status, time.perf_counter() - begun
