"""What changed between two versions, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from shenpi.core.process import ProcessModel
from shenpi.core.process.difference import Change, Difference
from shenpi.core.worktime import BadLimit, Limit
from shenpi.sites.common.wording import in_chinese
from shenpi.sites.studio import vocabulary

MARKS = {Change.ADDED: "＋", Change.REMOVED: "－", Change.CHANGED: "≠"}
"""Signs beside the colours, for those who do not see them."""


REFERENCES = frozenset({"source", "target", "default", "attached_to", "scope", "process"})
"""Attributes that name another element by its id."""


def told(found: Sequence[Difference], old: ProcessModel, new: ProcessModel) -> list[dict[str, Any]]:
    """Return each difference as a row: sign, words, kind, name, and what says something else."""
    types, known = vocabulary.types(), vocabulary.attributes()
    words = {Change.ADDED: _("新增"), Change.REMOVED: _("删除"), Change.CHANGED: _("修改")}
    return [
        {
            "change": each.change.value,
            "mark": MARKS[each.change],
            "word": words[each.change],
            "kind": types.get(_type(each.tag), each.tag),
            "name": each.name or each.element or _("整个流程"),
            "alterations": [
                {
                    "attribute": _attribute(one.attribute),
                    "before": _value(known, old.names, one.attribute, one.before),
                    "after": _value(known, new.names, one.attribute, one.after),
                }
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


def _value(
    known: Mapping[str, Mapping[str, str]], names: Mapping[str, str], attribute: str, value: str
) -> str:
    """Return what people call a value; as it is written where nobody calls it anything."""
    if attribute == "limit":
        try:
            limit = Limit.parse(value)
        except BadLimit:
            return value
        return limit.zh() if in_chinese() else limit.en()
    if attribute in REFERENCES:
        return names.get(value, value)
    return known.get(attribute, {}).get(_type(value) if attribute == "tag" else value, value)


def _type(tag: str) -> str:
    return tag[:1].upper() + tag[1:]


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
        "sequence": _("逐个办理"),
        "loop": _("循环条件"),
        "loop_before": _("办理之前先判断"),
        "attached_to": _("附着于"),
        "documentation": _("说明"),
        "key": _("标识"),
        "process": _("流程"),
        "trigger": _("触发方式"),
        "timer": _("定时"),
        "interrupting": _("是否中断"),
        "kind": _("办件类型"),
    }.get(name, name)
