"""Taking in the agencies of the packaged catalogue."""

from collections.abc import Mapping

from django.db import transaction

from shenpi.apps.organisation import packaged
from shenpi.apps.organisation.models import Agency, Region

COUNTY = "511602000000"
"""广安区, whose catalogue is shipped."""


@transaction.atomic
def load_agencies() -> dict[str, Agency]:
    """Bring the 34 agencies in and return them by the name that the catalogue uses. Idempotent."""
    return {row["name"]: register_agency(row) for row in packaged.agencies()}


def register_agency(row: Mapping[str, str]) -> Agency:
    """Create an agency or bring it up to date by its code. `region` is a twelve-digit code, the county if absent."""
    region = Region.objects.filter(pk=row.get("region", COUNTY)).first()
    agency, _made = Agency.objects.update_or_create(
        code=row["code"],
        defaults={
            "name": row["name"],
            "full_name": row["full_name"],
            "short_name": row["short_name"],
            "uscc": row["uscc"],
            "kind": row["kind"],
            "region": region,
        },
    )
    return agency
