"""Workers of supervision that die at any moment, by SIGKILL: no signal and no record is lost or doubled."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.proof.killing import CASES
from tests.support.machines import Machine

AT_LEAST = 4


def test_workers_killed_at_random_lose_and_double_nothing(
    tmp_path: Path, another_database: Callable[[], str]
) -> None:
    """The issue's proof: the same cases, watched in peace and by workers that are killed, have the same outcome."""
    machine = Machine(tmp_path / "watch", "supervision", another_database())
    told = machine.python("from tests.proof import killing; answer = killing.storm()")
    assert told["struck"] >= AT_LEAST, (
        "the workers were done before anybody could be killed: nothing was proved"
    )
    assert set(told["ends"]) == {0}
    assert told["waiting"] == 0
    assert told["storm"] == told["calm"]
    assert min(Counter(row.split()[0] for row in told["calm"]).values()) >= CASES
    assert told["differences"] == []
    assert told["unsealed"] == []
