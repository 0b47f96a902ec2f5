"""Who may act for supervision: whoever holds the right `supervise` now, by a post or a delegation (D3-072)."""

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.errors import NotAllowed
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.rights import allows


def may_supervise(person: Person) -> bool:
    """Tell whether the person holds the right now."""
    return any(allows(role, "supervise") for role in organisation.holdings(person, timekeeping.now()).roles())


def require_supervisor(person: Person) -> None:
    """Raise NotAllowed unless the person may act for supervision now."""
    if not may_supervise(person):
        raise NotAllowed("supervision.not_supervisor", _("只有监察人员可以作出这一处理。"))
