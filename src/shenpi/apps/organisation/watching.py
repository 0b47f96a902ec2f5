"""What an administrator watches of the agency's own people: refused attempts, and who looked at or took what."""

from datetime import datetime

from django.db.models import QuerySet

from shenpi.apps.organisation.administering import agencies
from shenpi.apps.organisation.models import OrganisationEvent, Person, Post

REFUSED, SHOWN, PRINTED, TAKEN = WATCHED = (
    "attempt.refused",
    "personal_data.shown",
    "case_file.printed",
    "case_archive.taken",
)


def watched(by: Person, moment: datetime, kind: str = "") -> QuerySet[OrganisationEvent]:
    """Return what was recorded of those whom `by` administers, newest first; one kind of it when asked."""
    found = OrganisationEvent.objects.filter(type__in=[kind] if kind in WATCHED else WATCHED)
    if not by.is_superuser:
        people = Post.objects.filter(office__agency__in=agencies(by, moment)).values("person")
        found = found.filter(actor__in=people)
    return found.select_related("actor").order_by("-id")
