"""What the portal says of complaints, enquiries and ratings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

if TYPE_CHECKING:
    from shenpi.apps.feedback.models import Feedback
    from shenpi.apps.feedback.queries import Followed

GRADES: Mapping[int, Promise] = {
    5: lazy("非常满意"),
    4: lazy("满意"),
    3: lazy("基本满意"),
    2: lazy("不满意"),
    1: lazy("非常不满意"),
}
STATES: Mapping[str, Promise] = {
    "": lazy("已提交"),
    "filed": lazy("等待决定是否受理"),
    "investigating": lazy("调查处理中"),
    "asked": lazy("调查处理中"),
    "replied": lazy("已答复"),
    "reviewing": lazy("复查中"),
    "waiting": lazy("等待答复"),
    "explained": lazy("已答复"),
    "returned": lazy("已退回整改"),
    "objected": lazy("正在核实"),
    "mended": lazy("已整改，请您核实"),
    "closed": lazy("已办结"),
}
ACTS: Mapping[str, Promise] = {
    "file": lazy("提出"),
    "take_up": lazy("受理"),
    "refuse": lazy("不予受理"),
    "extend": lazy("延长办理期限"),
    "substantiate": lazy("答复：反映的问题属实"),
    "substantiate_partly": lazy("答复：反映的问题部分属实"),
    "find_unfounded": lazy("答复：反映的问题不属实"),
    "set_aside": lazy("更正认定"),
    "review": lazy("申请复查"),
    "maintain": lazy("复查维持"),
    "reopen": lazy("复查后重新调查"),
    "explain": lazy("答复"),
    "ask_again": lazy("追问"),
    "mend": lazy("整改说明"),
    "contest": lazy("不认可整改"),
    "verify": lazy("监察机构核实已整改"),
    "strike": lazy("经核实，不计入评价"),
    "content": lazy("表示满意"),
    "lapse": lazy("期满结束"),
}


class Answer(NamedTuple):
    """Something that may be said now: the button, what follows from it, and whether it needs words."""

    name: Promise
    consequence: Promise
    worded: bool = True


ANSWERS: Mapping[str, Answer] = {
    "content": Answer(lazy("我满意"), lazy("本件就此办结。"), worded=False),
    "review": Answer(lazy("申请复查"), lazy("由原承办人以外的人员在三十日内复查，只能申请一次。")),
    "ask_again": Answer(lazy("追问"), lazy("五个工作日内再次答复，只能追问一次。")),
    "contest": Answer(lazy("没有改好"), lazy("退回重新整改，只能提出一次。")),
}


def state(filing: Feedback) -> Any:
    """Say where a filing stands."""
    if filing.kind == "rating" and not filing.state and (filing.grade or 0) > 2:
        return _("已收到，谢谢您的评价")
    return STATES.get(filing.state, filing.state)


def course(found: Followed) -> list[dict[str, Any]]:
    """Return the entries with their names in words."""
    return [{"entry": entry, "name": ACTS.get(entry.act, entry.act)} for entry in found.entries]
