"""Where applicants can be reached by telephone, for the messages that follow a case's events."""

from collections.abc import Collection
from uuid import UUID

from shenpi.apps.casework.models import Case
from shenpi.apps.catalogue.models import EX_OFFICIO
from shenpi.apps.catalogue.options import OFFER
from shenpi.apps.notices.people import Recipient


def applicants(case_ids: Collection[UUID]) -> dict[UUID, Recipient]:
    """Return the applicants of cases with the telephone of the filing (D3-052), window filings included.

    A party that never applied is told by the papers that are served on it, and not here.
    """
    filed = Case.objects.filter(pk__in=case_ids).exclude(item_version__item__item_type__in=EX_OFFICIO)
    found = filed.values_list("id", "applicant", "item_version__options")
    return {
        key: Recipient("applicant", who.get("name", ""), who.get("phone", ""))
        for key, who, options in found
        if OFFER not in options
    }
