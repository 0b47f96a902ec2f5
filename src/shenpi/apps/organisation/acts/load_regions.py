"""Taking in the administrative divisions (GB/T 2260)."""

from django.db import transaction

from shenpi.apps.organisation import packaged
from shenpi.apps.organisation.models import Region

_LEVELS = {
    2: Region.Level.PROVINCE,
    4: Region.Level.CITY,
    6: Region.Level.COUNTY,
    9: Region.Level.TOWNSHIP,
}


@transaction.atomic
def load_regions() -> int:
    """Bring the packaged divisions in, names brought up to date; returns how many there are. Idempotent."""
    found = [
        Region(
            code=row["code"].ljust(12, "0"),
            name=row["name"],
            level=_LEVELS[len(row["code"])],
            parent_id=_parent(row["code"]),
        )
        for row in sorted(packaged.regions(), key=lambda row: len(row["code"]))
    ]
    Region.objects.bulk_create(
        found,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "parent"],
        batch_size=400,
    )
    return len(found)


def _parent(code: str) -> str | None:
    shorter = {2: 0, 4: 2, 6: 4, 9: 6}[len(code)]
    return code[:shorter].ljust(12, "0") if shorter else None
