"""What the provider keeps in memory for a short while: nothing is written down."""

import secrets
from collections.abc import Callable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Clock = Callable[[], int]


class Remembered(Generic[Thing]):
    """Things under keys, each with its own last second."""

    def __init__(self, now: Clock) -> None:
        self.now = now
        self._things: dict[str, tuple[int, Thing]] = {}

    def put(self, key: str, thing: Thing, seconds: int) -> None:
        """Keep `thing` for `seconds`; what has expired is let go at the same time."""
        now = self.now()
        self._things = {key: kept for key, kept in self._things.items() if kept[0] > now}
        self._things[key] = (now + seconds, thing)

    def put_new(self, thing: Thing, seconds: int) -> str:
        """Keep `thing` under a key nobody can guess (256 bits)."""
        key = secrets.token_urlsafe(32)
        self.put(key, thing, seconds)
        return key

    def get(self, key: str) -> Thing | None:
        """The thing, if its time is not out."""
        until, thing = self._things.get(key, (0, None))
        return thing if until > self.now() else None

    def take(self, key: str) -> Thing | None:
        """The thing, once."""
        thing = self.get(key)
        self._things.pop(key, None)
        return thing
