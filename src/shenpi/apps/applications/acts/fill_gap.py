"""补交容缺材料: the applicant hands in online what was promised to follow the acceptance."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.applications import outgoing, queries
from shenpi.apps.applications.acts.upload import Upload
from shenpi.apps.applications.mandates import own_application
from shenpi.apps.applications.models import Application
from shenpi.apps.errors import Invalid, Message, Stale
from shenpi.apps.organisation.models import Person
from shenpi.core.contracts import moment


@transaction.atomic
def fill_gap(application_id: UUID, *, by: Person, uploads: Mapping[str, Upload]) -> Application:
    """Send everything that was promised, whole and once (D3-032). Raises NotFound, Stale, Invalid (by material)."""
    application = own_application(application_id, by=by)
    if application.gap_filled_at is not None:
        return application
    gap = queries.gap(application.pk)
    if gap is None:
        raise Stale("no_gap_awaited", _("本件现在不等待容缺材料，不能补交。请查看办理进度。"))
    faults: dict[str, list[Message]] = {
        row["key"]: [_("请上传“%(name)s”。") % {"name": row["name"]}]
        for row in gap["materials"]
        if row["key"] not in uploads
    }
    if faults:
        raise Invalid("gap_remains", _("请一次补齐承诺补交的材料。"), fields=faults)
    now = timekeeping.now()
    application.gap_filled_at = now
    application.save(update_fields=["gap_filled_at"])
    data = {
        "case_id": str(application.pk),
        "number": application.number,
        "materials": [
            {"key": row["key"], "name": row["name"], **uploads[row["key"]].as_file()}
            for row in gap["materials"]
        ],
        "submitted_at": moment(now),
    }
    outgoing.send("application.gap_filled", application.pk, data, now)
    return application
