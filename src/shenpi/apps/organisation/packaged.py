"""Packaged data of the organisation: divisions, the county's agencies, the invented staff of the demonstration."""

import csv
import json
from importlib.resources import files
from io import StringIO
from typing import Any

_DATA = files("shenpi") / "data"


def regions() -> list[dict[str, str]]:
    """Rows `code, name`; a region's parent is the longest shorter code."""
    return _rows("divisions/regions.csv")


def agencies() -> list[dict[str, str]]:
    """Rows `code, name, full_name, short_name, uscc, kind`."""
    return _rows("organisation/agencies.csv")


def demonstration() -> dict[str, Any]:
    """Offices, service centres and invented people; see the file's own notice."""
    return json.loads((_DATA / "organisation" / "guangan.json").read_text("utf-8"))


def _rows(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO((_DATA / path).read_text("utf-8"))))
