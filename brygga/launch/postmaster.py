"""What postmaster.pid says about a cluster's server, and whether that is still true."""

import os
import time
from pathlib import Path

from brygga.launch.faults import LaunchError

PORT = 5432  # names the socket file; nothing listens on the network
PID_LINE, SOCKET_LINE = 0, 4
PATIENCE_SECONDS = 60.0


def postmaster(folder: Path) -> int | None:
    """The server's process id, unless it ended or its number now belongs to another program."""
    pid = _noted_pid(folder)
    if pid is None or not _exists(pid):
        return None
    if not Path("/proc/self/cwd").exists():
        return pid
    try:
        return pid if Path(f"/proc/{pid}/cwd").readlink() == folder.resolve() else None
    except OSError:
        return None  # ended, and its parent has not yet noticed


def socket_of(folder: Path) -> Path:
    """Where the running server listens; it writes that line a moment after its process id."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        lines = _lines(folder)
        if len(lines) > SOCKET_LINE and lines[SOCKET_LINE]:
            return Path(lines[SOCKET_LINE])
        time.sleep(0.05)
    raise LaunchError(
        f"The PostgreSQL server in {folder} neither starts nor ends. Stop it, then start again."
    )


def disown_stale(folder: Path, socket: Path) -> None:
    """Lets a new server start although the dead one's process id exists: taken by another program, or a zombie.

    The file itself must stay: by its other lines PostgreSQL refuses to start while processes of the dead
    server still use its memory. It disregards the id of its own parent, so ours is put there.
    """
    (socket / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
    pid = _noted_pid(folder)
    if pid is not None and _exists(pid):
        lines = _lines(folder)
        lines[PID_LINE] = str(os.getpid())
        (folder / "postmaster.pid").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _lines(folder: Path) -> list[str]:
    try:
        return (folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def _noted_pid(folder: Path) -> int | None:
    lines = _lines(folder)
    return int(lines[PID_LINE]) if lines and lines[PID_LINE].strip().isdigit() else None


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
