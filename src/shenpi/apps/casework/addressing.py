"""Where applicants can be reached by telephone, for the messages that follow a case's events."""

from collections.abc import Collection
from uuid import UUID

from shenpi.apps.casework.models import Case
from shenpi.apps.notices.people import Recipient


def applicants(case_ids: Collection[UUID]) -> dict[UUID, Recipient]:
    """Return the applicants of cases with the telephone of the filing (D3-052), window filings included."""
    found = Case.objects.filter(pk__in=case_ids).values_list("id", "applicant")
    return {key: Recipient("applicant", who.get("name", ""), who.get("phone", "")) for key, who in found}
