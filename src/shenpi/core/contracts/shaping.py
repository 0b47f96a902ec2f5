"""What may leave: data cut to the fields that the contract names for a zone, and the files they speak of."""

from collections.abc import Iterator, Mapping
from typing import Any

from shenpi.core.contracts import schemas


def fit(type: str, data: Mapping[str, Any], *, zone: str, private: bool = False) -> dict[str, Any]:  # noqa: A002
    """Return `data` with only the fields that the contract of `type` lets `zone` have.

    Fields the contract does not name stay behind, so do those for another audience, and for a `private` item
    (D1-021, D1-022) all personal content unless it goes back to the applicant's own zone.
    Raises ContractBroken for an unknown type.
    """
    fitted = _fit(schemas.schema(schemas.name_of(type)), data, zone, private and zone != "public")
    return dict(fitted)


def personal(type: str, data: Mapping[str, Any]) -> list[str]:  # noqa: A002
    """Return the paths of personal content in `data`, by field. Raises ContractBroken for an unknown type."""
    return sorted(set(_personal(schemas.schema(schemas.name_of(type)), data, "")))


def files(type: str, data: Mapping[str, Any]) -> list[str]:  # noqa: A002
    """Return the SHA-256 of every file that a message names. Raises ContractBroken for an unknown type."""
    return sorted(set(_files(schemas.schema(schemas.name_of(type)), data)))


def _properties(schema: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the fields of an object schema, those it refers to included; None where anything is allowed."""
    own = schema.get("properties")
    if "$ref" in schema:
        return {**schemas.definition(schema["$ref"]).get("properties", {}), **(own or {})}
    return own


def _fit(schema: Mapping[str, Any], value: Any, zone: str, impersonal: bool) -> Any:
    if isinstance(value, Mapping):
        fields = _properties(schema)
        if fields is None:
            return value
        return {
            key: _fit(fields[key], inner, zone, impersonal)
            for key, inner in value.items()
            if key in fields
            and zone in fields[key].get("x-audience", (zone,))
            and not (impersonal and fields[key].get("x-personal"))
        }
    if isinstance(value, list | tuple):
        return [_fit(_items(schema), inner, zone, impersonal) for inner in value]
    return value


def _personal(schema: Mapping[str, Any], value: Any, path: str) -> Iterator[str]:
    if schema.get("x-personal"):
        if value not in (None, "", [], {}):
            yield path
    elif isinstance(value, Mapping):
        for key, inner in (_properties(schema) or {}).items():
            if key in value:
                yield from _personal(inner, value[key], f"{path}.{key}".lstrip("."))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _personal(_items(schema), inner, path)


def _items(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    items: Mapping[str, Any] = schema.get("items", {})
    return items


def _files(schema: Mapping[str, Any], value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if schema.get("x-file"):
            yield value
    elif isinstance(value, Mapping):
        for key, inner in (_properties(schema) or {}).items():
            if key in value:
                yield from _files(inner, value[key])
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _files(_items(schema), inner)
