"""What becomes of licences: renewal, change, revocation, recall, cancellation, inspection, orders to rectify.

With what may run beside an open case, field check and third parties, so that a newcomer meets every kind of case.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.documents.models import Certificate
from shenpi.apps.errors import Refusal
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.organisation import queries as organisation
from shenpi.sites.demo import story

if TYPE_CHECKING:
    from shenpi.apps.catalogue.models import ItemVersion
    from shenpi.apps.organisation.models import Person

FINDINGS = "用地范围、用途与许可一致；东侧堆放建筑材料，占用通道。"


def live_on() -> None:
    """Let something happen to licences, one of each kind as far as there are licences; first those of the story."""
    version = story.stage()
    if version is None:
        return
    left = _licences(version)
    for happen in HAPPENINGS:
        if (lived := next((each for each in left if _happened(happen, each)), None)) is not None:
            left.remove(lived)
    if (by := _first(version.lead_office_id, "handler")) is not None:
        with contextlib.suppress(Refusal), transaction.atomic():
            _look_closer(version, by)
    settle()


def _happened(happen: Callable[[Certificate, Person, Person], None], licence: Certificate) -> bool:
    """Try it; the law refuses some, as the renewal of what never expires."""
    offices = Case.objects.get(pk=licence.document.case_id).context["offices"]
    by, clerk = _first(offices["lead"], "handler"), _first(offices["accept"], "acceptor")
    if by is None or clerk is None:
        return False
    try:
        with transaction.atomic():
            happen(licence, by, clerk)
    except Refusal:
        return False
    return True


def _first(office_id: int | None, role: str) -> Person | None:
    return next(iter(organisation.reaching(office_id, role, timekeeping.now())), None)


def _licences(version: ItemVersion) -> list[Certificate]:
    """Licences in force whose cases are completed: those of the item first, of its agency next, the newest first."""
    cases = Case.objects.filter(state="completed", outcome="granted", item_version__item__is_private=False)
    items = dict(cases.values_list("pk", "item_version__item_id"))
    found = Certificate.objects.filter(standing="in_force", document__case_id__in=items)
    near = found.select_related("document").order_by("-document__issued_at")
    own = version.item
    return sorted(
        near, key=lambda each: (items[each.document.case_id] != own.pk, each.agency_id != own.agency_id)
    )


def _two(case: Case, right: str) -> list[UUID]:
    return list(organisation.serving(case.agency_id, right, timekeeping.now()))[:2]


def _inspect(licence: Certificate, by: Person, clerk: Person) -> None:
    """Inspect the holder, announced; one officer has recorded it, the other is still to sign."""
    case = Case.objects.get(pk=licence.document.case_id)
    today = timekeeping.local(timekeeping.now()).date()
    officers, matter = _two(case, "sign_inspection")[::-1], "许可条件的保持情况、用地范围和用途。"
    acts.order_inspection(case.pk, by=by, officers=officers, matter=matter, inspect_on=today)
    task = Task.objects.select_related("holder").get(case=case, act="record_inspection")
    seen = acts.Inspection(today, "项目现场", FINDINGS, "项目负责人", "设置材料堆放区，每月自查一次。")
    if task.holder is not None:
        acts.record_inspection(case.pk, task.pk, by=task.holder, verdict="faulty", seen=seen)


def _look_closer(version: ItemVersion, by: Person) -> None:
    """Send officers to an open case of the item, and ask its neighbours."""
    waiting = Task.objects.filter(
        act="examine", office=version.lead_office_id, case__item_version__item=version.item
    )
    for task in waiting.select_related("case").order_by("-id")[:1]:
        acts.order_field_check(
            task.case_id, by=by, officers=_two(task.case, "sign_field_check"), matter="核对用地红线和现状。"
        )
        neighbours = [acts.Party("石岗村三组村民委员会（演示）", "官盛镇石岗村")]
        acts.tell_third_parties(task.case_id, by=by, parties=neighbours, matter="涉及相邻地块的通行和排水。")


def _renew(licence: Certificate, by: Person, clerk: Person) -> None:
    said = {"statement": "项目工期顺延，继续使用原址。"}
    acts.apply_on_certificate(licence.pk, "renewal", by=clerk, form=said)


def _change(licence: Certificate, by: Person, clerk: Person) -> None:
    said = {"holder": "四川某某置业有限公司（演示）", "reason": "企业更名。"}
    acts.apply_on_certificate(licence.pk, "change", by=clerk, form=said)


def _revoke(licence: Certificate, by: Person, clerk: Person) -> None:
    acts.propose_revocation(
        licence.pk, by=by, ground="fraud", reason="核查发现，申请时提交的勘测报告系伪造。"
    )


def _recall(licence: Certificate, by: Person, clerk: Person) -> None:
    acts.propose_recall(
        licence.pk,
        by=by,
        ground="circumstances_changed",
        reason="城市道路规划调整，该地块须用于公共设施。",
        compensation="已经发生的费用按评估结果全额补偿。",
    )


def _cancel(licence: Certificate, by: Person, clerk: Person) -> None:
    gone = "市场监管部门已办理企业注销登记。"
    acts.propose_cancellation(licence.pk, by=by, ground="organisation_gone", reason=gone)


def _order(licence: Certificate, by: Person, clerk: Person) -> None:
    acts.order_rectification(
        licence.document.case_id,
        by=by,
        found="检查发现，东侧堆放建筑材料，占用规划道路。",
        violated="《中华人民共和国城乡规划法》第四十四条，依据该法第六十六条",
        demand="清除占用道路的材料，恢复原状。",
        days=15,
    )


HAPPENINGS = (_inspect, _revoke, _renew, _change, _order, _cancel, _recall)
"""What happens, the most telling first: a small county has few licences."""
