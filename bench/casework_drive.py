"""One run of the reference flow through the acts, in a process of its own (see casework.py)."""

import os
import random
import resource
import time
from datetime import UTC, datetime
from importlib import resources
from typing import NamedTuple
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shenpi.config.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from shenpi.apps import rows
from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case
from shenpi.apps.catalogue.models import Item, ItemVersion, ProcessVersion
from shenpi.apps.organisation.models import Agency, Office, Person, Post

OFFICES, HANDLERS, CLERKS, LEADERS = 12, 4, 6, 3
IN_FLIGHT, WARM = 50, 10
OPINION = "经审查，申报材料齐全、真实，符合法定形式和有关技术标准的规定，同意。请下一环节在承诺时限内办理。"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def measure(url: str, cases: int) -> dict:
    """Run `cases` cases to their end and return the figures."""
    call_command("migrate", verbosity=0)
    world = World()
    drive(world, WARM, seed=7)
    size, cpu, begun = _size(), time.process_time(), time.perf_counter()
    steps, lookups = drive(world, cases, seed=42)
    wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
    grown = _size() - size
    assert Case.objects.filter(state="completed").count() == cases + WARM
    return {
        "cases_per_s": round(cases / wall, 2),
        "steps_per_s": round(len(steps) / wall, 1),
        "step_p50_ms": _percentile(steps, 0.5),
        "step_p95_ms": _percentile(steps, 0.95),
        "lookup_p50_ms": _percentile(lookups, 0.5),
        "app_cpu_s_per_case": round(cpu / cases, 5),
        "bytes_per_case": round(grown / cases),
        "max_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


class Open(NamedTuple):
    """An open task as the driver needs it; the peers' adapters look up as little."""

    id: UUID
    act: str
    holder_id: UUID | None


class World:
    """One agency as large as the reference's, and its people by id."""

    def __init__(self) -> None:
        agency = Agency.objects.create(
            code="bench", name="省厅", full_name="省自然资源厅", short_name="省自然资"
        )
        self.people: dict = {}
        window = self._office(agency, "window", "window", [("acceptor", CLERKS)])
        self.clerks = list(self.people.values())
        self.offices = [
            self._office(agency, f"o{k:02}", "business", [("handler", HANDLERS), ("office_head", 1)])
            for k in range(OFFICES)
        ]
        self._office(agency, "board", "leadership", [("leader", LEADERS)])
        bpmn = resources.files("shenpi.data").joinpath("processes/reference.bpmn").read_text("utf-8")
        process = ProcessVersion.objects.create(
            key="reference", version=1, name="reference", bpmn=bpmn, sha256="0" * 64, published_at=LONG_AGO
        )
        item = Item.objects.create(code="bench", name="建设用地审批", agency=agency, item_type="01")
        self.versions = {
            fee: ItemVersion.objects.create(
                item=item,
                number=1 + fee,
                content={},
                form_schema={},
                materials=[],
                statutory_limit={"amount": 20, "unit": "working_days"},
                promised_limit={"amount": 15, "unit": "working_days"},
                fee={"due": bool(fee), "amount": "1200.00", "days": 15, "unpaid": "refuse"},
                certificate={"name": "建设用地批准书", "years": 2},
                process=process,
                lead_office=self.offices[0],
                accept_office=window,
                at_window=True,
            )
            for fee in (0, 1)
        }

    def _office(self, agency: Agency, code: str, kind: str, staff: list[tuple[str, int]]) -> Office:
        office = Office.objects.create(agency=agency, code=code, name=code, kind=kind)
        for role, count in staff:
            for k in range(count):
                person = Person.objects.create(
                    username=f"{code}.{role}{k}", name=f"{code}{role}{k}", kind="staff"
                )
                Post.objects.create(person=person, office=office, role=role, valid_from=LONG_AGO)
                self.people[person.id] = person
        return office


def drive(world: World, cases: int, *, seed: int) -> tuple[list[float], list[float]]:
    """Run the cases, IN_FLIGHT at a time; returns the seconds of each step and of each look-up."""
    rng = random.Random(seed)
    steps: list[float] = []
    lookups: list[float] = []
    flying: list[tuple[int, Case]] = []
    begun = 0
    while begun < cases or flying:
        if begun < cases and len(flying) < IN_FLIGHT:
            clerk = world.clerks[begun % CLERKS]
            filing = acts.Filing(
                version_id=world.versions[begun % 2 == 0].pk,
                applicant={"kind": "organisation", "name": f"申请单位{begun % 997}"},
                form={},
            )
            at = time.perf_counter()
            case = acts.receive(filing, by=clerk)
            steps.append(time.perf_counter() - at)
            flying.append((begun, case))
            begun += 1
            continue
        k = rng.randrange(len(flying))
        number, case = flying[k]
        at = time.perf_counter()
        tasks = open_tasks(case)
        lookups.append(time.perf_counter() - at)
        if not tasks:
            flying[k] = flying[-1]
            flying.pop()
            continue
        task = rng.choice(tasks)
        by = world.people[task.holder_id] if task.holder_id else world.clerks[number % CLERKS]
        at = time.perf_counter()
        step(world, number, case, task, by)
        steps.append(time.perf_counter() - at)
    return steps, lookups


def dispatched(world: World, number: int) -> Case:
    """Return a case of the world right after its dispatch."""
    clerk = world.clerks[number % CLERKS]
    filing = acts.Filing(
        version_id=world.versions[number % 2 == 0].pk,
        applicant={"kind": "organisation", "name": f"申请单位{number}"},
        form={},
    )
    case = acts.receive(filing, by=clerk)
    for _act in ("examine_formally", "dispatch"):
        step(world, number, case, open_tasks(case)[0], clerk)
    return Case.objects.get(pk=case.pk)


def step(world: World, number: int, case: Case, task: Open, by: Person) -> None:
    """Do the act of a task as the reference decides it, with a worded opinion where the act takes one."""
    where = {"by": by}
    worded = {**where, "text": OPINION}
    match task.act:
        case "examine_formally":
            acts.accept(case.id, task.id, in_jurisdiction=True, complete=True, legal_form=True, **where)
        case "dispatch":
            co = [world.offices[(number + k) % OFFICES].id for k in (1, 5)]
            acts.dispatch(case.id, task.id, lead=world.offices[number % OFFICES].id, co=co, **where)
        case "examine" | "review":
            getattr(acts, task.act)(case.id, task.id, verdict="agree", **worded)
        case "decide":
            refused = number % 10 in (3, 7)
            grounds = {"reason": "不符合规划", "basis": "土地管理法第四条"} if refused else {}
            acts.decide(case.id, task.id, verdict="refuse" if refused else "grant", **grounds, **worded)
        case "record_payment":
            acts.record_payment(case.id, task.id, receipt_number=f"{number:08}", **where)
        case "issue":
            acts.issue(case.id, task.id, **worded)
        case "serve":
            acts.serve(case.id, task.id, method="window", recipient="收件人", **worded)
        case act:
            getattr(acts, act)(case.id, task.id, **where)


def open_tasks(case: Case) -> list[Open]:
    cursor = rows.Cursor()
    cursor.execute(
        'SELECT "id", "act", "holder_id" FROM "casework_task" WHERE "case_id" = %s', [_stored(case.id)]
    )
    return [Open(_uuid(key), act, holder and _uuid(holder)) for key, act, holder in cursor.fetchall()]


def _stored(key: UUID) -> object:
    return key if connection.vendor == "postgresql" else key.hex


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _size() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class c JOIN pg_namespace n ON"
                " n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = 'public'"
            )
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return cursor.fetchone()[0]


def _percentile(values: list[float], part: float) -> float:
    return round(sorted(values)[min(len(values) - 1, int(len(values) * part))] * 1000, 3)
