"""Fixtures for every test; the database under the suite is chosen in `tests/settings.py`."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import setup_databases
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key
from xdist import is_xdist_controller

from tests.support import postgres, snapshots, tables

pytest_plugins = ["tests.support.browser"]
REPOSITORY = Path(__file__).resolve().parent.parent
WALKED_ON = {"phone": "sqlite", "desktop": "postgresql"}
"""Stories told at two widths are walked at one on each database: `make test` walks them all."""
GIVES_A_DATABASE = {"db", "transactional_db", "live_server", "another_database", "postgres_url"}
"""Fixtures; a test that is given none, and has no mark for it, is the same on both."""


@pytest.hookimpl(wrapper=True)
def pytest_sessionstart(session: pytest.Session) -> Iterator[None]:
    """Make the tables beside the workers, which are started here and collect first."""
    yield
    if is_xdist_controller(session):
        with session.config.stash[blocking_manager_key].unblock():
            tables.leave()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what knows no database: SQLite's pass has proved it.

    Workers that share a run begin with what takes long: nobody waits in the end for another's last story.
    """
    if connection.vendor == "postgresql":
        alike = [each for each in items if not _knows_a_database(each)]
        config.hook.pytest_deselected(items=alike)
        items[:] = [each for each in items if _knows_a_database(each)]
    if hasattr(config, "workerinput"):
        items.sort(key=_shortness)
        items[:] = _dealt(items, config.workerinput["workercount"])


def _dealt(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Deal what takes long: each worker is given a stretch of the list, which begins with its share of that."""
    long = [each for each in items if _shortness(each) == 0]
    others, dealt = items[len(long) :], list[pytest.Item]()
    for turn in range(workers):
        share = long[turn::workers]
        stretch = (len(items) - len(dealt)) // (workers - turn)
        fill = max(0, stretch - len(share))
        dealt += share + others[:fill]
        others = others[fill:]
    return dealt + others


def _shortness(item: pytest.Item) -> int:
    return 0 if item.get_closest_marker("long") else 1 if item.get_closest_marker("browser") else 2


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
def another_database(django_db_setup: None) -> Iterator[Callable[[], str]]:
    """Make databases of the suite's kind with all tables, for machines of our own; URLs are "" for SQLite's files."""
    with ExitStack() as stack:

        def make() -> str:
            if connection.vendor != "postgresql":
                return ""
            return stack.enter_context(postgres.database(template=snapshots.source(snapshots.EMPTY)))

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


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the tables, for machines of our own too; keep them so, and bring them back after transactional tests."""
    emptying = TransactionTestCase._fixture_teardown
    with django_db_blocker.unblock():
        setup_databases(verbosity=0, interactive=False, serialized_aliases=set(), keepdb=tables.take())
        snapshots.keep(snapshots.EMPTY)
    TransactionTestCase._fixture_teardown = lambda _case: snapshots.bring_back(snapshots.EMPTY)
    yield
    TransactionTestCase._fixture_teardown = emptying
    with django_db_blocker.unblock():
        snapshots.forget()
