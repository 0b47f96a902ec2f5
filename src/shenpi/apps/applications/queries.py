"""What the portal reads; every reading of a case is bound to its owner, or to number and query code (D10-043)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.documents import codes
from shenpi.apps.documents.queries import Verified, masked
from shenpi.apps.documents.standing import Standing
from shenpi.apps.errors import NotFound, Refusal
from shenpi.apps.organisation.models import Person
from shenpi.core.identifiers import CaseNumber, IdentifierError, query_code_matches

from .acts.draft import own_draft
from .mandate_queries import powers
from .mandates import issued_upon, owned
from .models import (
    Applicant,
    Application,
    Draft,
    Progress,
    ProgressEvent,
    PublicCertificate,
    PublicDocument,
    PublicHearing,
    PublicNotice,
)
from .states import ENDED


@dataclass(frozen=True)
class Filing:
    """An application with its progress."""

    application: Application
    progress: Progress


@dataclass(frozen=True)
class Held:
    """A certificate with the version of its item by which a renewal or change is handled now."""

    certificate: PublicCertificate
    version: ItemVersion


def applicant(person: Person) -> Applicant | None:
    """Return who the account stands for, or None when that was never filled in."""
    return Applicant.objects.select_related("person").filter(pk=person.pk).first()


def drafts(person: Person) -> QuerySet[Draft]:
    """Return the person's unsent drafts, the last saved first."""
    unsent = Draft.objects.filter(person=person, sent_at=None, mandate__ended_at=None)
    return unsent.select_related("item_version__item", "bundle__bundle", "application", "mandate")


def filings(person: Person) -> QuerySet[Application]:
    """Return the person's applications, the newest first; an agent's are those under standing mandates."""
    return Application.objects.filter(owned(person)).select_related(
        "item_version__item__agency", "mandate__agent"
    )


def progress_of(applications: list[Application]) -> dict[UUID, Progress]:
    """Return the progress of each of the applications by id."""
    return Progress.objects.in_bulk([application.pk for application in applications])


def filing(application_id: UUID, person: Person) -> Filing:
    """Return one of the person's own filings. Raises NotFound for anybody else's, as if there were none."""
    application = filings(person).filter(pk=application_id).first()
    if application is None:
        raise NotFound("application", _("没有找到这件申请。"))
    return Filing(application, Progress.objects.get(pk=application.pk))


def by_query_code(number: str, code: str) -> Progress:
    """Return the progress of the case with this number if the code is its query code.

    Raises NotFound without saying which of the two was wrong; a number whose check digit is wrong is told so, since
    that betrays nothing.
    """
    not_found = NotFound("query", _("编号和查询码对不上，请对照接件凭证或提交成功页面上的编号和查询码。"))
    try:
        compact = CaseNumber.parse(number).compact
    except IdentifierError as wrong:
        raise NotFound("number", _("办件编号有误，请核对 13 位数字后重新输入。"), field="number") from wrong
    found = Progress.objects.filter(number=compact).first()
    if found is None:
        raise not_found
    if not _opens(code, found):
        raise not_found
    return found


def _opens(code: str, found: Progress) -> bool:
    """Tell whether the code is the case's query code."""
    application = Application.objects.filter(pk=found.pk).values_list("query_code_hash", flat=True).first()
    stored = application or found.query_code_hash
    return bool(stored) and query_code_matches(code, found.number, stored)


def bundle(number: str, person: Person) -> list[Filing]:
    """Return the person's own filings under a bundle's number. Raises NotFound for anybody else's."""
    rows = {each.pk: each for each in _bundled(number)}
    own = filings(person).filter(pk__in=rows).order_by("pk")
    found = [Filing(application, rows[application.pk]) for application in own]
    if not found:
        raise NotFound("bundle", _("没有找到这件事的申请。"))
    return found


def bundle_by_query_code(number: str, code: str) -> list[Progress]:
    """Return how the cases under a bundle's number stand, if the code is theirs; else nothing."""
    found = _bundled(number)
    return found if found and _opens(code, found[0]) else []


def _bundled(number: str) -> list[Progress]:
    try:
        compact = CaseNumber.parse(number).compact
    except IdentifierError:
        return []
    return list(Progress.objects.filter(bundle_number=compact).order_by("number"))


def events(case_id: UUID) -> QuerySet[ProgressEvent]:
    """Return the case's events in the order of the ledger."""
    return ProgressEvent.objects.filter(case_id=case_id).order_by("seq")


def gap(case_id: UUID) -> dict[str, Any] | None:
    """Return what was promised to follow the acceptance and until when, while it is awaited."""
    moves = ProgressEvent.objects.filter(case_id=case_id, type__startswith="gap.").order_by("-seq")
    last = moves.first()
    if last is None or last.type != "gap.promised":
        return None
    due_at = datetime.fromisoformat(last.data["gap_due_at"])
    return {"materials": last.data.get("materials", []), "due_at": due_at}


def documents(case_id: UUID) -> QuerySet[PublicDocument]:
    """Return the documents that the applicant may download."""
    return PublicDocument.objects.filter(case_id=case_id).select_related("file")


