"""Addresses by name. A page has some thirty of them, and most are the same on the next page."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """Like Django's `reverse`, with the parts of the path by name or place; remembered per process."""
    return _remembered(settings.ROOT_URLCONF, name, args, tuple(kwargs.items()))


@lru_cache(maxsize=8192)
def _remembered(urlconf: str, name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, urlconf, args or None, dict(kwargs) or None)
