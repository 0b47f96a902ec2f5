"""What stands against publishing a version; an empty answer means that it may go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import Message
from shenpi.core.worktime import BadLimit, Limit, Unit

from . import options
from .elements import missing
from .forms import check_schema
from .models import EX_OFFICIO, ItemType, ItemVersion

Objection = tuple[str, Message]
"""The place that must be changed, and what to do."""


def objections(version: ItemVersion) -> list[Objection]:
    """Return all objections at once, so that the author can settle them in one go.

    Fourteen elements (D10-042); every material with its basis (D10-063); the promise within the law; a form
    that can be drawn; and, unless the version is only a guide, a process, its offices and its limits.
    """
    found: list[Objection] = [(element.value, _("请补全这一要素。")) for element in missing(version.content)]
    found += _materials(version.materials)
    found += _limits(version)
    if version.item.item_type == ItemType.COERCION and not version.statutory_limit:
        found.append(("statutory_limit", _("查封、扣押须有法定期限（行政强制法第二十五条）。")))
    if version.online and (version.item.item_type in EX_OFFICIO or options.OFFER in version.options):
        found.append(("online", _("依职权办理的事项没有人申请，不能开通网上申请。")))
    found += options.objections(version.options, version.materials)
    if version.form_schema:
        found += [("form_schema", fault) for fault in check_schema(version.form_schema)]
    if version.certificate is not None and not version.certificate.get("name"):
        found.append(("certificate", _("请填写证件名称。")))
    if not version.guide_only:
        found += _handling(version)
        if version.options.get("external_system"):
            found.append(("options.external_system", _("在外部系统办理的事项，不能在这里申请。")))
    return found


def _materials(materials: list[dict[str, Any]]) -> Iterator[Objection]:
    repeated = {key for key, number in Counter(row.get("key") for row in materials).items() if number > 1}
    for row in materials:
        place = f"materials.{row.get('key', '')}"
        if not row.get("key") or row["key"] in repeated:
            yield place, _("每份材料须有不重复的标识。")
        if not str(row.get("name", "")).strip():
            yield place, _("请填写材料名称。")
        if not str(row.get("basis", "")).strip():
            yield place, _("没有法律、法规依据的材料不得要求提交，请写明依据或取消该材料。")
        if not isinstance(row.get("copies"), int) or row["copies"] < 1:
            yield place, _("份数至少为1。")


def _limits(version: ItemVersion) -> Iterator[Objection]:
    try:
        statutory, promised, _correction = (
            Limit.from_dict(value) if value else None
            for value in (version.statutory_limit, version.promised_limit, version.correction_limit)
        )
    except BadLimit:
        yield "limit", _("时限须有数量和单位。")
        return
    if version.item.item_type == ItemType.LICENCE and statutory and statutory.unit is Unit.CALENDAR_DAYS:
        yield "statutory_limit", _("实施行政许可的期限以工作日计算（行政许可法第八十二条）。")
    if statutory is None or promised is None:
        return
    if statutory.unit != promised.unit:
        yield "promised_limit", _("承诺时限与法定时限须用同一单位，才能比较。")
    elif promised.amount > statutory.amount:
        yield "promised_limit", _("承诺时限不得长于法定时限。")


def _handling(version: ItemVersion) -> Iterator[Objection]:
    needed: dict[str, Any] = {
        "process": version.process_id,
        "lead_office": version.lead_office_id,
        "accept_office": version.accept_office_id,
        "statutory_limit": version.statutory_limit,
        "promised_limit": version.promised_limit,
        "form_schema": version.form_schema,
        "fee": version.fee,
    }
    for place, value in needed.items():
        if not value:
            yield place, _("可以申请的事项须填写此项。")
    others = version.co_offices.exclude(agency=version.item.agency)
    if version.process is not None and others.exists() and 'instances="agencies"' not in version.process.bpmn:
        yield "co_offices", _("涉及其他部门的事项，请选用跨部门并联审批流程。")
    if version.fee.get("due") and version.process is not None and not _asks_for_fees(version):
        yield "fee", _("收费的事项，请选用有缴费通知环节的流程。")
    if version.fee.get("due") and not {"name", "amount", "standard", "basis", "days", "unpaid"} <= set(
        version.fee
    ):
        yield "fee", _("收费须写明项目、金额、标准、依据、缴费期限和逾期后果。")


def _asks_for_fees(version: ItemVersion) -> bool:
    """Tell whether the process notifies a fee, or fixes it with the decision; else none would ever be asked for."""
    assert version.process is not None
    return any(f'shenpi:act="{act}"' in version.process.bpmn for act in ("notify_payment", "collect"))
