"""补正: the applicant's answer to the one correction notice."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.applications import completeness, outgoing
from shenpi.apps.applications.mandates import own_application
from shenpi.apps.applications.models import Application, Draft, Progress
from shenpi.apps.applications.states import State
from shenpi.apps.catalogue import secrecy
from shenpi.apps.errors import Invalid, NotFound, Stale
from shenpi.apps.organisation.models import Person
from shenpi.core.contracts import moment

from .submit import materials


@transaction.atomic
def supplement(draft_id: UUID, *, by: Person) -> Application:
    """Send the answer to a correction notice, whole and once (行政许可法 art. 32.4; D3-030).

    A second press answers with the same application. Raises NotFound, Stale, Invalid.
    """
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("item_version__item", "application")
        .filter(pk=draft_id, person=by, application__isnull=False)
        .first()
    )
    if draft is None or draft.application is None:
        raise NotFound("draft", _("没有找到这份补正，可能已经删除。"))
    application = draft.application
    if draft.sent_at is not None:
        return application
    secrecy.require_open(application.item_version_id)
    if own_application(application.pk, by=by).supplemented_at is not None:
        raise Stale("already_supplied", _("补正材料已经提交，补正只有一次。请查看办理进度。"))
    progress = Progress.objects.select_for_update().filter(pk=application.pk).first()
    if progress is None or progress.state != State.CORRECTING:
        raise Stale("no_correction", _("本件现在不在补正期内，不能补交材料。请查看办理进度。"))
    if missing := completeness.answer_faults(draft, progress):
        raise Invalid("incomplete", _("补正告知书列出的内容还没有全部补齐。"), fields=missing)
    form = completeness.cleaned(draft.form_schema, draft.form_data)
    now = timekeeping.now()
    Draft.objects.filter(pk=draft.pk).update(sent_at=now)
    Application.objects.filter(pk=application.pk).update(supplemented_at=now)
    data = {
        "case_id": str(application.pk),
        "number": application.number,
        "form_data": form if form != application.form_data else None,
        "materials": materials(draft, draft.materials),
        "submitted_at": moment(now),
    }
    outgoing.send("application.supplemented", application.pk, data, now)
    return application
