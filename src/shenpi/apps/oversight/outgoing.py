"""Messages from the internal zone about supervision, sent inside the act that causes them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from shenpi.apps import exchange
from shenpi.apps.ids import uuid7
from shenpi.core import contracts


def send(kind: str, subject: UUID, data: Mapping[str, Any], at: datetime) -> None:
    """Put a message of `kind` (without prefix) into the outbox, in the caller's transaction."""
    exchange.send(
        contracts.message(
            type=contracts.PREFIX + kind,
            source=f"/internal/{settings.SHENPI_NODE}",
            subject=str(subject),
            data=data,
            time=at,
            id=uuid7(),
        )
    )
