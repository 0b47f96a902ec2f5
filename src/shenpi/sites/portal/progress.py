"""A case's course in the words of its applicant, from the events that the public zone received."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shenpi.apps import timekeeping
from shenpi.apps.applications import queries as applications
from shenpi.apps.applications.states import ENDED, WITHDRAWABLE, State
from shenpi.sites.common.wording import due_words, procedure_words

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from shenpi.apps.applications.models import Application, Progress, ProgressEvent

TITLES: dict[str, str | Promise] = {
    "received": gettext_lazy("接件"),
    "correction.requested": gettext_lazy("一次性告知补正"),
    "correction.supplied": gettext_lazy("收到补正材料"),
    "accepted": gettext_lazy("受理"),
    "deemed_accepted": gettext_lazy("视为受理"),
    "acceptance.refused": gettext_lazy("不予受理"),
    "dispatched": gettext_lazy("分送承办科室"),
    "payment.requested": gettext_lazy("通知缴费"),
    "payment.recorded": gettext_lazy("确认缴费"),
    "payment.lapsed": gettext_lazy("逾期未缴费"),
    "certificate.issued": gettext_lazy("制发证照"),
    "document.served": gettext_lazy("送达文书"),
    "document.posted": gettext_lazy("文书寄出"),
    "document.undelivered": gettext_lazy("邮件被退回"),
    "result.published": gettext_lazy("结果公示"),
    "decision.published": gettext_lazy("结果公示"),
    "payment.declared": gettext_lazy("申报缴费"),
    "payment.declaration_rejected": gettext_lazy("缴费申报未核实"),
    "payment.unmatched": gettext_lazy("在线缴费未能入账"),
    "filing.corrected": gettext_lazy("当场更正"),
    "suspension.begun": gettext_lazy("特别程序开始，暂停计时"),
    "suspension.ended": gettext_lazy("特别程序结束，继续计时"),
    "extension.granted": gettext_lazy("延长办理期限"),
    "hearing.told": gettext_lazy("告知听证权利"),
    "hearing.claimed": gettext_lazy("要求听证，暂停计时"),
    "hearing.ordered": gettext_lazy("依职权听证，暂停计时"),
    "hearing.waived": gettext_lazy("放弃听证"),
    "hearing.scheduled": gettext_lazy("听证通知"),
    "hearing.held": gettext_lazy("举行听证，继续计时"),
    "hearing.overdue": gettext_lazy("逾期未举行听证，继续计时"),
    "filing.returned": gettext_lazy("受理前撤回申请"),
    "withdrawn": gettext_lazy("撤回申请"),
    "opened": gettext_lazy("依职权立案"),
    "deemed_renewed": gettext_lazy("届满未决定，视为准予延续"),
    "certificate.holder_heard": gettext_lazy("听取陈述申辩"),
    "certificate.revoked": gettext_lazy("撤销许可"),
    "certificate.recalled": gettext_lazy("撤回许可"),
    "certificate.cancelled": gettext_lazy("注销许可"),
    "certificate.kept": gettext_lazy("许可继续有效"),
    "certificate.expiring": gettext_lazy("提醒申请延续"),
    "completed": gettext_lazy("办结"),
    "originals.called": gettext_lazy("通知核验原件"),
    "originals.checked": gettext_lazy("核验原件"),
    "gap.promised": gettext_lazy("容缺受理，承诺补交"),
    "gap.filled": gettext_lazy("收到容缺材料"),
    "gap.lapsed": gettext_lazy("容缺材料逾期未补"),
    "terminated": gettext_lazy("终止办理"),
    "benefit.paid": gettext_lazy("发放"),
    "commitment.checked": gettext_lazy("核查承诺"),
    "rectification.ordered": gettext_lazy("责令改正"),
    "rectification.checked": gettext_lazy("复查改正情况"),
    "inspection.signed": gettext_lazy("监督检查"),
}
"""What the events are called here; those that are missing are the staff's own affair."""

OUTCOMES: dict[str, str | Promise] = {
    "granted": gettext_lazy("准予"),
    "refused": gettext_lazy("不予"),
    "lapsed": gettext_lazy("逾期未缴费，终止办理"),
    "revoked": gettext_lazy("撤销许可"),
    "recalled": gettext_lazy("撤回许可"),
    "void": gettext_lazy("注销许可"),
    "kept": gettext_lazy("许可继续有效"),
    "punished": gettext_lazy("予以行政处罚"),
    "exempt": gettext_lazy("不予行政处罚"),
    "moved": gettext_lazy("移送司法机关"),
    "levied": gettext_lazy("征收"),
    "waived": gettext_lazy("不予征收"),
    "released": gettext_lazy("解除查封、扣押"),
    "forfeit": gettext_lazy("没收非法财物"),
    "destroy": gettext_lazy("依法销毁"),
    "sold": gettext_lazy("成交"),
    "unsold": gettext_lazy("未成交"),
    "breached": gettext_lazy("竞得人违约"),
}


