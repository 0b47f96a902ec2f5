"""Who works where: the people of an agency's offices by role, read with one statement inside an act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection

STAFF_SQL = """
SELECT o.id, o.name, p.role, p.person_id, who.name
  FROM organisation_office o
  LEFT JOIN organisation_post p ON p.office_id = o.id AND p.valid_from <= %s
       AND (p.valid_until IS NULL OR p.valid_until > %s)
  LEFT JOIN organisation_person who ON who.id = p.person_id
 WHERE o.agency_id = {agency}
 ORDER BY o.id, p.id
"""
"""Takes the moment twice and then what `{agency}` asks for: an agency's id, or SQL that finds it."""


class Staff:
    """The offices of one agency and who holds which role in them; rows are read only as far as they are asked for."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self._rows = rows

    @cached_property
    def names(self) -> dict[int, str]:
        """Office names by id."""
        return {row[0]: row[1] for row in self._rows}

    def of(self, office_id: int, role: str) -> list[tuple[UUID, str]]:
        """Return (id, name) of everybody who holds `role` in the office, the longest-standing post first."""
        return [(_uuid(row[3]), row[4]) for row in self._rows if row[0] == office_id and row[2] == role]


def staff_parameters(moment: datetime, agency: Any) -> list[Any]:
    """Return the parameters of STAFF_SQL."""
    asked = connection.ops.adapt_datetimefield_value(moment)
    return [asked, asked, agency]


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
