"""Nothing is half done: a server killed at any moment leaves rows, ledger and documents that agree."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from django.db import connection

from tests.proof.counties import PROCESSES
from tests.proof.desks import Desks
from tests.proof.driving import Drive
from tests.support.machines import Machine

SEED = 20261123
CASES = {"postgresql": 200, "sqlite": 40}
KILLS = 8


@pytest.fixture
def machine(tmp_path: Path, another_database: Callable[[], str]) -> Iterator[Machine]:
    """A whole system on the kind of database that the suite runs on."""
    built = Machine(tmp_path / "node", "public,internal,supervision", another_database())
    yield built
    built.stop()


@pytest.mark.long
def test_a_server_killed_at_any_moment_leaves_every_case_whole(machine: Machine) -> None:
    """Eight kills, 200 cases (SQLite: 40): rows equal the ledger, a filing is one case, all can be finished."""
    county = there(machine, "build()")
    rng = Random(SEED)
    machine.start()
    number = CASES[connection.vendor]
    filings = [county["versions"][process] for process in rng.choices(PROCESSES, [2, 2, 1], k=number)]
    drive = Drive(Desks(machine, county["offices"]), filings, rng)

    def story() -> None:
        for _kill in range(KILLS):
            drive.cut()
        drive.until(lambda: drive.received >= number)
        machine.stop()

    drive.run(story)
    assert drive.unanswered >= KILLS, "too few requests were cut off: nothing was proved"
    cases = [UUID(str(key)) for (key,) in machine.rows("SELECT id FROM casework_case")]
    assert sorted(cases) == sorted(drive.begun), "each filing is one case, however often it was sent"
    assert there(machine, "faults()") == []
    assert there(machine, f"finish({SEED})") == []
    assert there(machine, "faults()") == []
    assert there(machine, "unheard()") == []


def there(machine: Machine, call: str):
    """Call a function of `tests.proof.counties` in a process on the machine."""
    return machine.python(f"from tests.proof import counties; answer = counties.{call}", seconds=500)
