"""Which acts a person may choose on an open task, in the verbs of the law, with their consequence in one line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.errors import NotFound, Stale
from shenpi.sites.workbench import inputs

Perform = Callable[[HttpRequest, Case, Task], None]


@dataclass(frozen=True)
class Deed:
    """A button: its verb, what it brings about, and the act behind it. `part` is the template of its fields."""

    key: str
    label: Promise
    consequence: Promise
    perform: Perform
    part: str = ""
    danger: bool = False


def _accept(request: HttpRequest, case: Case, task: Task) -> None:
    post = request.POST
    acts.accept(
        case.id,
        task.id,
        by=_person(request),
        in_jurisdiction=inputs.checked(post, "in_jurisdiction"),
        complete=inputs.checked(post, "complete"),
        legal_form=inputs.checked(post, "legal_form"),
        text=inputs.words(post, "text"),
    )


def _request_correction(request: HttpRequest, case: Case, task: Task) -> None:
    keys = ["form", *(row["key"] for row in case.item_version.materials)]
    faults = {key: inputs.words(request.POST, f"fault-{key}", longest=500) for key in keys}
    acts.request_correction(case.id, task.id, by=_person(request), faults=faults)


def _refuse_acceptance(request: HttpRequest, case: Case, task: Task) -> None:
    reason, basis = inputs.words(request.POST, "reason"), inputs.words(request.POST, "basis")
    acts.refuse_acceptance(case.id, task.id, by=_person(request), reason=reason, basis=basis)


def _supplement(request: HttpRequest, case: Case, task: Task) -> None:
    handed = inputs.materials(request, case.item_version)
    acts.supplement(case.id, by=_person(request), materials=handed)


def _dispatch(request: HttpRequest, case: Case, task: Task) -> None:
    lead = inputs.office_ids([request.POST.get("lead", "")])
    co = inputs.office_ids(request.POST.getlist("co"))
    acts.dispatch(case.id, task.id, by=_person(request), lead=lead[0] if lead else 0, co=co)


def _opinion(act: Callable[..., None], **verdicts: str) -> Perform:
    def perform(request: HttpRequest, case: Case, task: Task) -> None:
        post = request.POST
        act(
            case.id,
            task.id,
            by=_person(request),
            verdict=verdicts.get(post.get("verdict", ""), post.get("verdict", "")),
            text=inputs.words(post, "text"),
            reason=inputs.words(post, "reason"),
            basis=inputs.words(post, "basis"),
        )

    return perform


def _send_back(request: HttpRequest, case: Case, task: Task) -> None:
    acts.send_back(case.id, task.id, by=_person(request), reason=inputs.words(request.POST, "reason"))


def _plain(act: Callable[..., None]) -> Perform:
    def perform(request: HttpRequest, case: Case, task: Task) -> None:
        act(case.id, task.id, by=_person(request), text=inputs.words(request.POST, "text"))

    return perform


def _record_payment(request: HttpRequest, case: Case, task: Task) -> None:
    number = inputs.words(request.POST, "receipt_number", longest=64)
    acts.record_payment(case.id, task.id, by=_person(request), receipt_number=number)


def _serve(request: HttpRequest, case: Case, task: Task) -> None:
    acts.serve(
        case.id,
        task.id,
        by=_person(request),
        method=request.POST.get("method", ""),
        recipient=inputs.words(request.POST, "recipient", longest=60),
    )


def _person(request: HttpRequest) -> Any:
    return request.user


DEEDS: dict[str, tuple[Deed, ...]] = {
    "examine_formally": (
        Deed(
            "accept",
            _("受理"),
            _("出具受理通知书，办理时限从今天起算，材料不能再改动。"),
            _accept,
            "accept",
        ),
        Deed(
            "request_correction",
            _("一次性告知补正"),
            _("出具补正告知书。补正只能告知一次，请写全。"),
            _request_correction,
            "request_correction",
        ),
        Deed(
            "refuse_acceptance",
            _("不予受理"),
            _("出具不予受理通知书，本件到此结束，不能撤销。"),
            _refuse_acceptance,
            "reasons",
            danger=True,
        ),
    ),
    "await_supplement": (
        Deed(
            "supplement",
            _("收取补正材料"),
            _("重新进行形式审查，五个工作日内答复。"),
            _supplement,
            "supplement",
        ),
    ),
    "dispatch": (Deed("dispatch", _("分办"), _("主办、协办科室同时收到待办。"), _dispatch, "dispatch"),),
    "examine": (
        Deed(
            "examine",
            _("签署审查意见"),
            _("意见以您的实名签署，签署后不能修改。"),
            _opinion(acts.examine),
            "opinion",
        ),
    ),
    "review": (
        Deed(
            "review",
            _("签署初审意见"),
            _("意见以您的实名签署，签署后不能修改。"),
            _opinion(acts.review),
            "opinion",
        ),
        Deed("send_back", _("退回承办人"), _("承办人重新审查，已用时间照常计算。"), _send_back, "reason"),
    ),
    "decide": (
        Deed(
            "decide",
            _("签发决定"),
            _("决定一经签发即生成文书，不能撤销。"),
            _opinion(acts.decide, agree="grant", disagree="refuse"),
            "decision",
        ),
    ),
    "notify_payment": (
        Deed(
            "notify_payment",
            _("通知缴费"),
            _("生成缴费通知书，当日通知申请人。"),
            _plain(acts.notify_payment),
            "fee",
        ),
    ),
    "record_payment": (
        Deed("record_payment", _("登记缴费"), _("生成准予许可决定书。"), _record_payment, "payment"),
    ),
    "issue": (Deed("issue", _("制证"), _("生成许可证件，转窗口送达。"), _plain(acts.issue)),),
    "serve": (Deed("serve", _("送达"), _("记录送达方式和签收人，作为送达证明。"), _serve, "serve"),),
    "publish": (Deed("publish", _("公示结果"), _("结果在网站公开，本件办结。"), _plain(acts.publish)),),
}
DEEDS["joint_review"] = DEEDS["decide"]
"""By the act that the process names for the step."""


def of(task: Task) -> tuple[Deed, ...]:
    """Return the deeds of a task."""
    return DEEDS.get(task.act, ())


def find(case: Case, task_id: UUID, key: str) -> tuple[Task, Deed]:
    """Return the open task and the deed. Raises Stale when somebody was here first, NotFound for no such deed."""
    task = case.tasks.filter(pk=task_id).first()
    if task is None:
        raise Stale("task_closed", _("这一环节已经由他人办理或已结束。请刷新页面查看办件的最新情况。"))
    for deed in of(task):
        if deed.key == key:
            return task, deed
    raise NotFound("no_such_deed", _("这一环节没有这种办法。请刷新页面。"))
