"""补交容缺材料: the applicant hands in online what was promised to follow the acceptance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.applications import outgoing, queries
from shenpi.apps.applications.acts.draft import without_nul
from shenpi.apps.applications.models import Application
from shenpi.apps.documents import files
from shenpi.apps.errors import Invalid, Message, NotFound, Stale
from shenpi.apps.organisation.models import Person
from shenpi.core.contracts import moment


@transaction.atomic
def fill_gap(application_id: UUID, *, by: Person, uploads: Mapping[str, UploadedFile[Any]]) -> Application:
    """Send everything that was promised, whole and once. Raises NotFound, Stale, Invalid (by material)."""
    application = Application.objects.select_for_update().filter(pk=application_id, person=by).first()
    if application is None:
        raise NotFound("application", _("没有找到这件申请。"))
    if application.gap_filled_at is not None:
        return application
    gap = queries.gap(application.pk)
    if gap is None:
        raise Stale("no_gap_awaited", _("本件现在不等待容缺材料，不能补交。请查看办理进度。"))
    faults: dict[str, list[Message]] = {}
    sent = [_stored(row, uploads.get(row["key"]), faults) for row in gap["materials"]]
    if faults:
        raise Invalid("gap_remains", _("请一次补齐承诺补交的材料。"), fields=faults)
    now = timekeeping.now()
    application.gap_filled_at = now
    application.save(update_fields=["gap_filled_at"])
    data = {
        "case_id": str(application.pk),
        "number": application.number,
        "materials": sent,
        "submitted_at": moment(now),
    }
    outgoing.send("application.gap_filled", application.pk, data, now)
    return application


def _stored(
    row: Mapping[str, str], upload: UploadedFile[Any] | None, faults: dict[str, list[Message]]
) -> dict[str, Any]:
    key, name = row["key"], row["name"]
    if upload is None:
        faults[key] = [_("请上传“%(name)s”。") % {"name": name}]
        return {}
    filename = without_nul(upload.name or "")[-200:]
    try:
        stored = files.store(upload, filename=filename)
    except Invalid as refusal:
        faults[key] = [refusal.message]
        return {}
    kept = {"sha256": stored.sha256, "size": stored.size, "media_type": stored.media_type}
    return {"key": key, "name": name, "filename": filename, **kept}
