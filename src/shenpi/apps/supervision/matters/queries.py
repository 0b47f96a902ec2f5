"""What can be asked of matters: lists by kind and agency, and what hangs together with one."""

from collections.abc import Collection, Sequence

from django.db.models import Q, QuerySet

from shenpi.apps.documents import queries as documents
from shenpi.apps.documents.models import Document
from shenpi.apps.paging import Page, page
from shenpi.apps.supervision.models import Filer, FilerReading, Matter, MonitoredStep


def matters(
    kinds: Sequence[str], *, agencies: Collection[str] = (), open_only: bool = False, after: str = ""
) -> Page[Matter]:
    """List matters of these kinds, the newest first."""
    found = readable(kinds, agencies)
    if open_only:
        found = found.exclude(state="closed")
    return page(found, "opened_at", after, newest=True)


def readable(kinds: Sequence[str], agencies: Collection[str]) -> QuerySet[Matter]:
    """Return what who is bound to these agencies (none: to nothing) reads: no complaint that went past them."""
    found = Matter.objects.filter(kind__in=kinds)
    if not agencies:
        return found
    past = Q(kind=Matter.Kind.COMPLAINT) & ~Q(handler_code__in=agencies)
    return found.filter(~past, agency_code__in=agencies)


def related(matter: Matter) -> list[Matter]:
    """Return the complaint that a matter was opened on, or what was opened on it."""
    found = list(Matter.objects.filter(parent_id=matter.pk).order_by("opened_at"))
    if matter.parent_id:
        found += Matter.objects.filter(pk=matter.parent_id)
    return found


def replies(matter: Matter) -> list[Document]:
    """Return the letters written in a matter."""
    return list(documents.of_case(matter.pk))


def is_named(matter: Matter) -> bool:
    """Tell whether who brought it gave a name."""
    return Filer.objects.filter(matter=matter).exists()


def readings(matter: Matter) -> list[FilerReading]:
    """Return who looked at the name, when and why."""
    return list(FilerReading.objects.filter(matter=matter).order_by("at"))


def holders(matter: Matter) -> list[tuple[str, str]]:
    """Return id and name of everybody who held a step of the matter's case: who may have to answer for it."""
    steps = MonitoredStep.objects.filter(case_id=matter.case_id).exclude(person_id=None)
    return [(str(key), name) for key, name in steps.values_list("person_id", "person_name").distinct()]
