"""What a delegation lends: all of one's posts, or those of some roles and offices only (D3-022)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from shenpi.apps.organisation import queries
from shenpi.apps.organisation.roles import Role

if TYPE_CHECKING:
    from shenpi.apps.organisation.models import Delegation, Office, Person
    from shenpi.sites.workbench.inputs import Posted


@dataclass(frozen=True)
class Lent:
    """A delegation with its scope in words."""

    delegation: Delegation
    scope: str


@dataclass(frozen=True)
class Choices:
    """What the form offers to narrow by; a list of one is no choice."""

    roles: list[tuple[str, str | Promise]]
    offices: list[Office]


class Narrowed(TypedDict):
    """The scope as the act takes it; empty lists lend everything."""

    roles: list[str]
    offices: list[Office]


def choices(person: Person, moment: datetime) -> Choices:
    """Return the roles and offices of the person's own posts."""
    posts = queries.own_posts(person, moment)
    roles = dict.fromkeys(post.role for post in posts)
    offices = {post.office_id: post.office for post in posts}
    return Choices([(role, Role(role).label) for role in roles], list(offices.values()))


def narrowed(posted: Posted, person: Person, moment: datetime) -> Narrowed:
    """Return the chosen part of one's own posts; a role or office of somebody else is a fault."""
    offered = choices(person, moment)
    asked_roles, asked_offices = set(posted.chosen("roles")), set(posted.offices("offices"))
    roles = [role for role, _label in offered.roles if role in asked_roles]
    offices = [office for office in offered.offices if office.pk in asked_offices]
    if len(roles) < len(asked_roles) or len(offices) < len(asked_offices):
        posted.fault("delegate", _("只能授出本人的岗位权限，请重新选择范围。"))
        posted.check()
    return {"roles": roles, "offices": offices}


def rows(delegations: Iterable[Delegation]) -> list[Lent]:
    """Return the delegations with what each one lends; one statement for all their offices."""
    found = list(delegations)
    names = queries.office_names({key for each in found for key in each.scope.get("offices", ())})
    return [Lent(each, _scope(each, names)) for each in found]


def _scope(delegation: Delegation, names: dict[int, tuple[str, str]]) -> str:
    roles = [str(Role(role).label) for role in delegation.scope.get("roles", ()) if role in Role.values]
    offices = [names[key][1] for key in delegation.scope.get("offices", ()) if key in names]
    return _("、").join([*roles, *offices]) or _("全部岗位")
