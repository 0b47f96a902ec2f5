"""The words that a step of our own processes may carry, for the properties panel: keys and what people call them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from shenpi.apps.documents import kinds
from shenpi.apps.organisation.roles import Role

Choices = list[tuple[str, str]]

_NO_STEPS = {Role.SUPERVISOR, Role.DESIGNER, Role.ADMINISTRATOR}


def vocabulary() -> dict[str, Any]:
    """Return every list of choices, in the reader's language."""
    return {
        "roles": [(role.value, str(role.label)) for role in Role if role not in _NO_STEPS],
        "offices": offices(),
        "acts": acts(),
        "documents": [(kind.code, str(kind.name)) for kind in kinds.KINDS.values()],
        "kinds": [("committed", _("承诺件")), ("immediate", _("即办件"))],
        "types": types(),
    }


def attributes() -> dict[str, dict[str, str]]:
    """Return what people call the values of an element's attributes, by attribute."""
    words = vocabulary()
    lists = {"role": "roles", "office": "offices", "act": "acts", "document": "documents", "kind": "kinds"}
    return {name: dict(words[key]) for name, key in lists.items()} | {"tag": types()}


def offices() -> Choices:
    """Which of a case's offices holds a step."""
    return [
        ("accept", _("受理窗口")),
        ("lead", _("主办科室")),
        ("co", _("协办科室（第一个）")),
        ("each", _("各主办、协办科室（多实例内）")),
    ]


def acts() -> Choices:
    """The acts of law that a step can be (the workbench offers their deeds)."""
    return [
        ("examine_formally", _("形式审查")),
        ("await_supplement", _("等待补正")),
        ("dispatch", _("分办")),
        ("examine", _("审查")),
        ("review", _("初审")),
        ("decide", _("签发决定")),
        ("joint_review", _("会审")),
        ("executive_meeting", _("办公会议")),
        ("check_originals", _("核对材料原件")),
        ("forward", _("转报上级")),
        ("register_reply", _("登记批文")),
        ("await_statement", _("听取陈述申辩")),
        ("revoke", _("决定是否撤销")),
        ("recall", _("决定是否撤回")),
        ("cancel", _("决定是否注销")),
        ("pay_out", _("发放")),
        ("approve_case", _("立案审批")),
        ("investigate", _("调查取证")),
        ("tell_penalty", _("事先告知")),
        ("schedule_hearing", _("安排听证")),
        ("hold_hearing", _("举行听证")),
        ("legal_review", _("法制审核")),
        ("decide_penalty", _("处罚决定")),
        ("decide_levy", _("征收决定")),
        ("approve_measure", _("批准行政强制措施")),
        ("seize", _("实施查封、扣押")),
        ("propose_disposal", _("提出处理意见")),
        ("decide_seizure", _("查封、扣押处理决定")),
        ("return_property", _("退还财物")),
        ("draft_offer", _("拟定挂牌条件")),
        ("announce_offer", _("发布挂牌公告")),
        ("close_offer", _("登记竞买人、报价，挂牌截止")),
        ("sign_contract", _("签订出让合同")),
        ("refund_deposits", _("退还保证金")),
        ("collect", _("登记缴款")),
        ("close_case", _("结案")),
        ("notify_payment", _("通知缴费")),
        ("record_payment", _("登记缴费")),
        ("issue", _("制证")),
        ("serve", _("送达")),
        ("publish", _("公示")),
    ]


def types() -> dict[str, str]:
    """What people call the kinds of elements, by BPMN type."""
    return {
        "Process": _("流程"),
        "StartEvent": _("开始"),
        "EndEvent": _("结束"),
        "Task": _("任务"),
        "UserTask": _("人工任务"),
        "ManualTask": _("手工任务"),
        "ServiceTask": _("自动任务"),
        "SendTask": _("发送任务"),
        "ReceiveTask": _("接收任务"),
        "SubProcess": _("子流程"),
        "ExclusiveGateway": _("排他网关"),
        "ParallelGateway": _("并行网关"),
        "InclusiveGateway": _("包容网关"),
        "EventBasedGateway": _("事件网关"),
        "IntermediateCatchEvent": _("捕获事件"),
        "IntermediateThrowEvent": _("抛出事件"),
        "BoundaryEvent": _("边界事件"),
        "SequenceFlow": _("顺序流"),
        "MessageFlow": _("消息流"),
        "Participant": _("参与者"),
        "Lane": _("泳道"),
        "TextAnnotation": _("注释"),
    }


def addable() -> Choices:
    """What can be put on the diagram by the keyboard."""
    named = types()
    keys = (
        "StartEvent",
        "UserTask",
        "ServiceTask",
        "ExclusiveGateway",
        "ParallelGateway",
        "SubProcess",
        "EndEvent",
    )
    return [(key, named[key]) for key in keys]
