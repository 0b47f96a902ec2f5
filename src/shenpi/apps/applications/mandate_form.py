"""What an agent enters of a resident's authorisation, and how its items are understood."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.catalogue import forms
from shenpi.apps.catalogue.models import Item
from shenpi.apps.catalogue.search import search
from shenpi.apps.errors import Invalid, Message

from .acts.upload import Upload
from .mandate_models import Power

FILE = "authorisation"
"""The field of the authorisation's scan."""
SUGGESTED = 3
MOST_ITEMS = 20


def schema() -> dict[str, Any]:
    """Return the form, its words in the reader's language."""
    text = {"type": "string"}
    day = text | {"format": "date"}
    return {
        "type": "object",
        "properties": {
            "name": text | {"title": str(_("居民姓名")), "maxLength": 60},
            "identifier": text | {"title": str(_("居民身份证号码")), "format": "citizen-number"},
            "phone": text
            | {
                "title": str(_("居民手机号码")),
                "format": "mobile",
                "description": str(_("受理、补正、决定等短信发给居民本人。")),
            },
            "address": text | {"title": str(_("居民通信地址")), "maxLength": 200},
            "items": text
            | {
                "title": str(_("委托办理的事项")),
                "maxLength": 2000,
                "x-widget": "textarea",
                "description": str(_("与委托书一致，一行一个事项名称或者编码；委托全部事项的，不填。")),
            },
            "powers": {
                "type": "array",
                "title": str(_("另外委托")),
                "description": str(_("代为申请、提交和补正材料，不用另外委托。委托书写明的才勾选。")),
                "items": {"oneOf": [{"const": str(key), "title": str(key.label)} for key in Power]},
                "uniqueItems": True,
            },
            "begins_on": day | {"title": str(_("委托从哪一天起"))},
            "ends_on": day | {"title": str(_("到哪一天止")), "x-not-before": "begins_on"},
        },
        "required": ["name", "identifier", "phone", "begins_on", "ends_on"],
    }


def cleaned(values: Mapping[str, Any], file: Upload | None) -> dict[str, Any]:
    """Return the fields of a mandate, its items by code. Raises Invalid with every fault by field."""
    faults: dict[str, list[Message]] = {}
    said: dict[str, Any] = {}
    try:
        said = forms.validate(schema(), dict(values))
        begins, ends = (date.fromisoformat(said[name]) for name in ("begins_on", "ends_on"))
        said |= {"begins_on": begins, "ends_on": ends}
        if ends < timekeeping.local(timekeeping.now()).date():
            faults["ends_on"] = [_("这份委托已经到期，请居民重新委托。")]
    except Invalid as wrong:
        faults |= wrong.fields
    codes, unknown = _items(str(values.get("items", ""))) if "items" not in faults else ([], [])
    if unknown:
        faults["items"] = unknown
    if file is None:
        faults[FILE] = [_("请上传居民签名的授权委托书（照片或者扫描件）。")]
    if faults or file is None:
        raise Invalid("mandate_incomplete", _("委托的内容还要修改。"), fields=faults)
    optional = {"powers": [], "address": ""}
    return {**optional, **said, "items": codes, "file_id": file.sha256, "filename": file.filename}


def _items(text: str) -> tuple[list[str], list[Message]]:
    """Return the codes of the items named line by line, and what is wrong with the other lines."""
    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if len(lines) > MOST_ITEMS:
        return [], [_("一份委托最多写 %(most)s 个事项。") % {"most": MOST_ITEMS}]
    codes: list[str] = []
    wrong: list[Message] = []
    for line in lines:
        named = Item.objects.filter(Q(name=line) | Q(code=line), current__isnull=False)
        if found := list(named.values_list("code", flat=True)[:SUGGESTED]):
            codes += found  # the same item of several agencies is entrusted at all of them
            continue
        near = "、".join(each.name for each in search(line).filter(current__isnull=False)[:SUGGESTED])
        words = (
            _("没有“%(line)s”这个事项。是不是：%(near)s？")
            if near
            else _("没有“%(line)s”这个事项，请核对名称。")
        )
        wrong.append(words % {"line": line, "near": near})
    return codes, wrong
