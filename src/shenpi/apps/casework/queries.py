"""What pages and programs may read of cases; the work list is in `tray`."""

from collections.abc import Collection, Sequence
from functools import reduce
from operator import and_
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import certificates, signatures
from shenpi.apps.casework.acts.withdraw import WITHDRAWABLE
from shenpi.apps.casework.models import Case, CaseMaterial, CorrectionRequest, Delivery, IndexCard, Task
from shenpi.apps.casework.states import ENDED, Channel
from shenpi.apps.catalogue import certificate_forms
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.errors import NotAllowed, NotFound, Stale
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.organisation.queries import Holdings
from shenpi.apps.organisation.roles import Role


def case_for(held: Holdings, case_id: UUID) -> Case:
    """Return a case that the holder of these posts may open. Raises NotFound, NotAllowed.

    Everyone on the staff may view the running of every case (D3-017); a private item's only its own agency (D1-021).
    """
    related = ("item_version__item", "agency", "process", "correction", "bundled__version__bundle")
    case = Case.objects.select_related(*related).filter(pk=case_id).first()
    if case is None:
        raise NotFound("case_unknown", _("没有这个办件。请核对办件编号。"))
    if case.item_version.item.is_private and not _works_on(held, case):
        raise NotAllowed("private_case", _("本事项涉及个人隐私，仅承办单位可以查看。"))
    return case


def content_for(held: Holdings, case_id: UUID) -> Case:
    """Return a case whose content these posts may read. Raises NotFound, NotAllowed."""
    case = case_for(held, case_id)
    if not may_read_content(held, case):
        raise NotAllowed(
            "content_closed",
            _("您可以查看本件的办理过程；申请人信息、材料和文书仅承办单位和监察人员可以查看。"),
        )
    return case


def may_read_content(held: Holdings, case: Case) -> bool:
    """Tell whether applicant, form, materials, opinions and documents are open to these posts.

    The running of a case is open to all staff (D3-017), its content to its own agency and to supervision (D3-072;
    requirements 11.5.13).
    """
    return _works_on(held, case) or Role.SUPERVISOR in held.roles()


def _works_on(held: Holdings, case: Case) -> bool:
    """Tell whether a post lies in the case's agency, or reaches the window that received it (shared counters).

    Or reaches an office of another agency that handles it jointly, as its item says.
    """
    offices = case.context["offices"]
    working = {offices["accept"], *offices.get("agencies", ())}
    return case.agency_id in held.agencies() or any(working & holding.offices for holding in held)


def exists(case_id: UUID) -> bool:
    """Tell whether there is a case of that id."""
    return Case.objects.filter(pk=case_id).exists()


def open_by_process() -> dict[UUID, int]:
    """Return how many cases are still under way on each process version."""
    under_way = Case.objects.exclude(state__in=ENDED)
    return dict(under_way.values_list("process").annotate(count=Count("id")).order_by())


def open_by_item(items: Collection[int]) -> dict[int, int]:
    """Return how many cases are still under way of each of these items that has any."""
    under_way = Case.objects.exclude(state__in=ENDED).filter(item_version__item__in=items)
    return dict(under_way.values_list("item_version__item").annotate(count=Count("id")).order_by())


def any_case() -> bool:
    """Tell whether there is any case at all."""
    return Case.objects.exists()


def visible(held: Holdings) -> QuerySet[Case]:
    """Return the cases whose running may be viewed, newest first."""
    cases = Case.objects.select_related("item_version__item", "agency").order_by("-received_at")
    return cases.filter(_open(held))


def find(held: Holdings, words: str, *, limit: int = 1001) -> list[UUID]:
    """Search by number or item name; in the applicant's name and form only where the content is open (D6-028).

    Every word must be there; two signs suffice. Returns the newest cases' ids, for `listed`.
    """
    compact = words.replace("-", "").replace(" ", "")
    is_number = compact.isascii() and compact.isdigit()
    if is_number and (numbered := list(visible(held).filter(number=compact).values_list("pk", flat=True))):
        return numbered
    cards = IndexCard.objects.filter(_open(held)).order_by("-received_at")
    dated = cards.values_list("received_at", "case_id")
    named = reduce(and_, (Q(item__name__icontains=word) for word in words.split()), Q())
    # Items are few: read first, so that the database knows whether to walk through the newest or to look up.
    versions = list(ItemVersion.objects.filter(named).values_list("pk", flat=True))
    newest = {*dated.filter(item_version__in=versions)[:limit]}
    newest |= {*dated.filter(_readable(held), grams__holds=words)[:limit]}
    return [key for _received_at, key in sorted(newest, reverse=True)[:limit]]


