"""Cases that the agency begins by itself, in tests: opened, their steps done by who holds them, and compared."""

from datetime import UTC, date, datetime

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, replay
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.documents.models import Document
from shenpi.apps.ledger.verification import verify

DAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""A Monday, 09:00 in Shanghai."""
PARTY = {
    "kind": "organisation",
    "name": "广安市前锋建材有限公司",
    "id_number": "91511602MA6XXXXX0X",
    "phone": "13800000000",
    "address": "前锋大道9号",
}


def on(day: date, hour: int = 1):
    return timekeeping.at(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def report(county, process="penalty", by="land.h", **changes):
    matter = {"party": PARTY, "form": {"project": "商业楼"}, "source": "inspection", "found": "巡查发现。"}
    return acts.open_case(
        acts.Matter(version_id=county.items[process].pk, **(matter | changes)), by=county[by]
    )


def step(case, act):
    return Task.objects.select_related("holder").get(case=case, act=act)


def do(case, act, **said):
    task = step(case, act)
    getattr(acts, act)(case.pk, task.pk, by=task.holder, **said)


def serve(case, **said):
    task = step(case, "serve")
    acts.serve(case.pk, task.pk, by=task.holder, **({"method": "window", "recipient": "李四"} | said))


def kinds(case):
    rows = Document.objects.filter(case_id=case.pk).order_by("issued_at", "id")
    return list(rows.values_list("kind", flat=True))


def whole(case):
    case = Case.objects.get(pk=case.pk)
    assert replay.differences(case) == []
    assert not list(verify(case.pk))
    return case
