"""The limits of a case, each explained day by day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from shenpi.apps import timekeeping
from shenpi.apps.casework import limits, proceedings, queries
from shenpi.apps.casework.states import Channel
from shenpi.apps.ledger import queries as ledger
from shenpi.core.worktime import Clock, DayRow, Limit, rules

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task


BY_LAW = {
    "serve": lazy("证件须自决定之日起十日内颁发、送达（行政许可法第四十四条），期限到此为止。"),
    "forward": lazy("须自受理之日起二十日内审查完毕（行政许可法第四十三条），期限到此为止。"),
}
"""Why a step ends sooner than its own limit (`limits.by_law`)."""


@dataclass(frozen=True)
class Explained:
    """A limit with its days; `due_at` is when it ends, `stopped` and `paused` whether it no longer or not now runs.

    `cut`: what ends it sooner, in words.
    """

    name: str
    clock: Clock
    due_at: datetime | None
    rows: list[DayRow]
    paused: bool = False
    cut: str = ""

    @property
    def stopped(self) -> bool:
        return self.clock.stopped is not None


def clocks(case: Case) -> list[Explained]:
    """Return the limits that run or ran: those of the case first, then those of the open steps."""
    own = [_until_expiry(case, _explained(*named)) for named in _of_case(case)]
    return [
        *(_explained(*named) for named in _entered(case)),
        *own,
        *_of_steps(case),
    ]


def _explained(name: str, clock: Clock) -> Explained:
    calendar, now = timekeeping.calendar(), timekeeping.now()
    return Explained(name, clock, clock.due(calendar), clock.explain(calendar, now), clock.is_paused(now))


def _until_expiry(case: Case, each: Explained) -> Explained:
    """Let the limit of a renewal end with the certificate's last day at the latest (行政许可法 art. 50.2)."""
    due_at = limits.by_expiry(case, each.due_at)
    if case.accepted_at is None:
        return each
    words = _("证照有效期在此日届满，延续须在届满前决定（行政许可法第五十条），期限到此为止。")
    return _until(each, due_at, words)


def _until(each: Explained, due_at: datetime | None, words: str) -> Explained:
    if due_at is None or each.due_at is None or due_at >= each.due_at:
        return each
    last = timekeeping.local(due_at).date()
    rows = [replace(row, is_due=row.day == last) for row in each.rows if row.day <= last]
    return replace(each, due_at=due_at, rows=rows, cut=words)


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


def _of_steps(case: Case) -> list[Explained]:
    found = [(task, proceedings.clock_of(case, task)) for task in queries.open_tasks(case) if task.limit]
    return [_until_law(task, _explained(_step_name(task), clock)) for task, clock in found]


def _until_law(task: Task, each: Explained) -> Explained:
    return _until(each, task.due_at, str(BY_LAW[task.act])) if task.act in BY_LAW else each


def _step_name(task: Task) -> str:
    return f"{task.name}（{task.office.name}）" if task.office else task.name
