"""A case's course in words, told from its messages alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from shenpi.apps.supervision.queries import CaseFile
from shenpi.sites.supervise import words

if TYPE_CHECKING:
    from shenpi.apps.supervision.models import MonitoredEvent

EVENTS: Mapping[str, Promise] = {
    "case.received": lazy("接件"),
    "case.correction.requested": lazy("一次性告知补正"),
    "case.correction.supplied": lazy("补交材料"),
    "case.accepted": lazy("受理"),
    "case.deemed_accepted": lazy("视为受理"),
    "case.agencies.urged": lazy("催办协办部门"),
    "case.agencies.deemed_agreed": lazy("协办部门逾期，视为同意"),
    "case.acceptance.refused": lazy("不予受理"),
    "case.dispatched": lazy("分送承办"),
    "case.step.begun": lazy("环节开始"),
    "case.step.ended": lazy("环节办结"),
    "case.step.noted": lazy("环节记录"),
    "case.decided": lazy("作出决定"),
    "case.payment.requested": lazy("缴费通知"),
    "case.payment.recorded": lazy("缴费"),
    "case.payment.lapsed": lazy("逾期未缴费"),
    "case.document.issued": lazy("出具文书"),
    "case.certificate.issued": lazy("制发证照"),
    "case.document.served": lazy("送达"),
    "case.document.posted": lazy("文书交邮"),
    "case.document.undelivered": lazy("邮件被退回"),
    "case.result.published": lazy("结果公示"),
    "case.warning.recorded": lazy("警示"),
    "case.payment.declared": lazy("申报缴费"),
    "case.payment.declaration_rejected": lazy("缴费申报未核实"),
    "case.payment.unmatched": lazy("在线缴费未能入账"),
    "case.filing.corrected": lazy("当场更正"),
    "case.suspension.requested": lazy("提请特别程序"),
    "case.suspension.refused": lazy("不同意特别程序"),
    "case.suspension.begun": lazy("特别程序开始，暂停计时"),
    "case.suspension.ended": lazy("特别程序结束，继续计时"),
    "case.extension.requested": lazy("提请延长办理期限"),
    "case.extension.refused": lazy("不同意延长办理期限"),
    "case.extension.granted": lazy("批准延长办理期限"),
    "case.opinion.change_requested": lazy("提请修改意见"),
    "case.opinion.change_refused": lazy("不同意修改意见"),
    "case.opinion.changed": lazy("同意修改意见"),
    "case.hearing.told": lazy("告知听证权利"),
    "case.hearing.ordered": lazy("依职权听证"),
    "case.hearing.claim_refused": lazy("不予听证"),
    "case.hearing.claimed": lazy("要求听证，暂停计时"),
    "case.hearing.waived": lazy("放弃听证"),
    "case.hearing.party_waived": lazy("利害关系人放弃听证"),
    "case.hearing.scheduled": lazy("听证通知"),
    "case.hearing.held": lazy("举行听证，继续计时"),
    "case.hearing.overdue": lazy("逾期未举行听证，继续计时"),
    "case.filing.returned": lazy("受理前撤回申请"),
    "case.opened": lazy("依职权立案"),
    "case.benefit.paid": lazy("发放"),
    "case.reported": lazy("提请立案"),
    "case.filed": lazy("立案"),
    "case.declined": lazy("不予立案"),
    "case.concluded": lazy("结案"),
    "case.measure.approved": lazy("批准行政强制措施"),
    "case.measure.taken": lazy("实施查封、扣押"),
    "case.property.returned": lazy("退还财物"),
    "case.offer.drafted": lazy("拟定挂牌条件"),
    "case.offer.announced": lazy("发布挂牌公告"),
    "case.bidder.registered": lazy("登记竞买人"),
    "case.bid.recorded": lazy("登记报价"),
    "case.contract.signed": lazy("签订出让合同"),
    "case.offer.breached": lazy("竞得人违约，保证金不予退还"),
    "case.deposits.refunded": lazy("退还保证金"),
    "case.party.heard": lazy("听取陈述申辩"),
    "case.decision.published": lazy("公开决定"),
    "case.performance.urged": lazy("催告"),
    "case.enforcement.applied": lazy("申请法院强制执行"),
    "case.deemed_renewed": lazy("届满未决定，视为准予延续"),
    "case.certificate.holder_heard": lazy("听取陈述申辩"),
    "case.certificate.revoked": lazy("撤销许可"),
    "case.certificate.recalled": lazy("撤回许可"),
    "case.certificate.cancelled": lazy("注销许可"),
    "case.certificate.kept": lazy("许可继续有效"),
    "case.withdrawn": lazy("撤回申请"),
    "case.completed": lazy("办结"),
    "case.filing.import_begun": lazy("等待扫描导入"),
    "case.filing.imported": lazy("扫描导入"),
    "case.paper.handed_over": lazy("移交纸质案卷"),
    "case.paper.taken": lazy("接收纸质案卷"),
    "case.paper.declined": lazy("未接收纸质案卷"),
    "case.originals.called": lazy("通知核验原件"),
    "case.originals.checked": lazy("核验原件"),
    "case.entered_afterwards": lazy("事后补录"),
    "case.gap.promised": lazy("容缺受理，承诺补交"),
    "case.gap.filled": lazy("补齐容缺材料"),
    "case.gap.lapsed": lazy("容缺材料逾期未补"),
    "case.terminated": lazy("终止办理"),
    "case.commitment.check_begun": lazy("开始核查承诺"),
    "case.commitment.checked": lazy("核查承诺"),
    "case.rectification.ordered": lazy("责令改正"),
    "case.rectification.checked": lazy("复查改正情况"),
    "case.inspection.ordered": lazy("指派监督检查"),
    "case.inspection.recorded": lazy("登记监督检查"),
    "case.inspection.signed": lazy("检查人员签名"),
}

VERDICTS: Mapping[str, Promise] = {
    "agree": lazy("同意"),
    "disagree": lazy("不同意"),
    "send_back": lazy("退回"),
}
"""Verdicts of an opinion; what an act itself says (受理, 准予…) needs no second word."""


def capacity(given: str) -> str:
    """Return the marker of a capacity that is not the person's own, in brackets: （授权）."""
    return "" if given in ("", "self") else f"（{given}）"


