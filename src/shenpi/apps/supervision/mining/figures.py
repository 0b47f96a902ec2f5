"""The figures of systems: cases, events, open and closed, in time and late, deviating from their process.

docs/event-logs.md defines them. A foreign system is named by its name, our own nodes by their source.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from shenpi.apps.errors import NotFound
from shenpi.apps.supervision.foreign.known import LOGGED
from shenpi.apps.supervision.foreign.telling import WHOLE
from shenpi.apps.supervision.mining import processes
from shenpi.apps.supervision.mining.courses import Course, courses
from shenpi.apps.supervision.models import ForeignSystem, MonitoredCase, MonitoredEvent, MonitoredStep
from shenpi.core.process.conformance import Checker

PORTION = 2000
"""Cases whose courses are judged together."""


@dataclass(frozen=True)
class Figures:
    """The figures of one system, or of several together; `deviating` is None where no process is known.

    `closed` counts cases without a limit too, which are neither on time nor late.
    """

    cases: int
    events: int
    open: int
    closed: int
    closed_on_time: int
    closed_late: int
    deviating: int | None

    def to_json(self) -> dict[str, Any]:
        """Return the figures as plain data."""
        return asdict(self)


def figures(system: str = "") -> tuple[Figures, list[tuple[str, Figures]]]:
    """Return the figures of all systems, or of one, and of each by name. Raises NotFound."""
    names = dict(ForeignSystem.objects.values_list("source", "name"))
    sources = list(MonitoredCase.objects.order_by("source").values_list("source", flat=True).distinct())
    known = {names.get(source, source): source for source in dict.fromkeys([*names, *sources])}
    if system and system not in known:
        raise NotFound("system_unknown", _("没有名为“%(name)s”的系统。") % {"name": system})
    chosen = {system: known[system]} if system else known
    rows = [(name, of_source(source)) for name, source in sorted(chosen.items())]
    return together([found for _name, found in rows]), rows


def of_source(source: str) -> Figures:
    """Return the figures of the cases that come from one source."""
    cases = MonitoredCase.objects.filter(source=source)
    system = ForeignSystem.objects.filter(source=source).first()
    counted = counts(cases)
    events = _told_events(source) if system else _step_events(source)
    deviating = _deviating(cases, processes.of_system(system)) if system else _deviating_of_ours(cases)
    return Figures(events=events, deviating=deviating, **counted)


def counts(cases: QuerySet[MonitoredCase]) -> dict[str, int]:
    """Count cases: all, open, closed, closed on time and late; one statement.

    A limit is kept by the decision where there was one, else by the end (`core.worktime`: until the moment itself).
    """
    closed = Q(closed_at__isnull=False)
    found: dict[str, int] = cases.annotate(ended=Coalesce("decided_at", "closed_at")).aggregate(
        cases=Count("pk"),
        open=Count("pk", filter=~closed),
        closed=Count("pk", filter=closed),
        closed_on_time=Count("pk", filter=closed & Q(ended__lte=F("due_at"))),
        closed_late=Count("pk", filter=closed & Q(ended__gt=F("due_at"))),
    )
    return found


def together(found: list[Figures]) -> Figures:
    """Return the sums; deviations of those whose process is known."""
    judged = [one.deviating for one in found if one.deviating is not None]
    names = ("cases", "events", "open", "closed", "closed_on_time", "closed_late")
    sums = {name: sum(getattr(one, name) for one in found) for name in names}
    return Figures(**sums, deviating=sum(judged) if judged else None)


def deviates(judge: Checker | None, course: Course) -> bool:
    """Whether a course is proven to be no run of the process; where it is not decided it does not count."""
    return judge is not None and course.align(judge).fits is False


def _told_events(source: str) -> int:
    """A foreign log's events: each is one message."""
    return MonitoredEvent.objects.filter(case__source=source, type__in=LOGGED).count()


def _step_events(source: str) -> int:
    """Our own events, as an export writes them: the beginning and the end of each step."""
    steps = MonitoredStep.objects.filter(case__source=source).exclude(name=WHOLE)
    counted = steps.aggregate(begun=Count("begun_at"), ended=Count("ended_at"))
    return int(counted["begun"] + counted["ended"])


def _deviating(cases: QuerySet[MonitoredCase], checker: Checker | None) -> int | None:
    if checker is None:
        return None
    return sum(deviates(checker, course) for course in courses(cases))


def _deviating_of_ours(cases: QuerySet[MonitoredCase]) -> int | None:
    """Judge each case by the process of its own item's version, portion by portion."""
    keys = list(cases.order_by("pk").values_list("pk", flat=True))
    judged = deviating = 0
    for start in range(0, len(keys), PORTION):
        portion = keys[start : start + PORTION]
        known = processes.of_cases(portion)
        judged += len(known)
        for course in courses(MonitoredCase.objects.filter(pk__in=list(known))):
            deviating += deviates(processes.of_ours(known[course.case_id]), course)
    return deviating if judged else None
