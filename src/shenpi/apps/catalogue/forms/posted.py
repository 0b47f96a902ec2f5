"""Reading a form that a browser sent.

Names are paths: `phone`, for rows `vehicles.0.plate`. What cannot be read as its type stays as it was typed, so that
the page can show it again beside the message.
"""

import re
import unicodedata
from typing import Any

from django.http import QueryDict

from .cleaning import is_blank
from .schema import Schema, is_rows

_INTEGER = re.compile(r"[+-]?\d{1,15}")
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,10})?")


def from_post(schema: Schema, posted: QueryDict, prefix: str = "") -> dict[str, Any]:
    """Return the posted values typed as the schema says, fields of other forms left out."""
    return {
        name: value
        for name, inner in schema["properties"].items()
        if not is_blank(value := _value(inner, posted, f"{prefix}{name}"))
    }


def _value(schema: Schema, posted: QueryDict, name: str) -> Any:
    if is_rows(schema):
        rows = (from_post(schema["items"], posted, f"{name}.{index}.") for index in _indices(posted, name))
        return [row for row in rows if not is_blank(row)]
    kind = schema.get("type")
    if kind == "array":
        return [value for value in posted.getlist(name) if value]
    if kind == "boolean":
        return posted.get(name, "") not in {"", "false", "0", "off"}
    text = posted.get(name, "")
    if not isinstance(text, str):
        return ""
    return _typed(kind, text)


def _typed(kind: str | None, text: str) -> Any:
    plain = unicodedata.normalize("NFKC", text).strip()
    if kind == "integer" and _INTEGER.fullmatch(plain):
        return int(plain)
    if kind == "number" and _NUMBER.fullmatch(plain):
        number = float(plain)
        return int(number) if number.is_integer() else number
    return text


def _indices(posted: QueryDict, name: str) -> list[str]:
    """Return the row marks found in the posted names, numbers in their order; a row may be missing in between."""
    start = f"{name}."
    marks = {key[len(start) :].split(".", 1)[0] for key in posted if key.startswith(start)}
    return sorted((mark for mark in marks if mark.isascii() and mark.isdigit() and len(mark) < 6), key=int)
