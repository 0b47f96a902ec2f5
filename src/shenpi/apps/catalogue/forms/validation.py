"""Judging a form's data, with messages that say what to do."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jsonschema import Draft202012Validator, ValidationError

from shenpi.apps.errors import Invalid, Message

from . import formats
from .cleaning import bad_characters, clean
from .schema import NOT_BEFORE, Schema


def validate(schema: Schema, data: Any) -> dict[str, Any]:
    """Return the cleaned data. Raises Invalid with messages by path (`phone`, `vehicles.0.plate`).

    Length is counted in characters as people count them (𠮷 is one); NUL bytes, control and hidden characters
    are refused; strings are stripped; an empty answer is no answer.
    """
    cleaned = clean(schema, data)
    found: defaultdict[str, list[Message]] = defaultdict(list)
    for path in _bad_texts(cleaned, ""):
        found[path].append(_("含有不能保存的控制字符，请删除后重新填写。"))
    for path in _huge_numbers(cleaned, ""):
        found[path].append(_("数字太大，请核对。"))
    for error in Draft202012Validator(schema, format_checker=formats.CHECKER).iter_errors(cleaned):
        for path, message in _messages(error):
            if message not in found[path]:
                found[path].append(message)
    for path, earlier in _before_their_beginning(schema, cleaned, ""):
        if path not in found:
            found[path].append(_("不能早于“%(earlier)s”，请核对两个日期。") % {"earlier": earlier})
    if found:
        raise Invalid(
            "form.invalid",
            gettext_lazy("有内容需要修改，请按提示更正后再提交。"),
            fields=dict(sorted(found.items())),
        )
    return cleaned


def _messages(error: ValidationError) -> Iterator[tuple[str, str]]:
    path = ".".join(str(part) for part in error.absolute_path)
    given, asked, schema = _parts(error)
    if error.validator == "required":
        for name in asked:
            if name not in given:
                yield f"{path}.{name}".lstrip("."), _required(schema, name)
    elif error.validator == "additionalProperties":
        for name in sorted(set(given) - set(schema.get("properties", {}))):
            yield f"{path}.{name}".lstrip("."), _("表单中没有这一项，请删除。")
    else:
        say = _SAY.get(str(error.validator))
        yield path, say(error) if say else _("内容不符合要求，请检查。")


def _parts(error: ValidationError) -> tuple[Any, Any, Schema]:
    """Return what was given, what the keyword asks for, and the schema: set whenever a keyword complains."""
    return cast(Any, error.instance), cast(Any, error.validator_value), cast(Schema, error.schema)


def _required(schema: Schema, name: str) -> str:
    inner = schema.get("properties", {}).get(name, {})
    if inner.get("type") == "boolean":
        return _("请阅读并勾选。")
    if "oneOf" in inner or inner.get("type") == "array":
        return _("请选择或填写。")
    return _("请填写此项。")


def _too_long(error: ValidationError) -> str:
    given, limit, _schema = _parts(error)
    return _("最多 %(limit)d 个字，现有 %(length)d 个字，请缩短。") % {"limit": limit, "length": len(given)}


def _too_short(error: ValidationError) -> str:
    return _("至少 %(limit)d 个字，请补充。") % {"limit": error.validator_value}


def _pattern(error: ValidationError) -> str:
    return _parts(error)[2].get("x-pattern-message") or _("格式不对，请对照说明填写。")


def _type(error: ValidationError) -> str:
    return {
        "integer": _("请填写整数，例如 12。"),
        "number": _("请填写数字，例如 12.5。"),
        "boolean": _("请勾选或不勾选。"),
        "array": _("请按行填写。"),
    }.get(str(error.validator_value), _("请填写文字。"))


_SAY: dict[str, Callable[[ValidationError], str]] = {
    "type": _type,
    "maxLength": _too_long,
    "minLength": _too_short,
    "pattern": _pattern,
    "format": lambda error: formats.message(str(error.validator_value), error.cause),
    "minimum": lambda error: _("不能小于 %(limit)s。") % {"limit": error.validator_value},
    "maximum": lambda error: _("不能大于 %(limit)s。") % {"limit": error.validator_value},
    "exclusiveMinimum": lambda error: _("必须大于 %(limit)s。") % {"limit": error.validator_value},
    "multipleOf": lambda error: _("最小单位是 %(unit)s。") % {"unit": error.validator_value},
    "oneOf": lambda error: _("请从所列选项中选择。"),
    "const": lambda error: _("请阅读并勾选。"),
    "minItems": lambda error: _("请至少填写 %(limit)d 行。") % {"limit": error.validator_value},
    "maxItems": lambda error: _("最多填写 %(limit)d 行。") % {"limit": error.validator_value},
    "uniqueItems": lambda error: _("有重复的选项或行，请删除。"),
}


def _before_their_beginning(schema: Schema, value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield the place of each date that lies before the one it must not, with that one's title."""
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _before_their_beginning(schema.get("items", {}), inner, f"{path}.{index}".lstrip("."))
    if not isinstance(value, dict):
        return
    asked = schema.get("properties", {})
    for name, inner in asked.items():
        begins, ends = _day(value.get(inner.get(NOT_BEFORE))), _day(value.get(name))
        if NOT_BEFORE in inner and begins and ends and ends < begins:
            yield f"{path}.{name}".lstrip("."), asked[inner[NOT_BEFORE]].get("title", inner[NOT_BEFORE])
        yield from _before_their_beginning(inner, value.get(name), f"{path}.{name}".lstrip("."))


def _day(value: Any) -> date | None:
    """Return a day as typed; None for what is told to be none."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _bad_texts(value: Any, path: str) -> Iterator[str]:
    return (place for place, leaf in _leaves(value, path) if isinstance(leaf, str) and bad_characters(leaf))


def _huge_numbers(value: Any, path: str) -> Iterator[str]:
    """Beyond 2^53 JSON numbers are not exact everywhere (RFC 7493), and the ledger cannot commit to them."""
    numbers = ((place, leaf) for place, leaf in _leaves(value, path) if isinstance(leaf, int | float))
    return (place for place, leaf in numbers if not -(2**53) < leaf < 2**53)


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{path}.{index}".lstrip("."))
    else:
        yield path, value
