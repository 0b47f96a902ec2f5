"""Which accounts read messages about their applications, and at which e-mail address."""

from collections.abc import Collection
from uuid import UUID

from shenpi.apps.applications.models import Application
from shenpi.apps.notices import queries as notices
from shenpi.apps.notices.people import Recipient


def applicants(case_ids: Collection[UUID]) -> dict[UUID, Recipient]:
    """Return the applicants with an account by application; the telephone stays with the internal zone."""
    rows = list(Application.objects.filter(pk__in=case_ids).values_list("id", "person_id", "applicant"))
    contacts = notices.contacts({person_id for _key, person_id, _who in rows})
    return {
        key: Recipient(
            "applicant",
            who.get("name", ""),
            email=contacts[person_id].email if person_id in contacts else "",
            person_id=person_id,
        )
        for key, person_id, who in rows
    }
