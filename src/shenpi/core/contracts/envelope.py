"""The envelope: CloudEvents 1.0, structured JSON, the same on every channel."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from jsonschema_rs import Draft202012Validator

from shenpi.core.contracts import schemas
from shenpi.core.contracts.errors import ContractBroken

_ENVELOPE = Draft202012Validator(
    {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "specversion": {"const": "1.0"},
            "id": {"type": "string", "format": "uuid"},
            "type": {"type": "string", "maxLength": 100},
            "source": {"type": "string", "minLength": 1, "maxLength": 200, "format": "uri-reference"},
            "subject": {"type": "string", "minLength": 1, "maxLength": 200},
            "time": {"type": "string", "format": "date-time"},
            "datacontenttype": {"const": "application/json"},
            "dataschema": {"type": "string", "maxLength": 200},
            "data": {"type": "object"},
        },
        "required": ["specversion", "id", "type", "source", "subject", "time", "data"],
        "additionalProperties": False,
    },
    validate_formats=True,
)


def message(
    *,
    type: str,  # noqa: A002 - CloudEvents' own word
    source: str,
    subject: str,
    data: Mapping[str, Any],
    time: datetime,
    id: UUID,  # noqa: A002
) -> dict[str, Any]:
    """Return a message of `type` about `subject` (a case or item), which happened at `time` (aware).

    Equal ids mean equal messages: consumers act on an id once. Raises ContractBroken for an unknown type,
    ValueError for a naive moment; `validate` checks the data.
    """
    if time.tzinfo is None:
        raise ValueError("a message's moment needs a time zone")
    return {
        "specversion": "1.0",
        "id": str(id),
        "type": type,
        "source": source,
        "subject": subject,
        "time": moment(time),
        "datacontenttype": "application/json",
        "dataschema": schemas.schema(schemas.name_of(type))["$id"],
        "data": dict(data),
    }


def moment(time: datetime) -> str:
    """Return an aware moment as messages carry it: RFC 3339 in UTC."""
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def validate(message: Any) -> None:
    """Check envelope and data of a message against the contract. Raises ContractBroken, naming the field."""
    _check(_ENVELOPE, message, "")
    name = schemas.name_of(message["type"])
    if message.get("dataschema", schemas.schema(name)["$id"]) != schemas.schema(name)["$id"]:
        raise ContractBroken("dataschema", "版本不符", "this version of the schema is not known here")
    _check(schemas.validator(name), message["data"], "data")


def _check(validator: Draft202012Validator, value: Any, root: str) -> None:
    for error in validator.iter_errors(value):
        path = ".".join([*([root] if root else []), *map(str, error.instance_path)])
        raise ContractBroken(path, f"不符合交换标准（{error.message}）", error.message)
