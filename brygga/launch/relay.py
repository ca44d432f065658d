"""A TURN server for video (coturn), where the program is installed. The demo has one, and so have the browser tests.

It answers on this machine's own address alone and relays to nowhere else. A real one: docs/how-to/deploy.md.
"""

import os
import shutil
from pathlib import Path

from brygga.launch.keys import secret_folder
from brygga.launch.ports import port_beside

FIRST_RELAYED, RELAYED_PORTS, SLOTS = 40_000, 200, 40
"""Each demo on a machine has a stretch of its own: a call of four needs some fifty."""

SETTINGS = """listening-ip=127.0.0.1
relay-ip=127.0.0.1
listening-port={port}
min-port={first}
max-port={last}
use-auth-secret
static-auth-secret={secret}
realm=brygga
fingerprint
allow-loopback-peers
denied-peer-ip=0.0.0.0-126.255.255.255
denied-peer-ip=128.0.0.0-255.255.255.255
no-tls
no-dtls
no-tcp-relay
no-multicast-peers
no-cli
userdb={folder}/turn.db
pidfile={folder}/turn.pid
log-file={folder}/turn.log
simple-log
"""


def program() -> str | None:
    return shutil.which("turnserver")


def told(data: Path, beside: int, secret: str) -> dict[str, str]:
    """What the web server is told of the relay; nothing where there is none. The file beside is the relay's own."""
    if program() is None:
        return {}
    port = port_beside(beside)
    _write(data, port, secret)
    return {"BRYGGA_TURN_HOST": "127.0.0.1", "BRYGGA_TURN_PORT": str(port), "BRYGGA_TURN_SECRET": secret}


def command(data: Path) -> list[str]:
    return [program() or "turnserver", "-c", str(_file(data))]


def _file(data: Path) -> Path:
    return secret_folder(data) / "turnserver.conf"


def _write(data: Path, port: int, secret: str) -> None:
    """The secret goes by a file that only its owner reads, never by command line."""
    first = FIRST_RELAYED + port % SLOTS * RELAYED_PORTS
    text = SETTINGS.format(
        port=port, first=first, last=first + RELAYED_PORTS - 1, secret=secret, folder=data.absolute()
    )
    aside = _file(data).with_suffix(".new")
    aside.unlink(missing_ok=True)
    with os.fdopen(
        os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(text)
    aside.replace(_file(data))
