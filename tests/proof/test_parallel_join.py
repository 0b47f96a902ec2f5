"""D3-046 under load: three offices that finish at the same moment join once (with the suite's PostgreSQL pass)."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.command import environment

REPOSITORY = Path(__file__).resolve().parents[2]
CASES = 200


@pytest.mark.long
@pytest.mark.postgresql
def test_offices_that_finish_at_the_same_moment_join_once(
    tmp_path: Path, another_database: Callable[[], str]
) -> None:
    """200 cases on PostgreSQL: one join each, no opinion lost or doubled, the ledger and the rows agree."""
    variables = {
        "SHENPI_DATABASE_URL": another_database(),
        "DJANGO_SETTINGS_MODULE": "shenpi.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.proof.joining", str(CASES)],
        env=environment(tmp_path, **variables),
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["faults"] == {}
    assert told["cases"] == CASES
    assert told["overlapping"] > CASES / 2, "the offices did not act at the same time: nothing was proved"
