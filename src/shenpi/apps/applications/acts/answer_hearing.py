"""要求或放弃听证: the applicant, told of the right, claims a hearing or waives it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.applications import outgoing
from shenpi.apps.applications.mandate_models import Power
from shenpi.apps.applications.mandates import own_application
from shenpi.apps.applications.models import Application, Progress
from shenpi.apps.errors import Stale
from shenpi.apps.organisation.models import Person
from shenpi.core.contracts import moment


@transaction.atomic
def answer_hearing(application_id: UUID, *, by: Person, claims: bool) -> Application:
    """Claim a hearing within the five working days, or waive it (行政许可法 art. 47); the first answer counts.

    Raises NotFound, Stale when the right was not told or its time is over.
    """
    application = own_application(application_id, by=by, power=Power.DISPOSE)
    if application.hearing_answered_at is not None:
        return application
    progress = Progress.objects.filter(pk=application.pk).first()
    now = timekeeping.now()
    if progress is None or progress.hearing_claim_by is None or progress.hearing_claim_by < now:
        raise Stale("no_hearing_offered", _("本件现在不能要求听证：没有告知听证权利，或者已过五个工作日。"))
    application.hearing_answered_at = now
    application.save(update_fields=["hearing_answered_at"])
    data = {
        "case_id": str(application.pk),
        "number": application.number,
        "claims": claims,
        "answered_at": moment(now),
    }
    outgoing.send("application.hearing_answered", application.pk, data, now)
    return application
