"""The order of a form's fields, kept where keys have none: PostgreSQL's jsonb sorts them."""

from typing import Any

from .schema import Schema

ORDER = "x-order"


def ordered(schema: Schema) -> dict[str, Any]:
    """Return the schema with the order of its properties written into it; an order already written stands."""
    told = dict(schema)
    if "properties" in told:
        names = list(told["properties"])
        if set(told.get(ORDER, ())) != set(names):
            told[ORDER] = names
        told["properties"] = {name: ordered(inner) for name, inner in told["properties"].items()}
    if isinstance(told.get("items"), dict):
        told["items"] = ordered(told["items"])
    return told


def restored(schema: Schema) -> dict[str, Any]:
    """Return the schema with its properties in the written order, and without that order."""
    told = {key: value for key, value in schema.items() if key != ORDER}
    if "properties" in told:
        names = schema.get(ORDER) or list(told["properties"])
        told["properties"] = {name: restored(told["properties"][name]) for name in names}
    if isinstance(told.get("items"), dict):
        told["items"] = restored(told["items"])
    return told
