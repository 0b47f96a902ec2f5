"""What pages and programs may read of casework."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.errors import NotAllowed, NotFound
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import Light

YELLOW = timedelta(hours=24)
"""D3-066: yellow within the last 24 hours."""


@dataclass(frozen=True)
class Tray:
    """A person's work list: the tasks to do next and by when, soonest first."""

    tasks: list[Task]
    more: bool


def worklist(
    person: Person,
    moment: datetime,
    *,
    light: str = "",
    act: str = "",
    after: tuple[datetime, UUID] | None = None,
    limit: int = 20,
) -> Tray:
    """Return open tasks of the person, own, lent and pooled, by due moment (keyset: `after` is the last one seen).

    A task that is already in the principal's tray is in the delegate's too (D3-022 to D3-025).
    """
    tasks = _tray(person, moment).filter(**({"act": act} if act else {}))
    if light:
        tasks = tasks.filter(_lit(light, moment))
    if after is not None:
        due, key = after
        tasks = tasks.filter(Q(due_at__gt=due) | Q(due_at=due, id__gt=key))
    found = list(
        tasks.select_related("case__item_version__item", "office", "holder").order_by("due_at", "id")[
            : limit + 1
        ]
    )
    return Tray(found[:limit], len(found) > limit)


def lights(person: Person, moment: datetime) -> dict[str, int]:
    """Count the person's open tasks by light."""
    shown = (Light.GREEN, Light.YELLOW, Light.RED)
    return _tray(person, moment).aggregate(
        **{light.value: Count("id", filter=_lit(light.value, moment)) for light in shown}
    )


def case_for(person: Person, case_id: UUID) -> Case:
    """Return a case that the person may open. Raises NotFound, NotAllowed.

    Everyone on the staff may view the running of every case (D3-017); a private item's only its own agency (D1-021).
    """
    case = (
        Case.objects.select_related("item_version__item", "agency", "process", "clerk")
        .filter(pk=case_id)
        .first()
    )
    if case is None:
        raise NotFound("case_unknown", _("没有这个办件。请核对办件编号。"))
    if case.item_version.item.is_private and not _of_agency(person, case.agency_id):
        raise NotAllowed("private_case", _("本事项涉及个人隐私，仅承办单位可以查看。"))
    return case


def exists(case_id: UUID) -> bool:
    """Tell whether there is a case of that id."""
    return Case.objects.filter(pk=case_id).exists()


def visible(person: Person) -> QuerySet[Case]:
    """Return the cases whose running the person may view, newest first."""
    cases = Case.objects.select_related("item_version__item", "agency").order_by("-received_at")
    agencies = {holding.agency_id for holding in organisation.holdings(person, timekeeping.now())}
    return cases.filter(Q(item_version__item__is_private=False) | Q(agency_id__in=agencies))


def find(person: Person, words: str, *, limit: int = 50) -> list[Case]:
    """Search by number, item name or applicant name."""
    compact = words.replace("-", "").replace(" ", "")
    return list(
        visible(person).filter(
            Q(number=compact)
            | Q(applicant__name__icontains=words)
            | Q(item_version__item__name__icontains=words)
        )[:limit]
    )


def open_tasks(case: Case) -> list[Task]:
    """Return the case's open tasks with office and holder."""
    return list(case.tasks.select_related("office", "holder").order_by("id"))


def mine(person: Person, task: Task, moment: datetime) -> bool:
    """Tell whether an open task lies in the person's tray."""
    return _tray(person, moment).filter(pk=task.pk).exists()


def _tray(person: Person, moment: datetime) -> QuerySet[Task]:
    return Task.objects.filter(organisation.task_scope(person, moment).q())


def _lit(light: str, moment: datetime) -> Q:
    soon = moment + YELLOW
    match light:
        case Light.RED:
            return Q(due_at__lt=moment)
        case Light.YELLOW:
            return Q(due_at__gte=moment, due_at__lte=soon)
        case Light.GREEN:
            return Q(due_at__gt=soon)
        case _:
            return Q(due_at=None)


def _of_agency(person: Person, agency_id: int) -> bool:
    return any(holding.agency_id == agency_id for holding in organisation.holdings(person, timekeeping.now()))
