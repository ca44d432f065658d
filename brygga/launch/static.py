"""Style sheets, scripts and fonts under hashed names, made again when one of them changed."""

import fcntl
import shutil
from hashlib import sha256
from pathlib import Path

from brygga.launch.children import ROOT, finished, python

COLLECTED = ROOT / "build" / "collected"
MARK = ROOT / "build" / "collected.sources"


def collect_if_changed(environment: dict[str, str]) -> None:
    """Runs collectstatic only when a source was added, removed or changed since the last time."""
    MARK.parent.mkdir(exist_ok=True)
    with MARK.with_suffix(".turn").open("a", encoding="ascii") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # two demos of one checkout share the result
        _collect(_sources(), environment)


def _collect(now: str, environment: dict[str, str]) -> None:
    if COLLECTED.is_dir() and MARK.exists() and MARK.read_text(encoding="ascii") == now:
        return
    MARK.unlink(missing_ok=True)
    shutil.rmtree(COLLECTED, ignore_errors=True)
    finished("Collecting the static files", python("manage.py", "collectstatic", "--noinput"), environment)
    MARK.write_text(now, encoding="ascii")


def _sources() -> str:
    """A fingerprint of every source's path, size and time of change."""
    folders = [*(ROOT / "brygga").glob("*/static"), ROOT / "build" / "static"]
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    return sha256("\n".join(_line(file) for file in files).encode()).hexdigest()


def _line(file: Path) -> str:
    status = file.stat()
    return f"{file} {status.st_size} {status.st_mtime_ns}"
