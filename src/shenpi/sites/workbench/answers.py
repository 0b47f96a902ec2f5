"""The applicant's answers with the form's own labels, as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from shenpi.sites.common.wording import answer_words

Answer = tuple[str, str]


def answers(schema: Mapping[str, Any], data: Mapping[str, Any]) -> list[Answer]:
    """Return label and words of each answer, in the form's order; what the form no longer has comes last."""
    properties = schema.get("properties", {})
    keys = [key for key in properties if key in data] + [key for key in data if key not in properties]
    return [(_label(properties, key), _words(properties.get(key, {}), data[key])) for key in keys]


def _label(properties: Mapping[str, Any], key: str) -> str:
    return str(properties.get(key, {}).get("title", key))


def _words(schema: Mapping[str, Any], value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "\n".join(_words(schema.get("items", {}), row) for row in value)
    if isinstance(value, dict):
        inner = schema.get("properties", {})
        return "，".join(
            f"{_label(inner, key)}：{_words(inner.get(key, {}), each)}" for key, each in value.items()
        )
    titles = {option.get("const"): option.get("title") for option in schema.get("oneOf", ())}
    return answer_words(schema, titles.get(value, value))
