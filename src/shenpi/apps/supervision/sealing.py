"""The chain over all records of supervision: who changes one behind the triggers is named.

Every insert-only row gets a seal in the transaction that writes it: the SHA-256 of the seal before, the kind and the
row's own columns. The application's role cannot change a row; a superuser can, and breaks the chain at that row.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from shenpi.apps.supervision.models import Seal
from shenpi.core.ledger import canonical

KINDS = ("WarningRecord", "Signal", "Quashing", "RuleSetting", "MatterEntry", "FilerReading")
"""Models whose rows are sealed, in the order in which rows from before the chain were sealed."""

GENESIS = hashlib.sha256(b"shenpi supervision").hexdigest()
_LOCK = 0x5345414C  # PostgreSQL's advisory lock of the chain
_PIECE = 1000


@dataclass(frozen=True)
class Broken:
    """Where the chain does not hold: `fault` is changed, missing or unsealed."""

    fault: str
    kind: str
    row_id: str


@transaction.atomic
def seal(rows: Sequence[Model]) -> None:
    """Append the seals of rows that were just written, in their order."""
    if not rows:
        return
    alone()
    last = Seal.objects.order_by("-position").first()
    digest, seals = last.digest if last else GENESIS, []
    for row in rows:
        digest = _digest(digest, row)
        seals.append(Seal(kind=type(row).__name__, row_id=row.pk, digest=digest))
    Seal.objects.bulk_create(seals)


def begin_chain() -> None:
    """Seal the records of an installation that had no chain yet."""
    if Seal.objects.exists():
        return
    for kind in KINDS:
        rows = apps.get_model("supervision", kind).objects.order_by("pk")
        seal(list(rows))


def verify() -> Iterator[Broken]:
    """Follow the whole chain; yield every record that was changed, taken away, or put in without a seal."""
    digest = GENESIS
    for piece in _pieces():
        rows = _rows(piece)
        for link in piece:
            row = rows.get((link.kind, link.row_id))
            if row is None:
                yield Broken("missing", link.kind, str(link.row_id))
            elif _digest(digest, row) != link.digest:
                yield Broken("changed", link.kind, str(link.row_id))
            digest = link.digest
    for kind in KINDS:
        sealed = Seal.objects.filter(kind=kind).values("row_id")
        for key in (
            apps.get_model("supervision", kind).objects.exclude(pk__in=sealed).values_list("pk", flat=True)
        ):
            yield Broken("unsealed", kind, str(key))


def _pieces() -> Iterator[list[Seal]]:
    """Yield the chain in pieces by position, so that memory stays small."""
    after = 0
    while piece := list(Seal.objects.filter(position__gt=after).order_by("position")[:_PIECE]):
        yield piece
        after = piece[-1].position


def _rows(piece: Sequence[Seal]) -> dict[tuple[str, Any], Model]:
    found: dict[tuple[str, Any], Model] = {}
    for kind in {link.kind for link in piece}:
        keys = [link.row_id for link in piece if link.kind == kind]
        rows = apps.get_model("supervision", kind).objects.in_bulk(keys)
        found |= {(kind, key): row for key, row in rows.items()}
    return found


def _digest(before: str, row: Model) -> str:
    columns = {field.attname: _plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}
    told = canonical({"before": before, "kind": type(row).__name__, "row": columns})
    return hashlib.sha256(told).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, UUID) else value


def alone() -> None:
    """Let one transaction at a time write records; SQLite's own lock does the same."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
