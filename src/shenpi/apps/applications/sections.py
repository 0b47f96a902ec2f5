"""A form cut into sections, one page each: the schema's groups in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

Schema = Mapping[str, Any]


@dataclass
class Section:
    """A group of fields; `key` is its place in the form, counted from 1, as it stands in the address."""

    key: str
    title: str
    fields: list[str] = field(default_factory=list)

    def part(self, schema: Schema) -> dict[str, Any]:
        """Return the schema of this section alone (rules across sections stay with the whole)."""
        required = [name for name in schema.get("required", ()) if name in self.fields]
        properties = {name: schema["properties"][name] for name in self.fields}
        return {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def holds(self, path: str) -> bool:
        """Say whether an error's path (`phone`, `vehicles.0.plate`) lies in this section."""
        return path.split(".", 1)[0] in self.fields


def sections(schema: Schema) -> list[Section]:
    """Return the form's sections; a field without a group belongs to the group before it."""
    found: list[Section] = []
    for name, inner in schema.get("properties", {}).items():
        group = inner.get("x-group", "")
        if not found or (group and group != found[-1].title):
            found.append(Section(str(len(found) + 1), group or _("申请表")))
        found[-1].fields.append(name)
    return found


def declares(schema: Schema) -> bool:
    """Say whether the form itself has the applicant declare the truth of it (a box that must be ticked)."""
    properties = schema.get("properties", {}).values()
    return any(inner.get("type") == "boolean" and inner.get("const") is True for inner in properties)
