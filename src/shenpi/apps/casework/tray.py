"""The work list: a person's open tasks, own, lent and pooled, the soonest due first.

A task that is already in the principal's tray is in the delegate's too (D3-022 to D3-025); a window's clerks see the
pooled tasks of every office that their window serves.

Each holder and each pool is a **branch** with an index in the order of the list, so that the first tasks of all
branches are found without looking at the others: a list stays fast however many cases are open.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet

from shenpi.apps import rows, timekeeping
from shenpi.apps.casework.models import Task
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.organisation.queries import Holdings, scope_of
from shenpi.core.worktime import Light

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
class Narrowed:
    """What a list is narrowed to: an act, an item, an agency (their codes), and words."""

    act: str = ""
    item: str = ""
    agency: str = ""
    words: str = ""

    def condition(self) -> Q:
        """Return the filter of tasks; words are looked for in number, item, applicant and step, two signs suffice.

        Items are few: they are found once, not joined with a long list task by task.
        """
        found = Q(act=self.act) if self.act else Q()
        if self.item:
            found &= Q(case__item_version__in=_versions(Q(item__code=self.item)))
        if self.agency:
            found &= Q(case__agency__code=self.agency)
        compact = self.words.replace("-", "").replace(" ", "")
        if compact.isascii() and compact.isdigit():
            return found & Q(case__number__startswith=compact)
        if self.words:
            of_item = _versions(Q(item__name__icontains=self.words))
            named = Q(name__icontains=self.words) | Q(case__item_version__in=of_item)
            found &= named | Q(case__applicant__name__icontains=self.words)
        return found


def _versions(wanted: Q) -> QuerySet[ItemVersion]:
    return ItemVersion.objects.filter(wanted)


EVERYTHING = Narrowed()


@dataclass(frozen=True)
class Choices:
    """What a person's list can be narrowed to: items and agencies as code and name."""

    items: dict[str, str]
    agencies: dict[str, str]


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
    narrowed: Narrowed = EVERYTHING,
    after: Place | None = None,
    limit: int = 20,
) -> Tray:
    """Return open tasks by due moment, those without a limit last (keyset: `after` is the last one seen)."""
    wanted = narrowed.condition()
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


def counts(held: Holdings, moment: datetime, *, act: str = "", narrowed: Narrowed = EVERYTHING) -> Counts:
    """Count the open tasks by act, and by light: all of them or those of one act."""
    soonest, params = _soonest(held, narrowed.condition(), COUNTED + 1)
    now, soon = (
        connection.ops.adapt_datetimefield_value(each) for each in (moment, timekeeping.soon(moment))
    )
    cursor = rows.Cursor()
    cursor.execute(_COUNT.format(soonest=soonest), [now, now, soon, *params])
    counted = cursor.fetchall()
    total, red, yellow = (sum(row[n] for row in counted if act in ("", row[0])) for n in (1, 2, 3))
    return Counts(
        {Light.GREEN.value: total - red - yellow, Light.YELLOW.value: yellow, Light.RED.value: red},
        {row[0]: row[1] for row in counted},
        sum(row[1] for row in counted) > COUNTED,
    )


_CHOICES = """
SELECT DISTINCT item.code, item.name, agency.code, agency.name FROM ({soonest}) AS counted
  JOIN casework_task task ON task.id = counted.id JOIN casework_case filed ON filed.id = task.case_id
  JOIN catalogue_itemversion version ON version.id = filed.item_version_id
  JOIN catalogue_item item ON item.id = version.item_id JOIN organisation_agency agency ON agency.id = filed.agency_id
"""


def choices(held: Holdings) -> Choices:
    """Return the items and agencies of the tasks that are counted, by name."""
    soonest, params = _soonest(held, Q(), COUNTED)
    cursor = rows.Cursor()
    cursor.execute(_CHOICES.format(soonest=soonest), params)
    found = cursor.fetchall()
    items = sorted({(name, code) for code, name, _code, _name in found})
    agencies = sorted({(name, code) for _code, _name, code, name in found})
    return Choices({code: name for name, code in items}, {code: name for name, code in agencies})


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
    soon = timekeeping.soon(moment)
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
