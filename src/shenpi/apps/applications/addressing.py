"""Which accounts read messages about their applications, and at which e-mail address."""

from collections.abc import Collection
from uuid import UUID

from shenpi.apps.applications.models import Application
from shenpi.apps.notices import queries as notices
from shenpi.apps.notices.people import Recipient


def applicants(case_ids: Collection[UUID]) -> dict[UUID, Recipient]:
    """Return the applicants with an account by application; the telephone stays with the internal zone.

    What an agent filed is told to the agent, until the mandate ends, and then to the resident's account, if any.
    """
    found = Application.objects.filter(pk__in=case_ids)
    rows = [
        (key, resident_id if ended_at else person_id, who)
        for key, person_id, who, ended_at, resident_id in found.values_list(
            "id", "person_id", "applicant", "mandate__ended_at", "mandate__resident_id"
        )
    ]
    contacts = notices.contacts({person_id for _key, person_id, _who in rows if person_id})
    return {
        key: Recipient(
            "applicant",
            who.get("name", ""),
            email=contacts[person_id].email if person_id in contacts else "",
            person_id=person_id,
        )
        for key, person_id, who in rows
    }
