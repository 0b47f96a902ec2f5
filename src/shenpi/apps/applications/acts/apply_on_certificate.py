"""申请延续、变更: the holder of a certificate applies online; who and what is known from the certificate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.applications import numbering, outgoing
from shenpi.apps.applications.acts.submit import Submitted, as_filed, authorisation, told
from shenpi.apps.applications.acts.upload import Upload
from shenpi.apps.applications.mandates import entrusted, issued_upon
from shenpi.apps.applications.models import Applicant, Application, Progress, PublicCertificate
from shenpi.apps.applications.states import ENDED
from shenpi.apps.catalogue import certificate_forms, secrecy
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.documents.standing import Purpose, Standing
from shenpi.apps.errors import Invalid, NotFound, Refusal, worded
from shenpi.apps.ids import uuid7
from shenpi.apps.organisation.models import Person
from shenpi.core.identifiers import hash_query_code

MOST_UPLOADS = 40
"""Files with one application."""


@transaction.atomic
def apply_on_certificate(
    certificate_id: UUID,
    purpose: str,
    *,
    by: Person,
    form: Mapping[str, Any],
    token: UUID,
    uploads: Sequence[Upload] = (),
    mandate_id: UUID | None = None,
) -> Submitted:
    """Apply for renewal or change of one's own certificate, or as its holder's agent (行政许可法 arts 29, 49, 50).

    `uploads` are what changed since of the item's materials; what the agency has already is not asked for again. The
    same token again answers with the same application. Raises NotFound, Refusal (`objection`), Invalid.
    """
    sent = Application.objects.filter(client_token=token, person=by).first()
    if sent is not None:
        return Submitted(sent, numbering.query_code(sent.pk))
    if len(uploads) > MOST_UPLOADS:
        words = worded(_("一次最多上传 %(most)s 个文件，请合并成 PDF。"), most=MOST_UPLOADS)
        raise Invalid("too_many_files", words, fields={"materials": [words]})
    certificate = PublicCertificate.objects.select_for_update().filter(pk=certificate_id).first()
    issued = issued_upon(certificate, by=by, mandate_id=mandate_id) if certificate else None
    if certificate is None or issued is None:
        raise NotFound("certificate", _("没有找到这份证照。"))
    mandate = entrusted(mandate_id, by=by, items={issued.item_version.item.code})
    secrecy.require_open(issued.item_version_id)
    if said := objection(certificate, purpose):
        raise said
    applicant = mandate or Applicant.objects.select_related("person").get(pk=by.pk)
    now = timekeeping.now()
    version = issued.item_version.item.current or issued.item_version
    application = Application(
        id=uuid7(),
        number=numbering.next_number(now),
        client_token=token,
        person=by,
        mandate=mandate,
        item_version=version,
        applicant=as_filed(applicant),
        form_data=certificate_forms.cleaned(purpose, form),
        materials=[*_brought(version, uploads), *authorisation(mandate)],
        submitted_at=now,
        certificate_id=certificate_id,
        purpose=purpose,
    )
    code = numbering.query_code(application.pk)
    application.query_code_hash = hash_query_code(code, application.number)
    application.save(force_insert=True)
    Progress.objects.create(
        case_id=application.pk,
        number=application.number,
        item_name=version.item.name,
        agency_name=version.item.agency.name,
    )
    upon = {"certificate": str(certificate_id), "purpose": purpose}
    outgoing.send("application.submitted", application.pk, {**told(application), "upon": upon}, now)
    return Submitted(application, code)


def _brought(version: ItemVersion, uploads: Sequence[Upload]) -> list[dict[str, Any]]:
    return [
        {"key": row["key"], "name": row["name"], **each.as_file()}
        for row in version.materials
        for each in uploads
        if each.material == row["key"]
    ]


def objection(certificate: PublicCertificate, purpose: str) -> Refusal | None:
    """Return why the certificate cannot be renewed or changed now, or None."""
    today = timekeeping.local(timekeeping.now()).date()
    if certificate.stands(today) != Standing.IN_FORCE:
        return Refusal("certificate_ended", _("该证照不在有效状态，不能延续或者变更。请重新申请。"))
    renew_by = certificate.renew_by()
    if purpose == Purpose.RENEWAL and renew_by is None:
        return Refusal("no_expiry", _("该证照长期有效，不需要延续。"))
    if purpose == Purpose.RENEWAL and renew_by is not None and today > renew_by:
        return Refusal("renewal_late", _("延续应当在有效期届满三十日前申请，现已超过。请重新申请。"))
    filed = Application.objects.filter(certificate_id=certificate.pk, purpose=purpose).values("pk")
    if Progress.objects.filter(pk__in=filed).exclude(state__in=ENDED).exists():
        return Refusal("already_upon", _("您已提出过同样的申请，正在办理。"))
    return None
