"""Many rows at once: the shortest way into each database.

On PostgreSQL rows travel by binary COPY, which is several times quicker than the ORM's statements; what may be there
already goes through a temporary table of the connection. SQLite takes one prepared statement, row by row: the ORM's
bulk statements cost five times as much in writing them as in running them.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import JSONField, Model
from django.db.models.base import ModelState
from psycopg.types.json import Jsonb

M = TypeVar("M", bound=Model)
_FEW = 40
"""Below this many rows one ordinary statement is quicker than the temporary table."""


def fresh(blank: M, **values: Any) -> M:
    """Return a new instance like `blank` with these values, without the price of `Model.__init__`."""
    made = type(blank).__new__(type(blank))
    made.__dict__.update(blank.__dict__, _state=ModelState(), **values)
    return made


def append(model: type[Model], rows: Sequence[Any]) -> None:
    """Insert rows that are not there yet: objects with the model's fields; the database gives them their keys."""
    if connection.vendor == "sqlite":
        _one_by_one(model, rows, "")
    elif len(rows) < _FEW:
        model._default_manager.bulk_create(model(**vars(row)) for row in rows)
    else:
        _copy(_table(model), _columns(model), rows)


def begin(model: type[M], rows: Sequence[M]) -> set[Any]:
    """Insert rows whose primary keys are not taken yet; return the keys of those that are certainly ours."""
    if connection.vendor == "sqlite":
        _one_by_one(model, rows, "ON CONFLICT DO NOTHING")
        return {row.pk for row in rows}
    return {key for (key,) in _through(model, rows, f'"{model._meta.pk.column}"', "")}


def put(model: type[M], rows: Sequence[M], *, keep: frozenset[str] = frozenset()) -> None:
    """Insert rows by primary key, or overwrite them but for the fields `keep`."""
    key = model._meta.pk
    fields = [field for field in model._meta.concrete_fields if field is not key and field.name not in keep]
    changes = ", ".join(f'"{field.column}" = excluded."{field.column}"' for field in fields)
    if connection.vendor == "sqlite":
        _one_by_one(model, rows, f'ON CONFLICT ("{key.column}") DO UPDATE SET {changes}')
    elif len(rows) < _FEW:
        names = [field.name for field in fields]
        model._default_manager.bulk_create(
            rows, update_conflicts=bool(rows), unique_fields=[key.name], update_fields=names
        )
    else:
        _through(model, rows, f'"{key.column}"', changes)


def add(model: type[M], rows: Sequence[M], unique: Sequence[str], figures: Sequence[str]) -> None:
    """Add the figures of rows to those with the same `unique` fields, or insert them."""
    if not rows:
        return
    table = _table(model)
    changes = ", ".join(f'"{name}" = {table}."{name}" + excluded."{name}"' for name in figures)
    target = ", ".join(f'"{name}"' for name in unique)
    if connection.vendor == "postgresql":
        _through(model, rows, target, changes)
        return
    names = (*unique, *figures)
    known = {field.name: field for field in model._meta.concrete_fields}
    fields = [known[name] for name in names]
    values = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows
    ]
    marks = ", ".join(["%s"] * len(names))
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - names of our own models
            f" ON CONFLICT ({target}) DO UPDATE SET {changes}",
            values,
        )


def _one_by_one(model: type[Model], rows: Sequence[Any], conflict: str) -> None:
    """Insert rows on SQLite, whose statements cost nothing to send, as its own types."""
    columns = _columns(model)
    names = ", ".join(f'"{column}"' for column, _name, _json in columns)
    marks = ", ".join(["%s"] * len(columns))
    attributes = [(name, json) for _column, name, json in columns]
    values = [
        [_dumped(row.__dict__[n]) if j else _plain(row.__dict__[n]) for n, j in attributes] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {_table(model)} ({names}) VALUES ({marks}) {conflict}",  # noqa: S608
            values,
        )


def _plain(value: Any) -> Any:
    if type(value) is UUID:
        return value.hex
    if type(value) is datetime:
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return value


_dumped: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _through(model: type[M], rows: Sequence[M], target: str, changes: str) -> list[tuple[Any, ...]]:
    """Copy rows into the connection's temporary table, then insert or change them in the order they came.

    Without `changes` a row that is there stays as it is. Returns the keys of the rows inserted or changed.
    """
    table, taken, columns = _table(model), f"taken_{model._meta.db_table}", _columns(model)
    names = ", ".join(f'"{column}"' for column, _name, _json in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE IF NOT EXISTS {taken} ON COMMIT DELETE ROWS"  # noqa: S608
            f" AS SELECT {names} FROM {table} WITH NO DATA"
        )
    _copy(taken, columns, rows)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM {taken}"  # noqa: S608
            f" ON CONFLICT ({target}) DO {f'UPDATE SET {changes}' if changes else 'NOTHING'}"
            f' RETURNING "{model._meta.pk.column}"'
        )
        written: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.execute(f"DELETE FROM {taken}")  # noqa: S608 - the transaction may bring more
    return written


def _copy(table: str, columns: Sequence[tuple[str, str, bool]], rows: Sequence[Any]) -> None:
    """Send rows in the database's own binary form, a third of the price of text for both sides."""
    names = ", ".join(f'"{column}"' for column, _name, _json in columns)
    attributes = [(name, json) for _column, name, json in columns]
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        types = _types(cursor, table, names)
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(types)
            for row in rows:
                told = row.__dict__
                copy.write_row([Jsonb(told[n], _dumped) if j else told[n] for n, j in attributes])


def _types(cursor: Any, table: str, names: str) -> list[int]:
    """Return the database's types of a table's columns, which a binary row must match to the byte."""
    cursor.execute(f"SELECT {names} FROM {table} LIMIT 0")  # noqa: S608 - names of our own models
    return [column.type_code for column in cursor.description]


def _columns(model: type[Model]) -> list[tuple[str, str, bool]]:
    """Return column, attribute and whether it is JSON, of every field that the database does not number."""
    return [
        (str(field.column), field.attname, isinstance(field, JSONField))
        for field in model._meta.concrete_fields
        if not getattr(field, "db_returning", False)
    ]


def _table(model: type[Any]) -> str:
    return f'"{model._meta.db_table}"'
