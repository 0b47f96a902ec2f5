"""一次提交: a program files everything in one request, under a token of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.applications.acts.draft import attach, without_nul
from shenpi.apps.applications.acts.submit import Submitted, submit
from shenpi.apps.applications.models import Draft
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.errors import Refusal, Stale
from shenpi.apps.organisation.models import Person


@transaction.atomic
def file_whole(
    token: UUID,
    *,
    by: Person,
    version: ItemVersion,
    form_data: Mapping[str, Any],
    materials: Sequence[tuple[str, UploadedFile[Any]]],
) -> Submitted:
    """Submit an application that comes whole; the same token again answers with the same application.

    The token becomes the draft's id, so that the acts of the portal do the rest. Unlike in the portal nothing is
    kept of what is refused. Raises Refusal for an item that is not open online, Stale for a token that means
    something else, and what `attach` and `submit` raise (Invalid with `fields`).
    """
    if not version.online:
        raise Refusal("not_online", _("本事项暂不能网上申请，请按办事指南到窗口办理。"))
    now = timekeeping.now()
    draft = Draft(pk=token, person=by, item_version=version, created_at=now, saved_at=now)
    # Of two requests at once the second waits here for the first, and then finds its draft sent.
    Draft.objects.bulk_create([draft], ignore_conflicts=True)
    kept = Draft.objects.select_for_update(of=("self",)).select_related("item_version").get(pk=token)
    same = kept.item_version is not None and kept.item_version.item_id == version.item_id
    if kept.person_id != by.pk or not same or kept.application_id:
        raise Stale("token_used", _("这个提交标识已用于另一件申请，请换一个新的标识。"))
    if kept.sent_at is None:
        Draft.objects.filter(pk=token).update(form_data=without_nul(dict(form_data)))
        for key, upload in materials:
            attach(token, by=by, material=key, upload=upload)
    return submit(token, by=by, channel="api")
