"""Who is there to be told: everybody whose own post gives a role now."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from .models import Post
from .rights import RIGHTS, allows


def posts_of(roles: Collection[str], moment: datetime, *, agency_id: int | None = None) -> list[Post]:
    """Return the posts of active people with one of these roles, everywhere or in one agency, oldest first."""
    valid = Q(valid_until=None) | Q(valid_until__gt=moment)
    found = Post.objects.filter(valid, role__in=roles, valid_from__lte=moment, person__is_active=True)
    if agency_id is not None:
        found = found.filter(office__agency_id=agency_id)
    return list(found.select_related("person", "office__agency").order_by("id"))


def roles_with(act: str) -> list[str]:
    """Return the roles that hold the right to an act."""
    return [role for role in RIGHTS if allows(role, act)]
