"""What the worker sends: a row in hand at a time, so that no other worker sends it too.

A row is claimed in a transaction of its own, with its attempt counted before it is made, and marked after. Should the
worker die in between, it is due again when the claim has run out: sent twice at worst, never lost. Needs the fields
attempts and next_try_at.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

CLAIM = timedelta(seconds=60)
"""Longer than a try can take: whoever holds a claim that has run out is gone."""


def first_due(rows: QuerySet[Any], now: datetime) -> Any:
    """The row that has waited longest, locked, or None. What another worker holds is passed by."""
    due = rows.filter(next_try_at__lte=now).select_for_update(skip_locked=True)
    return due.order_by("next_try_at", "id").first()


def claimed(rows: QuerySet[Any], now: datetime) -> Any:
    """The same, claimed, or None."""
    row = first_due(rows, now)
    if row is not None:
        row.attempts += 1
        row.next_try_at = now + CLAIM
        row.save(update_fields=["attempts", "next_try_at"])
    return row
