"""The tables, made by migrations once a run: by the process that controls the workers, while they collect their tests.

A worker makes a copy: the hundred migrations cost seconds, the copy a fraction of one.
"""

import os
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases

from tests.support import postgres, snapshots

NAME = "tables"
PATIENCE = 120  # seconds; then a worker makes its own


def leave() -> None:
    """Make the tables and leave them to the workers, in the folder that theirs lie in."""
    made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    unfinished = settings.SHENPI_DATA_DIR / f"{NAME}.unfinished"
    if connection.vendor == "postgresql":
        postgres.dump(connection.settings_dict["NAME"], unfinished)
    else:
        snapshots.keep(snapshots.EMPTY)
        Path(snapshots.source(snapshots.EMPTY)).rename(unfinished)
    connections.close_all()
    teardown_databases(made, verbosity=0)
    unfinished.rename(settings.SHENPI_DATA_DIR / NAME)


def take() -> bool:
    """Put the tables that were left into our own database-to-be; tells whether there were any."""
    left = settings.SHENPI_DATA_DIR.parent / NAME
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return False
    deadline = time.monotonic() + PATIENCE
    while not left.exists():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    name = connection.creation._get_test_db_name()
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        postgres.fill(name, left)
    else:
        shutil.copyfile(left, name)
    return True
