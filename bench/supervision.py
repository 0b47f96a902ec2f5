"""Supervision's figures on PostgreSQL with fsync on (prints JSON): projection, and the wall over many open steps.

.venv/bin/python bench/supervision.py projection            # messages a second, in batches, one process
.venv/bin/python bench/supervision.py wall --steps 1000000  # lights from the tallies beside a bare count(*)
"""

import gc
import json
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import click

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]
from tests.support import postgres

SPACE = UUID("5f1e0f1c-3a52-4c56-9d0a-6c1a6d1f5d11")
BEGAN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def set_up() -> None:
    """Prepare Django and an empty, durable database; it is gone when the process ends."""
    os.environ["SHENPI_DATA_DIR"] = tempfile.mkdtemp(prefix="shenpi-bench-", dir=tempfile.gettempdir())
    os.environ["SHENPI_DATABASE_URL"] = f"{postgres.start(durable=True)}/postgres"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shenpi.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def moment(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def messages(cases: int) -> list[dict[str, Any]]:
    """Tell `cases` cases in nine messages each, interleaved as a day of work would be."""
    stories = [story(number) for number in range(cases)]
    return [message for turn in zip(*stories, strict=True) for message in turn]


def story(number: int) -> list[dict[str, Any]]:
    case_id, at = uuid5(SPACE, str(number)), BEGAN + timedelta(minutes=number)
    told: list[dict[str, Any]] = []

    def tell(kind: str, **facts: Any) -> None:
        seq = len(told) + 1
        when = at + timedelta(hours=seq)
        data = {
            "case_id": str(case_id),
            "seq": seq,
            "number": f"26030200{number:05}",
            "item_code": f"511602-{number % 40:04}",
            "item_name": "食品经营许可",
            "agency_code": f"A{number % 30}",
            "agency": "市场监督管理局",
            "private": False,
            "occurred_at": moment(when),
            "person_id": str(uuid5(SPACE, f"person {number % 300}")),
            "person": "王芳",
            "capacity": "self",
            **facts,
        }
        if "opened" in data:
            data["opened"] = [opened(name, when) for name in data["opened"]]
        if "ended" in data:
            ended = {
                "task_id": str(uuid5(case_id, data["ended"])),
                "verdict": "agree",
                "text": "符合条件，拟同意。",
            }
            data["ended"] = ended | {"ended_at": moment(when)}
        told.append({"type": f"shenpi.{kind}", "source": "/internal/node", "data": data})

    def opened(name: str, when: datetime) -> dict[str, Any]:
        return {
            "task_id": str(uuid5(case_id, name)),
            "element": name,
            "step": name,
            "role": "handler",
            "office_code": f"A{number % 30}-01",
            "office": "食品科",
            "holder_id": str(uuid5(SPACE, f"person {number % 300}")),
            "holder": "王芳",
            "begun_at": moment(when),
            "limit": "P5WD",
            "due_at": moment(when + timedelta(days=7)),
        }

    promised = moment(at + timedelta(days=20))
    tell("case.received", received_at=moment(at), channel="window", opened=["受理审查"])
    tell("case.accepted", accepted_at=moment(at), promised_due_at=promised, ended="受理审查", opened=["分办"])
    tell("case.dispatched", ended="分办", opened=["主办", "协办"])
    tell("case.step.ended", ended="主办", opened=["主办审核"])
    tell("case.step.ended", ended="协办", opened=["协办审核"])
    tell("case.step.ended", ended="主办审核")
    tell("case.step.ended", ended="协办审核", opened=["决定"])
    tell("case.decided", ended="决定", outcome="granted", opened=["公示"])
    tell("case.result.published", ended="公示")
    return told


@click.group()
def bench() -> None:
    """Supervision's figures by hand."""


@bench.command()
@click.option("--cases", default=4000, show_default=True)
@click.option("--batch", default=2000, show_default=True)
@click.option("--profile", is_flag=True)
def projection(cases: int, batch: int, profile: bool) -> None:
    """Messages a second that one process projects, each batch in a transaction that is on the disc."""
    set_up()
    from django.db import connection

    from shenpi.apps.supervision.projection import project

    told = messages(cases)
    batches = [told[start : start + batch] for start in range(0, len(told), batch)]
    gc.freeze()  # a worker does not hold the messages of the other batches
    if profile:
        import cProfile
        import pstats

        with cProfile.Profile() as watched:
            project(batches[0])
        pstats.Stats(watched).sort_stats("cumulative").print_stats(40)
        batches = batches[1:]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    seconds, cpu, server_cpu = [], time.process_time(), used(server)
    for messages_of_batch in batches:
        begun = time.perf_counter()
        project(messages_of_batch)
        seconds.append(time.perf_counter() - begun)
    count = sum(map(len, batches))
    report(
        messages=count,
        batch=batch,
        messages_per_second=round(count / sum(seconds)),
        messages_per_second_of_our_cpu=round(count / (time.process_time() - cpu)),
        messages_per_second_of_both_cpu=round(
            count / (time.process_time() - cpu + used(server) - server_cpu)
        ),
        slowest_batch_ms=round(max(seconds) * 1000),
    )


GENERATE = """
INSERT INTO supervision_monitoredcase (case_id, source, number, item_code, item_name, agency_code, agency_name,
  private, channel, state, outcome, received_at, last_seq)
SELECT md5('case ' || n)::uuid, '/internal/bench', n::text, '511602-' || n % 400, '食品经营许可', 'A' || n % 60,
  '机关' || n % 60, false, 'online', 'accepted', '', now() - interval '2 days', 1 FROM generate_series(1, :steps) n;
INSERT INTO supervision_monitoredstep (task_id, case_id, element, role, name, agency_code, agency_name, item_code,
  office_code, office_name, person_name, capacity, begun_at, "limit", due_at, suspended)
SELECT md5('task ' || n)::uuid, md5('case ' || n)::uuid, 'examine', 'handler', '审查', 'A' || n % 60, '机关' || n % 60,
  '511602-' || n % 400, 'A' || n % 60 || '-' || n % 7, '科室', '王芳', 'self', now() - interval '2 days', 'P5WD',
  CASE n % 10 WHEN 0 THEN NULL
    WHEN 1 THEN now() + random() * interval '40 days' - interval '5 days'
    ELSE date_trunc('day', now()) + (n % 40 - 5) * interval '1 day' + interval '9 hours 30 minutes' END,
  n % 20 = 0 FROM generate_series(1, :steps) n
"""
"""Open steps: 60 agencies, 7 offices each; four in five fall due at a day's closing, one in ten at any moment."""


@bench.command()
@click.option("--steps", default=1_000_000, show_default=True)
def wall(steps: int) -> None:
    """Milliseconds of the wall's lights over that many open steps, and of a bare count(*) of the same table."""
    set_up()
    from django.db import connection

    from shenpi.apps import timekeeping
    from shenpi.apps.supervision import lights, recounting

    with connection.cursor() as cursor:
        for statement in GENERATE.replace(":steps", str(steps)).split(";"):
            cursor.execute(statement)
        begun = time.perf_counter()
        recounting.repair()
        recount = time.perf_counter() - begun
        cursor.execute("VACUUM ANALYZE")

        def count() -> None:
            cursor.execute("SELECT count(*) FROM supervision_monitoredstep")
            cursor.fetchall()

        bare = median_ms(count)
    now = timekeeping.now()
    closing = now.replace(hour=9, minute=45)  # the hour in which four in five of a day fall due
    total = sum(row.total for row in lights.by_agency(now))
    by_agency, at_closing = (
        median_ms(lambda: lights.by_agency(now)),
        median_ms(lambda: lights.by_agency(closing)),
    )
    report(
        open_steps=total,
        count_star_ms=bare,
        lights_by_agency_ms=by_agency,
        lights_by_agency_at_closing_hour_ms=at_closing,
        ratio_to_count_star=round(by_agency / bare, 3),
        ratio_at_closing_hour=round(at_closing / bare, 3),
        full_recount_seconds=round(recount, 1),
    )


def report(**figures: Any) -> None:
    figures["load_average"] = Path("/proc/loadavg").read_text(encoding="ascii").split()[0]
    click.echo(json.dumps(figures, ensure_ascii=False, indent=2))


def used(pid: int) -> float:
    """Return the processor seconds that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def median_ms(function: Any, times: int = 15) -> float:
    taken = []
    for _time in range(times):
        begun = time.perf_counter()
        function()
        taken.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(taken), 2)


if __name__ == "__main__":
    bench()
