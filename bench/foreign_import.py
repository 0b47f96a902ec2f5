"""How long the import of a foreign system's log takes: `python bench/foreign_import.py [cases]`, on both databases.

The log is generated (seeded): an order of steps with choices and repetitions, a tenth of it open, a fifth late. CPU
seconds are the figure to compare; the clock depends on who else is at work. docs/benchmarks.md keeps the results.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

from shenpi.core.eventlog import Event, Trace, write_xes

BEGIN = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)


def traces(cases: int) -> Iterator[Trace]:
    """Yield `cases` generated cases of about eight events."""
    rng = random.Random(20261123)
    for number in range(cases):
        at = BEGIN + timedelta(minutes=number)
        trace = Trace(
            {
                "concept:name": f"case-{number}",
                "startdate": at,
                "deadline": at + timedelta(days=20),
                "department": f"Office {number % 40}",
                "responsible": f"Person {number % 400}",
                "channel": rng.choice(("Internet", "Desk", "Post")),
            }
        )
        for step in (
            "Receive",
            "Check",
            *["Correct", "Check"] * rng.choice((0, 0, 1)),
            "Examine",
            "Advise",
            "Decide",
            "Send",
        ):
            at += timedelta(hours=rng.randint(1, 80))
            trace.events.append(
                Event(
                    {
                        "concept:name": step,
                        "time:timestamp": at,
                        "org:resource": f"Person {rng.randrange(400)}",
                        "org:group": f"Office {rng.randrange(40)}",
                        "lifecycle:transition": "complete",
                    }
                )
            )
        if rng.random() < 0.9:
            trace.attributes["enddate"] = at
        yield trace


def measure(cases: int, database: str, folder: Path) -> None:
    """Import into a fresh database in a process of its own, and print what it took."""
    file = folder / "log.xes"
    with file.open("wb") as target:
        target.writelines(write_xes(traces(cases)))
    environment = os.environ | {
        "SHENPI_DATA_DIR": str(folder),
        "SHENPI_DATABASE_URL": database,
        "SHENPI_MODE": "development",
        "DJANGO_SETTINGS_MODULE": "shenpi.config.settings",
    }
    django = [sys.executable, "-m", "django"]
    subprocess.run([*django, "migrate", "-v", "0"], env=environment, check=True)
    for words in ("import", "again"):
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        command = [*django, "supervision_import", str(file), "--system", "bench"]
        told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        peak = after.ru_maxrss // 1024
        print(
            f"{words}: {time.monotonic() - begun:.0f} s, CPU {cpu:.0f} s, peak {peak} MB; {told.splitlines()[0]}"
        )


def main() -> None:
    """Measure on SQLite, then on PostgreSQL."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        print("SQLite")
        measure(cases, f"sqlite:///{folder}/bench.sqlite3", Path(folder))
    from tests.support import postgres

    with postgres.database() as url, tempfile.TemporaryDirectory() as folder:
        print("PostgreSQL")
        measure(cases, url, Path(folder))


if __name__ == "__main__":
    main()