def own_document(document_id: UUID, person: Person) -> PublicDocument:
    """Return a document of one of the person's own cases. Raises NotFound."""
    found = PublicDocument.objects.select_related("file").filter(pk=document_id).first()
    if found is None or not _owns(found, person):
        raise NotFound("document", _("没有找到这份文书。"))
    return found


def _owns(found: PublicDocument, person: Person) -> bool:
    """Tell whether a document belongs to a case of the person's own, or to a case upon his certificate."""
    mine = Application.objects.filter(owned(person))
    filed = mine.select_related("mandate").filter(pk=found.case_id).first()
    if filed is not None:
        if not powers(filed, person).receive:
            raise Refusal("power_not_given", _("委托书没有委托代为查阅、领取文书，请居民自己查看。"))
        return True
    if found.certificate_id is None:
        return False
    upon = PublicCertificate.objects.filter(pk=found.certificate_id).values("case_id")
    return mine.filter(pk__in=upon).exists()


def certificates(person: Person) -> list[PublicCertificate]:
    """Return the person's certificates, those in force and the newest first."""
    own = Application.objects.filter(owned(person)).values("pk")
    found = PublicCertificate.objects.filter(case_id__in=own).order_by("-issued_on", "-document_id")[:200]
    today = timekeeping.local(timekeeping.now()).date()
    return sorted(found, key=lambda each: each.stands(today) != Standing.IN_FORCE)


def certificate(document_id: UUID, person: Person, mandate_id: UUID | None = None) -> Held:
    """Return a certificate of the person's own, or of the resident whose agent he is. Raises NotFound."""
    return _held(PublicCertificate.objects.filter(pk=document_id).first(), person, mandate_id)


def certificate_numbered(number: str, person: Person, mandate_id: UUID) -> Held:
    """Return the resident's certificate by the number printed on it, for his agent. Raises NotFound."""
    bare = "".join(number.split()).translate(_BRACKETS)
    return _held(PublicCertificate.objects.filter(number=bare).first(), person, mandate_id)


def _held(found: PublicCertificate | None, person: Person, mandate_id: UUID | None) -> Held:
    filed = issued_upon(found, by=person, mandate_id=mandate_id) if found else None
    if found is None or filed is None:
        raise NotFound("certificate", _("没有找到这份证照。"))
    return Held(found, filed.item_version.item.current or filed.item_version)


_BRACKETS = str.maketrans("()（）[]【】", "〔〕〔〕〔〕〔〕")


def upon(certificate: PublicCertificate) -> list[PublicDocument]:
    """Return the papers of the cases upon a certificate, the oldest first."""
    return list(PublicDocument.objects.filter(certificate_id=certificate.pk).select_related("file"))


def form_schema(application: Application) -> dict[str, Any]:
    """Return the form that an application was filed on."""
    return application.form_schema


def verify(code: str) -> Verified | None:
    """Return what anybody may know of the document with this code, from what reached the public zone; or None."""
    bare = codes.normal(code)
    found = PublicDocument.objects.filter(verification_code=bare).first() if bare else None
    if found is None:
        return None
    stands = Progress.objects.filter(pk=found.case_id).first()
    known = PublicCertificate.objects.filter(pk=found.pk).first()
    filed = Application.objects.filter(pk=found.case_id).values_list("applicant", flat=True).first()
    return Verified(
        title=found.title,
        number=found.number,
        agency=stands.agency_name if stands else "",
        item=stands.item_name if stands else "",
        party=masked(filed["name"]) if filed else "",
        issued_at=found.issued_at,
        sha256=found.file_id,
        standing=known.stands(timekeeping.local(timekeeping.now()).date()) if known else None,
        standing_on=known.standing_on if known else None,
        valid_until=known.valid_until if known else None,
    )


def notices() -> QuerySet[PublicNotice]:
    """Return the results made public, the newest first."""
    return PublicNotice.objects.all()


def hearings() -> QuerySet[PublicHearing]:
    """Return the announced hearings still to be held, the next first; those of cases that have ended are off."""
    over = Progress.objects.filter(case_id=OuterRef("pk"), state__in=ENDED)
    return PublicHearing.objects.filter(~Exists(over), held_at__gte=timekeeping.now())


def draft(draft_id: UUID, person: Person, *, sent: bool = False) -> Draft:
    """Return the person's own draft; an already sent one only when asked for. Raises NotFound, Stale."""
    if not sent:
        return own_draft(draft_id, by=person)
    related = ("item_version__item", "bundle__bundle", "mandate__agent")
    found = Draft.objects.select_related(*related).filter(pk=draft_id, person=person).first()
    if found is None:
        raise NotFound("draft", _("没有找到这份草稿，可能已经删除。"))
    return found


def progress(case_id: UUID) -> Progress:
    """Return where a case stands. Raises NotFound."""
    found = Progress.objects.filter(pk=case_id).first()
    if found is None:
        raise NotFound("progress", _("没有找到这件申请。"))
    return found
