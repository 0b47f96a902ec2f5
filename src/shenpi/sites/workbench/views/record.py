"""The case's record of six kinds: applicant, handlers, papers in, papers out, receipts, data exchange (D10-035)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from shenpi.apps.casework import delivery, queries
from shenpi.apps.casework.states import ENDED
from shenpi.apps.documents import queries as documents
from shenpi.apps.exchange import queries as exchange
from shenpi.apps.ledger import queries as ledger
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.workbench import course

VOUCHERS = ("receipt_voucher", delivery.PROOF)
"""The documents that acknowledge: what was received, and what was served."""


@staff()
@require_GET
def record(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Show the six kinds on one page, with the whole file to print and, once closed, the archive package."""
    case = queries.content_for(request.holdings, case_id)
    events = list(ledger.events(case.id))
    issued = list(documents.of_case(case.id))
    told = exchange.of_events(events)
    context = {
        "case": case,
        "item": case.item_version.item,
        "handlers": [each for each in queries.opinions(case) if each.person_id],
        "materials": queries.materials(case),
        "arrivals": [
            (course.EVENTS.get(event.type, event.type), event.at, course.signature(event))
            for event in events
            if event.payload.get("materials")
        ],
        "outgoing": [each for each in issued if each.kind not in VOUCHERS],
        "receipts": [each for each in issued if each.kind in VOUCHERS],
        "deliveries": queries.deliveries(case),
        "remedies": delivery.contestable(case, issued),
        "exchanged": [(_named(each.type), each) for each in told],
        "closed": case.state in ENDED,
    }
    return render(request, "workbench/record.html", context)


def _named(kind: str) -> object:
    """A message's type in the words of the event that it tells of."""
    bare = kind.removeprefix("shenpi.").removeprefix("case.")
    return course.EVENTS.get(bare) or course.EVENTS.get(f"case.{bare}") or kind
