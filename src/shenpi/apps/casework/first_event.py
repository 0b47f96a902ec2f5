"""What every case's first event tells of it, however it begins: later messages of the case repeat it (`exchange`)."""

from typing import Any

from shenpi.apps.casework.items import ItemFacts
from shenpi.apps.casework.models import Case


def header(case: Case, item: ItemFacts) -> dict[str, Any]:
    """Return the case's number and channel, and its item and agency as they are now."""
    return {
        "number": case.number,
        "item_code": item.code,
        "item_name": item.name,
        "item_version": item.version_number,
        "agency_code": item.agency_code,
        "agency": item.agency_name,
        "private": item.is_private,
        "channel": case.channel,
    }
