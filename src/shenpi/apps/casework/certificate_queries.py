"""What pages may read of certificates: those of one's own agencies, and what may be begun upon one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import certificates
from shenpi.apps.casework.certificate_models import CertificateCase
from shenpi.apps.casework.models import Case
from shenpi.apps.casework.queries import case_for, may_read_content
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.documents import standing
from shenpi.apps.documents.models import Certificate, CertificateCard
from shenpi.apps.documents.standing import Purpose, Standing
from shenpi.apps.errors import NotAllowed
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.queries import Holdings
from shenpi.apps.organisation.roles import Role

RIGHTS = {
    Purpose.RENEWAL: "receive",
    Purpose.CHANGE: "receive",
    Purpose.REVOCATION: "propose_revocation",
    Purpose.RECALL: "propose_recall",
    Purpose.CANCELLATION: "propose_cancellation",
}


@dataclass(frozen=True)
class File:
    """A certificate with the case that issued it, the cases upon it, and what the reader may begin."""

    certificate: Certificate
    standing: Standing
    renew_by: date | None
    issued_by: Case
    cases: list[CertificateCase]
    may: tuple[Purpose, ...]


def today() -> date:
    """Return the local day."""
    return timekeeping.local(timekeeping.now()).date()


def version(issued: Case) -> ItemVersion:
    """Return the version of the item by which a later case upon the certificate is handled."""
    return certificates.version_of(issued)


def search(held: Holdings, words: str = "", only: str = "") -> QuerySet[Certificate]:
    """Return the certificates of the reader's agencies, the newest first.

    `words`: every one in the number, the holder or the kind, two signs suffice; `only`: "expiring" (reminded and still
    renewable, by expiry), "expired" (not struck off yet), or a stored standing. Those of private items are for their
    own agency (D1-021).
    """
    private = Exists(
        Case.objects.filter(pk=OuterRef("document__case_id"), item_version__item__is_private=True)
    )
    found = Certificate.objects.select_related("document").order_by("-issued_on", "-document_id")
    found = found.exclude(private & ~Q(agency_id__in=held.agencies()))
    if Role.SUPERVISOR not in held.roles():
        reached = {office for holding in held for office in holding.offices}
        found = found.filter(agency_id__in=held.agencies() | organisation.agencies_of(reached))
    if words:
        cards = CertificateCard.objects.filter(grams__holds=words)
        found = found.filter(document_id__in=cards.values("certificate"))
    if only == "expiring":
        ahead = today() + (today() - standing.remind_on(today()))
        in_force = found.filter(standing=Standing.IN_FORCE, valid_until__range=(today(), ahead))
        return in_force.order_by("valid_until", "document_id")
    if only == "expired":
        return found.filter(standing=Standing.IN_FORCE, valid_until__lt=today())
    return found.filter(standing=only) if only in Standing.values else found


def file(held: Holdings, certificate_id: UUID) -> File:
    """Return a certificate's file. Raises NotFound, NotAllowed."""
    issued = certificates.issuing_case(certificate_id)
    case_for(held, issued.pk)
    if not may_read_content(held, issued):
        raise NotAllowed("content_closed", _("证照的内容仅颁发单位、受理窗口和监察人员可以查看。"))
    related = ("document__file", "replaced_by__document", "agency")
    certificate = Certificate.objects.select_related(*related).get(pk=certificate_id)
    stands = standing.of(certificate, today())
    cases = CertificateCase.objects.filter(certificate=certificate).select_related("case").order_by("case_id")
    until = certificate.valid_until
    return File(
        certificate,
        stands,
        standing.renew_by(until) if until and stands == Standing.IN_FORCE else None,
        issued,
        list(cases),
        tuple(_may(held, issued, certificate, stands)),
    )


def _may(held: Holdings, issued: Case, certificate: Certificate, stands: Standing) -> list[Purpose]:
    offices = issued.context["offices"]
    working = [offices["lead"], *offices.get("co", []), offices["leader"]]
    until = certificate.valid_until
    late = until is None or today() > standing.renew_by(until)
    return [
        purpose
        for purpose, right in RIGHTS.items()
        if standing.may_be(purpose, stands)
        and not (late and purpose == Purpose.RENEWAL)
        and any(
            held.may(right, office) for office in ([offices["accept"]] if right == "receive" else working)
        )
    ]
