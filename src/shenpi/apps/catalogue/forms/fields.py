"""What the one form template draws: a list of plain dictionaries, one per field.

Each has `name` (also its path in the errors), `id`, `label`, `help`, `widget`, `required`, `value`, `errors`,
`group`. Widgets: text, textarea, number, date, select, radio, checkbox, checkboxes (with `options`), and rows
(`columns`, `rows` of fields, and `blank`, a row with the mark `__index__` in its names for adding more).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from .schema import Schema, is_choice, is_rows

Field = dict[str, Any]
Errors = Mapping[str, Sequence[object]]

INDEX_MARK = "__index__"
_RADIO_UP_TO = 4


def fields(
    schema: Schema, data: Mapping[str, Any] | None = None, errors: Errors | None = None
) -> list[Field]:
    """Return the schema's fields in order with the values of `data` and the messages of `errors` (by path)."""
    return _object(schema, data or {}, errors or {}, "")


def _object(schema: Schema, data: Mapping[str, Any], errors: Errors, prefix: str) -> list[Field]:
    required = set(schema.get("required", ()))
    return [
        _field(inner, data.get(name), errors, f"{prefix}{name}", required=name in required)
        for name, inner in schema["properties"].items()
    ]


def _field(schema: Schema, value: Any, errors: Errors, name: str, *, required: bool) -> Field:
    field: Field = {
        "name": name,
        "id": "field-" + name.replace(".", "-"),
        "label": schema.get("title", name),
        "help": schema.get("description", ""),
        "widget": _widget(schema),
        "required": required,
        "value": "" if value is None else value,
        "errors": [str(message) for message in errors.get(name, ())],
        "group": schema.get("x-group", ""),
        "unit": schema.get("x-unit", ""),
        "placeholder": schema.get("x-placeholder", ""),
    }
    if is_rows(schema):
        field |= _rows(schema, value, errors, name)
    elif schema["type"] == "array":
        field["options"] = _options(schema["items"], value if isinstance(value, list) else [])
    elif is_choice(schema):
        field["options"] = _options(schema, [value])
    else:
        field |= _input_attributes(schema)
    return field


def _widget(schema: Schema) -> str:
    if is_rows(schema):
        return "rows"
    if schema["type"] == "array":
        return "checkboxes"
    if is_choice(schema):
        chosen = "radio" if len(schema["oneOf"]) <= _RADIO_UP_TO else "select"
        return schema.get("x-widget", chosen)
    if schema.get("format") == "date":
        return "date"
    plain = {"boolean": "checkbox", "number": "number", "integer": "number"}.get(schema["type"], "text")
    return schema.get("x-widget", plain)


def _options(schema: Schema, chosen: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {"value": option["const"], "label": option["title"], "selected": option["const"] in chosen}
        for option in schema["oneOf"]
    ]


def _input_attributes(schema: Schema) -> Field:
    """Return the attributes that help typing; the validator alone judges."""
    numeric = {
        "citizen-number": "",
        "mobile": "tel",
        "telephone": "tel",
        "postcode": "numeric",
        "email": "email",
    }
    kind = schema["type"]
    inputmode = {"integer": "numeric", "number": "decimal"}.get(
        kind, numeric.get(schema.get("format", ""), "")
    )
    return {
        "max_length": schema.get("maxLength"),
        "minimum": schema.get("minimum"),
        "maximum": schema.get("maximum"),
        "step": 1 if kind == "integer" else schema.get("multipleOf", "any"),
        "inputmode": inputmode,
        "format": schema.get("format", ""),
        "height": schema.get("x-rows", 3),
    }


def _rows(schema: Schema, value: Any, errors: Errors, name: str) -> Field:
    inner = schema["items"]
    given = value if isinstance(value, list) else []
    fewest = max(schema.get("minItems", 0), 1)
    padded = [*given, *({} for _ in range(fewest - len(given)))]
    return {
        "columns": [
            {"label": column.get("title", key), "required": key in inner.get("required", ())}
            for key, column in inner["properties"].items()
        ],
        "rows": [
            _object(inner, row if isinstance(row, Mapping) else {}, errors, f"{name}.{index}.")
            for index, row in enumerate(padded)
        ],
        "blank": _object(inner, {}, {}, f"{name}.{INDEX_MARK}."),
        "min_rows": schema.get("minItems", 0),
        "max_rows": schema.get("maxItems", 50),
    }
