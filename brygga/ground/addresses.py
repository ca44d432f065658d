"""Addresses by name. A page has some thirty of them, and most are the same on the next page."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.urls import reverse

_PLACES = tuple(UUID(int=(0xFFFF_FFFF << 96) + number) for number in range(4))
_MARKS = tuple(str(place) for place in _PLACES)


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """Like Django's `reverse`, with the parts of the path by name or place.

    Remembered per process, once for all ids: those are put in afterwards.
    """
    ids: list[UUID] = []
    for part, value in kwargs.items():
        if isinstance(value, UUID):
            kwargs[part] = _PLACES[len(ids)]
            ids.append(value)
    found = _remembered(settings.ROOT_URLCONF, name, args, tuple(kwargs.items()))
    for mark, ident in zip(_MARKS, ids, strict=False):
        found = found.replace(mark, str(ident))
    return found


def own_house(request: HttpRequest) -> str:
    """The slug of the municipality whose own host name was asked for; empty under the common name."""
    host, _port = split_domain_port(request.get_host())
    return str(settings.MUNICIPAL_HOSTS.get(host, ""))


def absolute(request: HttpRequest, path: str) -> str:
    """The whole address under the name that was asked for: a session lives under one host name only."""
    if own_house(request):
        return f"{settings.BASE_URL.partition(':')[0]}://{request.get_host()}{path}"
    return f"{settings.BASE_URL}{path}"


@lru_cache(maxsize=8192)
def _remembered(urlconf: str, name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, urlconf, args or None, dict(kwargs) or None)
