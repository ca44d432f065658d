"""Secrets at rest: AES-256-GCM for values, HMAC-SHA-256 for looking a value up without opening it.

The field key comes from the environment (BRYGGA_FIELD_KEY, 32 bytes in base64). Two working keys
are derived from it (HKDF, RFC 5869) so that an index never shares a key with a ciphertext.
"""

import base64
import hmac
import os
from functools import cache
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_VERSION = b"\x01"
_NONCE_BYTES = 12


class SealBroken(ValueError):
    """The stored value was not sealed with this key for this place."""


@cache
def _key(purpose: str) -> bytes:
    master = base64.b64decode(settings.FIELD_KEY)
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(master)


def seal(value: bytes, place: str) -> bytes:
    """Encrypt bytes; `place` (table and column) is bound in, so a value cannot be moved elsewhere."""
    return seal_under(_key("seal"), value, place)


def open_sealed(sealed: bytes | memoryview, place: str) -> bytes:
    """The bytes again. SealBroken where key, place or content differ."""
    return open_under(_key("seal"), bytes(sealed), place)


def fresh_key() -> bytes:
    """A key for one value only, kept by whoever may open it and nowhere else."""
    return AESGCM.generate_key(256)


def seal_under(key: bytes, value: bytes, place: str) -> bytes:
    """Like `seal`, with a key of the caller's own."""
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, value, place.encode())


def open_under(key: bytes, sealed: bytes, place: str) -> bytes:
    """The bytes again. SealBroken where key, place or content differ, or the key is no key."""
    nonce, body = bytes(sealed[1 : 1 + _NONCE_BYTES]), bytes(sealed[1 + _NONCE_BYTES :])
    try:
        return AESGCM(key).decrypt(nonce, body, place.encode())
    except (InvalidTag, ValueError) as error:
        raise SealBroken(f"A value in {place} cannot be opened with this key.") from error


def seal_text(value: str, place: str) -> bytes:
    return seal(value.encode(), place)


def open_text(sealed: bytes | memoryview, place: str) -> str:
    return open_sealed(sealed, place).decode()


def blind_index(value: str) -> str:
    """64 hex characters, equal for equal values, telling nothing of them without the key."""
    return hmac.new(_key("index"), value.encode(), sha256).hexdigest()
