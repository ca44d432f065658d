"""`make run`: everything the demo needs, started in order and stopped in the opposite order."""

import errno
import fcntl
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from brygga.launch import relay, sfu
from brygga.launch.address import changed
from brygga.launch.children import Child, finished, python, started
from brygga.launch.database import embedded, external
from brygga.launch.faults import LaunchError
from brygga.launch.keys import kept_secret, key_32_bytes, password
from brygga.launch.ports import port_asked_for, port_beside
from brygga.launch.postgres import Server, ready_data
from brygga.launch.static import collect_if_changed

FIRST_PAGE_SECONDS = 60
LOOK_SECONDS = 0.3
# Only the preparation may own the database; pages, worker and e-ID never hold that address.
OWNERS_ONLY = {"BRYGGA_OWNER_DATABASE_URL", "BRYGGA_WEB_PASSWORD", "DATABASE_URL"}
PRODUCT_ONLY = {
    "BRYGGA_DATABASE_URL",
    "BRYGGA_SECRET_KEY",
    "BRYGGA_REACH_KEY",
    "BRYGGA_FIELD_KEY",
    "BRYGGA_TURN_SECRET",
    "BRYGGA_SFU_SECRET",
    "BRYGGA_SFU_ADMIN_SECRET",
}

SLUGS = ("helsingborg", "landskrona", "bjuv", "angelholm")

WELCOME = """
Brygga runs at {base}/          (Ctrl-C stops it; the data stays in {data})

  Helsingborg  {base}/helsingborg/
  Landskrona   {base}/landskrona/
  Bjuv         {base}/bjuv/
  Ängelholm    {base}/angelholm/

Sign in with the simulated e-ID; it lists everyone. Some to begin with:
  residents    Alma, who has a case in Helsingborg; Bo, who has none; Petra, whose identity is protected
  staff        Cecilia, caseworker in Helsingborg; David, caseworker in Landskrona, under agreement;
               Eva, caseworker in Bjuv, without one; Frida, who chairs Helsingborg's board; Gustav, registrar
"""


def main() -> int:
    """Starts, watches, stops. Everything a person must know is one sentence on the terminal."""
    _on_signal(_interrupt)
    try:
        with ExitStack() as stack:
            try:
                return _serve(stack)
            finally:
                _on_signal(signal.SIG_IGN)  # while stopping, a second Ctrl-C must not leave PostgreSQL behind
    except KeyboardInterrupt:
        _say("Brygga has stopped.")
        return 0
    except LaunchError as error:
        _say(str(error))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _say("The disk is full. Make room, or choose another place with DATA=some/dir.")
    return 1


def _serve(stack: ExitStack) -> int:
    port = port_asked_for(os.environ.get("PORT") or "8000")
    data = ready_data(Path(os.environ.get("DATA") or "var"))
    stack.enter_context(_only_one(data))
    server, owner = _database(data)
    if server is not None:
        stack.callback(server.stop)
    environment = environment_of(data, owner, port)
    _prepare(environment)
    children = _start_programs(stack, environment, port)
    _await_first_page(environment["BRYGGA_BASE_URL"], children)
    sys.stdout.write(WELCOME.format(base=environment["BRYGGA_BASE_URL"], data=data))
    sys.stdout.flush()
    return _watch(children, server)


