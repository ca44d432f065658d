"""Questions asked on nearly every page, and rows written in nearly every act, put into SQL once per process.

    _clocks = Often(lambda case: Clock.objects.filter(case=case, met_at=None).order_by("due_on"))
    _clocks(case=case.id)

Composing a query costs Django several times what PostgreSQL needs to answer it. Here the queryset is composed
with stand-ins for its values, and asked again only the values travel. Both walls hold as always: a reach must be
in force, its focus is one of the values, and the database judges every row. What changes the shape of the
question (a None, a list, a limit) is another question.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, models, transaction
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, ValuesIterable

from brygga.ground import tenancy

_FOCUS = "the focus of the reach"
_STAND_INS: dict[type, Callable[[], Any]] = {
    UUID: uuid4,
    int: lambda: 1_000_000_000 + secrets.randbelow(1_000_000_000),
    str: lambda: secrets.token_hex(16),
    datetime: lambda: datetime(1, 1, 2, tzinfo=UTC) + timedelta(microseconds=secrets.randbits(40)),
    date: lambda: date(1, 1, 2) + timedelta(days=secrets.randbelow(300_000)),
}


@dataclass(frozen=True)
class _Composed:
    """SQL, what stands where in it (a name, or a constant), and how a row becomes what was asked for."""

    sql: str
    places: tuple[tuple[str | None, Any], ...]
    made: Callable[[Sequence[Any]], Any]
    converted: Callable[[list[Any]], Iterable[Sequence[Any]]]


class Often:
    """A question whose shape never changes. ask: its named values in, a queryset of models or `.values()` out."""

    def __init__(self, ask: Callable[..., QuerySet[Any]]) -> None:
        self._ask = ask
        self._known: dict[bool, _Composed] = {}

    def __call__(self, **values: Any) -> list[Any]:
        """All rows. Values are UUID, int, str, datetime or date."""
        reach = tenancy.required()
        narrow = reach.focus is not None
        composed = self._known.get(narrow)
        if composed is None:
            composed = self._known[narrow] = self._composed(values, reach)
        values[_FOCUS] = reach.focus
        asked = [constant if name is None else values[name] for name, constant in composed.places]
        with connection.cursor() as cursor:
            cursor.execute(composed.sql, asked)
            rows = cursor.fetchall()
        return [composed.made(row) for row in composed.converted(rows)]

    def first(self, **values: Any) -> Any:
        """The first row, or None."""
        return next(iter(self(**values)), None)

    def _composed(self, values: dict[str, Any], reach: tenancy.Reach) -> _Composed:
        stand_ins = {name: _STAND_INS[type(value)]() for name, value in values.items()}
        focus = None if reach.focus is None else _STAND_INS[int]()
        with tenancy.imagined(replace(reach, focus=focus)):
            rows = self._ask(**stand_ins)
            compiler = rows.query.get_compiler(connection=connection)
            sql, params = compiler.as_sql()
        names = {stand_in: name for name, stand_in in (stand_ins | {_FOCUS: focus}).items()}
        places = tuple((names.get(param), param) if _plain(param) else (None, param) for param in params)
        lost = set(stand_ins) - {name for name, _ in places}
        if lost:
            raise LookupError(f"The values {sorted(lost)} do not reach the database as they are.")
        converters = compiler.get_converters([column[0] for column in compiler.select])
        return _Composed(
            sql,
            places,
            _maker(rows, compiler),
            (lambda found: compiler.apply_converters(found, converters)) if converters else iter,
        )


def insert(*rows: models.Model) -> None:
    """Write new rows of one model in one statement, put into SQL once for each number of rows.

    What the database itself fills in (generated columns) is read when it is asked for.
    """
    if not rows:
        return
    tenancy.required()
    model = type(rows[0])
    fields = _written(model)
    values = [
        field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows for field in fields
    ]
    with transaction.mark_for_rollback_on_error(connection.alias), connection.cursor() as cursor:
        cursor.execute(_insertion(model, len(rows)), values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - as Django's save does


@cache
def _written(model: type[models.Model]) -> tuple[Any, ...]:
    return tuple(field for field in model._meta.concrete_fields if not field.generated)


@cache
def _insertion(model: type[models.Model], rows: int) -> str:
    quote, fields = connection.ops.quote_name, _written(model)
    columns = ", ".join(quote(field.column) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {', '.join([row] * rows)}"  # noqa: S608


def _plain(value: Any) -> bool:
    return isinstance(value, UUID | int | str | date) and not isinstance(value, bool)


def _maker(rows: QuerySet[Any], compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """Rows as Django's own iterables would give them; for models without what others may reach through them."""
    kind = rows._iterable_class  # noqa: SLF001 - nothing else says what rows become
    if kind is ValuesIterable:
        query = rows.query
        names = (*query.extra_select, *query.values_select, *query.annotation_select)
        return lambda row: dict(zip(names, row, strict=True))
    if kind is not ModelIterable or rows.query.select_related or rows._prefetch_related_lookups:  # type: ignore[attr-defined]  # noqa: SLF001
        raise TypeError("Only plain models and .values() can be asked for often.")
    return _model_maker(compiler)


def _model_maker(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    info, database = compiler.klass_info, compiler.connection.alias
    model, columns = info["model"], info["select_fields"]
    names = [compiler.select[column][0].target.attname for column in columns]
    begins, ends = columns[0], columns[-1] + 1
    annotations = tuple(compiler.annotation_col_map.items())

    def made(row: Sequence[Any]) -> Any:
        found = model.from_db(database, names, row[begins:ends])
        for name, column in annotations:
            setattr(found, name, row[column])
        return found

    return made
