"""Whom an administrator answers for: the staff of the administrator's own agencies, or everybody."""

from datetime import datetime

from shenpi.apps.organisation.models import Agency, Person, Post
from shenpi.apps.organisation.queries import holdings


def administers(by: Person, moment: datetime, *people: Person) -> bool:
    """Tell whether `by` may lend and take back power for one of `people` at `moment`.

    An administrator reaches who holds a post in the administrator's own agency; the system's administrator
    (`is_superuser`) reaches everybody.
    """
    if by.is_superuser:
        return True
    agencies = {held.agency_id for held in holdings(by, moment) if held.allows("delegate_for_others")}
    if not agencies:
        return False
    return Post.objects.filter(person__in=people, office__agency__in=agencies).exists()


def agencies(by: Person, moment: datetime) -> list[Agency]:
    """Return the agencies whose affairs `by` administers at `moment`; the system's administrator all."""
    if by.is_superuser:
        return list(Agency.objects.all())
    own = {held.agency_id for held in holdings(by, moment) if held.allows("administer")}
    return list(Agency.objects.filter(pk__in=own))
