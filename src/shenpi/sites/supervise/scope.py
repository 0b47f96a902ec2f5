"""How far a reader sees: the bureau and leaders everything, a department's own supervisor its agency (D10-076)."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import NotFound
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision.authority import own_agencies
from shenpi.sites.common.access import StaffRequest, staff

readers = staff(Role.SUPERVISOR, Role.LEADER, Role.INSPECTOR)
"""Pages that an agency's own supervisor may open too, each within its bounds."""


def sees_all(request: HttpRequest) -> bool:
    """Tell whether the reader is bound to no agency."""
    return bool(cast("StaffRequest", request).holdings.roles() & {Role.SUPERVISOR, Role.LEADER})


def bound(request: HttpRequest) -> str:
    """Return the code of the agency that the reader is bound to; "" for who sees all."""
    if sees_all(request):
        return ""
    return min(own_agencies(cast("StaffRequest", request).user), default="-")


def agency(request: HttpRequest) -> str:
    """Return the agency that a list is to show: the one asked for, or the reader's own."""
    return bound(request) or request.GET.get("agency", "")


def check(request: HttpRequest, *codes: str) -> None:
    """Raise NotFound for what concerns none of the reader's agencies, as if there were no such thing."""
    if (own := bound(request)) and own not in codes:
        raise NotFound("out_of_bounds", _("没有找到，或者它不属于您监察的单位。"))
