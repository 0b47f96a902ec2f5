"""The words of orders, violation files, complaints, enquiries and ratings."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

KINDS: Mapping[str, Promise] = {
    "order": lazy("督办"),
    "violation": lazy("违规查处"),
    "objection": lazy("异议"),
    "complaint": lazy("投诉"),
    "enquiry": lazy("咨询"),
    "rating": lazy("差评整改"),
}
FILERS: Mapping[str, Promise] = {
    "complaint": lazy("投诉人"),
    "enquiry": lazy("咨询人"),
    "rating": lazy("评价人"),
}
FINDINGS: Mapping[str, Promise] = {
    "upheld": lazy("属实"),
    "partly": lazy("部分属实"),
    "unfounded": lazy("不属实"),
}
STATES: Mapping[str, Promise] = {
    "issued": lazy("待答复"),
    "answered": lazy("已答复，待审核"),
    "opened": lazy("待陈述申辩"),
    "stated": lazy("已陈述，待认定"),
    "unanswered": lazy("放弃陈述，待认定"),
    "upheld": lazy("已认定，待处理"),
    "sanctioned": lazy("已处理，可以申诉"),
    "appealed": lazy("已申诉，待决定"),
    "final": lazy("申诉期满，待结案"),
    "filed": lazy("待决定是否受理"),
    "investigating": lazy("调查中"),
    "asked": lazy("待被投诉单位说明"),
    "replied": lazy("已答复，可以申请复查"),
    "reviewing": lazy("复查中"),
    "waiting": lazy("待答复"),
    "explained": lazy("已答复"),
    "returned": lazy("待整改"),
    "objected": lazy("单位有异议，待核实"),
    "mended": lazy("已整改，待核实"),
    "raised": lazy("待决定"),
    "closed": lazy("已结"),
}

ACTS: Mapping[str, Promise] = {
    "issue": lazy("发出督办"),
    "answer": lazy("答复"),
    "approve": lazy("同意结案"),
    "reject": lazy("退回重办"),
    "escalate": lazy("报单位负责人"),
    "recall": lazy("撤回督办"),
    "open": lazy("立案"),
    "state": lazy("陈述申辩"),
    "uphold": lazy("认定违规"),
    "dismiss": lazy("不予认定"),
    "sanction": lazy("作出处理"),
    "appeal": lazy("申诉"),
    "confirm": lazy("维持处理"),
    "overturn": lazy("撤销处理"),
    "close": lazy("结案"),
    "lapse": lazy("逾期未答复"),
    "file": lazy("提出"),
    "take_up": lazy("受理"),
    "refuse": lazy("不予受理"),
    "ask": lazy("要求被投诉单位说明"),
    "explain": lazy("说明、答复"),
    "extend": lazy("延长三十日"),
    "substantiate": lazy("认定属实并答复"),
    "substantiate_partly": lazy("认定部分属实并答复"),
    "find_unfounded": lazy("认定不属实并答复"),
    "content": lazy("表示满意"),
    "review": lazy("申请复查"),
    "maintain": lazy("复查维持"),
    "reopen": lazy("复查后重新调查"),
    "object": lazy("单位提出异议"),
    "set_aside": lazy("异议成立，撤销认定"),
    "ask_again": lazy("追问"),
    "publish": lazy("公开为常见问题"),
    "unpublish": lazy("从常见问题撤下"),
    "mend": lazy("报告整改结果"),
    "contest": lazy("不认可整改"),
    "strike": lazy("认定评价不实，不计入"),
    "overrule": lazy("不采纳异议，退回整改"),
    "verify": lazy("核实已整改，办结"),
    "raise": lazy("提出异议"),
    "sustain": lazy("异议成立，撤销信号"),
    "decline": lazy("异议不成立"),
}


def entered(act: str) -> str:
    """Name the entry of what an addressee without a desk here wrote."""
    return _("登记对方书面的%(act)s") % {"act": ACTS[act]}


def sent(*, on_paper: bool) -> str:
    """Say what became of an order or a file that was just opened."""
    if on_paper:
        return _("已立。对方不使用本系统：请另行送达，收到的书面材料在本页登记。")
    return _("已发出，对方在工作台可以看到并答复。")
