"""What runs on a machine of the crash test, with Django ready there: its county, the check, and the finish."""

from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection

from shenpi.apps.applications.models import Progress
from shenpi.apps.casework import replay
from shenpi.apps.casework.models import Case
from shenpi.apps.documents.models import Document
from shenpi.apps.exchange import queries as exchange
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.ledger.verification import verify
from shenpi.apps.organisation.models import Person
from shenpi.sites.demo import players
from tests.support import county as counties

PROCESSES = ("immediate", "committed", "parallel")
PASSWORD = "correct horse battery"


def county(processes: tuple[str, ...]) -> counties.County:
    """Make the small county, whose people can sign in."""
    made = counties.build(processes)
    Person.objects.filter(kind=Person.Kind.STAFF).update(password=make_password(PASSWORD))
    return made


def build() -> dict[str, dict[str, Any]]:
    """Make the county of the crash test; returns item versions by process and offices by code."""
    made = county(PROCESSES)
    versions = {process: str(version.pk) for process, version in made.items.items()}
    return {"versions": versions, "offices": {code: office.pk for code, office in made.offices.items()}}


def faults() -> list[str]:
    """Name every way in which what is stored disagrees with the ledger, or the ledger with itself."""
    found = [f"{fault.case_id} {fault.seq}: {fault.kind}" for fault in verify()]
    for case in Case.objects.all():
        found += [f"{case.number}: {difference}" for difference in replay.differences(case)]
        told = replay.replay(ledger.events(case.id)).documents
        kept = {str(key): number for key, number in _documents(case)}
        if kept != told:
            found.append(f"{case.number}: documents {kept} ≠ {told}")
    return found


def finish(seed: int) -> list[str]:
    """Play every case to its end by the people who hold its steps; name those that cannot be finished."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")  # no crash is awaited any more
    rng, clerk = Random(seed), Person.objects.get(username="clerk")
    stuck = []
    for key in list(Case.objects.values_list("pk", flat=True)):
        while task := _next(key):
            players.play(task.case, task, players.holder(task) or clerk, rng)
        if Case.objects.get(pk=key).completed_at is None:
            stuck.append(str(key))
    while settle():
        pass
    return stuck


def unheard() -> list[Any]:
    """Return what the other zones have not heard: queues that are not empty, cases whose progress lags."""
    lagging = [
        f"{case.number}: {heard} of {case.event_seq}"
        for case in Case.objects.all()
        if (heard := Progress.objects.values_list("last_seq", flat=True).get(pk=case.pk)) != case.event_seq
    ]
    return [*map(str, exchange.queues()), *lagging]


def _next(case_id: Any) -> Any:
    case = Case.objects.select_related("item_version").get(pk=case_id)
    tasks = case.tasks.select_related("holder").order_by("id")
    task = (
        tasks.filter(act="import_filing").first() or tasks.first()
    )  # nothing is examined before it is scanned
    if task is not None:
        task.case = case
    return task


def _documents(case: Case) -> Any:
    return Document.objects.filter(case_id=case.id).values_list("id", "number")
