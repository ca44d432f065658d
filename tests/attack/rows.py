"""A row in every table of a case, so that "sees nothing" means something."""

from collections.abc import Callable
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from django.contrib.postgres.fields import RangeField
from django.db import connections, models

from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.ground.models import Wall
from brygga.ground.walls import guarded_models

SECRET = "hemligt"
Field: TypeAlias = "models.Field[Any, Any]"


def tables(*walls: Wall) -> list[type[models.Model]]:
    return [model for model, guard in guarded_models() if guard.wall in walls]


def filled(case: Any, person: UUID) -> dict[str, UUID]:
    """As the owner, put a row into each table of cases and persons; table name -> id of the row."""
    made: dict[str, UUID] = {"cases_case": case.id}
    with connections["owner"].cursor() as cursor:
        for model in tables(Wall.CASE, Wall.PERSON):
            if model._meta.db_table in made:
                continue
            row = {field.column: _value(field, case, person, made) for field in _fields(model)}
            columns, places = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
            cursor.execute(
                f"insert into {model._meta.db_table} ({columns}) values ({places})", list(row.values())
            )
            made[model._meta.db_table] = row["id"]
    connections["owner"].close()
    return made


def insertion(
    model: type[models.Model], case: Any, person: UUID, made: dict[str, UUID]
) -> tuple[str, list[Any]]:
    """SQL that would add a further row beside those made, and its values."""
    row = {field.column: _value(field, case, person, made) for field in _fields(model)}
    columns, places = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
    return f"insert into {model._meta.db_table} ({columns}) values ({places})", list(row.values())


def _fields(model: type[models.Model]) -> list[Field]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.GeneratedField)]


def _value(field: Field, case: Any, person: UUID, made: dict[str, UUID]) -> Any:
    own = {
        "municipality": case.municipality,
        "area": case.area,
        "shielded": case.shielded,
        "case_id": case.id,
    }
    if field.column in own:
        return own[field.column]
    if field.column == "person_id":
        return person
    if field.primary_key:
        return uuid7()
    if isinstance(field, models.ForeignKey):
        table = field.related_model._meta.db_table
        return None if field.null and table not in made else made[table]
    shows = field.column in field.model.guard.resident_sees.split()  # the column that makes it theirs to read
    return None if field.null and not shows else _plain(field)


def _plain(field: Field) -> Any:
    for kind, value in _PLAIN:
        if isinstance(field, kind):
            return value()
    return (str(field.choices[0][0]) if field.choices else SECRET)[: field.max_length or 1000]


_PLAIN: tuple[tuple[type, Callable[[], Any]], ...] = (
    (RangeField, lambda: "[1,2)"),
    (models.DateTimeField, clock.now),  # before DateField, which it is a kind of
    (models.DateField, clock.today),
    (models.UUIDField, uuid4),
    (models.JSONField, lambda: "{}"),
    (models.BinaryField, SECRET.encode),
    (models.BooleanField, bool),
    (models.IntegerField, lambda: 1),
)
