"""The work list: a person's open tasks, own, lent and pooled, the soonest due first.

A task that is already in the principal's tray is in the delegate's too (D3-022 to D3-025); a window's clerks see the
pooled tasks of every office that their window serves.

Each holder and each pool is a **branch** with an index in the order of the list, so that the first tasks of all
branches are found without looking at the others: a list stays fast however many cases are open. Rows are read as they
are shown, with statements that the database prepares once: the ORM took longer than the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any, NamedTuple
from uuid import UUID

from shenpi.apps import rows, timekeeping
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.casework.narrowed import EVERYTHING, Narrowed
from shenpi.apps.catalogue.models import Item
from shenpi.apps.gram_index import Condition
from shenpi.apps.organisation.models import Office, Person
from shenpi.apps.organisation.queries import Holdings, scope_of
from shenpi.core.worktime import Light

COUNTED = 1000
"""So many tasks are counted exactly, the soonest due first; beyond it a list says that there are more."""

Place = tuple[datetime | None, UUID]
"""Where a page of the list ended: due moment and id of its last task."""


class Listed(NamedTuple):
    """A task as lists show it, with what they show of its case."""

    id: UUID
    case_id: UUID
    name: str
    element: str
    act: str
    opened_at: datetime
    due_at: datetime | None
    holder_id: UUID | None
    number: str
    channel: str
    accepted_at: datetime | None
    applicant: dict[str, Any]
    context: dict[str, Any]
    item: str
    office: str | None
    holder: str | None


_COLUMNS: rows.Columns = (
    *((Task, name) for name in ("id", "case", "name", "element", "act", "opened_at", "due_at", "holder")),
    *((Case, name) for name in ("number", "channel", "accepted_at", "applicant", "context")),
    (Item, "name"),
    (Office, "name"),
    (Person, "name"),
)

_LIST = """
SELECT task.id, task.case_id, task.name, task.element, task.act, task.opened_at, task.due_at, task.holder_id,
       filed.number, filed.channel, filed.accepted_at, filed.applicant, filed.context,
       item.name, office.name, holder.name
  FROM ({soonest}) AS found
  JOIN casework_task task ON task.id = found.id
  JOIN casework_case filed ON filed.id = task.case_id
  JOIN catalogue_itemversion version ON version.id = filed.item_version_id
  JOIN catalogue_item item ON item.id = version.item_id
  LEFT JOIN organisation_office office ON office.id = task.office_id
  LEFT JOIN organisation_person holder ON holder.id = task.holder_id
 ORDER BY task.due_at ASC NULLS LAST, task.id
"""


@dataclass(frozen=True)
class Tray:
    """A part of a person's work list."""

    tasks: list[Listed]
    more: bool


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
    wanted: list[Condition] = []
    if act:
        wanted.append(("task.act = %s", [act]))
    if light:
        wanted.append(_lit(light, moment))
    if after is not None:
        wanted.append(_beyond(*after))
    soonest, params = _soonest(held, narrowed, limit + 1, wanted)
    found = [Listed(*row) for row in rows.read(_COLUMNS, _fetched(_LIST.format(soonest=soonest), params))]
    return Tray(found[:limit], len(found) > limit)


_COUNT = """
SELECT act, count(*), count(CASE WHEN due_at < %s THEN 1 END), count(CASE WHEN due_at BETWEEN %s AND %s THEN 1 END)
  FROM ({soonest}) AS counted GROUP BY act ORDER BY 2 DESC, act
"""


def counts(held: Holdings, moment: datetime, *, act: str = "", narrowed: Narrowed = EVERYTHING) -> Counts:
    """Count the open tasks by act, and by light: all of them or those of one act."""
    soonest, params = _soonest(held, narrowed, COUNTED + 1)
    soon = timekeeping.soon(moment)
    counted = _fetched(_COUNT.format(soonest=soonest), [moment, moment, soon, *params])
    total, red, yellow = (sum(row[n] for row in counted if act in ("", row[0])) for n in (1, 2, 3))
    return Counts(
        {Light.GREEN.value: total - red - yellow, Light.YELLOW.value: yellow, Light.RED.value: red},
        {row[0]: row[1] for row in counted},
        sum(row[1] for row in counted) > COUNTED,
    )


