"""Who works where: the people of an agency's offices by role, read with one statement inside an act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
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


@dataclass(frozen=True)
class Staff:
    """The offices of one agency and who holds which role in them."""

    names: dict[int, str] = field(default_factory=dict)
    holders: dict[tuple[int, str], list[tuple[UUID, str]]] = field(default_factory=dict)

    def of(self, office_id: int, role: str) -> list[tuple[UUID, str]]:
        """Return (id, name) of everybody who holds `role` in the office, the longest-standing post first."""
        return self.holders.get((office_id, role), [])


def staff_parameters(moment: datetime, agency: Any) -> list[Any]:
    """Return the parameters of STAFF_SQL."""
    asked = connection.ops.adapt_datetimefield_value(moment)
    return [asked, asked, agency]


def parse_staff(rows: Iterable[Sequence[Any]]) -> Staff:
    """Build `Staff` from the rows of STAFF_SQL."""
    names: dict[int, str] = {}
    holders: defaultdict[tuple[int, str], list[tuple[UUID, str]]] = defaultdict(list)
    for office_id, office, role, person_id, name in rows:
        names[office_id] = office
        if role is not None:
            holders[office_id, role].append((_uuid(person_id), name))
    return Staff(names, dict(holders))


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
