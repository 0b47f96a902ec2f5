"""不予受理: written, with reasons, the agency's seal and the date."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import papers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person


def refuse_acceptance(case_id: UUID, task_id: UUID, *, by: Person, reason: str, basis: str = "") -> None:
    """Refuse acceptance with a written reason (行政许可法 art. 32.1, 32.2; D3-031, D10-032). Raises Invalid."""
    if not reason.strip():
        raise Invalid("reason_missing", _("请写明不予受理的理由。"), fields={"reason": [_("请写明理由")]})
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "examine_formally")
        actor = for_task(unit, by, task, "refuse_acceptance")
        notice = papers.issue(unit, "non_acceptance_notice", reason=reason.strip(), basis=basis.strip())
        unit.set(state=State.NOT_ACCEPTED, answer_due_at=None, completed_at=unit.now)
        signed = steps.Signed("refuse", reason=reason.strip(), basis=basis.strip())
        steps.complete(unit, task, actor, signed, "acceptance.refused", {"documents": [notice]})
