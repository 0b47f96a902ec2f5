"""Who works where: the people of some offices by role, read with one statement inside an act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from .models import Post

_SQL = """
SELECT o.id, o.agency_id, o.name, p.role, p.person_id, who.name
  FROM organisation_office o
  LEFT JOIN organisation_post p ON p.office_id = o.id AND p.valid_from <= %s
       AND (p.valid_until IS NULL OR p.valid_until > %s)
  LEFT JOIN organisation_person who ON who.id = p.person_id
 WHERE o.id IN ({marks})
 ORDER BY p.id
"""


def statement(offices: Sequence[int], moment: datetime) -> tuple[str, list[Any]]:
    """Return the statement that reads who works in the offices at `moment`, with its parameters."""
    asked = connection.ops.adapt_datetimefield_value(moment)
    return _SQL.format(marks=", ".join(["%s"] * len(offices))), [asked, asked, *offices]


class Staff:
    """Some offices and who holds which role in them."""

    def __init__(self, rows: Sequence[Sequence[Any]] = ()) -> None:
        self._rows = rows
        self.names = {row[0]: row[2] for row in rows}
        self.agencies = {row[0]: row[1] for row in rows}

    def of(self, office_id: int, role: str) -> list[tuple[UUID, str]]:
        """Return (id, name) of everybody who holds `role` in the office, the longest-standing post first."""
        return [(_uuid(row[4]), row[5]) for row in self._rows if row[0] == office_id and row[3] == role]


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def held_roles(moment: datetime) -> frozenset[str]:
    """Return the roles in which anybody holds a post at `moment`, of whatever office."""
    valid = Q(valid_until=None) | Q(valid_until__gt=moment)
    held = Post.objects.filter(valid, valid_from__lte=moment, person__is_active=True)
    return frozenset(held.order_by().values_list("role", flat=True).distinct())
