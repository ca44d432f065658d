"""Requests come whole or not at all: what was cut off on the way is never taken for what somebody meant.

Servers hand over what arrived before a connection broke, and Django takes it for the form. Half a message would be
kept, and then, when the page sends it again, the whole one beside it.
"""

from collections.abc import Callable, Iterable
from typing import Any

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class CutOff(OSError):
    """Less came than was said to come."""


class Whole:
    """A request's body of which every byte must come. Django turns the error into an answer nobody hears."""

    def __init__(self, stream: Any, length: int) -> None:
        self._stream, self._left = stream, length

    def read(self, size: int = -1) -> bytes:
        """So many bytes, or all that are left."""
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        parts = []
        while wanted:
            part = self._stream.read(wanted)
            if not part:
                raise CutOff("The request was cut off.")
            parts.append(part)
            wanted -= len(part)
            self._left -= len(part)
        return b"".join(parts)

    def readline(self, size: int = -1) -> bytes:
        most = self._left if size is None or size < 0 else min(size, self._left)
        line: bytes = self._stream.readline(most)
        if not line and most:
            raise CutOff("The request was cut off.")
        self._left -= len(line)
        return line


def whole(application: Wsgi) -> Wsgi:
    """The application, given whole requests only."""

    def called(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdecimal():
            environ["wsgi.input"] = Whole(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return called
