"""What comes back to a desk: a step sent back for another opinion, and materials that were corrected (D10-039)."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from shenpi.apps.ledger.models import CaseEvent
from shenpi.apps.notices import officials, writing
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Person

RETURNED, CORRECTED = "staff.returned", "staff.corrected"


def kind_of(event: CaseEvent) -> str:
    """Return what came back with an event, or nothing."""
    if event.type == "correction.supplied":
        return CORRECTED
    sent_back = event.payload.get("ended", {}).get("verdict") == "send_back"
    return RETURNED if sent_back and event.payload.get("opened") else ""


def told(event: CaseEvent, header: Mapping[str, Any]) -> Iterator[writing.Told]:
    """Tell those on whose lists the steps of the event came: the holder, or everybody of the pool."""
    for step in event.payload.get("opened", ()):
        facts = {
            "item": "" if header.get("private") else header.get("item_name", ""),
            "number": header.get("number", ""),
            "step": step.get("step", ""),
            "who": event.actor_name,
            "due": step.get("due_at") or "",
            "case_id": str(event.case_id),
        }
        given = {key: value for key, value in facts.items() if value}
        for recipient in officials.recipients(_people(event, step)):
            key, kind = f"{event.case_id}/{event.seq}/{step['task_id']}", kind_of(event)
            yield writing.Told(
                key, kind, event.at, event.case_id, recipient, given, header.get("item_code", "")
            )


def _people(event: CaseEvent, step: Mapping[str, Any]) -> list[Person]:
    if step.get("holder_id"):
        return list(Person.objects.filter(pk=UUID(step["holder_id"]), is_active=True))
    return organisation.reaching(step.get("office_id"), step.get("role", ""), event.at)
