"""Which acts a person may choose on an open task, in the verbs of the law, with their consequence in one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shenpi.apps.casework import acts, delivery, dues, returning, steps
from shenpi.apps.errors import NotFound
from shenpi.sites.workbench import performing, performing_handling
from shenpi.sites.workbench.deed import Deed
from shenpi.sites.workbench.deeds_beside import BESIDE
from shenpi.sites.workbench.deeds_beside import STEPS as STEPS_BESIDE
from shenpi.sites.workbench.deeds_handling import ESCALATE, HANDLING, SEND_BACK
from shenpi.sites.workbench.deeds_handling import STEPS as STEPS_HANDLING
from shenpi.sites.workbench.deeds_intake import ACCEPT_WITH_GAP, INTAKE, may_follow
from shenpi.sites.workbench.deeds_intake import STEPS as STEPS_INTAKE
from shenpi.sites.workbench.deeds_official import OFFICIAL
from shenpi.sites.workbench.deeds_official import STEPS as STEPS_OFFICIAL
from shenpi.sites.workbench.deeds_upon import STEPS as STEPS_UPON
from shenpi.sites.workbench.deeds_upon import UPON

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task


DEEDS: dict[str, tuple[Deed, ...]] = {
    "examine_formally": (
        Deed(
            "accept",
            pgettext_lazy("button", "受理"),
            _("出具受理通知书，办理时限从今天起算，材料不能再改动。"),
            performing.accept,
            "accept",
        ),
        ACCEPT_WITH_GAP,
        Deed(
            "correct_on_the_spot",
            _("当场更正"),
            _("记入办理过程，答复期限照常计算；不算补正告知。"),
            performing.correct_on_the_spot,
            "correct_on_the_spot",
        ),
        Deed(
            "request_correction",
            pgettext_lazy("button", "一次性告知补正"),
            _("出具补正告知书。补正只能告知一次，请写全。"),
            performing.request_correction,
            "request_correction",
        ),
        Deed(
            "refuse_acceptance",
            pgettext_lazy("button", "不予受理"),
            _("出具不予受理通知书，本件到此结束，不能收回。"),
            performing.refuse_acceptance,
            "refuse_acceptance",
            danger=True,
        ),
    ),
    "await_supplement": (
        Deed(
            "supplement",
            _("收取补正材料"),
            _("重新进行形式审查，五个工作日内答复。"),
            performing.supplement,
            "supplement",
        ),
    ),
    "dispatch": (
        Deed("dispatch", _("分办"), _("主办、协办科室同时收到待办。"), performing.dispatch, "dispatch"),
    ),
    "examine": (
        Deed(
            "examine",
            _("签署审查意见"),
            _("意见以您的实名签署，签署后不能修改。"),
            performing_handling.examine,
            "opinion_examination",
        ),
    ),
    "review": (
        Deed(
            "review",
            _("签署初审意见"),
            _("意见以您的实名签署，签署后不能修改。"),
            performing.opinion(acts.review),
            "opinion",
        ),
        SEND_BACK,
    ),
    "decide": (
        Deed(
            "decide",
            _("签发决定"),
            _("决定一经签发即生成文书，不能收回。"),
            performing_handling.decide,
            "decision",
        ),
        ESCALATE,
        SEND_BACK,
    ),
    "notify_payment": (
        Deed(
            "notify_payment",
            _("通知缴费"),
            _("生成缴费通知书，当日通知申请人。"),
            performing_handling.notify_payment,
            "fee",
        ),
    ),
    "record_payment": (
        Deed(
            "record_payment",
            _("登记缴费"),
            _("生成缴费凭证和准予许可决定书。"),
            performing.record_payment,
            "payment",
        ),
        Deed(
            "reject_declaration",
            _("申报的缴费未核实"),
            _("告知申请人重新申报或缴费；核对所用时间不计入缴费期限。"),
            performing.reject_declaration,
            "reasons",
            right="record_payment",
        ),
    ),
    "issue": (
        Deed(
            "issue",
            pgettext_lazy("button", "制证"),
            _("生成许可证件，转窗口送达。"),
            performing.plain(acts.issue),
        ),
    ),
    "serve": (
        Deed(
            "serve",
            pgettext_lazy("button", "送达"),
            _("记录送达方式和签收人，生成送达回证；救济期限从送达之日起算。"),
            performing.serve,
            "serve",
        ),
        Deed(
            "post_documents",
            _("交邮寄出"),
            _("登记邮件号码；收到回执后再登记送达。"),
            performing.post_documents,
            "post_documents",
            right="serve",
        ),
        Deed(
            "serve_posted",
            _("登记邮件回执"),
            _("回执上的签收日期为送达之日，生成送达回证。"),
            performing.serve_posted,
            "serve_posted",
            right="serve",
        ),
        Deed(
            "record_undelivered",
            _("邮件被退回"),
            _("记录原因；可以重新寄出，或者改用其他方式送达。"),
            performing.record_undelivered,
            "undelivered",
            right="serve",
        ),
    ),
    "publish": (
        Deed(
            "publish",
            _("公示结果"),
            _("结果在网站公开；已经送达的，本件办结。"),
            performing.plain(acts.publish),
        ),
    ),
}
"""By the act that the process names for the step."""


STEPS: dict[str, Promise] = {
    "examine_formally": _("形式审查"),
    "await_supplement": _("等待补正"),
    "dispatch": _("分办"),
    "examine": _("审查"),
    "review": _("初审"),
    "decide": _("签发决定"),
    "notify_payment": _("通知缴费"),
    "record_payment": _("登记缴费"),
    "issue": _("制证"),
    "serve": _("送达"),
    "publish": _("公示"),
    **STEPS_BESIDE,
    **STEPS_HANDLING,
    **STEPS_INTAKE,
    **STEPS_UPON,
    **STEPS_OFFICIAL,
}
"""What the work list calls the tasks of an act, whatever the process names its step."""


ALL: dict[str, tuple[Deed, ...]] = {**DEEDS, **BESIDE, **HANDLING, **INTAKE, **UPON, **OFFICIAL}
VERBS: dict[str, Promise] = {deed.key: deed.label for offered in ALL.values() for deed in offered}
"""The verb of each deed, whatever the step."""


def of(case: Case, task: Task) -> tuple[Deed, ...]:
    """Return the deeds of a task that the case allows now."""
    return tuple(
        deed
        for deed in ALL.get(task.act, ())
        if _ALLOWED.get(deed.key, _always)(case) and _drawn(case, task, deed.key)
    )


def _drawn(case: Case, task: Task, key: str) -> bool:
    """Whether the process leads on from a deed that only some processes draw."""
    if key == SEND_BACK.key:
        return bool(returning.drawn(case, task))
    return key != acts.ESCALATE or key in steps.verdicts(case, task)


def _always(case: Case) -> bool:
    return True


_ALLOWED: dict[str, Callable[[Case], bool]] = {
    # Correction can be requested but once (行政许可法 art. 32.4).
    "accept_with_gap": may_follow,
    "request_correction": lambda case: not case.context.get("corrected"),
    "post_documents": lambda case: delivery.pending(case) is None,
    "serve_posted": lambda case: delivery.pending(case) is not None,
    "record_undelivered": lambda case: delivery.pending(case) is not None,
    "urge_performance": lambda case: dues.overdue(case) and not case.context.get("urged"),
    "apply_to_court": lambda case: bool(case.context.get("urged")),
    "reject_declaration": lambda case: case.payment.declared_at is not None,
}


def find(case: Case, task: Task, key: str) -> Deed:
    """Return the deed of that key. Raises NotFound when the task has none such."""
    for deed in of(case, task):
        if deed.key == key:
            return deed
    raise NotFound("no_such_deed", _("这一环节没有这种办法。请刷新页面。"))
