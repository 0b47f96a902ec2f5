"""回退: the head gives the case back to the handler with a reason; time used stays counted."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person


def send_back(case_id: UUID, task_id: UUID, *, by: Person, reason: str) -> None:
    """Send the office's examination back for another opinion (D10-039). Raises Invalid without a reason.

    Materials stay frozen, and the case's own clock runs on.
    """
    if not reason.strip():
        raise Invalid("reason_missing", _("请写明回退的理由。"), fields={"reason": [_("请写明理由")]})
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "review")
        actor = for_task(unit, by, task, "send_back")
        steps.complete(unit, task, actor, steps.Signed("send_back", reason=reason.strip()), "step.ended")
