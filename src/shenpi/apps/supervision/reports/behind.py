"""The cases behind a report's number: by the same words in which the tallies counted them.

Private cases are figures only: they are counted in, and not listed (D1-021). Cases come newest first by their
receipt, so that an index of the table serves whatever is asked.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as lazy

from shenpi.apps.paging import Page, page
from shenpi.apps.supervision.evaluation.periods import Period
from shenpi.apps.supervision.models import KnownAgency, MonitoredCase, MonitoredStep
from shenpi.apps.supervision.reports import published, volumes, zeros
from shenpi.apps.supervision.reports.table import asked_part
from shenpi.apps.supervision.tallies import AFTERWARDS, ENDINGS

_DECIDED = Q(decided_at__isnull=False) & ~Q(outcome="")
_IN_TIME = Q(due_at__gte=F("decided_at"))


_PARTS: Mapping[str, Callable[[str], Q]] = {
    "agency": lambda code: Q(agency_code=code),
    "item": lambda code: Q(item_code=code),
    "channel": lambda code: Q(channel=code),
    "class": lambda code: Q(
        item_code__in=[item for item, kind in published.classes().items() if kind == code]
    ),
    "region": lambda code: Q(agency_code__in=KnownAgency.objects.filter(region_code=code).values("code")),
}
_OF_STEPS = {"agency": "agency_code", "item": "item_code", "office": "office_code", "step": "name"}
PARTS = tuple(dict.fromkeys([*_PARTS, *_OF_STEPS]))
STEPS = ("steps_ended", "steps_late")
NAMES = dict(volumes.MEASURES) | {
    "decided": lazy("作出决定"),
    "steps_ended": lazy("有环节办结的办件"),
    "steps_late": lazy("有环节超期办结的办件"),
    "errors": lazy("有差错的办件"),
    "obstacles": lazy("有障碍的办件"),
    "fees": lazy("乱收费的办件"),
}
"""What people call a measure, where cases stand behind it."""


def cases(measure: str, period: Period, *, after: str = "", **given: str) -> Page[MonitoredCase] | None:
    """List the cases that a measure counted in a period, of a part (`PARTS`); None for an unknown one."""
    if measure not in NAMES:
        return None
    asked = {name: value for name, value in given.items() if value}
    found = _with_steps(measure, period, asked) if measure in STEPS else _counted(measure, period)
    found = found.filter(private=False)
    for name, value in asked.items():
        if name in _PARTS and not (measure in STEPS and name in _OF_STEPS):
            found = found.filter(_PARTS[name](asked_part(value)))
    return page(found, "received_at", after, newest=True)


def _counted(measure: str, period: Period) -> QuerySet[MonitoredCase]:
    if measure in zeros.RULES:
        return MonitoredCase.objects.filter(pk__in=zeros.failures(measure, period).values("case_id"))
    moment, condition = _rules()[measure]
    within = {f"{moment}__gte": period.begins, f"{moment}__lt": period.ends, "received_at__lt": period.ends}
    return MonitoredCase.objects.exclude(channel=AFTERWARDS).filter(condition, **within)


def _with_steps(measure: str, period: Period, asked: Mapping[str, str]) -> QuerySet[MonitoredCase]:
    """The cases with a step that the tally of steps counted; it may be another agency's than the case's own."""
    parts = {_OF_STEPS[name]: value for name, value in asked.items() if name in _OF_STEPS}
    within = {"ended_at__gte": period.begins, "ended_at__lt": period.ends}
    steps = MonitoredStep.objects.filter(
        case=OuterRef("pk"), begun_at__isnull=False, suspended=False, **within, **parts
    )
    if measure == "steps_late":
        steps = steps.filter(due_at__lt=F("ended_at"))
    return MonitoredCase.objects.filter(Exists(steps), received_at__lt=period.ends)


def _rules() -> dict[str, tuple[str, Any]]:
    late = _DECIDED & Q(due_at__lt=F("decided_at"))
    early = _DECIDED & Q(due_at__gte=F("decided_at") + timedelta(days=1))
    ends = {ending: ("closed_at", Q(state=state)) for state, ending in ENDINGS.items()}
    return {
        "received": ("received_at", Q()),
        "accepted": ("accepted_at", Q()),
        "granted": ("decided_at", _DECIDED & ~Q(outcome="refused")),
        "refused": ("decided_at", Q(outcome="refused")),
        "decided": ("decided_at", _DECIDED),
        "on_time": ("decided_at", _DECIDED & _IN_TIME),
        "late": ("decided_at", late),
        "early": ("decided_at", early),
        "completed": ("closed_at", ~Q(state__in=ENDINGS)),
        **ends,
    }