def results(held: Holdings) -> QuerySet[Case]:
    """Return the register of results (D3-058): the cases decided or ended whose content is open, newest first."""
    over = Q(state__in=ENDED) | ~Q(outcome="")
    found = visible(held).filter(_readable(held)).filter(over).defer(*_NOT_LISTED)
    return found.select_related("notice").prefetch_related("deliveries")


def listed(keys: Sequence[UUID]) -> list[Case]:
    """Return these cases as lists show them, in this order."""
    found = Case.objects.select_related("item_version__item", "agency").defer(*_NOT_LISTED).in_bulk(keys)
    return [found[key] for key in keys]


_NOT_LISTED = (
    "form",
    "marking",
    *(f"item_version__{name}" for name in ("content", "form_schema", "materials", "fee", "certificate")),
)
"""What no list shows and is long to read."""


def _open(held: Holdings) -> Q:
    """The filter of what may be viewed: a private item's cases only by those who work on them (D1-021)."""
    return Q(item_version__item__is_private=False) | _working(held)


def _readable(held: Holdings) -> Q:
    """The filter that says of many cases what `may_read_content` says of one."""
    if Role.SUPERVISOR in held.roles():
        return Q()
    return _working(held)


def _working(held: Holdings) -> Q:
    """The filter that says of many cases what `_works_on` says of one."""
    reached = sorted({office for holding in held for office in holding.offices})
    joint = ItemVersion.co_offices.through.objects.filter(office__in=reached).values("itemversion")
    working = Q(item_version__accept_office__in=reached) | Q(item_version__in=joint)
    return Q(agency_id__in=held.agencies()) | working


def by_id(case_id: UUID) -> Case | None:
    """Return a case with its item version, or None; for programs, which need no post to read it."""
    return Case.objects.select_related("item_version__item").filter(pk=case_id).first()


def newest_of(applicant: str, process_key: str) -> Case | None:
    """Return the newest case of an applicant's name on a process, or None."""
    cases = Case.objects.select_related("item_version__item").order_by("-received_at", "-id")
    named = cases.filter(card__grams__holds=applicant, card__applicant=applicant)
    return named.filter(process__key=process_key).first()


def open_tasks(case: Case) -> list[Task]:
    """Return the case's open tasks with office and holder."""
    return list(case.tasks.select_related("office__agency", "holder").order_by("id"))


def open_steps(case_id: UUID) -> list[Task]:
    """Return a case's open tasks as they stand, for programs."""
    return list(Task.objects.filter(case_id=case_id).order_by("id"))


def open_task(case: Case, task_id: UUID) -> Task:
    """Return an open task of the case. Raises Stale when somebody was here first."""
    task = case.tasks.select_related("office", "holder").filter(pk=task_id).first()
    if task is None:
        raise Stale("task_closed", _("这一环节已经由他人办理或已结束。请刷新页面查看办件的最新情况。"))
    return task


def task(task_id: UUID) -> Task | None:
    """Return an open task with its case, or None when the step is done."""
    related = ("case__item_version__item", "office", "holder")
    return Task.objects.select_related(*related).filter(pk=task_id).first()


def materials(case: Case) -> list[CaseMaterial]:
    """Return what was handed in, first round first."""
    return list(case.materials.order_by("round", "id"))


def deliveries(case: Case) -> list[Delivery]:
    """Return every attempt to serve the case's documents, the oldest first."""
    return list(case.deliveries.order_by("id"))


def form_schema(case: Case) -> dict[str, Any]:
    """Return the form that the case was filed on."""
    return certificate_forms.schema_of(certificates.purpose_of(case), case.item_version.form_schema)


def opinions(case: Case) -> list[signatures.Opinion]:
    """Return the signed opinions in the order of signing."""
    return signatures.read(ledger.events(case.id), case.applicant["name"])


def correction(case: Case) -> CorrectionRequest | None:
    """Return the one correction notice of the case, if there was one."""
    return getattr(case, "correction", None)


def withdrawable(case: Case) -> bool:
    """Tell whether the applicant may still take the application back (D3-033)."""
    return case.state in WITHDRAWABLE and case.channel != Channel.OFFICE
