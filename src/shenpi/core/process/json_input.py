"""JSON that people write by hand: read with a schema, and every problem told at once in two languages."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError, ValidationErrorKind

from shenpi.core.process.errors import ProcessError
from shenpi.core.worktime import CHINA, FIRST, LAST

SIZE_LIMIT = 5_000_000
_TYPES = {
    "string": ("文字", "a text"),
    "integer": ("整数", "a whole number"),
    "number": ("数字", "a number"),
    "boolean": ("true 或 false", "true or false"),
    "object": ("对象 {…}", "an object {…}"),
    "array": ("列表 […]", "a list […]"),
    "null": ("null", "null"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the JSON, and where: `path` is `scenarios[0].run[2].do`."""

    path: str
    zh: str
    en: str


class BadInput(ProcessError):
    """JSON that cannot be used; `problems` says everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        zh = "；".join(f"{problem.path or '文件'}：{problem.zh}" for problem in self.problems)
        en = "; ".join(f"{problem.path or 'file'}: {problem.en}" for problem in self.problems)
        super().__init__("", "bad_input", zh, en)


def bad(path: str, zh: str, en: str) -> BadInput:
    """The error for a single problem."""
    return BadInput([Problem(path, zh, en)])


def load(data: bytes | str | Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON object in `data`. Raises `BadInput` saying where it stops being one."""
    loaded = dict(data) if isinstance(data, Mapping) else _parsed(data)
    if not isinstance(loaded, dict):
        raise bad("", "应为一个 JSON 对象 {…}", "should be a JSON object {…}")
    try:
        json.dumps(loaded, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half a character, written as \ud800: nobody could print it
        raise bad("", "含有不完整的字符", "there is half a character in it") from None
    return loaded


def moment(text: str) -> datetime:
    """Read `2026-03-02 09:00`, of China unless it says otherwise. Raises ValueError, also outside the calendar."""
    found = datetime.fromisoformat(text)
    if not FIRST <= found.date() <= LAST:
        raise ValueError(text)
    return found if found.tzinfo else found.replace(tzinfo=CHINA)


def check(loaded: Mapping[str, Any], package: str, name: str) -> None:
    """Check JSON against the schema file `name` of `package`. Raises `BadInput` with every problem."""
    rules = schema(package, name)
    problems = [_problem(error, rules) for error in validator(package, name).iter_errors(loaded)]
    if problems:
        raise BadInput(problems)


@cache
def schema(package: str, name: str) -> dict[str, Any]:
    """The JSON Schema in a file of a package."""
    loaded: dict[str, Any] = json.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
    return loaded


@cache
def validator(package: str, name: str) -> Draft202012Validator:
    """The compiled schema."""
    return Draft202012Validator(schema(package, name), validate_formats=True)


def at(*parts: str | int) -> str:
    """A place in the JSON as people write it: `run[2].do`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return text.removeprefix(".")


def _parsed(data: bytes | str) -> object:
    if len(data) > SIZE_LIMIT:
        raise bad("", f"超过 {SIZE_LIMIT} 字节", f"larger than {SIZE_LIMIT} bytes")
    try:
        return json.loads(data, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        zh = f"第 {error.lineno} 行第 {error.colno} 列不是合法的 JSON"
        raise bad("", zh, f"not JSON at line {error.lineno}, column {error.colno}: {error.msg}") from None
    except (ValueError, RecursionError):
        zh = "不是 UTF-8 编码的 JSON，或含有无法表示的数字"
        raise bad("", zh, "this is not JSON in UTF-8, or has a number that is none") from None


def _no_number(word: str) -> object:
    raise ValueError(word)


def _problem(error: ValidationError, rules: Mapping[str, Any]) -> Problem:
    zh, en = _sentences(error, rules)
    return Problem(at(*error.instance_path), zh, en)


def _sentences(error: ValidationError, rules: Mapping[str, Any]) -> tuple[str, str]:
    kinds, kind = ValidationErrorKind, error.kind
    if isinstance(kind, kinds.Required):
        return f"缺少“{kind.property}”", f"{kind.property!r} is missing"
    if isinstance(kind, kinds.AdditionalProperties):
        return _unexpected(kind.unexpected, _known(error, rules))
    if isinstance(kind, kinds.Type):
        words = [_TYPES[name] for name in kind.types]
        return f"应为{'或'.join(zh for zh, _ in words)}", f"should be {' or '.join(en for _, en in words)}"
    if isinstance(kind, kinds.Enum):
        known = ", ".join(map(str, kind.options))
        return f"应为以下之一：{known}", f"should be one of: {known}"
    if isinstance(kind, kinds.MinProperties | kinds.MinItems | kinds.MinLength):
        return "不能为空", "may not be empty"
    if isinstance(kind, kinds.Minimum | kinds.ExclusiveMinimum):
        return "数值过小", "the number is too small"
    if isinstance(kind, kinds.Maximum | kinds.ExclusiveMaximum):
        return "数值过大", "the number is too large"
    return f"内容不合要求（{error.message}）", error.message


def _known(error: ValidationError, rules: Mapping[str, Any]) -> list[str]:
    """The words allowed where the error is: `schema_path` leads to the rule that was broken."""
    found: Any = rules
    for part in error.schema_path[:-1]:
        found = found[part]
    return list(found.get("properties", ()))


def _unexpected(names: Sequence[str], known: Sequence[str]) -> tuple[str, str]:
    """Unknown words, each with the known one that was probably meant."""
    near = {name: "".join(get_close_matches(name, known, n=1)) for name in names}
    zh = "、".join(f"“{name}”" + (f"（是否为“{meant}”？）" if meant else "") for name, meant in near.items())
    en = ", ".join(
        f"{name!r}" + (f" (did you mean {meant!r}?)" if meant else "") for name, meant in near.items()
    )
    return f"不认识的字段{zh}", f"unknown: {en}"
