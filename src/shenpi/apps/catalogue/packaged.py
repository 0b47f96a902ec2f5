"""Packaged data of the catalogue: the county's real list of items, and the items worked out in full."""

import csv
import json
from importlib.resources import files
from io import StringIO
from typing import Any

_DATA = files("shenpi") / "data"


def catalogue() -> list[dict[str, str]]:
    """Rows of the real catalogue of 广安区; see the folder's README for source and licence."""
    text = (_DATA / "catalogue" / "items.csv").read_text("utf-8")
    return list(csv.DictReader(StringIO(text)))


def worked_items() -> list[dict[str, Any]]:
    """The items worked out in full, by file name; each names its item by the real code."""
    return _definitions("items")


def bundles() -> list[dict[str, Any]]:
    """Several items that one thing in life needs together (一件事), by file name."""
    return _definitions("bundles")


def _definitions(name: str) -> list[dict[str, Any]]:
    folder = _DATA / name
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".json"))
    return [json.loads((folder / name).read_text("utf-8")) for name in names]
