"""What becomes of licences: renewal, change, revocation, recall, cancellation, inspection, orders to rectify.

With what may run beside an open case, field check and third parties, so that a newcomer meets every kind of case.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
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
    """Let something happen to licences of the story's item, one of each kind as far as there are licences."""
    version = story.stage()
    if version is None:
        return
    by = organisation.reaching(version.lead_office_id, "handler", timekeeping.now())[0]
    clerk = organisation.reaching(version.accept_office_id, "acceptor", timekeeping.now())[0]
    for happen, licence in zip(_happenings(by, clerk), _licences(version), strict=False):
        with contextlib.suppress(Refusal), transaction.atomic():  # one that never expires is not renewed
            happen(licence)
    _look_closer(version, by)
    settle()


def _licences(version: ItemVersion) -> list[Certificate]:
    """The item's licences in force whose cases are completed, the newest first."""
    cases = Case.objects.filter(item_version__item=version.item, state="completed", outcome="granted")
    found = Certificate.objects.filter(standing="in_force", document__case_id__in=cases.values("pk"))
    return list(found.select_related("document").order_by("-document__issued_at"))


def _happenings(by: Person, clerk: Person) -> Sequence[Callable[[Certificate], object]]:
    return (
        lambda licence: acts.apply_on_certificate(
            licence.pk, "renewal", by=clerk, form={"statement": "项目工期顺延，继续使用原址。"}
        ),
        lambda licence: acts.apply_on_certificate(
            licence.pk,
            "change",
            by=clerk,
            form={"holder": "四川某某置业有限公司（演示）", "reason": "企业更名。"},
        ),
        lambda licence: acts.propose_revocation(
            licence.pk, by=by, ground="fraud", reason="核查发现，申请时提交的勘测报告系伪造。"
        ),
        lambda licence: acts.propose_recall(
            licence.pk,
            by=by,
            ground="circumstances_changed",
            reason="城市道路规划调整，该地块须用于公共设施。",
            compensation="已经发生的费用按评估结果全额补偿。",
        ),
        lambda licence: acts.propose_cancellation(
            licence.pk, by=by, ground="organisation_gone", reason="市场监管部门已办理企业注销登记。"
        ),
        lambda licence: _inspect(licence, by),
        lambda licence: acts.order_rectification(
            licence.document.case_id,
            by=by,
            found="检查发现，东侧堆放建筑材料，占用规划道路。",
            violated="《中华人民共和国城乡规划法》第四十四条，依据该法第六十六条",
            demand="清除占用道路的材料，恢复原状。",
            days=15,
        ),
    )


def _two(case: Case, right: str) -> list[UUID]:
    return list(organisation.serving(case.agency_id, right, timekeeping.now()))[:2]


def _inspect(licence: Certificate, by: Person) -> None:
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
