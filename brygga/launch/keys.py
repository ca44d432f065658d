"""Secrets made once and kept in DATA/secrets, each in a file that only its owner may read."""

import base64
import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

from brygga.launch.faults import LaunchError

OTHERS = 0o077


def secret_folder(data: Path) -> Path:
    """DATA/secrets, made if missing. Raises LaunchError if others on the machine may enter it."""
    folder = data / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    refuse_if_open_to_others(folder)
    return folder


def refuse_if_open_to_others(path: Path) -> None:
    """We do not quietly mend it: whoever could read the secret may have done so."""
    if path.stat().st_mode & OTHERS:
        raise LaunchError(
            f"{path} can be read by others on this machine. Delete it if its content may have leaked, "
            f"or run `chmod go-rwx {path}` and start again."
        )


def kept_secret(data: Path, name: str, make: Callable[[], str]) -> str:
    """The secret of that name, made the first time. Two processes that start at once get the same one."""
    path = secret_folder(data) / name
    if not path.exists():
        _create_whole(path, make())
    refuse_if_open_to_others(path)
    return path.read_text(encoding="ascii").strip()


def _create_whole(path: Path, value: str) -> None:
    """Written aside and linked into place, so a half-written secret is never read as a whole one."""
    descriptor, name = tempfile.mkstemp(dir=path.parent)  # 0600 from the first moment
    aside = Path(name)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(value + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        pass  # another process was first, and its secret stands
    finally:
        aside.unlink()


def password() -> str:
    """A password of 256 bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def key_32_bytes() -> str:
    """A key of 32 random bytes as standard base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")
