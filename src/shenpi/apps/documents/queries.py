"""Reading documents: a case's papers, what the public may verify, what failed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.documents import codes, standing
from shenpi.apps.documents.models import Certificate, Document, StoredFile, WordingVersion
from shenpi.apps.documents.standing import Standing
from shenpi.apps.errors import NotFound


@dataclass(frozen=True)
class Verified:
    """What anybody may know who holds the paper in hand and types its code: enough to compare, no more."""

    title: str
    number: str
    agency: str
    item: str
    party: str
    issued_at: datetime
    sha256: str | None
    standing: Standing | None = None
    standing_on: date | None = None
    valid_until: date | None = None


def of_case(case_id: UUID) -> QuerySet[Document]:
    """Return a case's documents in the order of issue."""
    return Document.objects.filter(case_id=case_id).select_related("file").order_by("issued_at", "id")


def document(case_id: UUID, document_id: UUID) -> Document | None:
    """Return one document of a case with its file, or None."""
    return of_case(case_id).filter(pk=document_id).first()


def stored(sha256: str) -> StoredFile | None:
    """Return the kept file of that content, or None."""
    return StoredFile.objects.filter(pk=sha256).first()


def certificate_of(case_id: UUID) -> Certificate | None:
    """Return the certificate that a case issued, if it did."""
    return Certificate.objects.filter(document__case_id=case_id).first()


def verify(code: str) -> Verified | None:
    """Return the public facts of the document with this code, however it is typed; None when there is none."""
    bare = codes.normal(code)
    document = Document.objects.select_related("file").filter(verification_code=bare).first()
    if document is None:
        return None
    facts = document.data
    certificate = Certificate.objects.filter(pk=document.pk).first()
    today = timekeeping.local(timekeeping.now()).date()
    return Verified(
        title=document.title,
        number=document.number,
        agency=facts["agency"],
        item=facts["item"],
        party=masked(facts.get("holder") or facts["applicant"]),
        issued_at=document.issued_at,
        sha256=document.file_id,
        standing=standing.of(certificate, today) if certificate else None,
        standing_on=certificate.standing_on if certificate else None,
        valid_until=certificate.valid_until if certificate else None,
    )


def masked(name: str) -> str:
    """Hide a natural person's given name (up to four characters: 张某某 → 张＊＊); an organisation's name is public."""
    return name[0] + "＊" * (len(name) - 1) if 1 < len(name) <= 4 else name


def filename(document: Document) -> str:
    """Return the name under which a document is downloaded, e.g. 受理通知书 广安区自然资许受〔2026〕3号.pdf."""
    return f"{document.title} {document.number or document.data['case_number']}.pdf"


def troubled() -> QuerySet[Document]:
    """Return the documents that failed, are tried again, or were made with substitutes, for the administrator's desk.

    The oldest first.
    """
    return Document.objects.exclude(error="").order_by("issued_at")


def certificates(holder: str) -> Iterable[Certificate]:
    """Return the certificates of a holder, newest first."""
    return (
        Certificate.objects.filter(holder=holder)
        .select_related("document")
        .order_by("-issued_on", "-document_id")
    )


def wordings(agency_id: int) -> Mapping[str, WordingVersion]:
    """Return how an agency words its documents now, by kind; what it left as packaged is missing."""
    of_agency = WordingVersion.objects.filter(agency_id=agency_id, consent__agreed=True)
    latest = of_agency.values("kind").annotate(number=Max("number")).values_list("kind", "number")
    last = dict(latest)
    written = of_agency.filter(number__in=set(last.values())).select_related("by")
    return {each.kind: each for each in written if last[each.kind] == each.number}


def wording_versions(agency_id: int, kind: str) -> list[WordingVersion]:
    """Return all words an agency has given a kind, newest first."""
    written = WordingVersion.objects.filter(agency_id=agency_id, kind=kind)
    return list(written.select_related("by", "consent__by").order_by("-number"))


def wordings_awaiting(agency_id: int | None = None) -> list[WordingVersion]:
    """Return the latest versions that nobody consented to yet, of an agency or of all, the longest waiting first."""
    later = WordingVersion.objects.filter(
        agency=OuterRef("agency"), kind=OuterRef("kind"), number__gt=OuterRef("number")
    )
    waiting = WordingVersion.objects.filter(~Exists(later), consent=None)
    if agency_id is not None:
        waiting = waiting.filter(agency_id=agency_id)
    return list(waiting.select_related("agency", "by").order_by("at")[:200])


def wording_awaiting(version_id: UUID) -> WordingVersion:
    """Return a version with agency, author and what was said to it. Raises NotFound."""
    found = WordingVersion.objects.select_related("agency", "by", "consent__by").filter(pk=version_id).first()
    if found is None:
        raise NotFound("wording_unknown", _("没有这一版用语。"))
    return found
