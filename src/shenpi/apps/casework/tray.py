"""The work list: a person's open tasks, own, lent and pooled, the soonest due first.

A task that is already in the principal's tray is in the delegate's too (D3-022 to D3-025); a window's clerks see the
pooled tasks of every office that their window serves.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from shenpi.apps.casework.models import Task
from shenpi.apps.organisation.queries import Holdings, scope_of
from shenpi.core.worktime import Light

YELLOW = timedelta(hours=24)
"""D3-066: yellow within the last 24 hours."""

Place = tuple[datetime | None, UUID]
"""Where a page of the list ended: due moment and id of its last task."""


@dataclass(frozen=True)
class Tray:
    """A part of a person's work list."""

    tasks: list[Task]
    more: bool


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
    found = _all(held)
    if act:
        found = found.filter(act=act)
    if light:
        found = found.filter(_lit(light, moment))
    if after is not None:
        found = found.filter(_beyond(*after))
    related = found.select_related("case__item_version__item", "office", "holder")
    rows = list(related.order_by(F("due_at").asc(nulls_last=True), "id")[: limit + 1])
    return Tray(rows[:limit], len(rows) > limit)


def lights(held: Holdings, moment: datetime, *, act: str = "") -> dict[str, int]:
    """Count the open tasks by light, all of them or those of one act."""
    found = _all(held).filter(act=act) if act else _all(held)
    shown = (Light.GREEN, Light.YELLOW, Light.RED)
    return found.aggregate(**{light.value: Count("id", filter=_lit(light.value, moment)) for light in shown})


def acts(held: Holdings) -> dict[str, int]:
    """Count the open tasks by act, the most frequent first."""
    counted = _all(held).values_list("act").annotate(count=Count("id")).order_by("-count", "act")
    return dict(counted)


def _all(held: Holdings) -> QuerySet[Task]:
    return Task.objects.filter(scope_of(held).q())


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
