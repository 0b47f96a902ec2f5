"""What the other apps may ask of the organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q

from .holdings import (
    HOLDINGS_SQL,
    Holding,
    Holdings,
    holdings_parameters,
    parse_holdings,
    read_holdings,
)
from .models import Agency, Delegation, Office, Person, Post, ServiceCentre
from .rights import allows
from .roles import SELF, Role

__all__ = [
    "HOLDINGS_SQL",
    "Holding",
    "Holdings",
    "TaskScope",
    "account",
    "agencies",
    "agencies_of",
    "agency",
    "business_offices",
    "colleagues",
    "delegation",
    "delegation_ends",
    "delegations_of",
    "delegations_running",
    "holdings",
    "holdings_parameters",
    "office_names",
    "own_posts",
    "parse_holdings",
    "place",
    "reaching",
    "scope_of",
    "service_centres",
    "serving",
    "staff_of_agency",
    "standing_in",
    "task_scope",
]

Pool = tuple[int, str]
"""An office and a role in it: to whom an unheld task belongs."""


def holdings(person: Person | UUID, moment: datetime) -> Holdings:
    """Return own posts valid at `moment` and those reached by delegation (one statement)."""
    if isinstance(person, Person):
        return read_holdings(person.pk, moment) if person.is_active else Holdings(person.pk)
    return read_holdings(person, moment)


@dataclass(frozen=True, slots=True)
class TaskScope:
    """Whose tasks a person sees in the tray.

    `holders`: the person and every principal with an active delegation; `pools`: offices and roles whose
    unheld tasks are open to the person; `lent`: for each principal the pools that were lent (a delegation
    may be narrower than the principal's posts): of a principal's held tasks only these are shown.
    """

    person_id: UUID
    pools: frozenset[Pool]
    lent: dict[UUID, frozenset[Pool]]

    @property
    def holders(self) -> frozenset[UUID]:
        return frozenset({self.person_id, *self.lent})

    def branches(self) -> list[tuple[str, list[object]]]:
        """Return conditions on a row `task`, as SQL with parameters: no task fits two of them."""
        found: list[tuple[str, list[object]]] = [("task.holder_id = %s", [self.person_id])]
        pooled = "task.holder_id IS NULL AND task.office_id = %s AND task.role = %s"
        found += [(pooled, [*pool]) for pool in sorted(self.pools)]
        for principal, pools in self.lent.items():
            if pools:
                lent, params = _in_pools(pools)
                found.append((f"task.holder_id = %s AND ({lent})", [principal, *params]))
        return found


def task_scope(person: Person | UUID, moment: datetime) -> TaskScope:
    """Return the filter values for the person's work list at `moment` (one statement)."""
    return scope_of(holdings(person, moment))


def scope_of(held: Holdings) -> TaskScope:
    """Derive the work list's filter from holdings already read."""
    pools: set[Pool] = set()
    lent: defaultdict[UUID, set[Pool]] = defaultdict(set)
    for holding in held:
        # A leader may sign everywhere in the agency, but only the leaders' own tasks lie in the tray.
        offices = holding.offices & {holding.office_id} if holding.role == Role.LEADER else holding.offices
        mine = {(office, holding.role) for office in offices}
        pools |= mine
        if holding.capacity != SELF and holding.principal_id is not None:
            lent[holding.principal_id] |= mine
    return TaskScope(held.person_id, frozenset(pools), {who: frozenset(given) for who, given in lent.items()})


def _in_pools(pools: frozenset[Pool]) -> tuple[str, list[object]]:
    """Build the condition by role, one IN list each: pools are many, roles few."""
    offices: defaultdict[str, list[int]] = defaultdict(list)
    for office_id, role in sorted(pools):
        offices[role].append(office_id)
    parts = [
        f"task.role = %s AND task.office_id IN ({', '.join(['%s'] * len(ids))})" for ids in offices.values()
    ]
    return " OR ".join(parts), [value for role, ids in offices.items() for value in (role, *ids)]


def account(username: str) -> Person | None:
    """Return the active account of that user name, or None."""
    return Person.objects.filter(username=username, is_active=True).first()


def agencies() -> list[Agency]:
    """Return all agencies, for a choice."""
    return list(Agency.objects.order_by("pk"))


def agency(code: str) -> Agency | None:
    """Return the agency of that code, or None."""
    return Agency.objects.filter(code=code).first()


def service_centres() -> list[ServiceCentre]:
    """Return all service centres."""
    return list(ServiceCentre.objects.order_by("id"))


def place() -> str | None:
    """Return the name of the region that most of the agencies belong to; None while none has one."""
    names = Agency.objects.filter(region__isnull=False).values_list("region__name")
    found = names.annotate(count=Count("id")).order_by("-count").first()
    return str(found[0]) if found else None


def business_offices(agency_id: int, moment: datetime) -> list[Office]:
    """Return the agency's offices that examine cases: those in which somebody handles them at `moment`."""
    valid = Q(valid_until=None) | Q(valid_until__gt=moment)
    handled = Post.objects.filter(valid, role=Role.HANDLER, valid_from__lte=moment, person__is_active=True)
    return list(
        Office.objects.filter(agency_id=agency_id, kind=Office.Kind.BUSINESS, pk__in=handled.values("office"))
    )


def colleagues(held: Holdings) -> list[Person]:
    """Return the active staff of the agencies in which posts are held, without the person, by name.

    Each with `office_name`, of one of theirs: two may have the same name.
    """
    staff = Person.objects.filter(kind=Person.Kind.STAFF, is_active=True).exclude(pk=held.person_id)
    here = staff.filter(posts__office__agency_id__in=held.agencies())
    return list(here.annotate(office_name=Min("posts__office__name")).order_by("name", "office_name"))


def staff_of_agency(agency_id: int) -> list[Person]:
    """Return the active staff with a post in the agency, by name."""
    staff = Person.objects.filter(kind=Person.Kind.STAFF, is_active=True, posts__office__agency_id=agency_id)
    return list(staff.distinct().order_by("name"))


def serving(agency_id: int, act: str, moment: datetime) -> dict[UUID, Post]:
    """Return by person the post under which each of the agency's active staff may do the act, the oldest first."""
    roles = [role for role in Role.values if allows(role, act)]
    valid = Q(valid_until=None) | Q(valid_until__gt=moment)
    posts = Post.objects.filter(valid, valid_from__lte=moment, person__is_active=True, role__in=roles)
    found: dict[UUID, Post] = {}
    for post in posts.filter(office__agency_id=agency_id).select_related("person", "office").order_by("id"):
        found.setdefault(post.person_id, post)
    return found


def delegation(delegation_id: UUID) -> Delegation | None:
    """Return a delegation, or None."""
    return Delegation.objects.select_related("principal", "delegate").filter(pk=delegation_id).first()


def own_posts(person: Person, moment: datetime) -> list[Post]:
    """Return the person's own posts at `moment` with their offices: what can be lent."""
    valid = Q(valid_until=None) | Q(valid_until__gt=moment)
    return list(Post.objects.filter(valid, person=person, valid_from__lte=moment).select_related("office"))


def delegations_of(person: Person, *, limit: int = 50) -> list[Delegation]:
    """Return what the person lent and what was lent to the person, the latest first."""
    mine = Q(principal=person) | Q(delegate=person)
    return list(Delegation.objects.filter(mine).select_related("principal", "delegate")[:limit])


def delegations_running(
    moment: datetime, *, agencies: Collection[int] | None = None, limit: int = 200
) -> list[Delegation]:
    """Return the delegations that have neither ended nor been taken back, for the administrator's desk.

    `agencies`: only those from or to people who hold a post there; None: all.
    """
    running = Delegation.objects.filter(ends_at__gt=moment, revoked_at=None)
    if agencies is not None:
        staff = Post.objects.filter(office__agency__in=agencies).values("person")
        running = running.filter(Q(principal__in=staff) | Q(delegate__in=staff))
    return list(running.select_related("principal", "delegate").order_by("ends_at")[:limit])


def delegation_ends(delegation_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Return until when each delegation lasts."""
    if not delegation_ids:
        return {}
    return dict(Delegation.objects.filter(pk__in=delegation_ids).values_list("pk", "ends_at"))


def agencies_of(office_ids: Collection[int]) -> frozenset[int]:
    """Return the agencies that these offices belong to."""
    return frozenset(Office.objects.filter(pk__in=office_ids).values_list("agency_id", flat=True))


def office_names(office_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return the names of agency and office by the office's id."""
    found = Office.objects.filter(pk__in=office_ids).values_list("pk", "agency__name", "name")
    return {key: (agency, office) for key, agency, office in found}


def standing_in(person_id: UUID, moment: datetime) -> Person | None:
    """Return to whom the person has lent the posts for now, or None."""
    running = Delegation.objects.filter(
        principal_id=person_id, begins_at__lte=moment, ends_at__gt=moment, revoked_at=None
    )
    delegation = running.select_related("delegate").first()
    return delegation.delegate if delegation else None


def pairs(roles: Collection[str]) -> list[tuple[Person, Person]]:
    """Return everybody with a post of one of `roles` together with a colleague of the same office."""
    posts = Post.objects.filter(role__in=roles).select_related("person").order_by("id")
    found = []
    for post in posts:
        colleague = next(
            (p.person for p in posts if p.office_id == post.office_id and p.person != post.person), None
        )
        if colleague is not None:
            found.append((post.person, colleague))
    return found


def reaching(office_id: int | None, role: str, moment: datetime) -> list[Person]:
    """Return the people whose own post of `role` reaches the office: it is theirs, or their window serves it."""
    there = Q(posts__office_id=office_id) | Q(posts__window__offices=office_id)
    valid = Q(posts__valid_until=None) | Q(posts__valid_until__gt=moment)
    found = Person.objects.filter(
        there, valid, posts__role=role, posts__valid_from__lte=moment, is_active=True
    )
    return list(found.distinct().order_by("username"))
