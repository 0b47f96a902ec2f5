"""The pages of a full system: work list, search and case page with many open cases, and one act among them.

    .venv/bin/python bench/worklist.py [--open 100000] [--databases sqlite,postgresql] [--peers floor,spiff]

Puts n cases after their dispatch (three open tasks each, 12 offices, 48 handlers, 40 items, applicants and forms of
their own) into a fresh database by copying those that the acts made, then measures for random handlers, each read in
turn `--samples` times: the list of 20 with the counts above it (rights read anew), the list narrowed by item, light
and words, the search by number, applicant, item and words of the form (frequent, rare, nowhere), the pages of list,
search and case through Django with their statements counted, and an examination. The peers are the adapters in
$SHENPI_PEERS with the same number of open cases. Prints a table and writes build/bench/worklist.json, with the load
of the machine.
"""

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import timedelta

import casework
from supervision import used

FREQUENT, RARE, NOWHERE = "扩建", "鹭鸶", "犀牛"
"""Words of the forms: in every seventh, in one of a thousand, in none."""
PROJECTS = ("厂房扩建", "道路改造", "住宅新建", "管线迁改", "绿地调整", "校舍加固", "仓库迁建")
PLACES = ("城南街道", "石岗村", "前锋大道", "思源路", "滨江新区", "北辰街", "西溪桥", "白马镇", "观塘镇")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
GIVEN = "伟芳娜敏静强磊军洋勇艳杰娟涛明超霞平刚桂"
ITEMS = 40


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--open", type=int, default=100_000)
    parser.add_argument("--samples", type=int, default=100)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--peers", default="floor")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one, arguments.open, arguments.samples), ensure_ascii=False))
        return
    engines = [casework.OWN, *filter(None, arguments.peers.split(","))]
    options = {
        casework.OWN: [__file__, "--one", "{url}", "--open", str(arguments.open),
                       "--samples", str(arguments.samples)],
        "": [str(casework.PEERS / "bench.py"), "--engine", "{engine}", "--db", "{url}", "--mode", "scale",
             "--open", str(arguments.open)],
    }  # fmt: skip
    results = []
    for database in arguments.databases.split(","):
        for result in casework.on(database, engines, options):
            show(result)
            results.append(result)
    casework.write("worklist", results)


def show(result: dict) -> None:
    """Print one engine's figures on one database."""
    print(f"\n{result['database']} {result['engine']}")
    if "failed" in result:
        print(f"  left out: {result['failed'][0]}")
        return
    for name in sorted(key.removesuffix("_p50_ms") for key in result if key.endswith("_p50_ms")):
        clock = "".join(f"{result[f'{name}_{part}_ms']:>10.2f}" for part in ("p50", "p95"))
        cpu = f"{result[f'{name}_cpu_ms']:>10.2f} ms CPU" if f"{name}_cpu_ms" in result else ""
        asked = f"  {result[f'{name}_statements']} statements" if f"{name}_statements" in result else ""
        print(f"  {name:<24}{clock} ms{cpu}{asked}")
    print(f"  load {result.get('load', '')}")


def measure(url: str, cases: int, samples: int) -> dict:
    """Fill the database, then read and act; returns milliseconds, and statements for pages."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    import casework_drive as drive
    from shenpi.apps import timekeeping
    from shenpi.apps.casework import acts, queries, tray
    from shenpi.apps.casework.models import Case
    from shenpi.apps.casework.narrowed import EVERYTHING, Narrowed
    from shenpi.apps.organisation.models import Person
    from shenpi.apps.organisation.queries import holdings

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    if not Case.objects.exists():
        seed(drive.World(), cases)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rng = random.Random(3)
    handlers = list(Person.objects.filter(username__contains=".handler").order_by("username"))
    items = [f"bench-{k:02}" for k in range(ITEMS)]
    keys = list(Case.objects.values_list("pk", "number")[:: max(1, cases // 500)])

    def listed(narrowed: Narrowed = EVERYTHING, light: str = "") -> tray.Tray:
        now = timekeeping.now()
        held = holdings(rng.choice(handlers), now)
        found = tray.tasks(held, now, light=light, narrowed=narrowed)
        tray.counts(held, now, narrowed=narrowed)
        return found

    def sought(words: str) -> list[Case]:
        return queries.listed(queries.find(holdings(rng.choice(handlers), timekeeping.now()), words)[:20])

    def examine() -> float:
        by = rng.choice(handlers)
        now = timekeeping.now()
        task = rng.choice(
            [each for each in tray.tasks(holdings(by, now), now).tasks if each.act == "examine"]
        )
        begun = time.perf_counter()
        acts.examine(task.case_id, task.id, by=by, verdict="agree", text=drive.OPINION)
        return time.perf_counter() - begun

    reads: dict[str, Callable[[], object]] = {
        "worklist": listed,
        "worklist_by_item": lambda: listed(Narrowed(item=rng.choice(items))),
        "worklist_red": lambda: listed(light="red"),
        "worklist_words": lambda: listed(Narrowed(words=rng.choice(GIVEN) + rng.choice(GIVEN))),
        "worklist_words_nowhere": lambda: listed(Narrowed(words=NOWHERE)),
        "search_number": lambda: sought(rng.choice(keys)[1]),
        "search_applicant": lambda: sought(rng.choice(GIVEN) + rng.choice(GIVEN)),
        "search_item": lambda: sought(f"事项{rng.randrange(ITEMS):02}"),
        "search_frequent": lambda: sought(FREQUENT),
        "search_rare": lambda: sought(RARE),
        "search_nowhere": lambda: sought(NOWHERE),
    }
    figures: dict = {"load": [round(each, 2) for each in os.getloadavg()], "open": cases, "samples": samples}
    for name, read in reads.items():
        figures |= _sampled(name, lambda read=read: _timed(read), samples)
    figures |= pages(handlers, keys, rng, samples)
    figures |= _sampled("step", examine, samples)
    figures["load_after"] = [round(each, 2) for each in os.getloadavg()]
    return figures


def pages(handlers: list, keys: list, rng: random.Random, samples: int) -> dict:
    """Read whole pages through Django, templates and session included; their statements are counted once."""
    from django.test import Client

    sys.path.insert(0, str(casework.ROOT))
    from tests.support.cost import statements

    figures: dict = {}
    clients = []
    for person in handlers[:6]:
        client = Client(raise_request_exception=True)
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        clients.append(client)
    addresses = {
        "page_worklist": lambda: "/work/?all=1",
        "page_worklist_narrowed": lambda: f"/work/?item=bench-{rng.randrange(ITEMS):02}&light=red",
        "page_search": lambda: f"/work/cases/?q={FREQUENT}",
        "page_case": lambda: f"/work/cases/{rng.choice(keys)[0]}/",
    }

    def shown(address: Callable[[], str]) -> float:
        client, where = rng.choice(clients), address()
        begun = time.perf_counter()
        answer = client.get(where)
        assert answer.status_code == 200, (where, answer.status_code)
        return time.perf_counter() - begun

    for name, address in addresses.items():
        figures |= _sampled(name, lambda address=address: shown(address), samples)
        with statements() as sent:
            clients[0].get(address())
        figures[f"{name}_statements"] = len(sent)
    return figures


def _sampled(name: str, timed: Callable[[], float], samples: int) -> dict:
    """Read a few times unseen, then `samples` times; returns p50 and p95 of the clock, and mean processor time."""
    for _unseen in range(6):  # PostgreSQL makes up its mind about a prepared statement at the sixth
        timed()
    before = _spent()
    times = [timed() for _ in range(samples)]
    cpu = (_spent() - before) / samples
    return _figures(name, times) | {f"{name}_cpu_ms": round(cpu * 1000, 2)}


def _spent() -> float:
    """Return the processor seconds of this process and of the server process behind its connection."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    connection.ensure_connection()
    return time.process_time() + used(connection.connection.info.backend_pid)


