"""The limits of a case, each explained day by day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import limits, proceedings, queries
from shenpi.apps.casework.states import Channel
from shenpi.apps.ledger import queries as ledger
from shenpi.core.worktime import Clock, DayRow, Limit, rules

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task


@dataclass(frozen=True)
class Explained:
    """A limit with its days; `due_at` is when it ends, `stopped` and `paused` whether it no longer or not now runs.

    `cut`: the expiry of the certificate to be renewed ends it sooner.
    """

    name: str
    clock: Clock
    due_at: datetime | None
    rows: list[DayRow]
    paused: bool = False
    cut: bool = False

    @property
    def stopped(self) -> bool:
        return self.clock.stopped is not None


def clocks(case: Case) -> list[Explained]:
    """Return the limits that run or ran: those of the case first, then those of the open steps."""
    own = [_until_expiry(case, _explained(*named)) for named in _of_case(case)]
    return [
        *(_explained(*named) for named in _entered(case)),
        *own,
        *(_explained(*named) for named in _of_steps(case)),
    ]


def _explained(name: str, clock: Clock) -> Explained:
    calendar, now = timekeeping.calendar(), timekeeping.now()
    return Explained(name, clock, clock.due(calendar), clock.explain(calendar, now), clock.is_paused(now))


def _until_expiry(case: Case, each: Explained) -> Explained:
    """Let the limit of a renewal end with the certificate's last day at the latest (行政许可法 art. 50.2)."""
    due_at = limits.by_expiry(case, each.due_at)
    if case.accepted_at is None or due_at is None or due_at == each.due_at:
        return each
    last = timekeeping.local(due_at).date()
    rows = [replace(row, is_due=row.day == last) for row in each.rows if row.day <= last]
    return replace(each, due_at=due_at, rows=rows, cut=True)


def _entered(case: Case) -> list[tuple[str, Clock]]:
    """The same-day entry of what came to the window (D10-027), from its arrival to its entry."""
    if case.channel != Channel.WINDOW:
        return []
    entered = ledger.events(case.id).filter(seq=1).values_list("at", flat=True).first()
    return [(_("当日录入"), Clock(case.received_at, rules.PAPER_ENTRY.limit, stopped=entered))]


def _of_case(case: Case) -> list[tuple[str, Clock]]:
    version = case.item_version
    if case.accepted_at is None:
        if case.answer_due_at is None:
            return []
        supplied = getattr(getattr(case, "correction", None), "supplied_at", None)
        return [(_("答复是否受理"), Clock(supplied or case.received_at, rules.RECEIPT_ANSWER.limit))]
    named = ((_("承诺时限"), version.promised_limit), (_("法定时限"), version.statutory_limit))
    return [(name, limits.clock(case, Limit.from_dict(limit))) for name, limit in named if limit]


def _of_steps(case: Case) -> list[tuple[str, Clock]]:
    return [
        (_step_name(task), proceedings.clock_of(case, task))
        for task in queries.open_tasks(case)
        if task.limit
    ]


def _step_name(task: Task) -> str:
    return f"{task.name}（{task.office.name}）" if task.office else task.name