def _only_one(data: Path) -> ExitStack:
    """Two demos on one DATA would do each other's jobs."""
    lock = (data / "run.lock").open("a", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise LaunchError(
            f"Brygga already runs with {data}. Stop it, or choose another: make run DATA=..."
        ) from error
    held = ExitStack()
    held.callback(lock.close)
    return held


def _database(data: Path) -> tuple[Server | None, str]:
    address = external()
    return (None, address) if address else embedded(data)


def environment_of(data: Path, owner: str, port: int, *, own_media: bool = True) -> dict[str, str]:
    """What the programs are told. Secrets go by environment, never by command line, where others could read them."""
    web_password = kept_secret(data, "web_password", password)
    eid_port = port_beside(port)
    return {
        **(_own_media(data, eid_port) if own_media else {}),
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "brygga.settings",
        "BRYGGA_DATA": str(data),
        "BRYGGA_DEMO": "1",
        "BRYGGA_STATIC": "collected",
        "BRYGGA_BASE_URL": f"http://127.0.0.1:{port}",
        "BRYGGA_EID_URL": f"http://127.0.0.1:{eid_port}",
        "BRYGGA_OWNER_DATABASE_URL": owner,
        "BRYGGA_DATABASE_URL": changed(owner, user="brygga_web", password=web_password),
        "BRYGGA_WEB_PASSWORD": web_password,
        "BRYGGA_SECRET_KEY": kept_secret(data, "secret_key", password),
        "BRYGGA_REACH_KEY": kept_secret(data, "reach_key", key_32_bytes),
        "BRYGGA_FIELD_KEY": kept_secret(data, "field_key", key_32_bytes),
    }


def _own_media(data: Path, port: int) -> dict[str, str]:
    """A TURN server and an SFU of our own for video, unless the environment names one or it is not installed."""
    given: dict[str, str] = {}
    if not os.environ.get("BRYGGA_TURN_HOST"):
        given = relay.told(data, port, kept_secret(data, "turn_secret", password))
    if not os.environ.get("BRYGGA_SFU_URL"):
        secrets = (kept_secret(data, name, password) for name in ("sfu_secret", "sfu_admin_secret"))
        given |= sfu.told(data, int(given.get("BRYGGA_TURN_PORT", port)), *secrets)
    return given


def _prepare(environment: dict[str, str]) -> None:
    """Each step may be run again: a start that was cut short is taken up where it ended."""
    collect_if_changed(environment)
    finished("Preparing the database", python("manage.py", "prepare_database"), environment)
    finished("Loading the demo", python("manage.py", "load_demo"), environment)


def _start_programs(stack: ExitStack, environment: dict[str, str], port: int) -> list[Child]:
    eid_port = environment["BRYGGA_EID_URL"].rpartition(":")[2]
    web = {name: value for name, value in environment.items() if name not in OWNERS_ONLY}
    eid = {name: value for name, value in web.items() if name not in PRODUCT_ONLY}
    children = []
    programs = [
        ("The simulated e-ID", _simulated_eid(environment, eid_port), eid),
        ("The worker", python("manage.py", "work"), web),
        ("The web server", _web_server(port), web),
    ]
    if environment.get("BRYGGA_MAIL_ANSWERS"):
        programs.append(("The receiver of mail", python("manage.py", "receive_mail"), web))
    _start_media(stack, environment)
    for name, command, given in programs:
        child = started(name, command, given)
        stack.callback(child.stop)
        children.append(child)
    return children


def _start_media(stack: ExitStack, environment: dict[str, str]) -> None:
    """They are not watched: without them video is direct, for four, or not at all, and everything else goes on."""
    nothing, data = {"PATH": os.environ.get("PATH", "")}, Path(environment["BRYGGA_DATA"])
    for name, command, told in (
        ("The relay for video", relay.command, "BRYGGA_TURN_HOST"),
        ("The SFU for video", sfu.command, "BRYGGA_SFU_URL"),
    ):
        if told in environment and not os.environ.get(told):
            stack.callback(started(name, command(data), nothing).stop)


def _simulated_eid(environment: dict[str, str], port: str) -> list[str]:
    base = environment["BRYGGA_BASE_URL"]
    return python(
        *("-m", "brygga.simulated_eid", "--port", port, "--issuer", environment["BRYGGA_EID_URL"]),
        *("--jwks", f"{base}/inloggning/nycklar.json"),
        *("--resident-redirect", f"{base}/inloggning/resident/svar"),
        *("--professional-redirect", f"{base}/inloggning/professional/svar"),
        *("--staff-redirect", f"{base}/inloggning/staff/svar"),
        *("--post-logout", f"{base}/"),
        *(f"--post-logout={base}/{slug}/utloggad/" for slug in SLUGS),
    )


def _web_server(port: int) -> list[str]:
    return python(
        *("-m", "granian", "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--no-ws", "--log-level", "warning", "--workers-kill-timeout", "5"),
        *("--respawn-failed-workers", "--respawn-interval", "0.5", "brygga.asgi:application"),
    )


def _await_first_page(base: str, children: list[Child]) -> None:
    """Says so when the address is ready, not before. Any answer but a server error will do."""
    fetch = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + FIRST_PAGE_SECONDS
    while True:
        _refuse_dead(children)
        try:
            fetch.open(f"{base}/", timeout=20).close()
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return
            raise LaunchError(f"{base}/ answers with an error ({error.code}); see above.") from error
        except OSError as error:
            if time.monotonic() > deadline:
                raise LaunchError(f"{base}/ did not answer within a minute ({error}).") from error
            time.sleep(0.1)
        else:
            return


def _watch(children: list[Child], server: Server | None) -> int:
    """Until a signal. What ends by itself is started again, unless it ended as soon as it began."""
    while True:
        if server is not None and server.pid is None:
            _say("PostgreSQL ended unexpectedly; it is started again and recovers what was committed.")
            server.recover()
        for child in children:
            sentence = child.ended()
            if sentence and not child.start_again():
                raise LaunchError(f"{sentence} Everything else is stopped; `make run` starts again.")
            if sentence:
                _say(f"{sentence} It is started again.")
        time.sleep(LOOK_SECONDS)


def _refuse_dead(children: list[Child]) -> None:
    for child in children:
        sentence = child.ended()
        if sentence:
            raise LaunchError(f"{sentence} Everything else is stopped; see above.")


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _on_signal(do: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, do)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main())
