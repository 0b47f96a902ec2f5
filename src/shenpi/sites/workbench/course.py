"""A case's course as people read it: who did what, when, in which capacity; from the ledger alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import joint, penalties, seizures

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Task
    from shenpi.apps.ledger.models import CaseEvent

EVENTS = {
    "case.received": _("接件"),
    "correction.requested": _("一次性告知补正"),
    "correction.supplied": _("收到补正材料"),
    "case.accepted": _("受理"),
    "case.deemed_accepted": _("视为受理"),
    "agencies.urged": _("催办协办部门"),
    "agencies.deemed_agreed": _("协办部门逾期，视为同意"),
    "acceptance.refused": _("不予受理"),
    "case.dispatched": _("分办"),
    "step.ended": _("签署意见"),
    "case.decided": _("作出决定"),
    "payment.requested": _("通知缴费"),
    "payment.recorded": _("登记缴费"),
    "payment.lapsed": _("逾期未缴费"),
    "certificate.issued": _("制证"),
    "document.served": _("送达"),
    "document.posted": _("文书交邮"),
    "document.undelivered": _("邮件被退回"),
    "result.published": _("公示结果，办结"),
    "case.completed": _("办结"),
    "payment.declared": _("申请人申报缴费"),
    "payment.declaration_rejected": _("缴费申报未核实"),
    "payment.unmatched": _("在线缴费未能入账"),
    "filing.corrected": _("当场更正"),
    "suspension.requested": _("提请特别程序"),
    "suspension.refused": _("不同意特别程序"),
    "suspension.begun": _("特别程序开始，暂停计时"),
    "suspension.ended": _("特别程序结束，继续计时"),
    "extension.requested": _("提请延长办理期限"),
    "extension.refused": _("不同意延长办理期限"),
    "extension.granted": _("批准延长办理期限"),
    "opinion.change_requested": _("提请修改意见"),
    "opinion.change_refused": _("不同意修改意见"),
    "opinion.changed": _("同意修改意见"),
    "hearing.told": _("告知听证权利"),
    "hearing.ordered": _("依职权听证"),
    "hearing.claim_refused": _("不予听证"),
    "hearing.claimed": _("要求听证，暂停计时"),
    "hearing.waived": _("放弃听证"),
    "hearing.party_waived": _("利害关系人放弃听证"),
    "hearing.scheduled": _("听证通知"),
    "hearing.held": _("举行听证，继续计时"),
    "hearing.overdue": _("逾期未举行听证，继续计时"),
    "field_check.ordered": _("指派现场核查"),
    "field_check.recorded": _("登记现场核查笔录"),
    "field_check.signed": _("核查人员签名"),
    "third_party.told": _("告知利害关系人"),
    "third_party.heard": _("听取利害关系人意见"),
    "third_party.silent": _("利害关系人逾期未陈述"),
    "meeting.called": _("召集会议"),
    "meeting.arranged": _("排入会议议程"),
    "meeting.held": _("会议形成纪要"),
    "filing.returned": _("受理前撤回申请"),
    "case.withdrawn": _("申请人撤回"),
    "case.opened": _("依职权立案"),
    "benefit.paid": _("发放"),
    "case.reported": _("提请立案"),
    "case.filed": _("立案"),
    "case.declined": _("不予立案"),
    "case.concluded": _("结案"),
    "measure.approved": _("批准行政强制措施"),
    "measure.taken": _("实施查封、扣押"),
    "property.returned": _("退还财物"),
    "offer.drafted": _("拟定挂牌条件"),
    "offer.announced": _("发布挂牌公告"),
    "bidder.registered": _("登记竞买人"),
    "bid.recorded": _("登记报价"),
    "contract.signed": _("签订出让合同"),
    "offer.breached": _("竞得人违约，保证金不予退还"),
    "deposits.refunded": _("退还保证金"),
    "party.heard": _("听取陈述申辩"),
    "decision.published": _("公开决定"),
    "performance.urged": _("催告"),
    "enforcement.applied": _("申请法院强制执行"),
    "case.deemed_renewed": _("届满未决定，视为准予延续"),
    "certificate.holder_heard": _("听取陈述申辩"),
    "certificate.revoked": _("撤销许可"),
    "certificate.recalled": _("撤回许可"),
    "certificate.cancelled": _("注销许可"),
    "certificate.kept": _("许可继续有效"),
    "certificate.expiring": _("提醒延续"),
    "filing.import_begun": _("等待扫描导入"),
    "filing.imported": _("扫描导入"),
    "paper.handed_over": _("移交纸质案卷"),
    "paper.taken": _("接收纸质案卷"),
    "paper.declined": _("未接收纸质案卷"),
    "originals.called": _("通知核验原件"),
    "originals.checked": _("核验原件"),
    "case.entered_afterwards": _("事后补录"),
    "gap.promised": _("容缺受理，承诺补交"),
    "gap.filled": _("补齐容缺材料"),
    "gap.lapsed": _("容缺材料逾期未补"),
    "case.terminated": _("终止办理"),
    "commitment.check_begun": _("开始核查承诺"),
    "commitment.checked": _("核查承诺"),
    "rectification.ordered": _("责令改正"),
    "rectification.checked": _("复查改正情况"),
    "inspection.ordered": _("指派监督检查"),
    "inspection.recorded": _("登记监督检查"),
    "inspection.signed": _("检查人员签名"),
}
VERDICTS = {
    "accept": _("受理"),
    "correct": _("告知补正"),
    "refuse": _("不予同意"),
    "dispatched": _("已分办"),
    "agree": _("同意"),
    "disagree": _("不同意"),
    "grant": _("准予"),
    "send_back": _("退回"),
    "supplied": _("已补交"),
    "notified": _("已通知"),
    "paid": _("已缴费"),
    "issued": _("已制证"),
    "served": _("已送达"),
    "published": _("已公示"),
    "approve": _("同意"),
    "done": _("已结束"),
    "claim": _("要求听证"),
    "waive": _("放弃听证"),
    "scheduled": _("已通知"),
    "held": _("已举行"),
    "grant_partly": _("部分准予"),
    "divided": _("意见不一致"),
    "escalate": _("提交上一级决定"),
    "same": _("与原件一致"),
    "differs": _("与原件不符"),
    "forwarded": _("已转报"),
    "recorded": _("已记录"),
    "signed": _("已签名"),
    "heard": _("已听取"),
    "stated": _("已陈述申辩"),
    "revoke": _("撤销"),
    "recall": _("撤回"),
    "cancel": _("注销"),
    "keep": _("不予撤销、撤回或注销"),
    "imported": _("已导入"),
    "kept": _("承诺属实"),
    "broken": _("承诺不实"),
    "rectified": _("已改正"),
    "unrectified": _("未改正"),
    "compliant": _("未发现问题"),
    "faulty": _("发现问题"),
    **{each.value: each.label for each in penalties.Verdict},
    "paid_out": _("已发放"),
    "told": _("已告知"),
    "hearing": _("要求听证"),
    "levy": _("征收"),
    "spare": _("不予征收"),
    "enforce": _("申请法院强制执行"),
    "closed": _("已结案"),
    **{each.value: each.label for each in seizures.Verdict},
    "taken": _("已实施"),
    "returned": _("已退还"),
    "drafted": _("已拟定"),
    "announced": _("已公告"),
    "sold": _("成交"),
    "unsold": _("未成交"),
    "contracted": _("已签订"),
    "breached": _("竞得人违约"),
    "refunded": _("已退还"),
}
CAPACITIES = {"self": "", "system": _("系统自动")}
SYSTEM = _("系统")


@dataclass(frozen=True)
class Entry:
    """One line of the course."""

    name: str
    at: datetime | None
    by: str
    words: str
    state: str = "done"


def course(
    events: Iterable[CaseEvent], open_tasks: Iterable[Task], titles: dict[str, str], *, readable: bool = True
) -> list[Entry]:
    """Return the entries, oldest first, the open steps last.

    `titles`: document kinds in words. Without `readable` only who did which step and when, not what was said.
    """
    done = (_done(event, titles, readable=readable) for event in events)
    return [*done, *(_present(task) for task in open_tasks)]


def _done(event: CaseEvent, titles: dict[str, str], *, readable: bool) -> Entry:
    ended = event.payload.get("ended") or {}
    name = str(EVENTS.get(event.type, event.type))
    if ended and event.type == "step.ended":
        name = ended["step"]
    if not readable:
        return Entry(name, event.at, signature(event), "")
    said = [
        str(VERDICTS.get(ended.get("verdict", ""), "")),
        str(_("期限已满")) if event.payload.get("lapsed") else "",
        ended.get("text", ""),
        ended.get("reason", "") or event.payload.get("reason", ""),
        ended.get("basis", ""),
    ]
    papers = [
        str(_("《%(title)s》%(number)s"))
        % {"title": titles.get(document["kind"], document["kind"]), "number": document["number"]}
        for document in event.payload.get("documents", ())
    ]
    *parts, last = [part for part in [*said, *papers] if part] or [""]
    whole = str(_("；")).join([*(part.removesuffix("。") for part in parts), last])
    return Entry(name, event.at, signature(event), whole)


def signature(event: CaseEvent) -> str:
    """Return the signer's name with the marker of a borrowed capacity (D3-023, D3-025)."""
    if event.capacity == "system":
        return str(SYSTEM)
    marker = str(CAPACITIES.get(event.capacity, event.capacity))
    return f"{event.actor_name}（{marker}）" if marker else event.actor_name


def _present(task: Task) -> Entry:
    names = [joint.office_words(task), task.holder.name if task.holder else ""]
    return Entry(task.name, task.opened_at, " ".join(filter(None, names)), "", "present")
