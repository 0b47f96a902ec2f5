"""Letting an item run on another process: its next version, otherwise as the current one."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps.catalogue.models import Item, ItemVersion, ProcessVersion
from shenpi.apps.catalogue.promises import shortfalls
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Person

from .draft_version import draft_version
from .publish_version import publish_version

PROMISE_SHORT = "process.promise_short"
"""The refusal that is taken back `knowingly`."""


@transaction.atomic
def assign_process(
    *, by: Person, item: Item, process: ProcessVersion, knowingly: bool = False
) -> ItemVersion:
    """Publish the item's next version on `process`: new applications follow it, cases keep theirs (D3-005).

    `knowingly`: by somebody who was told that the steps may take longer than the item promises. Raises Refusal when
    the item is only a guide, runs on it already, or promises less unknowingly; NotAllowed, Invalid as `draft_version`
    and `publish_version`.
    """
    current = Item.objects.select_for_update(of=("self",)).select_related("current").get(pk=item.pk).current
    if current is None or current.guide_only:
        raise Refusal("process.guide_only", _("这个事项在本系统只有办事指南，不能办理，不用指定流程。"))
    if current.process_id == process.pk:
        raise Refusal("process.assigned_already", _("这个事项已经使用这个流程版本。"))
    if not knowingly and shortfalls(process, [current]):
        raise Refusal(
            PROMISE_SHORT,
            _("这个事项承诺的时限短于流程各环节时限之和，请核对后再发布。"),
            field="item",
        )
    draft = draft_version(
        by=by,
        item=item,
        content=current.content,
        form_schema=current.form_schema,
        materials=current.materials,
        handling_kind=current.handling_kind,
        statutory_limit=current.statutory_limit,
        promised_limit=current.promised_limit,
        correction_limit=current.correction_limit,
        fee=current.fee,
        certificate=current.certificate,
        process=process,
        lead_office=current.lead_office,
        co_offices=list(current.co_offices.all()),
        accept_office=current.accept_office,
        online=current.online,
        at_window=current.at_window,
        options=current.options,
    )
    return publish_version(by=by, version=draft)
