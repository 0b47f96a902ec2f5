"""Who works where: the people of some offices by role, as an act needs them for each step that it opens.

Offices change rarely and are asked for at every step. So what was read is forgotten at once when this process
changes an office, a post or a person, and after `FRESH` seconds whoever changed it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any
from uuid import UUID

from django.db.models import Q

from .models import Office, Post

FRESH = 10.0
"""Seconds for which what was read is believed."""


@dataclass(frozen=True)
class Holder:
    """Somebody's post in an office: active people only; the post is held from `since` until `until` (open: None)."""

    role: str
    person_id: UUID
    name: str
    since: datetime
    until: datetime | None

    def at(self, moment: datetime) -> bool:
        """Tell whether the post is held at `moment`."""
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True)
class Staff:
    """An office and who holds posts in it, the longest-standing first."""

    agency_id: int
    agency_code: str
    agency_name: str
    name: str
    holders: tuple[Holder, ...]

    def of(self, role: str, moment: datetime) -> list[Holder]:
        """Return everybody who holds `role` in the office at `moment` (aware)."""
        return [holder for holder in self.holders if holder.role == role and holder.at(moment)]


_read: dict[int, tuple[float, Staff]] = {}


def staff(offices: Collection[int]) -> dict[int, Staff]:
    """Return the staff of the offices by their ids; an unknown office is left out."""
    old = monotonic() - FRESH
    wanted = [office for office in offices if office not in _read or _read[office][0] < old]
    if wanted:
        _read.update({office: (monotonic(), found) for office, found in _of(wanted).items()})
    return {office: _read[office][1] for office in offices if office in _read}


def forget(**_signal: Any) -> None:
    """Forget what was read (receiver of the signals that say that something changed)."""
    _read.clear()


def _of(offices: Collection[int]) -> dict[int, Staff]:
    posts = Post.objects.filter(office__in=offices, person__is_active=True).order_by("pk")
    holders: dict[int, list[Holder]] = {}
    for office, role, person, name, since, until in posts.values_list(
        "office_id", "role", "person_id", "person__name", "valid_from", "valid_until"
    ):
        holders.setdefault(office, []).append(Holder(role, person, name, since, until))
    found = Office.objects.filter(pk__in=offices).values_list(
        "pk", "agency_id", "agency__code", "agency__full_name", "name"
    )
    return {
        key: Staff(agency, code, full_name, name, tuple(holders.get(key, ())))
        for key, agency, code, full_name, name in found
    }


def held_roles(moment: datetime) -> frozenset[str]:
    """Return the roles in which anybody holds a post at `moment`, of whatever office."""
    valid = Q(valid_until=None) | Q(valid_until__gt=moment)
    held = Post.objects.filter(valid, valid_from__lte=moment, person__is_active=True)
    return frozenset(held.order_by().values_list("role", flat=True).distinct())
