"""Messages from the public zone to supervision, sent inside the act that causes them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from shenpi.apps import exchange
from shenpi.apps.ids import uuid7
from shenpi.core import contracts


def send(kind: str, feedback_id: UUID, data: Mapping[str, Any], at: datetime) -> None:
    """Put a message of `kind` (without prefix) into the outbox, in the caller's transaction; blank fields stay out."""
    told = {key: value for key, value in data.items() if value or key in ("text", "disclosed")}
    exchange.send(
        contracts.message(
            type=contracts.PREFIX + kind,
            source=f"/public/{settings.SHENPI_NODE}",
            subject=str(feedback_id),
            data=told | {"matter_id": str(feedback_id)},
            time=at,
            id=uuid7(),
        )
    )
