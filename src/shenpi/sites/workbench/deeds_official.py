"""What may be chosen on the steps of other acts than licences: penalty, levy, payment of benefits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import acts
from shenpi.sites.common.access import StaffRequest
from shenpi.sites.workbench import performing
from shenpi.sites.workbench.deed import Deed
from shenpi.sites.workbench.deeds_coercion import COERCION
from shenpi.sites.workbench.deeds_coercion import STEPS as STEPS_COERCION
from shenpi.sites.workbench.deeds_handling import SEND_BACK
from shenpi.sites.workbench.deeds_offers import OFFERS
from shenpi.sites.workbench.deeds_offers import STEPS as STEPS_OFFERS
from shenpi.sites.workbench.inputs import Posted, officers

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task


def _investigate(request: StaffRequest, case: Case, task: Task) -> None:
    posted = Posted(request)
    said = {name: posted.words(name) for name in ("facts", "evidence", "violated", "basis")}
    money = {name: posted.words(name, longest=20) for name in ("fine", "gains")}
    verdict = posted.words("verdict", longest=16)
    posted.check()
    findings = acts.Findings(
        **said,
        **money,
        sorts=posted.chosen("sorts"),
        heavy=posted.ticked("heavy"),
        major=posted.ticked("major"),
    )
    acts.investigate(
        case.id, task.id, by=request.user, verdict=verdict, findings=findings, officers=officers(posted)
    )


def _decide(request: StaffRequest, case: Case, task: Task) -> None:
    posted = Posted(request)
    said = {name: posted.words(name) for name in ("reason", "basis")}
    money = {name: posted.words(name, longest=20) for name in ("fine", "gains")}
    discussed, verdict = posted.words("discussed"), posted.words("verdict", longest=16)
    posted.check()
    imposed = acts.Imposed(**money, sorts=posted.chosen("sorts"), discussed=discussed)
    acts.decide_penalty(case.id, task.id, by=request.user, verdict=verdict, imposed=imposed, **said)


def _collect(request: StaffRequest, case: Case, task: Task) -> None:
    posted = Posted(request)
    paid_on, amount = posted.day("paid_on"), posted.words("amount", longest=20)
    number = posted.words("receipt_number", longest=64)
    posted.check()
    acts.collect(case.id, task.id, by=request.user, paid_on=paid_on, amount=amount, receipt_number=number)


def _court(request: StaffRequest, case: Case, task: Task) -> None:
    posted = Posted(request)
    urged_on, court = posted.day("urged_on"), posted.words("court", longest=60)
    posted.check()
    acts.apply_to_court(case.id, task.id, by=request.user, urged_on=urged_on, court=court)


def _pay_out(request: StaffRequest, case: Case, task: Task) -> None:
    posted = Posted(request)
    paid_on, number = posted.day("paid_on"), posted.words("voucher_number", longest=64)
    posted.check()
    acts.pay_out(case.id, task.id, by=request.user, paid_on=paid_on, voucher_number=number)


OFFICIAL: dict[str, tuple[Deed, ...]] = {
    "approve_case": (
        Deed(
            "approve_case",
            _("审批立案"),
            _("生成立案审批表；同意的，办理时限从今天起算。"),
            performing.verdict(acts.approve_case, "text", "reason"),
            "approve_case",
        ),
    ),
    "investigate": (
        Deed(
            "investigate",
            _("调查终结"),
            _("生成调查终结报告，送负责人审核。"),
            _investigate,
            "investigate",
        ),
    ),
    "tell_penalty": (
        Deed(
            "tell_penalty",
            _("事先告知"),
            _("生成行政处罚事先告知书；陈述申辩和要求听证的期限从送达起算。"),
            performing.plain(acts.tell_penalty),
            "penalty_told",
        ),
    ),
    "legal_review": (
        Deed(
            "legal_review",
            _("签署法制审核意见"),
            _("未通过的，退回调查，不得作出处罚决定。"),
            performing.opinion(acts.legal_review),
            "opinion",
        ),
    ),
    "decide_penalty": (
        Deed(
            "decide_penalty",
            _("签发处罚决定"),
            _("决定一经签发即生成文书，不能收回；不得重于事先告知的内容。"),
            _decide,
            "decide_penalty",
        ),
        SEND_BACK,
    ),
    "decide_levy": (
        Deed(
            "decide_levy",
            _("签发征收决定"),
            _("决定一经签发即生成文书，不能收回。"),
            performing.verdict(acts.decide_levy, "reason", "basis"),
            "decide_levy",
        ),
        SEND_BACK,
    ),
    "collect": (
        Deed(
            "collect",
            _("登记缴款"),
            _("按银行或者电子支付的票据登记；逾期的罚款含加处部分。"),
            _collect,
            "collect",
        ),
        Deed(
            "urge_performance",
            _("催告"),
            _("生成催告书；送达十个工作日后仍不履行的，可以申请法院强制执行。"),
            performing.plain(acts.urge_performance),
            right="collect",
        ),
        Deed(
            "apply_to_court",
            _("申请法院强制执行"),
            _("生成强制执行申请书，本件结案。"),
            _court,
            "apply_to_court",
            danger=True,
            right="collect",
        ),
    ),
    "pay_out": (Deed("pay_out", _("登记发放"), _("按付款凭证登记，生成发放凭证。"), _pay_out, "pay_out"),),
    "close_case": (
        Deed("close_case", _("结案"), _("本件办结，可以归档。"), performing.plain(acts.close_case)),
    ),
    **COERCION,
    **OFFERS,
}

STEPS: dict[str, Promise] = {
    "approve_case": _("立案审批"),
    "investigate": _("调查取证"),
    "tell_penalty": _("事先告知"),
    "legal_review": _("法制审核"),
    "decide_penalty": _("处罚决定"),
    "decide_levy": _("征收决定"),
    "collect": _("登记缴款"),
    "pay_out": _("发放"),
    "close_case": _("结案"),
    **STEPS_COERCION,
    **STEPS_OFFERS,
}
