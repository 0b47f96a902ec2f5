"""The part of JSON Schema 2020-12 that forms use, and the check that a schema stays inside it.

The root is an object with `properties` (drawn in their order), `required`, and `additionalProperties: false`.
A property is a string, number, integer or boolean, a choice (`oneOf` of `const` and `title`), several choices
(array of a choice), or repeated rows (array of objects of these). Hints: `title` and `description` on
everything; `examples` (what a sample form shows, D3-011); `x-widget` ("textarea", "radio"), `x-rows` (height of a
textarea), `x-group` (heading above), `x-unit`, `x-placeholder`, `x-pattern-message` (what to do when `pattern`
does not match), `x-profile` (what the applicant's profile answers: name, person, citizen, uscc, phone, address),
`x-not-before` (which other date of the same object a date does not lie before).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from .formats import FORMATS

Schema = Mapping[str, Any]

NOT_BEFORE = "x-not-before"
"""The name of the date that must not be later: an end is not before its beginning."""
_HINTS = {
    "title",
    "description",
    "examples",
    "x-widget",
    "x-rows",
    "x-group",
    "x-unit",
    "x-placeholder",
    "x-pattern-message",
    "x-profile",
    NOT_BEFORE,
}
_ALLOWED = {
    "object": {"type", "properties", "required", "additionalProperties", "allOf", "$schema"},
    "array": {"type", "items", "minItems", "maxItems", "uniqueItems"},
    "string": {"type", "format", "minLength", "maxLength", "pattern", "oneOf"},
    "number": {"type", "minimum", "maximum", "exclusiveMinimum", "multipleOf"},
    "integer": {"type", "minimum", "maximum", "exclusiveMinimum"},
    "boolean": {"type", "const"},
}


def check_schema(schema: Schema) -> list[str]:
    """Return what is wrong with a form's schema, each with its place; an empty list means it can be used."""
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        return [f"{error.json_path}: {error.message}"]
    if not schema.get("properties"):
        return ["$: a form has properties"]
    return list(_faults(schema, "$", depth=0))


def is_choice(schema: Schema) -> bool:
    """Tell whether the property is one of named values."""
    return "oneOf" in schema


def is_rows(schema: Schema) -> bool:
    """Tell whether the property is a table of repeated rows."""
    return schema.get("type") == "array" and schema["items"].get("type") == "object"


def _faults(schema: Schema, place: str, depth: int) -> Iterator[str]:
    kind = schema.get("type")
    if kind not in _ALLOWED:
        yield f"{place}: type must be one of {', '.join(sorted(_ALLOWED))}"
        return
    for key in sorted(set(schema) - _ALLOWED[kind] - _HINTS):
        yield f"{place}: {key} is not supported here"
    if kind == "object":
        yield from _object_faults(schema, place, depth)
    elif kind == "array":
        yield from _faults(schema.get("items", {}), f"{place}[]", depth + 1)
    elif kind == "string":
        yield from _string_faults(schema, place)


def _object_faults(schema: Schema, place: str, depth: int) -> Iterator[str]:
    if depth > 1:
        yield f"{place}: rows inside rows are not supported"
    if schema.get("additionalProperties") is not False:
        yield f"{place}: additionalProperties must be false, so that nothing unasked is kept"
    for name in sorted(set(schema.get("required", ())) - set(schema["properties"])):
        yield f"{place}: required names the unknown property {name}"
    for name, inner in schema["properties"].items():
        if "title" not in inner:
            yield f"{place}.{name}: a title is needed"
        if "." in name:
            yield f"{place}.{name}: a name has no dots"
        if (earlier := inner.get(NOT_BEFORE)) is not None:
            both = (inner, schema["properties"].get(earlier, {}))
            if earlier == name or any(each.get("format") != "date" for each in both):
                yield f"{place}.{name}: {NOT_BEFORE} names another date of the same object"
        yield from _faults(inner, f"{place}.{name}", depth)


def _string_faults(schema: Schema, place: str) -> Iterator[str]:
    if "format" in schema and schema["format"] not in FORMATS:
        yield f"{place}: format must be one of {', '.join(sorted(FORMATS))}"
    if is_choice(schema):
        if not all({"const", "title"} <= set(option) for option in schema["oneOf"]):
            yield f"{place}: each option has const and title"
    elif "maxLength" not in schema and "format" not in schema:
        yield f"{place}: free text needs a maxLength"
