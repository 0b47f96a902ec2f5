"""The suite's database as it once stood, kept whole and brought back whole.

Copying a database costs less than making its rows anew, and than emptying its hundred tables: there triggers that
refuse DELETE must step aside, and Django makes its own rows again.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection, connections

EMPTY = "empty"
"""The tables as migrations leave them."""
_kept: set[str] = set()


def keep(name: str) -> None:
    """Keep the database as it stands now, until the run ends."""
    if connection.vendor == "postgresql":
        _copy(_own(), source(name))
    else:
        connection.ensure_connection()
        with closing(sqlite3.connect(source(name))) as kept:
            connection.connection.backup(kept)
    _kept.add(name)


def bring_back(name: str) -> bool:
    """Make the database what it was when it was kept; tells whether it was."""
    if name not in _kept:
        return False
    if connection.vendor == "postgresql":
        _copy(source(name), _own())
    else:
        connection.ensure_connection()
        with closing(sqlite3.connect(source(name))) as kept:
            kept.backup(connection.connection)
    return True


def source(name: str) -> str:
    """Return where a kept database is: a file, or a database that others can be made from."""
    return f"{_own()}_{name}"


def give_tables(folder: Path) -> None:
    """Give a data directory with nothing in it the database that `shenpi migrate` would make there."""
    shutil.copyfile(source(EMPTY), folder / "shenpi.sqlite3")


def forget() -> None:
    """Drop the database and what was kept of it, for a server that outlives the run; files go with their folder."""
    connections.close_all()
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            for name in (_own(), *map(source, _kept)):
                cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    _kept.clear()


def _own() -> str:
    return str(connection.settings_dict["NAME"])


def _copy(old: str, new: str) -> None:
    """Make a database as a copy of another, which nobody may be connected to: a page's late request may still be."""
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [old])
        cursor.execute(f'DROP DATABASE IF EXISTS "{new}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{new}" TEMPLATE "{old}" STRATEGY file_copy')
