"""Rows without the price of the ORM: statements made once per model, values converted by the model's own fields.

An act reads a handful of rows under a lock and writes a handful of rows. The ORM costs several times more than
the statements themselves (measured: ../shared/peers, lesson 2), so acts use these; pages use the ORM.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache, lru_cache
from itertools import count
from typing import Any, TypeVar, cast
from uuid import UUID

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import (
    AutoField,
    BooleanField,
    CharField,
    DateTimeField,
    Field,
    ForeignKey,
    IntegerField,
    Model,
    OneToOneField,
    TextField,
    UUIDField,
)
from django.db.models.base import ModelState
from django.db.models.expressions import Col

M = TypeVar("M", bound=Model)
Statement = tuple[str, Sequence[Any]]
Columns = tuple[tuple[type[Model], str], ...]
Converters = list[tuple[int, Col, list[Callable[..., Any]]]]


@cache
def vendor() -> str:
    """Return which database this is: "postgresql" or "sqlite". Asking the connection itself costs at every touch."""
    return connection.vendor


class Cursor:
    """Runs an act's statements on the driver's own cursor.

    Django's binds on the client on PostgreSQL, so that every statement is parsed and planned anew (here each is
    prepared once per connection), and on SQLite rewrites every statement's place marks each time.
    """

    def __init__(self) -> None:
        database = connections[DEFAULT_DB_ALIAS]  # the thing itself: `connection` looks for it at every touch
        database.ensure_connection()
        self._prepares = vendor() == "postgresql"
        driver = database.connection
        self._cursor: Any = psycopg.RawCursor(driver) if self._prepares else driver.cursor()

    def execute(self, sql: str, params: Sequence[Any]) -> None:
        """Run one statement; inside a pipeline its result arrives with the next fetch."""
        if self._prepares:
            self._cursor.execute(_numbered_marks(sql), params, prepare=True)
        else:
            self._cursor.execute(_question_marks(sql), params)

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return the rows of the last statement."""
        rows: list[tuple[Any, ...]] = self._cursor.fetchall()
        return rows


@lru_cache(maxsize=1024)
def _numbered_marks(sql: str) -> str:
    numbers = count(1)
    return re.sub("%s", lambda _mark: f"${next(numbers)}", sql)


@lru_cache(maxsize=1024)
def _question_marks(sql: str) -> str:
    return sql.replace("%s", "?")


def select(model: type[M], where: str, *, lock: bool = False) -> str:
    """Return SQL that reads every column of `model` where `where` (SQL text with %s); `lock` for update."""
    return _select(model, where, lock, vendor())


def find(model: type[M], where: str, params: Sequence[Any], *, lock: bool = False) -> list[M]:
    """Return the instances where `where` (SQL text with %s for each of `params`) holds; `lock` for update."""
    cursor = Cursor()
    cursor.execute(select(model, where, lock=lock), [stored(each) for each in params])
    return load(model, cursor.fetchall())


def among(model: type[M], keys: Iterable[Any], *, lock: bool = False) -> list[M]:
    """Return the instances with these primary keys in the order of their keys, in which `lock` locks them."""
    key = f'"{model._meta.pk.column}"'
    asked: Any = [stored(each) for each in keys]
    if vendor() == "postgresql":
        # Not `= ANY(%s)`: a plan made once for every array compares each row with each key.
        kind = model._meta.pk.db_type(connections[DEFAULT_DB_ALIAS])
        where = f"{key} IN (SELECT unnest(%s::{kind}[]))"
    else:
        where, asked = f"{key} IN (SELECT value FROM json_each(%s))", json.dumps(asked)  # noqa: S608 - names of our own models
    return find(model, f"{where} ORDER BY {key}", [asked], lock=lock)


def load(model: type[M], rows: Iterable[Sequence[Any]]) -> list[M]:
    """Build instances from rows that `select` read."""
    names, converters = _reading(model, vendor())
    found = []
    for values in _converted(rows, converters):
        # What `Model.from_db` does, without its signals and its search for deferred fields (half of the price).
        instance = model.__new__(model)
        instance.__dict__.update(zip(names, values, strict=True))
        instance._state = ModelState()
        instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS
        found.append(instance)
    return found


