"""Service of documents: what is served, since when the remedies run, and the proof (送达回证).

Served at the window on the day of the signature; electronically, with the recipient's consent, when the papers enter
the account; by post on the day of the return receipt; left, when the recipient refuses, before witnesses. Public-notice
service is not offered: no statute that this system rests on provides it for licences (../shared/law.md).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps import rows, timekeeping
from shenpi.apps.casework import papers
from shenpi.apps.casework.models import Case, Delivery
from shenpi.apps.casework.states import Channel
from shenpi.apps.casework.unit import Unit
from shenpi.apps.documents import kinds, remedies
from shenpi.apps.documents.models import Document
from shenpi.apps.documents.remedies import Remedies

Method = Delivery.Method
PROOF = "service_proof"


def due(case: Case) -> list[Document]:
    """Return the documents that the step of service hands over: what was issued from the decision on."""
    since = case.decided_at or case.received_at
    issued = rows.find(Document, '"case_id" = %s ORDER BY "issued_at", "id"', [case.id])
    return [each for each in issued if each.issued_at >= since and kinds.KINDS[each.kind].external]


def words(case: Case, method: str) -> str | Promise:
    """Return what a way of service is called: to a party that never applied papers are taken, wherever it is."""
    if method == Method.WINDOW and case.channel == Channel.OFFICE:
        return _("直接送达")
    return Method(method).label


def pending(case: Case) -> Delivery | None:
    """Return the letter that is under way, or None."""
    return case.deliveries.filter(state=Delivery.State.SENT).order_by("-sent_at").first()


def prove(unit: Unit, delivery: Delivery, served: Sequence[Document], by: str) -> dict[str, str]:
    """Issue the proof of service; returns what the ledger keeps of it."""
    return papers.issue(
        unit,
        PROOF,
        served=[{"title": each.title, "number": each.number} for each in served],
        method=papers.chinese(words(unit.case, delivery.method)),
        recipient=delivery.recipient,
        served_on=papers.day(delivery.served_at),
        served_by=by,
        tracking=delivery.tracking,
        address=delivery.address,
        note=delivery.note,
    )


def told(delivery: Delivery) -> dict[str, Any]:
    """Return what an event tells of a delivery, without names."""
    return {
        "delivery": {"id": str(delivery.id), "state": str(delivery.state)},
        "method": str(delivery.method),
        "served_documents": list(delivery.documents),
    }


def contestable(case: Case, issued: Sequence[Document]) -> Remedies | None:
    """Return until when a case's decision may be contested; None where it grants all, or is not served."""
    return remedies.against((each.kind for each in issued), served_on(case))


def served_on(case: Case) -> date | None:
    """Return the day on which the decision was served: notices before it are served too."""
    found = case.deliveries.filter(state=Delivery.State.SERVED).order_by("served_at")
    days = (timekeeping.local(each.served_at).date() for each in found if each.served_at)
    decided = timekeeping.local(case.decided_at).date() if case.decided_at else None
    return next((day for day in days if decided and day >= decided), None)
