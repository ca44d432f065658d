"""What must be in place, written with explicit all and any, turned into plain alternatives."""

from collections.abc import Callable, Container, Iterable, Mapping
from itertools import product

from brygga.law.files import Row
from brygga.law.terms import Need

Ways = tuple[tuple[str, ...], ...]


def ways(expression: object, named: Mapping[str, Need], known: frozenset[str], row: Row) -> Ways:
    """Every way to meet an expression, each a tuple of instrument codes that are all needed.

    An expression is a code, the name of another expression, or a row with one of `all` and `any`.
    """
    match expression:
        case str() if expression in named:
            return named[expression].ways
        case str() if expression in known:
            return ((expression,),)
        case {"all": [_, *_] as parts, **rest} if not rest:
            return _shortest(map(_together, product(*_each(parts, named, known, row))))
        case {"any": [_, *_] as parts, **rest} if not rest:
            return _shortest(way for part in _each(parts, named, known, row) for way in part)
    raise row.fail(
        f"{expression!r} is not a requirement; write a code of instruments.yaml, a name of "
        "requirements.yaml, or one of all: [...] and any: [...]."
    )


def _each(parts: Iterable[object], named: Mapping[str, Need], known: frozenset[str], row: Row) -> list[Ways]:
    return [ways(part, named, known, row) for part in parts]


def _together(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for part in parts for code in part))


def _shortest(found: Iterable[tuple[str, ...]]) -> Ways:
    """Drop every way that asks for more than another way does."""
    distinct = tuple(dict.fromkeys(found))
    return tuple(way for way in distinct if not any(set(other) < set(way) for other in distinct))


def nearest(
    open_ways: Ways, held: Container[str], effort: Callable[[str], int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The way with the least left to do, and what it lacks; the first written wins a draw."""
    best, least = None, 0
    for way in open_ways:
        lacking = tuple([code for code in way if code not in held])
        if not lacking:
            return way, lacking
        left = sum(map(effort, lacking))
        if best is None or left < least:
            best, least = (way, lacking), left
    if best is None:
        raise ValueError("There is no way to choose among.")
    return best
