"""One complete message of every type, made from its schema: every field that the contract knows is there."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from shenpi.core.contracts import PREFIX, message, schemas

CASE = "0191e2a4-6f7e-7c3b-8a55-0a1b2c3d4e5f"
MOMENT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
_FORMATS = {"uuid": CASE, "date-time": "2026-03-02T01:30:00Z", "date": "2026-03-02"}
_PATTERNS = {"^[0-9a-f]{64}$": "ab" * 32, "^[0-9]+(\\.[0-9]{1,2})?$": "1200.00"}


def data(name: str) -> dict[str, Any]:
    """Return data with every field of the type `name` (without prefix)."""
    return value(schemas.schema(name))


def sample(name: str) -> dict[str, Any]:
    """Return a whole message of the type `name`."""
    return message(
        type=PREFIX + name, source="/test/0", subject=CASE, data=data(name), time=MOMENT, id=UUID(int=1)
    )


def value(schema: dict[str, Any]) -> Any:
    """Return a value that fits a schema, objects with all their fields."""
    if "$ref" in schema:
        shared = schemas.definition(schema["$ref"])
        own = {key: inner for key, inner in schema.items() if key != "$ref"}
        schema = {
            **shared,
            **own,
            "properties": {**shared.get("properties", {}), **own.get("properties", {})},
        }
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema["type"][0] if isinstance(schema["type"], list) else schema["type"]
    if kind == "object":
        return {key: value(inner) for key, inner in schema.get("properties", {}).items()}
    if kind == "array":
        return [value(schema["items"])]
    if kind == "string":
        return _FORMATS.get(schema.get("format", "")) or _PATTERNS.get(schema.get("pattern", "")) or "文"
    return {"integer": 1, "boolean": False}[kind]
