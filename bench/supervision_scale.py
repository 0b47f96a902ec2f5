"""Supervision under load on PostgreSQL with fsync on (prints JSON): red records in time, a city's five years.

.venv/bin/python bench/supervision_scale.py records   # of 100 000 open steps 20 000 turn red, two workers
.venv/bin/python bench/supervision_scale.py city      # 25 million ended steps in the aggregates' own tables
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]
from supervision import GENERATE, report, set_up, used

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
FROM generate_series(0, :last) m, generate_series(1, 60) a, generate_series(1, 6) o, generate_series(1, 10) i,
  generate_series(1, 6) s;
INSERT INTO supervision_casetally (month, measure, agency_code, item_code, channel, private, number, seconds)
SELECT (date '2022-01-01' + m * interval '1 month')::date, measure, 'A' || a, 'I' || a || '-' || o || '-' || i,
  channel, a = 60, 9 + (a + o + i + m) % 4, 86400 * (3 + (a + m) % 9)
FROM generate_series(0, :last) m, generate_series(1, 60) a, generate_series(1, 6) o, generate_series(1, 10) i,
  unnest(ARRAY['received', 'accepted', 'granted', 'on_time', 'early', 'late', 'completed']) measure,
  unnest(ARRAY['online', 'window']) channel;
INSERT INTO supervision_publisheditem (item_code, number, agency_code, published_at, content)
SELECT 'I' || a || '-' || o || '-' || i, 1, 'A' || a, now(),
  jsonb_build_object('name', '事项' || i, 'item_type', '01', 'process',
    jsonb_build_object('bpmn', repeat('任务 ', 4000)))
FROM generate_series(1, 60) a, generate_series(1, 6) o, generate_series(1, 10) i
"""
"""60 months × 60 agencies × 6 offices × 10 items: 1.3 million rows of steps, six an item, that stand for 25 million,
3 million rows of cases, seven measures on two channels, and the 3 600 items."""
PAGE = 500


@bench.command()
@click.option("--months", default=60, show_default=True, help="fewer to try it out")
def city(months: int) -> None:
    """What the reports of five years take, as the page asks for them: clock, and processor of ours and the server's.

    One process of the server answers, without helpers, so that its processor time is what a quiet machine would need.
    """
    set_up()
    from dataclasses import replace

    from django.db import connection
    from django.db.models import Sum

    from shenpi.apps.supervision.evaluation import periods
    from shenpi.apps.supervision.models import CaseTally, StepTally
    from shenpi.apps.supervision.reports.catalogue import REPORTS
    from shenpi.apps.supervision.reports.table import Asked

    with connection.cursor() as cursor:
        for statement in CITY.replace(":last", str(months - 1)).split(";"):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")
        sizes = []
        for table in ("supervision_steptally", "supervision_casetally"):
            cursor.execute("SELECT pg_total_relation_size(%s) / 1024 / 1024", [table])
            sizes += cursor.fetchone()

        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()

    def count() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM supervision_casetally")
            cursor.fetchall()

    def timed(function: Callable[[], object]) -> dict[str, int]:
        begun, cpu = time.perf_counter(), time.process_time() + used(server)
        function()
        spent = time.process_time() + used(server) - cpu
        return {"clock_ms": round((time.perf_counter() - begun) * 1000), "cpu_ms": round(spent * 1000)}

    asked = Asked(periods.read("2022-2026"), most=PAGE)

    def ask(name: str, **given: Any) -> dict[str, int]:
        return min(
            (timed(lambda: REPORTS[name].make(replace(asked, **given))) for _time in range(3)), key=by_clock
        )

    volumes = {f"volumes_by_{by}": ask("volumes", by=by) for by in REPORTS["volumes"].ways}
    figures: dict[str, Any] = {
        "count_star_cases": timed(count),
        "agency_item_month_page": ask("history"),
        "agency_item_month_page_in_the_middle": ask("history", after="A35~I35-2-4~2024-01-01"),
        "one_agency_item_month_page": ask("history", agency="A7"),
        "agency_item_month_all_lines": ask("history", most=None),
        **volumes,
        "volumes_of_a_year_by_item": ask("volumes", by="item", period=periods.read("2025")),
        "dwell_by_item_and_step": ask("dwell"),
        "offices": ask("offices"),
        "limits_by_item": ask("limits"),
        "five_zeros": ask("five_zeros"),
    }
    steps, cases = (
        StepTally.objects.aggregate(Sum("number")),
        CaseTally.objects.filter(measure="received").aggregate(Sum("number")),
    )
    rows = [StepTally.objects.count(), CaseTally.objects.count()]
    report(steps=steps, cases=cases, rows=rows, table_megabytes=sizes, **figures)


def by_clock(taken: dict[str, int]) -> int:
    return taken["clock_ms"]


if __name__ == "__main__":
    bench()
