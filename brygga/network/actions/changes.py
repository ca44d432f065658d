"""Every edit of a municipality's own settings: the row and the line of its history, kept together."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

from brygga.access.rules import StaffActor
from brygga.municipalities.actions import note_change
from brygga.network import rules

Row = TypeVar("Row", bound=models.Model)


class ChangedMeanwhile(Exception):
    """Somebody else saved first."""


class Taken(Exception):
    """Something else already has this reference or identity."""


def plain(value: Any) -> Any:
    """A value as the history keeps it."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def standing(row: models.Model, fields: Mapping[str, Any] | list[str]) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in fields}


def save(
    actor: StaffActor,
    what: str,
    row: models.Model,
    subject: str,
    values: Mapping[str, Any],
    *,
    seen: str | None = None,
) -> None:
    """Change what differs. The same form sent twice changes nothing the second time.

    seen: fingerprint of what the editor was shown; ChangedMeanwhile where that no longer stands.
    """
    with transaction.atomic():
        kept = _rows(row).select_for_update().get(pk=row.pk)
        before = standing(kept, list(values))
        after = {name: plain(value) for name, value in values.items()}
        differ = rules.differences(before, after)
        if not differ:
            return
        if seen is not None and seen != rules.fingerprint(before):
            raise ChangedMeanwhile
        for name in differ:
            setattr(kept, name, values[name])
        kept.save(update_fields=differ)
        differences = ({n: before[n] for n in differ}, {n: after[n] for n in differ})
        note_change(actor, _home(kept), what, subject, *differences)


def add(actor: StaffActor, what: str, row: Row, subject: str, fields: list[str]) -> Row:
    """Add a row once: its id comes with the form, so a second send finds the first."""
    known = _rows(row).filter(pk=row.pk).first()
    if known is not None:
        if _home(known) != _home(row):
            raise Taken
        found: Row = known
        return found
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Taken from error
    note_change(actor, _home(row), what, subject, {}, standing(row, fields))
    return row


def _rows(row: models.Model) -> "models.Manager[Any]":
    manager: models.Manager[Any] = type(row).objects  # type: ignore[attr-defined]
    return manager


def _home(row: models.Model) -> int:
    code: int = row.pk if not hasattr(row, "municipality") else row.municipality
    return code
