"""Typed values as text and as JSON: what a database keeps is what the log said, types included.

JSON has no dates and no nested attributes, so these become objects with one key beginning with `$`.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any

from shenpi.core.eventlog.log import Listed, Nested, Scalar, Value

TAGS = {"string": str, "id": str, "int": int, "float": float, "boolean": bool, "date": datetime}
"""XES element → type of its value."""


def parse(tag: str, text: str) -> Scalar:
    """Return the value of an XES attribute; a day without time of day is a `date`. Raises ValueError."""
    if tag == "int":
        return int(text)
    if tag == "float":
        number = float(text)
        if not isfinite(number):  # JSON and PostgreSQL know no infinity
            raise ValueError("not a finite number")
        return number
    if tag == "boolean":
        return {"true": True, "1": True, "false": False, "0": False}[text.strip().lower()]
    if tag == "date":
        return parse_moment(text)
    return text


def parse_moment(text: str) -> datetime | date:
    """Read an ISO 8601 moment or day (2011-10-11T13:42:22.688+02:00, 2011-10-11), or one as offices here write it
    (2011/3/1 9:05, 2011年3月1日 9时5分). Raises ValueError.
    """
    text = text.strip()
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        if not (found := _WRITTEN.fullmatch(text)):
            raise
    day = "-".join(part.zfill(2) for part in found.groups()[:3])
    clock = ":".join((part or "").zfill(2) for part in found.groups()[3:])
    return datetime.fromisoformat(f"{day}T{clock}") if found[4] else date.fromisoformat(day)


_WRITTEN = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]*(\d{1,2})[:时](?:(\d{1,2})[:分]?)?(?:(\d{1,2})秒?)?)?"
)


def tag_of(value: Scalar) -> str:
    """Return the XES element that holds a value."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "int"
    if isinstance(value, float):
        return "float"
    return "date" if isinstance(value, date) else "string"


def text_of(value: Scalar) -> str:
    """Return a value as XES writes it; moments keep their zone, to the millisecond or finer where told so."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        fine = value.microsecond % 1000
        return value.isoformat(timespec="microseconds" if fine else "milliseconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def to_json(attributes: Mapping[str, Value]) -> dict[str, Any]:
    """Return attributes as plain JSON, from which `from_json` makes them again."""
    return {key: _encode(value) for key, value in attributes.items()}


def from_json(data: Mapping[str, Any]) -> dict[str, Value]:
    """Return the attributes that `to_json` wrote."""
    return {key: _decode(value) for key, value in data.items()}


def _encode(value: Value) -> Any:
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, Listed):
        entries = [[key, _encode(inner)] for key, inner in value.entries]
        return {"$list" if value.ordered else "$container": entries}
    if isinstance(value, Nested):
        return {"$value": _encode(value.value), "$attributes": to_json(value.attributes)}
    return value


def _decode(data: Any) -> Value:
    if not isinstance(data, dict):
        found: Scalar = data
        return found
    if "$date" in data:
        return parse_moment(data["$date"])
    if "$value" in data:
        inner = _decode(data["$value"])
        if isinstance(inner, Nested):
            raise ValueError("a value is nested twice")
        return Nested(inner, from_json(data["$attributes"]))
    ordered = "$list" in data
    entries = data["$list" if ordered else "$container"]
    return Listed(tuple((key, _decode(inner)) for key, inner in entries), ordered)
