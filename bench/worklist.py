"""The work list and one act with many open cases: what a handler feels on a full system.

    .venv/bin/python bench/worklist.py [--open 100000] [--databases sqlite,postgresql] [--peers floor]

Puts n cases after their dispatch (three open tasks each, 12 offices, 48 handlers) into a fresh database by copying
one that the acts made, then measures, for random handlers: the list of 20 with the counts that stand above it
(rights read anew each time), and an examination. The peers are the adapters in $SHENPI_PEERS with the same number
of open cases. Prints a table and writes build/bench/worklist.json.
"""

import argparse
import json
import random
import time
from datetime import timedelta

import casework


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--open", type=int, default=100_000)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--peers", default="floor")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one, arguments.open)))
        return
    engines = [casework.OWN, *filter(None, arguments.peers.split(","))]
    options = {
        casework.OWN: [__file__, "--one", "{url}", "--open", str(arguments.open)],
        "": [str(casework.PEERS / "bench.py"), "--engine", "{engine}", "--db", "{url}", "--mode", "scale",
             "--open", str(arguments.open)],
    }  # fmt: skip
    results = [
        result
        for database in arguments.databases.split(",")
        for result in casework.on(database, engines, options)
    ]
    print(f"{'database':<12}{'engine':<10}{'list p50':>10}{'p95 ms':>8}{'step p50':>10}{'p95 ms':>8}")
    for result in results:
        if "failed" in result:
            print(f"{result['database']:<12}{result['engine']:<10} left out: {result['failed'][0]}")
            continue
        print(
            f"{result['database']:<12}{result['engine']:<10}{result['worklist_p50_ms']:>10.2f}"
            f"{result['worklist_p95_ms']:>8.2f}{result['step_p50_ms']:>10.2f}{result['step_p95_ms']:>8.2f}"
        )
    casework.write("worklist", results)


def measure(url: str, cases: int, samples: int = 200) -> dict:
    """Fill the database, then list and act `samples` times."""
    from django.core.management import call_command
    from django.db import connection

    import casework_drive as drive
    from shenpi.apps import timekeeping
    from shenpi.apps.casework import acts, tray
    from shenpi.apps.organisation.queries import holdings

    call_command("migrate", verbosity=0)
    world = drive.World()
    seed(world, cases)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rng = random.Random(3)
    handlers = [person for person in world.people.values() if ".handler" in person.username]
    lists, steps = [], []
    for number in range(samples + 10):
        by, now = rng.choice(handlers), timekeeping.now()
        begun = time.perf_counter()
        held = holdings(by, now)
        found = tray.tasks(held, now)
        tray.counts(held, now)
        listed = time.perf_counter()
        task = rng.choice(found.tasks)
        acts.examine(task.case_id, task.id, by=by, verdict="agree", text=drive.OPINION)
        if number >= 10:
            lists.append(listed - begun)
            steps.append(time.perf_counter() - listed)
    return {
        f"{name}_{key}_ms": drive._percentile(values, part)
        for name, values in (("worklist", lists), ("step", steps))
        for key, part in (("p50", 0.5), ("p95", 0.95))
    }


def seed(world: object, cases: int, batch: int = 2_000) -> None:
    """Copy a dispatched case for each of 12 leading offices, with due moments spread over forty days."""
    from casework_drive import OFFICES, dispatched
    from shenpi.apps.casework.models import Case, Task
    from shenpi.apps.ids import uuid7

    patterns = [(case, list(case.tasks.all())) for case in (dispatched(world, k) for k in range(OFFICES))]
    holders = {
        office.id: [p for p in world.people.values() if p.username.startswith(f"{office.code}.handler")]
        for office in world.offices
    }
    rng = random.Random(11)
    for begin in range(0, cases, batch):
        copies, tasks = [], []
        for number in range(begin, min(begin + batch, cases)):
            case, opened = patterns[number % OFFICES]
            values = {field.attname: getattr(case, field.attname) for field in Case._meta.concrete_fields}
            copies.append(Case(**values | {"id": uuid7(), "number": f"x{number:012}"}))
            for task in opened:
                values = {field.attname: getattr(task, field.attname) for field in Task._meta.concrete_fields}
                due = task.due_at + timedelta(minutes=rng.randrange(-20 * 1440, 20 * 1440))
                holder = rng.choice(holders[task.office_id]).id
                tasks.append(
                    Task(
                        **values
                        | {"id": uuid7(), "case_id": copies[-1].id, "due_at": due, "holder_id": holder}
                    )
                )
        Case.objects.bulk_create(copies)
        Task.objects.bulk_create(tasks)


if __name__ == "__main__":
    main()
