"""申请撤回: the applicant asks to take the application back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.applications import outgoing
from shenpi.apps.applications.mandate_models import Power
from shenpi.apps.applications.mandates import own_application
from shenpi.apps.applications.models import Application, Progress
from shenpi.apps.applications.states import WITHDRAWABLE
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.organisation.models import Person
from shenpi.core.contracts import moment


@transaction.atomic
def request_withdrawal(application_id: UUID, *, by: Person, reason: str = "") -> Application:
    """Ask for the withdrawal before the decision (D3-033 to D3-035); asking twice is asking once.

    The internal zone answers with the decision on withdrawal. Raises NotFound, Invalid, Refusal after the decision.
    """
    application = own_application(application_id, by=by, power=Power.DISPOSE)
    if application.withdrawal_requested_at is not None:
        return application
    progress = Progress.objects.filter(pk=application.pk).first()
    if progress is None or progress.state not in WITHDRAWABLE:
        raise Refusal("not_withdrawable", _("本件已作出决定或已办结，不能撤回。"))
    reason = reason.replace("\x00", "").strip()
    if len(reason) > 2000:
        words = _("撤回理由请控制在 2000 字以内。")
        raise Invalid("reason_too_long", words, fields={"reason": [words]})
    now = timekeeping.now()
    application.withdrawal_requested_at = now
    application.save(update_fields=["withdrawal_requested_at"])
    data = {
        "case_id": str(application.pk),
        "number": application.number,
        "reason": reason,
        "requested_at": moment(now),
    }
    outgoing.send("application.withdrawal_requested", application.pk, data, now)
    return application
