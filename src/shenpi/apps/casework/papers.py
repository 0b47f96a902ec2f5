"""The documents of a case: numbered with the act that issues them, rendered afterwards in the background."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.utils.functional import Promise
from django.utils.translation import override

from shenpi.apps import exchange
from shenpi.apps.casework import certificates, items
from shenpi.apps.casework.models import Case
from shenpi.apps.casework.unit import Unit
from shenpi.apps.documents import issuing, kinds
from shenpi.apps.documents.models import Certificate, Document
from shenpi.apps.timekeeping import local
from shenpi.core import contracts
from shenpi.core.identifiers import show_case_number


def issue(unit: Unit, kind: str, **facts: Any) -> dict[str, Any]:
    """Prepare a document of `kind`; returns what the ledger keeps of it (id, kind, number, whether under seal).

    In a case upon a certificate the decisions have names of their own.
    """
    named, about = certificates.paper(unit.case, kind)
    return _told(_prepared(unit, named, about | facts))


def certify(unit: Unit, **facts: Any) -> tuple[dict[str, Any], Certificate]:
    """Prepare a certificate and its paper; returns what the ledger keeps of the paper, and the certificate."""
    document = _prepared(unit, "certificate", facts)
    certificate = issuing.certificate(document, agency_id=unit.case.agency_id)
    certificate.standing_by = unit.case.id
    unit.insert(certificate)
    unit.insert(issuing.card(certificate))
    return _told(document), certificate


def chinese(words: str | Promise) -> str:
    """Return words as papers and ledgers carry them, whatever language the acting person reads."""
    with override("zh-hans"):
        return str(words)


def day(moment: datetime | None) -> str | None:
    """Return the local day of a moment as documents carry it (ISO; the template words it in Chinese)."""
    return local(moment).date().isoformat() if moment else None


def minute(moment: datetime) -> str:
    """Return the local day and minute of a moment as papers print it."""
    at = local(moment)
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


def announce(document: Document) -> None:
    """Send a rendered document to the public zone, where its applicant reads it (listener of the renderer).

    With the paper of a certificate goes where the certificate stands. What is addressed to a third party is not told.
    """
    if not kinds.KINDS[document.kind].external or document.file is None or "party" in document.data:
        return
    case = Case.objects.filter(pk=document.case_id).values("number", "context").first()
    if case is None:
        return
    for certificate in Certificate.objects.filter(pk=document.pk):
        certificates.tell(certificate)
    exchange.send(
        contracts.message(
            type=contracts.PREFIX + "document.published",
            source="/internal/documents",
            subject=str(document.case_id),
            data={
                "case_id": str(document.case_id),
                "number": case["number"],
                "kind": document.kind,
                **_upon(case["context"]),
                **document.told(),
            },
            time=document.issued_at,
            id=uuid5(document.id, document.file.sha256),  # made anew, it is told anew
        )
    )


def _prepared(unit: Unit, kind: str, facts: Mapping[str, Any]) -> Document:
    case = unit.case
    document = issuing.prepare(
        kind,
        case_id=case.id,
        agency_short=items.facts(case.item_version_id).agency_short,
        agency_id=case.agency_id,
        data={**_cover(case), **facts},
        at=unit.now,
    )
    unit.insert(document)
    return document


def _told(document: Document) -> dict[str, Any]:
    return {
        "id": str(document.id),
        "kind": document.kind,
        "number": document.number,
        "sealed": kinds.sealed(document.kind),
    }


def _upon(context: Mapping[str, Any]) -> dict[str, str]:
    """Name the certificate that the case is upon, whose holder may read the paper too."""
    return {"certificate_id": context["upon"]["certificate"]} if "upon" in context else {}


def _cover(case: Case) -> dict[str, Any]:
    """What every document says of its case."""
    item = items.facts(case.item_version_id)
    return {
        "case_number": show_case_number(case.number),
        "item": item.name,
        "item_type": item.item_type,
        "agency": item.agency_name,
        "applicant": case.applicant["name"],
        "agent": case.applicant.get("agent", ""),
        "received_on": day(case.received_at),
    }