def course(progress: Progress, *, application: Application | None = None) -> list[dict[str, Any]]:
    """Return the course's steps for `common/course.html`, oldest first, the open ones at the end.

    Names of officials are shown to the applicant (`application` given), not to those who ask with a code.
    """
    steps: list[dict[str, Any]] = []
    if application is not None:
        steps.append({"name": _("提交申请"), "at": application.submitted_at, "state": "done"})
    for event in applications.events(progress.case_id):
        if row := _row(event, named=application is not None):
            steps.append(row)
    for step in progress.steps if progress.state not in ENDED else ():
        if step["ended_at"] is None:
            row = {"name": step["step"], "by": step["office"], "words": _due(step), "state": "present"}
            if row not in steps:  # of several who are waited for alike, one line
                steps.append(row)
    if progress.state == State.SUBMITTED:
        steps.append({"name": _("等待窗口接件"), "state": "present"})
    return steps


def outcome_words(outcome: str) -> str:
    """Return the outcome in words; empty before the decision."""
    return str(OUTCOMES.get(outcome, ""))


def next_thing(progress: Progress, application: Application | None = None) -> str:
    """Say what happens next and who does it, in one sentence; what the applicant has sent meanwhile counts."""
    if application is not None and application.withdrawal_requested_at and progress.state in WITHDRAWABLE:
        if progress.state == State.ACCEPTED:
            return _("您已申请撤回，等窗口出具准予撤回决定书。")
        return _("您已申请撤回，等窗口退还申请材料。")
    if application is not None and application.supplemented_at and progress.state == State.CORRECTING:
        return _("您的补正材料已提交，等窗口检查。")
    say: dict[str, Callable[[], str]] = {
        State.SUBMITTED: lambda: _("申请已送往受理窗口，等待接件。"),
        State.RECEIVED: lambda: _(
            "窗口正在检查材料，到期前告知您受理、补正或不予受理；逾期不告知的，视为受理。"
        ),
        State.CORRECTING: lambda: _("请您按补正告知书补交材料，到期前提交。"),
        State.ACCEPTED: lambda: _examined(progress, application),
        State.AWAITING_PAYMENT: lambda: _("请您按缴费通知书缴费，到期前缴清。"),
        State.DECIDED: lambda: _("已作出决定，正在制作和送达文书。"),
        State.COMPLETED: lambda: _("本件已办结，文书可以下载。"),
        State.NOT_ACCEPTED: lambda: _("窗口决定不予受理，理由和救济途径见通知书。"),
        State.WITHDRAWN: lambda: _("本件已撤回。需要时可以重新申请。"),
        State.CLOSED: lambda: _("本件已终止办理。"),
    }
    return say[progress.state]()


def _examined(progress: Progress, application: Application | None) -> str:
    """What happens between acceptance and decision: examined, or resting for a hearing or a special procedure."""
    now = timekeeping.now()
    resting = progress.resting(now)
    if resting == "hearing":
        return _("正在组织听证，时间、地点会提前书面通知；这段时间不计入办理时限。")
    if resting:
        words = {"procedure": procedure_words(resting)}
        return _("正在%(procedure)s，所需时间不计入办理时限，结束后继续办理。") % words
    asked = progress.hearing_claim_by is not None and progress.hearing_claim_by > now
    if asked and application is not None and not application.hearing_answered_at:
        return _("请您答复是否要求听证；承办科室继续审查。")
    return _("承办科室正在审查，到期前作出决定。")


def _row(event: ProgressEvent, *, named: bool) -> dict[str, Any] | None:
    data: Mapping[str, Any] = event.data
    if event.type == "decided":
        name = _("作出决定：%(outcome)s") % {"outcome": outcome_words(data["outcome"])}
    elif event.type == "step.ended":
        name = (data.get("ended") or {}).get("step", "")
    else:
        name = str(TITLES.get(event.type, ""))
    if not name:
        return None
    words = data.get("reason", "") if named else ""
    if data.get("referral"):
        words += _("请向%(body)s申请。") % {"body": data["referral"]}
    return {
        "name": name,
        "at": event.at,
        "by": data.get("person", "") if named else "",
        "words": words,
        "state": "done",
    }


def _due(step: Mapping[str, Any]) -> str:
    if not step["due_at"]:
        return ""
    return due_words(datetime.fromisoformat(step["due_at"]), timekeeping.now())