_CHOICES = """
SELECT item.code, item.name, agency.code, agency.name
  FROM (SELECT DISTINCT card.item_version_id, card.agency_id
          FROM ({soonest}) AS counted JOIN casework_indexcard card ON card.case_id = counted.case_id) AS present
  JOIN catalogue_itemversion version ON version.id = present.item_version_id
  JOIN catalogue_item item ON item.id = version.item_id
  JOIN organisation_agency agency ON agency.id = present.agency_id
"""


def choices(held: Holdings) -> Choices:
    """Return the items and agencies of the tasks that are counted, by name."""
    soonest, params = _soonest(held, EVERYTHING, COUNTED)
    found = _fetched(_CHOICES.format(soonest=soonest), params)
    items = sorted({(name, code) for code, name, _code, _name in found})
    agencies = sorted({(name, code) for _code, _name, code, name in found})
    return Choices({code: name for name, code in items}, {code: name for name, code in agencies})


_BRANCH = """
SELECT * FROM (SELECT task.id, task.case_id, task.act, task.due_at FROM casework_task task {card} WHERE {wanted}
                ORDER BY task.due_at ASC NULLS LAST, task.id LIMIT {limit:d}) AS branch
"""
_CARD = "JOIN casework_indexcard card ON card.case_id = task.case_id"


def _soonest(
    held: Holdings, narrowed: Narrowed, limit: int, wanted: Sequence[Condition] = ()
) -> tuple[str, list[object]]:
    """Return SQL for the first `limit` tasks of all branches that are `wanted`: id, case, act and due moment."""
    parts: list[str] = []
    params: list[object] = []
    branches, ways = scope_of(held).branches(), narrowed.ways()
    if len(ways) > 1:  # by words no branch is found in the order of the list
        branches = [_joined(" OR ", branches)]
    for branch, way in product(branches, ways):
        sql, values = _joined(" AND ", [branch, *way, *wanted])
        parts.append(_BRANCH.format(card=_CARD if "card." in sql else "", wanted=sql, limit=limit))
        params += values
    together = ("UNION" if len(ways) > 1 else "UNION ALL").join(parts)  # a task may be found in two ways
    ordered = f"ORDER BY due_at ASC NULLS LAST, id LIMIT {limit:d}"
    return f"SELECT * FROM ({together}) AS branches {ordered}", params  # noqa: S608 - parts of our own


def _joined(word: str, conditions: Sequence[Condition]) -> Condition:
    sql = word.join(f"({condition})" for condition, _values in conditions)
    return sql, [value for _condition, values in conditions for value in values]


def _fetched(sql: str, params: list[object]) -> list[tuple[Any, ...]]:
    cursor = rows.Cursor()
    cursor.execute(sql, [rows.stored(value) for value in params])
    return cursor.fetchall()


def _lit(light: str, moment: datetime) -> Condition:
    soon = timekeeping.soon(moment)
    match light:
        case Light.RED:
            return "task.due_at < %s", [moment]
        case Light.YELLOW:
            return "task.due_at BETWEEN %s AND %s", [moment, soon]
        case _:
            # A step without a limit cannot be late.
            return "task.due_at > %s OR task.due_at IS NULL", [soon]


def _beyond(due_at: datetime | None, task_id: UUID) -> Condition:
    if due_at is None:
        return "task.due_at IS NULL AND task.id > %s", [task_id]
    later = "task.due_at > %s OR (task.due_at = %s AND task.id > %s) OR task.due_at IS NULL"
    return later, [due_at, due_at, task_id]
