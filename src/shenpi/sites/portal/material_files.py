"""Files handed in with one form, each for one of the item's materials: upon a certificate, or to fill a gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shenpi.apps.applications.acts import Upload
from shenpi.apps.errors import Message
from shenpi.sites.common.kept_files import KeptFiles

FIELD = "file-"
"""What a material's field is called before its key."""


def uploads(kept: KeptFiles, rows: Iterable[Mapping[str, Any]]) -> list[Upload]:
    """Return what was handed in for these materials, in their order."""
    return [
        Upload(row["key"], each.filename, each.sha256, each.size, each.media_type)
        for row in rows
        for each in kept.of(FIELD + row["key"])
    ]


def faults(kept: KeptFiles, rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Message]]:
    """Return what is wrong with files that were chosen for these materials, by field."""
    return {name: kept.faults[name] for row in rows if (name := FIELD + row["key"]) in kept.faults}


def places(
    kept: KeptFiles | None, rows: Iterable[Mapping[str, Any]], faults: Mapping[str, list[Any]]
) -> list[dict[str, Any]]:
    """Return a place for each material, with what is kept for it already."""
    tickets = kept.tickets() if kept else {}
    return [
        {
            "name": row["name"],
            "field": (field := FIELD + row["key"]),
            "kept": tickets.get(field, []),
            "errors": faults.get(field, []),
        }
        for row in rows
    ]
