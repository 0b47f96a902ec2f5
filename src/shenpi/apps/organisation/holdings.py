"""A person's posts and borrowed powers at one moment, read with one statement.

The statement joins delegations only to the principal's *own* posts, so that borrowed power cannot be lent on.
Nothing is cached: a revocation takes effect with the next act.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from shenpi.apps import rows

from .rights import AGENCY_WIDE, allows
from .roles import SELF, Role


@dataclass(frozen=True, slots=True)
class Holding:
    """One post that a person may act under, his own or another's.

    `capacity` is "self" or the delegation's marker (授权, 代理); `offices` are those that the post
    reaches: its own, for a clerk also those the window serves, for a leader all of the agency.
    """

    post_id: int
    office_id: int
    agency_id: int
    role: str
    capacity: str = SELF
    principal_id: UUID | None = None
    principal_name: str = ""
    delegation_id: UUID | None = None
    window_id: int | None = None
    offices: frozenset[int] = field(default_factory=frozenset)

    def allows(self, act: str, office_id: int | None = None) -> bool:
        return allows(self.role, act) and (office_id is None or office_id in self.offices)


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that a person may act under at a moment; own posts come first."""

    person_id: UUID
    held: tuple[Holding, ...] = ()

    def __iter__(self) -> Iterator[Holding]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)

    def may(
        self,
        act: str,
        office_id: int | None = None,
        *,
        role: str | None = None,
        holder_id: UUID | None = None,
    ) -> Holding | None:
        """Return the holding under which the act is allowed, own posts before borrowed ones, or None.

        `role` narrows to one role; `holder_id` narrows to what serves a task held by that person: own posts
        if it is the person himself, else only what that person delegated (D3-022).
        """
        for holding in self.held:
            if role is not None and holding.role != role:
                continue
            if holder_id is not None and (holding.principal_id or self.person_id) != holder_id:
                continue
            if holding.allows(act, office_id):
                return holding
        return None

    def roles(self) -> frozenset[str]:
        """Return every role held, borrowed ones included."""
        return frozenset(holding.role for holding in self.held)

    def agencies(self) -> frozenset[int]:
        """Return the agencies in which any post is held."""
        return frozenset(holding.agency_id for holding in self.held)

    def reach(self, act: str) -> frozenset[int]:
        """Return every office for which the act is allowed."""
        return frozenset(office for held in self.held if held.allows(act) for office in held.offices)


_WIDE = ", ".join(f"'{role}'" for role in sorted(AGENCY_WIDE))

_STATEMENT = """
WITH asked(person, moment) AS (SELECT {person}, {moment}),
power(holder, person, marker, delegation, scope, kind) AS (
  SELECT a.person, a.person, {text}, {uuid}, {text}, {text}
    FROM asked a JOIN organisation_person me ON me.id = a.person WHERE me.is_active
  UNION ALL
  SELECT a.person, d.principal_id, d.marker, d.id, {scope}, d.kind
    FROM asked a
    JOIN organisation_person me ON me.id = a.person
    JOIN organisation_delegation d ON d.delegate_id = a.person
   WHERE me.is_active AND d.begins_at <= a.moment AND d.ends_at > a.moment AND d.revoked_at IS NULL),
held AS (
  SELECT p.id AS post, p.office_id AS office, o.agency_id AS agency, p.role AS role, p.window_id AS counter,
         power.marker AS marker, power.person AS principal, who.name AS principal_name,
         power.delegation AS delegation, power.scope AS scope
    FROM power CROSS JOIN asked
    JOIN organisation_post p ON p.person_id = power.person
    JOIN organisation_office o ON o.id = p.office_id
    JOIN organisation_person who ON who.id = power.person
   WHERE p.valid_from <= asked.moment AND (p.valid_until IS NULL OR p.valid_until > asked.moment)
     AND (power.kind IS NULL OR power.kind <> 'standby' OR p.standby_id = power.holder))
SELECT held.*, held.office AS reach FROM held
UNION ALL
SELECT held.*, w.office_id FROM held JOIN organisation_window_offices w ON w.window_id = held.counter
UNION ALL
SELECT held.*, o.id FROM held JOIN organisation_office o ON o.agency_id = held.agency
 WHERE held.role IN ({wide})
"""

HOLDINGS_SQL: dict[str, str] = {
    "sqlite": _STATEMENT.format(
        person="%s", moment="%s", text="NULL", uuid="NULL", scope="d.scope", wide=_WIDE
    ),
    "postgresql": _STATEMENT.format(
        person="%s::uuid",
        moment="%s::timestamptz",
        text="NULL::text",
        uuid="NULL::uuid",
        scope="d.scope::text",
        wide=_WIDE,
    ),
}
"""By database vendor; parameters from `holdings_parameters`. An act may put it into its own pipeline."""


def holdings_parameters(vendor: str, person_id: UUID, moment: datetime) -> tuple[Any, Any]:
    """Return the two parameters of `HOLDINGS_SQL` in the form in which the database keeps them."""
    if vendor == "sqlite":
        return person_id.hex, connection.ops.adapt_datetimefield_value(moment)
    return person_id, moment


def parse_holdings(person_id: UUID, read: Iterable[Sequence[Any]]) -> Holdings:
    """Fold the rows (one per post and office reached) into holdings, scopes of delegations applied."""
    posts: dict[tuple[int, Any], Sequence[Any]] = {}
    reach: defaultdict[tuple[int, Any], set[int]] = defaultdict(set)
    for row in read:
        *post, office = row
        key = (row[0], row[8])
        posts[key] = post
        reach[key].add(office)
    held = [_holding(row, frozenset(reach[key])) for key, row in posts.items()]
    clerk = any(h.role == Role.ACCEPTOR and h.capacity == SELF for h in held)
    # Only window staff may receive (D3-001, D3-004): an office cannot borrow the window's power.
    usable = [h for h in held if h.offices and (h.role != Role.ACCEPTOR or clerk)]
    return Holdings(person_id, tuple(sorted(usable, key=lambda h: (h.capacity != SELF, h.post_id))))


def read_holdings(person_id: UUID, moment: datetime) -> Holdings:
    """Read what the person may act under at `moment` (aware), with one statement."""
    cursor = rows.Cursor()
    cursor.execute(HOLDINGS_SQL[rows.vendor()], holdings_parameters(rows.vendor(), person_id, moment))
    return parse_holdings(person_id, cursor.fetchall())


def _holding(row: Sequence[Any], offices: frozenset[int]) -> Holding:
    post, office, agency, role, window, marker, principal, name, delegation, scope = row
    if scope is not None:
        offices = _within(json.loads(scope), role, offices)
    borrowed = delegation is not None
    return Holding(
        post_id=post,
        office_id=office,
        agency_id=agency,
        role=role,
        capacity=marker or SELF,
        principal_id=_uuid(principal) if borrowed else None,
        principal_name=name if borrowed else "",
        delegation_id=_uuid(delegation),
        window_id=window,
        offices=offices,
    )


def _within(scope: dict[str, list[Any]], role: str, offices: frozenset[int]) -> frozenset[int]:
    """Keep of `offices` what the delegation lends; nothing when the role was not lent."""
    if scope.get("roles") and role not in scope["roles"]:
        return frozenset()
    return offices & frozenset(scope["offices"]) if scope.get("offices") else offices


def _uuid(value: Any) -> UUID | None:
    return value if value is None or isinstance(value, UUID) else UUID(str(value))
