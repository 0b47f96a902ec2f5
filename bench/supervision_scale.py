"""Supervision under load on PostgreSQL with fsync on (prints JSON): red records in time, a city's five years.

.venv/bin/python bench/supervision_scale.py records   # of 100 000 open steps 20 000 turn red, two workers
.venv/bin/python bench/supervision_scale.py city      # 25 million ended steps in the aggregates' own tables
"""

import json
import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]
from supervision import GENERATE, median_ms, report, set_up

AHEAD = 20
"""Seconds from the end of the preparation to the moment at which all limits run out."""
SWEEP = 20
"""Seconds between two sweeps of a running worker (`apps.supervision.apps`)."""


@click.group()
def bench() -> None:
    """Supervision's scale by hand."""


@bench.command()
@click.option("--steps", default=100_000, show_default=True)
@click.option("--due", "number", default=20_000, show_default=True, help="a day's share of a five-day limit")
@click.option("--workers", default=2, show_default=True)
def records(steps: int, number: int, workers: int) -> None:
    """How long after their limit the last of the steps that turn red at one moment is on record; whether any twice."""
    set_up()
    from django.db import connection

    from shenpi.apps import timekeeping
    from shenpi.apps.supervision import sealing
    from shenpi.apps.supervision.models import MonitoredStep, WarningRecord

    with connection.cursor() as cursor:
        for statement in GENERATE.replace(":steps", str(steps)).split(";"):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")
    due = timekeeping.now() + timedelta(seconds=AHEAD)
    MonitoredStep.objects.update(due_at=due + timedelta(days=1), suspended=False)
    red = MonitoredStep.objects.order_by("pk").values("pk")[:number]
    MonitoredStep.objects.filter(pk__in=red).update(due_at=due)
    work = [sys.executable, __file__, "work", str(due.timestamp())]
    begun = time.monotonic()
    crew = [
        subprocess.Popen(work, env=os.environ, stdout=subprocess.PIPE, text=True) for _n in range(workers)
    ]
    wrote = [json.loads(worker.communicate()[0]) for worker in crew]
    last = WarningRecord.objects.order_by("-recorded_at").values_list("recorded_at", flat=True)[0]
    report(
        open_steps=steps,
        turning_red=number,
        workers=workers,
        records=WarningRecord.objects.count(),
        records_by_worker=[one["records"] for one in wrote],
        cpu_seconds_by_worker=[one["cpu"] for one in wrote],
        missing=number - WarningRecord.objects.values("task_id").distinct().count(),
        seconds_from_limit_to_last_record=round((last - due).total_seconds(), 1),
        seconds_at_most_with_a_sweep_every_20=round((last - due).total_seconds() + SWEEP, 1),
        clock_seconds=round(time.monotonic() - begun, 1),
        broken_seals=len(list(sealing.verify())),
    )


@bench.command(hidden=True)
@click.argument("due", type=float)
def work(due: float) -> None:
    """Be one worker: wait for the limit, then record until nothing is left."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shenpi.config.settings")
    import django

    django.setup()
    from shenpi.apps.supervision.recording import BATCH, record_red_steps

    time.sleep(max(0.0, due + 0.01 - time.time()))
    written, idle = 0, 0
    before = time.process_time()
    while idle < 3:  # what the other worker holds comes back only if that one dies
        done = record_red_steps(limit=BATCH)
        written += done
        idle = 0 if done else idle + 1
    click.echo(json.dumps({"records": written, "cpu": round(time.process_time() - before, 1)}))


CITY = """
INSERT INTO supervision_steptally (month, agency_code, office_code, item_code, name, number, late, seconds)
SELECT (date '2022-01-01' + m * interval '1 month')::date, 'A' || a, 'A' || a || '-' || o,
  'I' || a || '-' || o || '-' || i,
  '环节' || s, 17 + (a + o + i + s + m) % 5, (a * i + m) % 3, 3600 * (40 + (a + s * m) % 90)
FROM generate_series(0, 59) m, generate_series(1, 60) a, generate_series(1, 6) o, generate_series(1, 10) i,
  generate_series(1, 6) s
"""
"""60 months × 60 agencies × 6 offices × 10 items × 6 steps: 1.3 million rows that stand for 25 million steps."""


@bench.command()
def city() -> None:
    """Milliseconds of the five years by unit, by item and by month, and of one agency's office by month."""
    set_up()
    from django.db import connection
    from django.db.models import Sum

    from shenpi.apps.supervision.models import StepTally

    with connection.cursor() as cursor:
        cursor.execute(CITY)
        cursor.execute("VACUUM ANALYZE supervision_steptally")
        cursor.execute("SELECT pg_total_relation_size('supervision_steptally') / 1024 / 1024")
        (megabytes,) = cursor.fetchone()

    def ask(*by: str, **only: str) -> float:
        rows = StepTally.objects.filter(**only).values_list(*by)
        sums = rows.annotate(Sum("number"), Sum("late"), Sum("seconds")).order_by()
        return median_ms(lambda: list(sums.all()), times=5)

    figures: dict[str, Any] = {
        "by_agency_ms": ask("agency_code"),
        "by_office_ms": ask("agency_code", "office_code"),
        "by_item_ms": ask("item_code"),
        "by_month_ms": ask("month"),
        "by_agency_and_month_ms": ask("agency_code", "month"),
        "by_agency_item_and_month_ms": ask("agency_code", "item_code", "month"),
        "one_agency_by_item_and_month_ms": ask("item_code", "month", agency_code="A7"),
    }
    total = StepTally.objects.aggregate(Sum("number"))["number__sum"]
    report(steps=total, rows=StepTally.objects.count(), table_megabytes=megabytes, **figures)


if __name__ == "__main__":
    bench()
