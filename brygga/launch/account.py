"""Who PostgreSQL runs as. It refuses root, so root lends it an account that already exists."""

import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

from brygga.launch.faults import LaunchError

# `postgres` where a distribution made it, else the account every Unix has for those who own nothing.
CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An operating-system account; `borrowed` when we are root and must step down to it."""

    uid: int
    gid: int
    borrowed: bool

    def command(self, arguments: list[str], paths: tuple[Path, ...]) -> list[str]:
        """The command line that runs `arguments` as this account and can reach `paths`."""
        if not self.borrowed:
            return arguments
        return [*self._step_down(paths), *arguments]

    def _step_down(self, paths: tuple[Path, ...]) -> list[str]:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            raise LaunchError(
                "PostgreSQL does not run as root, and `setpriv` (package util-linux) is not here to change user. "
                "Install it, or start as an ordinary user."
            )
        reach = [] if all(self._may_reach(path) for path in paths) else self._pass_through()
        return [setpriv, f"--reuid={self.uid}", f"--regid={self.gid}", "--clear-groups", *reach, "--"]

    @staticmethod
    def _pass_through() -> list[str]:
        """A checkout under /root is closed to all others: lend one capability rather than open the folder."""
        capability = "+dac_read_search" if _holds_dac_read_search() else "+dac_override"
        return [f"--inh-caps=-all,{capability}", f"--ambient-caps=-all,{capability}"]

    def _may_reach(self, path: Path) -> bool:
        return all(self._may_enter(folder) for folder in path.resolve().parents)

    def _may_enter(self, folder: Path) -> bool:
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & 0o100)
        if status.st_gid == self.gid:
            return bool(status.st_mode & 0o010)
        return bool(status.st_mode & 0o001)

    def give(self, path: Path) -> None:
        """Makes the account owner of one file or folder."""
        if self.borrowed:
            os.chown(path, self.uid, self.gid)


def account_for(cluster: Path) -> Account:
    """Ourselves, or when we are root: BRYGGA_PG_USER, the cluster's present owner, `postgres` or `nobody`."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), borrowed=False)
    owner = _owner(cluster)
    if owner is not None:
        return Account(owner.pw_uid, owner.pw_gid, borrowed=True)
    names = (os.environ["BRYGGA_PG_USER"],) if "BRYGGA_PG_USER" in os.environ else CANDIDATES
    for name in names:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, borrowed=True)
    raise LaunchError(
        f"PostgreSQL does not run as root, and there is no account named {' or '.join(names)}. "
        "Set BRYGGA_PG_USER to an ordinary account, or start as an ordinary user."
    )


def _owner(cluster: Path) -> pwd.struct_passwd | None:
    try:
        uid = cluster.stat().st_uid
        return pwd.getpwuid(uid) if uid != 0 else None
    except (FileNotFoundError, KeyError):
        return None


def _holds_dac_read_search() -> bool:
    """Containers often leave it out and keep the wider dac_override."""
    number = 2
    for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("CapBnd:"):
            return bool(int(line.split()[1], 16) >> number & 1)
    return False
