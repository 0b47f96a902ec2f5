"""What changed between two versions, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from shenpi.core.process.difference import Change, Difference
from shenpi.sites.studio import vocabulary

MARKS = {Change.ADDED: "＋", Change.REMOVED: "－", Change.CHANGED: "≠"}
"""Signs beside the colours, for those who do not see them."""


def told(found: Sequence[Difference]) -> list[dict[str, Any]]:
    """Return each difference as a row: sign, words, kind, name, and what says something else."""
    types = vocabulary.types()
    words = {Change.ADDED: _("新增"), Change.REMOVED: _("删除"), Change.CHANGED: _("修改")}
    return [
        {
            "change": each.change.value,
            "mark": MARKS[each.change],
            "word": words[each.change],
            "kind": types.get(each.tag[:1].upper() + each.tag[1:], each.tag),
            "name": each.name or each.element or _("整个流程"),
            "alterations": [
                {"attribute": _attribute(one.attribute), "before": one.before, "after": one.after}
                for one in each.alterations
            ],
        }
        for each in found
    ]


def marks(found: Sequence[Difference]) -> dict[str, dict[str, str]]:
    """Return the markers of the old diagram (removed, changed) and of the new one (added, changed)."""
    old = {each.element: each.change.value for each in found if each.change is not Change.ADDED}
    new = {each.element: each.change.value for each in found if each.change is not Change.REMOVED}
    return {"old": old, "new": new}


def _attribute(name: str) -> str:
    return {
        "name": _("名称"),
        "tag": _("类型"),
        "role": _("岗位"),
        "office": _("哪个科室"),
        "limit": _("时限"),
        "act": _("办理动作"),
        "verdicts": _("可选结论"),
        "form": _("表单"),
        "document": _("文书"),
        "condition": _("条件"),
        "default": _("默认流"),
        "source": _("起点"),
        "target": _("终点"),
        "lane": _("泳道"),
        "scope": _("所在流程"),
        "message": _("消息名称"),
        "instances": _("多实例名单"),
        "attached_to": _("附着于"),
        "documentation": _("说明"),
        "key": _("标识"),
        "kind": _("办件类型"),
    }.get(name, name)
