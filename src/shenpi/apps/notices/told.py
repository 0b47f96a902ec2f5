"""What other zones tell of plan and words: rows as they are there, each once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from shenpi.apps.notices.models import PlanEntry, TextVersion

Message = Mapping[str, Any]


def on_plan_set(message: Message) -> None:
    """Keep a decision on the plan."""
    data = message["data"]
    rest = {"item_code": data["item_code"], "channels": data["channels"]}
    PlanEntry.objects.get_or_create(pk=UUID(data["id"]), defaults={**_common(data), **rest})


def on_text_set(message: Message) -> None:
    """Keep a version of an event's words."""
    data = message["data"]
    rest = {name: data[name] for name in ("version", "subject", "body")}
    TextVersion.objects.get_or_create(pk=UUID(data["id"]), defaults={**_common(data), **rest})


def _common(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"event": data["event"], "by_name": data["by"], "at": datetime.fromisoformat(data["at"])}
