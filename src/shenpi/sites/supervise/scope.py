"""How far a reader sees: the bureau and leaders everything, a department's own supervisor its agency (D10-076)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import NotFound
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision import queries
from shenpi.apps.supervision.authority import own_agencies
from shenpi.sites.common.access import StaffRequest, staff

if TYPE_CHECKING:
    from shenpi.apps.supervision.models import Matter

readers = staff(Role.SUPERVISOR, Role.LEADER, Role.INSPECTOR)
"""Pages that an agency's own supervisor may open too, each within its bounds."""

hearers = staff(Role.SUPERVISOR, Role.INSPECTOR)
"""Pages of what people bring: not for leaders, who may be whom it is about; they read the figures."""


def hears(request: HttpRequest, matter: Matter) -> bool:
    """Tell whether the reader may read what people brought: the bureau all; an own supervisor not what went past it."""
    if Role.SUPERVISOR in cast("StaffRequest", request).holdings.roles():
        return True
    own = own_agencies(cast("StaffRequest", request).user)
    return matter.handler_code in own or (matter.kind != "complaint" and matter.agency_code in own)


def may_hear(request: HttpRequest) -> bool:
    """Tell whether the reader handles what people bring."""
    return bool(cast("StaffRequest", request).holdings.roles() & {Role.SUPERVISOR, Role.INSPECTOR})


def hearing(request: HttpRequest) -> frozenset[str]:
    """Return the agencies to whose complaints a reader of what people bring is bound; none for the bureau."""
    if Role.SUPERVISOR in cast("StaffRequest", request).holdings.roles():
        return frozenset()
    return frozenset(own_agencies(cast("StaffRequest", request).user)) or frozenset({"-"})


def sees_all(request: HttpRequest) -> bool:
    """Tell whether the reader is bound to no agency."""
    return bool(cast("StaffRequest", request).holdings.roles() & {Role.SUPERVISOR, Role.LEADER})


def bound(request: HttpRequest) -> frozenset[str]:
    """Return the codes of the agencies that the reader is bound to; none for who sees all."""
    if sees_all(request):
        return frozenset()
    return frozenset(own_agencies(cast("StaffRequest", request).user)) or frozenset({"-"})


def agency(request: HttpRequest) -> str:
    """Return the agency that a list is to show: the one asked for, or the first of the reader's own."""
    own, asked = bound(request), request.GET.get("agency", "")
    return asked if not own or asked in own else min(own)


def agencies(request: HttpRequest) -> list[tuple[str, str]]:
    """Return code and name of the agencies among which the reader chooses; none where there is no choice."""
    own = bound(request)
    offered = [(code, name) for code, name in queries.agencies() if not own or code in own]
    return offered if len(own) != 1 else []


def check(request: HttpRequest, *codes: str) -> None:
    """Raise NotFound for what concerns none of the reader's agencies, as if there were no such thing."""
    if (own := bound(request)) and own.isdisjoint(codes):
        raise NotFound("out_of_bounds", _("没有找到，或者它不属于您监察的单位。"))