def signer(data: Mapping[str, Any]) -> str:
    """Say who did it: a person with the capacity's marker, the system, or the applicant."""
    if data["capacity"] == "system":
        return _("系统")
    if data["capacity"] == "applicant" or not data.get("person"):
        return _("申请人")
    return f"{data['person']}{capacity(data['capacity'])}"


def course(file: CaseFile) -> list[dict[str, Any]]:
    """Return the entries of `common/course.html`, oldest first; the open steps close the list."""
    names = {str(step.task_id): step.name for step in file.steps}
    told = [
        {
            "name": _name(event, names),
            "at": event.at,
            "by": signer(event.data),
            "words": _words(event.data),
            "state": "done",
        }
        for event in file.events
    ]
    present = [
        {"name": step.name, "at": step.begun_at, "by": step.office_name, "words": "", "state": "present"}
        for step in file.steps
        if step.begun_at and not step.ended_at
    ]
    return [*told, *present]


def _name(event: MonitoredEvent, names: Mapping[str, str]) -> str:
    """Name the act; an act that only ends a step is named by the step."""
    ended = names.get(event.data.get("ended", {}).get("task_id", ""), "")
    return ended if ended and event.type == "case.step.ended" else str(EVENTS.get(event.type, event.type))


def _words(data: Mapping[str, Any]) -> str:
    ended = data.get("ended", {})
    parts = [
        str(VERDICTS.get(ended.get("verdict", ""), "")),
        str(words.OUTCOMES.get(data.get("outcome", ""), "")),
        ended.get("text", ""),
        _labelled(_("理由"), ended.get("reason") or data.get("reason")),
        _labelled(_("依据"), ended.get("basis") or data.get("basis")),
        _labelled(_("代办"), data.get("agent", {}).get("name")),
        _labelled(_("文书"), "、".join(paper.get("number", "") for paper in data.get("documents", ()))),
        _labelled(_("转入"), "、".join(_place(opened) for opened in data.get("opened", ()))),
    ]
    return "　".join(part for part in parts if part)


def _place(opened: Mapping[str, Any]) -> str:
    office = opened.get("office", "")
    return f"{opened['step']}（{office}）" if office else str(opened["step"])


def _labelled(label: str, words: str | None) -> str:
    return label + _("：") + words if words else ""