def read(columns: Columns, rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """Return the values of rows as these fields give them, each named by its model and its own name."""
    return _converted(rows, _reading_columns(columns, vendor()))


def stored(value: Any) -> Any:
    """Return an identifier or a moment as the driver takes it."""
    if vendor() == "postgresql":
        return value
    if isinstance(value, UUID):
        return value.hex
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def insert(instance: Model) -> Statement:
    """Return the statement that inserts `instance`; its key is already set, or the database's to give."""
    sql, fields = _insert(type(instance), vendor())
    return sql, _values(fields, instance)


def update(instance: Model, names: Iterable[str]) -> Statement:
    """Return the statement that writes the named fields of `instance` by its key."""
    sql, fields = _update(type(instance), tuple(sorted(names)), vendor())
    return sql, _values(fields, instance)


def delete(instance: Model) -> Statement:
    """Return the statement that deletes `instance` by its key."""
    meta = instance._meta
    key = meta.pk
    return f'DELETE FROM "{meta.db_table}" WHERE "{key.column}" = %s', _values([key], instance)  # noqa: S608 - names of our own models


def delete_where(model: type[Model], **values: Any) -> Statement:
    """Return the statement that deletes the rows of `model` with these column values (attribute names)."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    condition = " AND ".join(f'"{fields[name].column}" = %s' for name in values)
    params = [fields[name].get_db_prep_value(value, connection) for name, value in values.items()]
    return f'DELETE FROM "{model._meta.db_table}" WHERE {condition}', params  # noqa: S608 - names of our own models


def together(statements: Sequence[Statement]) -> Statement:
    """Return one PostgreSQL statement that does them all: one to plan, send and answer instead of many.

    They run on one snapshot and in no fixed order, so no two may write the same row, and none may read what another
    writes; foreign keys are checked at the end of the transaction.
    """
    parts = ", ".join(f"w{number} AS ({sql})" for number, (sql, _params) in enumerate(statements))
    return f"WITH {parts} SELECT 1", [value for _sql, params in statements for value in params]


_ALWAYS_PLAIN = (CharField, TextField, IntegerField, BooleanField)
_PLAIN_ON_POSTGRESQL = (*_ALWAYS_PLAIN, UUIDField, DateTimeField, ForeignKey, OneToOneField)
"""Fields whose values the driver takes as they are."""


def _values(fields: Iterable[Field[Any, Any]], instance: Model) -> list[Any]:
    plain = _PLAIN_ON_POSTGRESQL if vendor() == "postgresql" else _ALWAYS_PLAIN
    found = []
    for field in fields:
        value = getattr(instance, field.attname)
        if value is not None and type(field) not in plain:
            value = field.get_db_prep_save(value, connections[DEFAULT_DB_ALIAS])
        found.append(value)
    return found


@lru_cache(maxsize=256)
def _select(model: type[Model], where: str, lock: bool, vendor: str) -> str:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    tail = " FOR UPDATE" if lock and vendor == "postgresql" else ""
    return f'SELECT {columns} FROM "{model._meta.db_table}" WHERE {where}{tail}'  # noqa: S608 - names of our own models


def _converted(rows: Iterable[Sequence[Any]], converters: Converters) -> Iterator[list[Any]]:
    database = connections[DEFAULT_DB_ALIAS]
    for row in rows:
        values = list(row)
        for position, column, functions in converters:
            for convert in functions:
                values[position] = convert(values[position], column, database)
        yield values


@lru_cache(maxsize=64)
def _reading(model: type[Model], vendor: str) -> tuple[list[str], Converters]:
    fields = model._meta.concrete_fields
    return [field.attname for field in fields], _converters(fields)


@lru_cache(maxsize=64)
def _reading_columns(columns: Columns, vendor: str) -> Converters:
    return _converters([cast("Field[Any, Any]", model._meta.get_field(name)) for model, name in columns])


def _converters(fields: Iterable[Field[Any, Any]]) -> Converters:
    converters = []
    for position, field in enumerate(fields):
        column = field.get_col(field.model._meta.db_table)
        functions = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
        if functions:
            converters.append((position, column, functions))
    return converters


@lru_cache(maxsize=64)
def _insert(model: type[Model], vendor: str) -> tuple[str, tuple[Field[Any, Any], ...]]:
    fields = tuple(field for field in model._meta.concrete_fields if not isinstance(field, AutoField))
    columns = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks})', fields  # noqa: S608 - names of our own models


@lru_cache(maxsize=256)
def _update(
    model: type[Model], names: tuple[str, ...], vendor: str
) -> tuple[str, tuple[Field[Any, Any], ...]]:
    meta = model._meta
    named = {field.name: field for field in meta.concrete_fields}
    fields = [named[name] for name in names]
    changes = ", ".join(f'"{field.column}" = %s' for field in fields)
    return f'UPDATE "{meta.db_table}" SET {changes} WHERE "{meta.pk.column}" = %s', (*fields, meta.pk)  # noqa: S608 - names of our own models
