"""Who may act for supervision now, by a post or a delegation (D3-072): the bureau, or an agency's own supervisor.

The bureau's supervisors hold the right `supervise` and reach everything; a department's own supervisor (D10-076)
holds `supervise_own` and reaches what concerns the agency of the post. For an agency without one its leader speaks
(`object_for_agency`).
"""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.errors import NotAllowed
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Agency, Office, Person, Post
from shenpi.apps.organisation.rights import RIGHTS, allows
from shenpi.apps.supervision.models import Matter


def may_supervise(person: Person) -> bool:
    """Tell whether the person holds the bureau's right now."""
    return any(allows(role, "supervise") for role in organisation.holdings(person, timekeeping.now()).roles())


def require_supervisor(person: Person) -> None:
    """Raise NotAllowed unless the person may act for the bureau now."""
    if not may_supervise(person):
        raise NotAllowed("supervision.not_supervisor", _("只有监察人员可以作出这一处理。"))


def own_agencies(person: Person) -> Collection[str]:
    """Return the codes of the agencies whose own supervisor the person is now."""
    return _agencies(person, "supervise_own")


def may_object(person: Person, agency_code: str) -> bool:
    """Tell whether the person speaks for the agency against a card: its own supervisor, else its leader (D10-076)."""
    if agency_code in own_agencies(person):
        return True
    return agency_code in _agencies(person, "object_for_agency") and own_supervisor(agency_code) is None


def _agencies(person: Person, right: str) -> Collection[str]:
    held = organisation.holdings(person, timekeeping.now())
    offices = [holding.office_id for holding in held if allows(holding.role, right)]
    return set(Office.objects.filter(pk__in=offices).values_list("agency__code", flat=True))


def may_handle(person: Person, matter: Matter) -> bool:
    """Tell whether the person may act in a matter: the bureau in all, an own supervisor in what was routed there."""
    return may_supervise(person) or (
        bool(matter.handler_code) and matter.handler_code in own_agencies(person)
    )


def require_handler(person: Person, matter: Matter) -> None:
    """Raise NotAllowed unless the person may act in the matter now."""
    if not may_handle(person, matter):
        raise NotAllowed("supervision.not_handler", _("这一件由别的监察机构办理，您不能作出处理。"))


def bureau() -> tuple[str, str]:
    """Return code and name of the agency that supervises all others."""
    found = Agency.objects.filter(offices__kind=Office.Kind.SUPERVISION).order_by("pk").first()
    return (found.code, found.full_name) if found else ("supervision", str(_("监察机构")))


def own_supervisor(agency_code: str) -> tuple[str, str] | None:
    """Return code and name of an agency that has a supervisor of its own now, or None."""
    now = timekeeping.now()
    roles = [role for role in RIGHTS if allows(role, "supervise_own")]
    posts = Post.objects.filter(role__in=roles, valid_from__lte=now, person__is_active=True)
    valid = posts.filter(Q(valid_until=None) | Q(valid_until__gt=now))
    found = Agency.objects.filter(code=agency_code, offices__posts__in=valid).first()
    return (found.code, found.full_name) if found else None
