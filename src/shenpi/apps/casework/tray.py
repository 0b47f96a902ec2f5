"""The work list: a person's open tasks, own, lent and pooled, the soonest due first.

A task that is already in the principal's tray is in the delegate's too (D3-022 to D3-025); a window's clerks see the
pooled tasks of every office that their window serves.

Each holder and each pool is a **branch** with an index in the order of the list, so that the first tasks of all
branches are found without looking at the others: a list stays fast however many cases are open.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet

from shenpi.apps import rows
from shenpi.apps.casework.models import Task
from shenpi.apps.organisation.queries import Holdings, scope_of
from shenpi.core.worktime import Light

YELLOW = timedelta(hours=24)
"""D3-066: yellow within the last 24 hours."""

COUNTED = 1000
"""So many tasks are counted exactly, the soonest due first; beyond it a list says that there are more."""

Place = tuple[datetime | None, UUID]
"""Where a page of the list ended: due moment and id of its last task."""

_HEAVY = (
    "case__form",
    "case__marking",
    *(
        f"case__item_version__{name}"
        for name in ("content", "form_schema", "materials", "fee", "certificate")
    ),
    *(f"case__item_version__{name}_limit" for name in ("statutory", "promised", "correction")),
)
"""What no list shows and is long to read."""


@dataclass(frozen=True)
class Tray:
    """A part of a person's work list."""

    tasks: list[Task]
    more: bool


@dataclass(frozen=True)
class Counts:
    """How many open tasks there are, by light and by act (the most frequent first); `capped` when there are more."""

    lights: dict[str, int]
    acts: dict[str, int]
    capped: bool


def tasks(
    held: Holdings,
    moment: datetime,
    *,
    light: str = "",
    act: str = "",
    after: Place | None = None,
    limit: int = 20,
) -> Tray:
    """Return open tasks by due moment, those without a limit last (keyset: `after` is the last one seen)."""
    wanted = Q()
    if act:
        wanted &= Q(act=act)
    if light:
        wanted &= _lit(light, moment)
    if after is not None:
        wanted &= _beyond(*after)
    cursor = rows.Cursor()
    cursor.execute(*_soonest(held, wanted, limit + 1))
    keys = [row[0] for row in cursor.fetchall()]
    related = Task.objects.select_related("case__item_version__item", "office", "holder").defer(*_HEAVY)
    found = list(_in_order(related.filter(pk__in=keys[:limit])))
    return Tray(found, len(keys) > limit)


_COUNT = """
SELECT act, count(*), count(CASE WHEN due_at < %s THEN 1 END), count(CASE WHEN due_at BETWEEN %s AND %s THEN 1 END)
  FROM ({soonest}) AS counted GROUP BY act ORDER BY 2 DESC, act
"""


def counts(held: Holdings, moment: datetime, *, act: str = "") -> Counts:
    """Count the open tasks by act, and by light: all of them or those of one act."""
    soonest, params = _soonest(held, Q(), COUNTED + 1)
    now, soon = (connection.ops.adapt_datetimefield_value(each) for each in (moment, moment + YELLOW))
    cursor = rows.Cursor()
    cursor.execute(_COUNT.format(soonest=soonest), [now, now, soon, *params])
    counted = cursor.fetchall()
    total, red, yellow = (sum(row[n] for row in counted if act in ("", row[0])) for n in (1, 2, 3))
    return Counts(
        {Light.GREEN.value: total - red - yellow, Light.YELLOW.value: yellow, Light.RED.value: red},
        {row[0]: row[1] for row in counted},
        sum(row[1] for row in counted) > COUNTED,
    )


def _soonest(held: Holdings, wanted: Q, limit: int) -> tuple[str, list[object]]:
    """Return SQL for id, act and due moment of the first `limit` tasks of all branches that are `wanted`."""
    parts: list[str] = []
    params: list[object] = []
    for branch in scope_of(held).branches():
        ordered = _in_order(Task.objects.filter(branch, wanted)).values("id", "act", "due_at")[:limit]
        sql, values = ordered.query.sql_with_params()
        parts.append(f"SELECT * FROM ({sql}) AS branch")  # noqa: S608 - made by the ORM
        params += values
    together = " UNION ALL ".join(parts)
    return (
        f"SELECT id, act, due_at FROM ({together}) AS branches ORDER BY due_at ASC NULLS LAST, id LIMIT {limit:d}",  # noqa: S608
        params,
    )


def _in_order(found: QuerySet[Task]) -> QuerySet[Task]:
    return found.order_by(F("due_at").asc(nulls_last=True), "id")


def _lit(light: str, moment: datetime) -> Q:
    soon = moment + YELLOW
    match light:
        case Light.RED:
            return Q(due_at__lt=moment)
        case Light.YELLOW:
            return Q(due_at__gte=moment, due_at__lte=soon)
        case _:
            return Q(due_at__gt=soon) | Q(due_at=None)  # a step without a limit cannot be late


def _beyond(due_at: datetime | None, task_id: UUID) -> Q:
    if due_at is None:
        return Q(due_at=None, id__gt=task_id)
    return Q(due_at__gt=due_at) | Q(due_at=due_at, id__gt=task_id) | Q(due_at=None)
