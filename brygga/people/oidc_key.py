"""The key by which Brygga proves to an e-ID provider that it is Brygga."""

import json
import os
import secrets
from pathlib import Path

from joserfc.jwk import ECKey


class KeyMissingError(Exception):
    """There is no key file, and this is not a demo in which one may be made."""


def load(path: Path, may_be_made: bool) -> ECKey:
    """The private ES256 key in a JWK file. In a demo it is made the first time. Raises KeyMissingError."""
    if not path.exists():
        if not may_be_made:
            raise KeyMissingError(f"{path} is missing: the private key (JWK, P-256) the e-ID provider knows.")
        _make(path)
    return ECKey.import_key(json.loads(path.read_text(encoding="ascii")))


def _make(path: Path) -> None:
    """Written aside and linked into place: two processes that start at once get the same key."""
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(key.as_dict(private=True), file)
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        pass  # the other process was first, and its key stands
    finally:
        aside.unlink()
