"""What may be chosen on the steps of proceedings beside the drawn process: special procedures, extension, opinions."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import acts
from shenpi.sites.workbench import performing_beside as performing
from shenpi.sites.workbench.deed import Deed
from shenpi.sites.workbench.performing import verdict

BESIDE: dict[str, tuple[Deed, ...]] = {
    "approve_suspension": (
        Deed(
            "approve_suspension",
            _("审批特别程序"),
            _("同意的，办理时限从今天起暂停，并书面告知申请人；期满或结束后继续计时。"),
            verdict(acts.approve_suspension, "text", "reason"),
            "consent",
        ),
    ),
    "conduct_suspension": (
        Deed(
            "end_suspension",
            _("特别程序已结束"),
            _("办理时限从明天起继续计算。"),
            performing.end_suspension,
            "result",
        ),
    ),
    "approve_extension": (
        Deed(
            "approve_extension",
            _("审批延期"),
            _("同意的，办理期限延长一次，并将理由书面告知申请人。"),
            performing.approve_extension,
            "consent_extension",
        ),
    ),
    "approve_opinion": (
        Deed(
            "approve_opinion_change",
            _("审批意见修改"),
            _("同意的，意见按新的内容显示，原意见一并保留。"),
            verdict(acts.approve_opinion_change, "text", "reason"),
            "consent",
        ),
    ),
    "await_claim": (
        Deed(
            "claim_hearing",
            _("要求听证"),
            _("二十个工作日内组织听证，办理时限从今天起暂停；一人要求即组织。"),
            performing.claim_hearing,
            "answer_hearing",
            right="record_claim",
        ),
        Deed(
            "waive_hearing",
            _("放弃听证"),
            _("被告知的人都放弃或者逾期的，不再听证，继续审查。"),
            performing.waive_hearing,
            "answer_hearing",
            right="record_claim",
        ),
    ),
    "schedule_hearing": (
        Deed(
            "schedule_hearing",
            _("通知听证"),
            _("出具听证通知书，七个工作日前送达申请人。"),
            performing.schedule_hearing,
            "schedule_hearing",
        ),
    ),
    "hold_hearing": (
        Deed(
            "hold_hearing",
            _("登记听证笔录"),
            _("笔录附卷，决定根据笔录作出；办理时限从明天起继续计算。"),
            performing.hold_hearing,
            "hold_hearing",
        ),
    ),
}
"""By the act that the proceeding's drawing names for the step."""

STEPS: dict[str, Promise] = {
    "approve_suspension": _("审批特别程序"),
    "conduct_suspension": _("特别程序进行中"),
    "approve_extension": _("审批延期"),
    "approve_opinion": _("审批意见修改"),
    "await_claim": _("等待是否要求听证"),
    "schedule_hearing": _("安排听证"),
    "hold_hearing": _("举行听证"),
}
