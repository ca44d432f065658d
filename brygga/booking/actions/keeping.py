"""Writing a time: where somebody else was a moment before, nothing is changed and it is said so."""

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction

EXCLUDED = "23P01"
"""SQLSTATE exclusion_violation: somebody else was a moment before."""


class Taken(Exception):
    """The time is not free, or never was offered; nothing has been changed."""


T = TypeVar("T")


def kept(write: Callable[[], T]) -> T:
    """Write, or Taken where the database finds that somebody has that time, or the rest after it."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        if getattr(error.__cause__, "sqlstate", "") == EXCLUDED:
            raise Taken from error
        raise
