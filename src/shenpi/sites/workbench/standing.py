"""Who the reader is here: posts of his own, and those lent to him with by whom and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from shenpi.apps.organisation import queries
from shenpi.apps.organisation.queries import Holdings
from shenpi.apps.organisation.roles import SELF, Role


@dataclass(frozen=True)
class Standing:
    """A post as the top line shows it; `principal` and `until` are empty for the reader's own."""

    agency: str
    office: str
    role: str | Promise
    marker: str = ""
    principal: str = ""
    until: datetime | None = None


def posts(held: Holdings) -> list[Standing]:
    """Return the reader's standing, own posts first; two statements at most."""
    names = queries.office_names({holding.office_id for holding in held})
    ends = queries.delegation_ends({each.delegation_id for each in held if each.delegation_id})
    return [
        Standing(
            *names[each.office_id],
            Role(each.role).label,
            marker="" if each.capacity == SELF else each.capacity,
            principal=each.principal_name,
            until=ends.get(each.delegation_id) if each.delegation_id else None,
        )
        for each in held
    ]
