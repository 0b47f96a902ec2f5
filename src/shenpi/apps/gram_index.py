"""A column that finds two signs anywhere in a text: GIN on PostgreSQL, FTS5 on SQLite, the same answer from both.

It keeps what `grams.cut` made of the texts; `column__holds="厂房 王伟"` finds the rows that hold every word,
`column__names=number` those that were cut with the number as a whole. The index is made by a migration (`statements`).
The table's key is an integer called `id`; on SQLite a migration that makes the table anew must make the index anew.
"""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Lookup, TextField

from shenpi.apps import grams

Condition = tuple[str, list[Any]]
"""SQL with its parameters."""


class GramsField(TextField):
    """Texts as `grams.cut` cuts them."""


@GramsField.register_lookup
class Holds(Lookup):
    """Whether the texts hold every one of some words, each as a run of signs."""

    lookup_name = "holds"
    prepare_rhs = False
    indexed = True

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Look bigrams up in the index; read through the column for a word of one sign, as no index helps."""
        if not grams.phrases(self.rhs):
            raise EmptyResultSet
        column = self.lhs.target
        table = column.model._meta.db_table
        alias = _alias(compiler, self.lhs.alias)
        return holds(alias, table, column.column, self.rhs, indexed=self.indexed)


@GramsField.register_lookup
class Reads(Holds):
    """The same, read through the column: better where few rows are asked, and where most of them hold the words."""

    lookup_name = "reads"
    indexed = False


@GramsField.register_lookup
class Names(Lookup):
    """Whether a number was kept as a whole; two that differ in a letter for a digit may look the same."""

    lookup_name = "names"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Look the one word up in the index."""
        word = grams.sealed(self.rhs)
        if not word:
            raise EmptyResultSet
        column, alias = self.lhs.target, _alias(compiler, self.lhs.alias)
        if connection.vendor == "postgresql":
            return f'string_to_array("{alias}"."{column.column}", \' \') @> %s::text[]', [[word]]
        return _matched(alias, column.model._meta.db_table, column.column), [f'"{word}"']


def _alias(compiler: Any, alias: str) -> str:
    """Return an alias as quotes take it: those of a subquery stand without, and PostgreSQL folds them."""
    return alias if compiler.quote_name_unless_alias(alias).startswith('"') else alias.lower()


def holds(alias: str, table: str, column: str, words: str, *, indexed: bool = True) -> Condition:
    """Return what `column__holds` asks, for a statement in which the table has that alias; `words` are not empty."""
    there = f'"{alias}"."{column}"'
    wanted = grams.phrases(words)
    pairs = [phrase for phrase in wanted if indexed and len(phrase[0]) == 2]
    read = [phrase for phrase in wanted if phrase not in pairs]
    looked_up: list[str] = []
    params: list[Any] = []
    if pairs and connection.vendor == "postgresql":
        looked_up.append(f"string_to_array({there}, ' ') @> %s::text[]")
        params.append(sorted({gram for phrase in pairs for gram in phrase}))
        read += (
            pairs  # are they in this order? And where the index is not used, reading is cheaper than cutting
        )
    elif pairs:
        looked_up.append(_matched(alias, table, column))
        params.append(" ".join(f'"{" ".join(phrase)}"' for phrase in pairs))
    inside = "strpos" if connection.vendor == "postgresql" else "instr"
    conditions = [f"{inside}({there}, %s) > 0" for _phrase in read] + looked_up
    return " AND ".join(conditions), [*(" ".join(phrase) for phrase in read), *params]


def _matched(alias: str, table: str, column: str) -> str:
    index = f"{table}_{column}"
    return f'"{alias}".id IN (SELECT rowid FROM {index} WHERE {index} MATCH %s)'  # noqa: S608 - names of our own


def statements(vendor: str, table: str, column: str) -> list[str]:
    """Return what makes the index of an empty table.

    On PostgreSQL the list of what is not sorted in yet stays short: every question reads it through.
    """
    index = f"{table}_{column}"
    if vendor == "postgresql":
        return [
            f"CREATE INDEX {index} ON {table} USING gin (string_to_array({column}, ' '))"
            " WITH (gin_pending_list_limit = 256)"
        ]
    forget = f"INSERT INTO {index} ({index}, rowid, {column}) VALUES ('delete', old.id, old.{column});"  # noqa: S608 - names of our own
    keep = f"INSERT INTO {index} (rowid, {column}) VALUES (new.id, new.{column});"  # noqa: S608 - names of our own
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5({column}, content='{table}', content_rowid='id', "
        "tokenize='ascii', columnsize=0)",
        f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {keep} END",
        f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {forget} END",
        f"CREATE TRIGGER {index}_update AFTER UPDATE OF {column} ON {table} BEGIN {forget} {keep} END",
    ]