def _timed(read: Callable[[], object]) -> float:
    begun = time.perf_counter()
    read()
    return time.perf_counter() - begun


def _figures(name: str, values: list[float]) -> dict:
    from casework_drive import _percentile

    return {f"{name}_{key}_ms": _percentile(values, part) for key, part in (("p50", 0.5), ("p95", 0.95))}


def seed(world: object, cases: int, batch: int = 2_000) -> None:
    """Copy a dispatched case for each of 12 leading offices, with due moments spread over forty days."""
    from django.db import transaction

    from casework_drive import OFFICES, dispatched
    from shenpi.apps.casework import cards
    from shenpi.apps.casework.models import Case, IndexCard, Task
    from shenpi.apps.ids import uuid7
    from shenpi.apps.organisation.models import Agency, Region

    patterns = [(case, list(case.tasks.all())) for case in (dispatched(world, k) for k in range(OFFICES))]
    holders = {
        office.id: [p for p in world.people.values() if p.username.startswith(f"{office.code}.handler")]
        for office in world.offices
    }
    rng = random.Random(11)
    versions = _versions(world)
    # Pages name the place, which a process reads once if there is one.
    Agency.objects.update(region=Region.objects.create(code="511603000000", name="前锋区", level=4))
    for begin in range(0, cases, batch):
        copies, tasks = [], []
        for number in range(begin, min(begin + batch, cases)):
            case, opened = patterns[number % OFFICES]
            values = {field.attname: getattr(case, field.attname) for field in Case._meta.concrete_fields}
            values |= {"id": uuid7(), "number": f"3{number:012}", "item_version_id": rng.choice(versions)}
            values |= {"applicant": _applicant(rng), "form": _form(number, rng)}
            values |= {"received_at": case.received_at + timedelta(seconds=number)}
            copies.append(Case(**values))
            for task in opened:
                values = {field.attname: getattr(task, field.attname) for field in Task._meta.concrete_fields}
                due = task.due_at + timedelta(minutes=rng.randrange(-20 * 1440, 20 * 1440))
                holder = rng.choice(holders[task.office_id]).id
                values |= {"id": uuid7(), "case_id": copies[-1].id, "due_at": due, "holder_id": holder}
                tasks.append(Task(**values))
        with transaction.atomic():
            Case.objects.bulk_create(copies)
            IndexCard.objects.bulk_create(cards.of(case) for case in copies)
            Task.objects.bulk_create(tasks)


def _versions(world: object) -> list:
    from shenpi.apps.catalogue.models import Item, ItemVersion
    from shenpi.apps.ids import uuid7

    pattern = world.versions[0]
    found = []
    for k in range(ITEMS):
        item = Item.objects.create(
            code=f"bench-{k:02}", name=f"建设用地审批事项{k:02}", agency=pattern.item.agency, item_type="01"
        )
        values = {each.attname: getattr(pattern, each.attname) for each in ItemVersion._meta.concrete_fields}
        found.append(ItemVersion.objects.create(**values | {"id": uuid7(), "item_id": item.pk}).pk)
    return found


def _applicant(rng: random.Random) -> dict:
    name = rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)
    return {"kind": "person", "name": name, "id_number": "", "phone": ""}


def _form(number: int, rng: random.Random) -> dict:
    written = f"{rng.choice(PLACES)}{rng.randrange(1, 400)}号{PROJECTS[number % len(PROJECTS)]}"
    note = "毗邻鹭鸶栖息地" if number % 1000 == 0 else "不占用永久基本农田"
    return {"project": written, "note": note, "area": rng.randrange(60, 9000)}


if __name__ == "__main__":
    main()
