"""依职权立案: the agency itself begins a case upon a certificate, to revoke, recall or cancel it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from shenpi.apps import timekeeping
from shenpi.apps.casework import certificates, items, numbering, steps
from shenpi.apps.casework.authority import for_case
from shenpi.apps.casework.first_event import header
from shenpi.apps.casework.models import Case
from shenpi.apps.casework.states import Channel, State
from shenpi.apps.casework.unit import Unit, on_new_case
from shenpi.apps.documents.models import Certificate
from shenpi.apps.organisation.models import Person


@dataclass
class Opened:
    """The new case's unit, and what its first event tells besides the header."""

    unit: Unit
    certificate: Certificate
    told: dict[str, Any] = field(default_factory=dict)


@contextmanager
def opened(certificate_id: UUID, purpose: str, *, by: Person, right: str) -> Iterator[Opened]:
    """Open a case upon a certificate without an application (行政许可法 arts 8, 69, 70); its holder is the party.

    Who works in the item's lead office and holds `right` may. The caller adds what the first event tells. Raises
    NotFound, NotAllowed, Refusal.
    """
    issued = certificates.issuing_case(certificate_id)
    item = items.facts(certificates.version_of(issued).pk)
    now = timekeeping.now()
    case = Case(
        number=numbering.next_case_number(now),
        item_version_id=item.version_id,
        agency_id=item.agency_id,
        process_id=item.process_id,
        channel=Channel.OFFICE.value,
        applicant=issued.applicant,
        form={},
        context={"offices": item.offices, "unpaid": "refuse", "forward_needed": False, "limits": {}},
        state=State.ACCEPTED.value,
        received_at=now,
        accepted_at=now,
    )
    with on_new_case(case, by) as unit:
        actor = for_case(unit, by, right)
        made = Opened(unit, certificates.attach(unit, certificates.Upon(certificate_id, purpose)))
        yield made
        first = {
            **header(case, item),
            "received_at": now.isoformat(),
            "accepted_at": now.isoformat(),
            "upon": case.context["upon"],
        }
        unit.record("case.opened", {**first, **made.told, "opened": steps.start(unit)}, actor)
