"""The documents of a case: numbered with the act that issues them, rendered afterwards in the background."""

from datetime import datetime
from typing import Any

from shenpi.apps.casework import items
from shenpi.apps.casework.models import Case
from shenpi.apps.casework.unit import Unit
from shenpi.apps import documents
from shenpi.apps.timekeeping import local


def issue(unit: Unit, kind: str, **facts: Any) -> dict[str, str]:
    """Prepare a document of `kind`; returns what the ledger keeps of it (id, kind, number)."""
    case = unit.case
    document = documents.prepare(
        kind,
        case_id=case.id,
        agency_short=items.facts(case.item_version_id).agency_short,
        data={**_cover(case), **facts},
        at=unit.now,
    )
    unit.insert(document)
    return {"id": str(document.id), "kind": kind, "number": document.number}


def day(moment: datetime | None) -> str | None:
    """Return the local day of a moment as documents carry it (ISO; the template words it in Chinese)."""
    return local(moment).date().isoformat() if moment else None


def _cover(case: Case) -> dict[str, Any]:
    """What every document says of its case."""
    item = items.facts(case.item_version_id)
    return {
        "case_number": case.number,
        "item": item.name,
        "agency": item.agency_name,
        "applicant": case.applicant["name"],
        "received_on": day(case.received_at),
    }
