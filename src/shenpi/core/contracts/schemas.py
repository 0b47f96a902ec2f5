"""The packaged schemas: one JSON Schema (2020-12) per message type, compiled when first used.

Four annotations of our own say what schemas cannot: `x-from` and `x-to` (which zone sends it, which zones may
have it), `x-audience` (a field for some zones only), `x-personal` (content that a private item keeps in its
office) and `x-file` (the SHA-256 of a file that travels ahead of the message).
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema_rs import Draft202012Validator, Registry

from shenpi.core.contracts.errors import ContractBroken

PREFIX = "shenpi."
_SHARED = ("case",)


@dataclass(frozen=True, slots=True)
class Route:
    """From which zone a type comes, and to which zones it may go."""

    origin: str
    destinations: tuple[str, ...]


@cache
def names() -> tuple[str, ...]:
    """Return the names of all message types, without the prefix."""
    found = (entry.name.removesuffix(".json") for entry in files(__package__).joinpath("schemas").iterdir())
    return tuple(sorted(name for name in found if name not in _SHARED))


@cache
def schema(name: str) -> dict[str, Any]:
    """Return the schema `name` as a plain dictionary."""
    text = files(__package__).joinpath("schemas", f"{name}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def name_of(type: str) -> str:  # noqa: A002 - CloudEvents' own word
    """Return the schema's name of a message type. Raises ContractBroken for an unknown type."""
    name = type.removeprefix(PREFIX)
    if not type.startswith(PREFIX) or name not in names():
        raise ContractBroken("type", f"没有这种消息：{type}", f"there is no such type of message: {type}")
    return name


def route(type: str) -> Route:  # noqa: A002
    """Return who sends messages of a type and who may have them. Raises ContractBroken."""
    found = schema(name_of(type))
    return Route(found["x-from"], tuple(found["x-to"]))


def definition(reference: str) -> dict[str, Any]:
    """Follow a `$ref` of ours (urn:shenpi:schema:NAME#/$defs/KEY, or #/$defs/KEY inside `case`)."""
    urn, _hash, pointer = reference.partition("#")
    found: dict[str, Any] = schema(urn.rpartition(":")[2] or _SHARED[0])
    for part in pointer.strip("/").split("/") if pointer else ():
        found = found[part]
    return found


@cache
def validator(name: str) -> Draft202012Validator:
    """Return the compiled validator of a type's data."""
    return Draft202012Validator(schema(name), registry=_registry(), validate_formats=True)


@cache
def _registry() -> Registry:
    return Registry([(schema(name)["$id"], schema(name)) for name in _SHARED])
