"""Issuing documents: the row and its number in the act's transaction, the paper later (`rendering`)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from shenpi.apps import grams
from shenpi.apps.documents import codes, facts, kinds, numbers
from shenpi.apps.documents.models import Certificate, CertificateCard, Document
from shenpi.apps.timekeeping import local


def prepare(
    kind: str,
    *,
    case_id: UUID,
    agency_short: str,
    data: Mapping[str, Any],
    at: datetime,
    agency_id: int | None = None,
) -> Document:
    """Return an unsaved document of `kind`, numbered in the caller's transaction in the year of `at`.

    `data` are the facts the paper states, said in `facts`; `agency_id` is whose wording it takes. Raises KeyError
    for an unknown kind, ValueError for missing facts, RuntimeError outside a transaction.
    """
    facts.check(kind, data)
    nature = kinds.nature(kind, data)
    return Document(
        case_id=case_id,
        agency_id=agency_id,
        kind=kind,
        number=numbers.next_number(agency_short, nature, local(at).year) if nature else "",
        data=dict(data),
        next_try_at=at,
        verification_code=codes.new(),
        issued_at=at,
    )


def certificate(document: Document, *, agency_id: int) -> Certificate:
    """Return the unsaved certificate that a document of kind `certificate` embodies, as its agency issues it."""
    issued_on = local(document.issued_at).date()
    return Certificate(
        agency_id=agency_id,
        kind=document.title,
        holder=document.data.get("holder") or document.data["applicant"],
        issued_on=issued_on,
        valid_until=facts.valid_until(document.data, issued_on),
        document=document,
    )


def card(certificate: Certificate) -> CertificateCard:
    """Return the unsaved card by which a new certificate is found, kept with it."""
    cut = grams.cut([certificate.document.number, certificate.holder, certificate.kind])
    return CertificateCard(certificate=certificate, grams=cut)
