"""Fixtures for every test; the database under the suite is chosen in `tests/settings.py`."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.backends.postgresql.base import DatabaseOperations as PostgresqlOperations
from django.db.backends.sqlite3.base import DatabaseOperations as SqliteOperations
from django.test import TransactionTestCase

from tests.support import postgres

pytest_plugins = ["tests.support.browser"]
REPOSITORY = Path(__file__).resolve().parent.parent
WALKED_ON = {"phone": "sqlite", "desktop": "postgresql"}
"""Stories told at two widths are walked at one on each database: `make test` walks them all."""
GIVES_A_DATABASE = {"db", "transactional_db", "live_server", "another_database", "postgres_url"}
"""Fixtures; a test that is given none, and has no mark for it, is the same on both."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what knows no database: SQLite's pass has proved it."""
    if connection.vendor == "postgresql":
        alike = [each for each in items if not _knows_a_database(each)]
        config.hook.pytest_deselected(items=alike)
        items[:] = [each for each in items if _knows_a_database(each)]


def _knows_a_database(item: pytest.Item) -> bool:
    asks = GIVES_A_DATABASE.intersection(getattr(item, "fixturenames", ()))
    return bool(asks or item.get_closest_marker("django_db") or _is_of_django(item))


def _is_of_django(item: pytest.Item) -> bool:
    """Tell whether it is a TestCase of Django's, as Hypothesis wants them."""
    return issubclass(getattr(item, "cls", None) or object, TransactionTestCase)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SHENPI_TEST_DATABASE=postgresql")
    width = _width(item)
    if width and WALKED_ON[width] != connection.vendor:
        pytest.skip(f"the width of a page knows no database: {width} is walked on {WALKED_ON[width]}")


def _width(item: pytest.Item) -> str:
    """The width of a story that is collected at both, else nothing."""
    asked = list(item.callspec.params.values()) if hasattr(item, "callspec") else []
    width = next((each for each in WALKED_ON if each in asked), "")
    if width:
        (other,) = WALKED_ON.keys() - {width}
        if any(each.nodeid == item.nodeid.replace(width, other) for each in item.session.items):
            return width
    return ""


@pytest.fixture
def looked_at_before(request: pytest.FixtureRequest) -> bool:
    """Tell whether SQLite's pass shows the same pages as wide: how they look knows no database."""
    return connection.vendor == "postgresql" and not _width(request.node)


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    """Forget what was counted against an address: every test comes from 127.0.0.1."""
    cache.clear()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data that is not ours to ship (SHENPI_SHARED_DATA, default ../shared/data), or skip."""
    folder = Path(os.environ.get("SHENPI_SHARED_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("real data absent: set SHENPI_SHARED_DATA to the folder that holds it")
    return folder


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The URL of an empty PostgreSQL database, whatever database the suite itself runs on."""
    with postgres.database() as url:
        yield url


@pytest.fixture
def another_database() -> Iterator[Callable[[], str]]:
    """Make empty databases of the suite's kind, for machines of our own; their URLs are "" for SQLite's files."""
    with ExitStack() as stack:

        def make() -> str:
            return stack.enter_context(postgres.database()) if connection.vendor == "postgresql" else ""

        yield make


@pytest.fixture
def background() -> Callable[[], None]:
    """Do all background work (timers, documents, messages) once when the test says so; its errors are the test's."""
    from shenpi.apps import periodic
    from shenpi.config import worker

    def once() -> None:
        worker.prepare()
        for job in periodic.jobs():
            job.function()

    return once


@pytest.fixture(autouse=True, scope="session")
def flush_despite_triggers() -> Iterator[None]:
    """Let Django empty tables between transactional tests, although triggers refuse DELETE on some of them.

    PostgreSQL empties by TRUNCATE, which a statement trigger may refuse; SQLite deletes rows. On both the
    triggers step aside for the moment, in the same transaction.
    """
    plain, plain_postgresql = SqliteOperations.execute_sql_flush, PostgresqlOperations.execute_sql_flush

    def flush(self: SqliteOperations, sql_list: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        drops = [f"DROP TRIGGER {self.quote_name(name)}" for name, _sql in triggers]
        plain(self, [*drops, *sql_list, *(sql for _name, sql in triggers)])

    def flush_postgresql(self: PostgresqlOperations, sql_list: list[str]) -> None:
        plain_postgresql(self, ["SET LOCAL session_replication_role = replica", *sql_list])

    SqliteOperations.execute_sql_flush = flush
    PostgresqlOperations.execute_sql_flush = flush_postgresql
    yield
    SqliteOperations.execute_sql_flush = plain
    PostgresqlOperations.execute_sql_flush = plain_postgresql
