"""A short memory for public facts that nearly every page needs (a municipality's name and colours)."""

import time
from collections.abc import Callable, Hashable
from functools import wraps
from typing import TypeVar

SECONDS = 5.0
NOTHING_SECONDS = 1.0
MOST = 2000

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_memories: list[dict[object, tuple[float, object]]] = []


def remembered(look_up: Callable[[Key], Value]) -> Callable[[Key], Value]:
    """Remember answers for SECONDS per process. Never for anything that grants access.

    That there is nothing is remembered for a moment only, and not without end: anybody can ask for what is not there.
    """
    memory: dict[object, tuple[float, object]] = {}
    _memories.append(memory)

    @wraps(look_up)
    def answer(key: Key) -> Value:
        known = memory.get(key)
        if known is None or known[0] < time.monotonic():
            value = look_up(key)
            known = (time.monotonic() + (NOTHING_SECONDS if value is None else SECONDS), value)
            if len(memory) >= MOST:
                memory.clear()
            memory[key] = known
        return known[1]  # type: ignore[return-value]

    return answer


def forget() -> None:
    """Empty every memory: after an administrator's change, and between tests."""
    for memory in _memories:
        memory.clear()
