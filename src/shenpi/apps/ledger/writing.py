"""The statement that stores a sealed event, for writers that send an act's writes in one go."""

from datetime import UTC
from typing import Any
from uuid import UUID

from django.utils.timezone import make_naive

from shenpi.core.ledger import SealedEvent, pack

_COLUMNS = (
    "case_id",
    "seq",
    "type",
    "actor_id",
    "actor_name",
    "capacity",
    "on_behalf_of",
    "at",
    "payload",
    "prev_hash",
    "hash",
)


_NAMES = ", ".join(f'"{name}"' for name in _COLUMNS)
_MARKS = ", ".join(["%s"] * len(_COLUMNS))
INSERT = f"INSERT INTO ledger_caseevent ({_NAMES}) VALUES ({_MARKS})"  # noqa: S608 - constants only
"""The statement, with %s placeholders for `row`."""


def row(sealed: SealedEvent, vendor: str) -> tuple[Any, ...]:
    """Return the parameters of one event in the form that the database's driver takes."""
    native = vendor == "postgresql"
    values = (
        sealed.case_id,
        sealed.seq,
        sealed.type,
        sealed.actor_id,
        sealed.actor_name,
        sealed.capacity,
        sealed.on_behalf_of,
        sealed.at if native else str(make_naive(sealed.at, UTC)),
        pack(sealed.payload_json),
        sealed.prev_hash,
        sealed.hash,
    )
    return values if native else tuple(v.hex if isinstance(v, UUID) else v for v in values)
