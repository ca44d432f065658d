"""The folder PostgreSQL keeps its data in: made whole or not at all, checked before every start."""

import locale
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from brygga.launch.account import Account
from brygga.launch.binaries import Binaries
from brygga.launch.faults import LaunchError

SUPERUSER = "postgres"
ROOM_NEEDED = 200 * 1024 * 1024
BUILTIN_LOCALE_SINCE = 17
OPEN_TO_OTHERS = 0o027  # PostgreSQL itself accepts 0700 and 0750


@dataclass(frozen=True)
class Cluster:
    """One data folder, the programs that serve it and the account that owns it."""

    folder: Path
    binaries: Binaries
    account: Account

    def run(self, program: str, *arguments: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Runs one of PostgreSQL's programs as the cluster's account."""
        return subprocess.run(
            self.command(program, *arguments),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            env=environment(),
            cwd="/",
        )

    def command(self, program: str, *arguments: str) -> list[str]:
        """The command line for one of PostgreSQL's programs as the cluster's account."""
        paths = (self.folder.parent, self.binaries.folder / program)
        return self.account.command([self.binaries.program(program), *arguments], paths)


def environment() -> dict[str, str]:
    """Nothing of the caller's PG* variables, and messages in a language that logs can be searched in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": _locale(), "LC_MESSAGES": "C", "TZ": "UTC"}


def ready_cluster(cluster: Cluster, password: str, durable: bool) -> None:
    """Makes the cluster if there is none; refuses one that another version made or that others can read."""
    if (cluster.folder / "PG_VERSION").exists():
        _refuse_other_major(cluster)
        _refuse_open_to_others(cluster.folder)
        return
    if cluster.folder.exists() and any(cluster.folder.iterdir()):
        raise LaunchError(
            f"{cluster.folder} is not empty and is no PostgreSQL data folder. Choose another DATA, or move it away."
        )
    _refuse_little_room(cluster.folder.parent)
    _make(cluster, password, durable)


def _refuse_other_major(cluster: Cluster) -> None:
    made_by = (cluster.folder / "PG_VERSION").read_text(encoding="ascii").strip()
    if made_by != str(cluster.binaries.major):
        raise LaunchError(
            f"{cluster.folder} was made by PostgreSQL {made_by}, and the programs here are version "
            f"{cluster.binaries.major}. Start once more with BRYGGA_PG_BIN set to the programs of version {made_by}, "
            f"save the data with their `pg_dumpall`, and load it into a new DATA; nothing was changed."
        )


def _refuse_open_to_others(folder: Path) -> None:
    if folder.stat().st_mode & OPEN_TO_OTHERS:
        raise LaunchError(
            f"Others on this machine can enter {folder}. "
            f"Run `chmod 700 {folder}` if what is in it can still be trusted."
        )


def _refuse_little_room(folder: Path) -> None:
    if shutil.disk_usage(folder).free < ROOM_NEEDED:
        raise LaunchError(f"Less than 200 MB is free where {folder} lies. Make room, or choose another DATA.")


def _make(cluster: Cluster, password: str, durable: bool) -> None:
    """`initdb` beside the final place, then one rename: a killed start leaves no half cluster."""
    workshop = Path(tempfile.mkdtemp(prefix=".initdb-", dir=cluster.folder.parent))
    try:
        cluster.account.give(workshop)
        secret = workshop / "password"
        secret.touch(mode=0o600)
        secret.write_text(password + "\n", encoding="ascii")
        cluster.account.give(secret)
        made = workshop / "cluster"
        answer = cluster.run("initdb", *_initdb_arguments(cluster.binaries.major, made, secret, durable))
        if answer.returncode != 0:
            raise LaunchError(explained(f"PostgreSQL could not make {cluster.folder}", answer.stderr))
        made.rename(cluster.folder)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _initdb_arguments(major: int, made: Path, secret: Path, durable: bool) -> list[str]:
    arguments = [
        f"--pgdata={made}",
        f"--username={SUPERUSER}",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--data-checksums",
        "--encoding=UTF8",
        f"--locale={_locale()}",
        "--lc-messages=C",
    ]
    if major >= BUILTIN_LOCALE_SINCE:
        arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return arguments if durable else [*arguments, "--no-sync"]


def _locale() -> str:
    """C.UTF-8, or plain C on the few systems without it."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return "C"
    locale.setlocale(locale.LC_CTYPE, before)
    return "C.UTF-8"


def explained(what: str, said: str) -> str:
    """A sentence from the last thing PostgreSQL said, with advice where we know the cause."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "error:" in line or "PANIC" in line]
    last = (telling or lines or ["it said nothing"])[-1]
    advice = "The disk is full: make room, or choose another DATA." if "No space left" in said else ""
    return f"{what}: {last} {advice}".strip()
