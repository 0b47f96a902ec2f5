"""补正材料: the applicant answers the correction notice; the filing is examined again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import scanning, steps
from shenpi.apps.casework.authority import for_office
from shenpi.apps.casework.commitments import committed
from shenpi.apps.casework.filing import HandedIn
from shenpi.apps.casework.models import CaseMaterial, CorrectionRequest
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import BY_APPLICANT, on_case
from shenpi.apps.errors import Invalid, Stale
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import rules


def supplement(
    case_id: UUID,
    *,
    by: Person | None,
    materials: Sequence[HandedIn],
    form: dict[str, Any] | None = None,
) -> None:
    """Take in corrected materials, from the applicant online (`by=None`) or at the window (D3-030).

    The window's five working days begin anew with the supplement. Raises Stale when no correction is awaited.
    """
    if not materials and form is None:
        raise Invalid("nothing_supplied", _("请按补正告知书补交材料或修改申请表。"))
    with on_case(case_id, by) as unit:
        case = unit.case
        task = next((task for task in unit.tasks.values() if task.act == "await_supplement"), None)
        if task is None:
            raise Stale("no_correction_awaited", _("本件目前不在补正期内，不能补交材料。请查看办理进度。"))
        if by is not None:
            actor = for_office(unit, by, case.context["offices"]["accept"], "supplement")
        else:
            actor = BY_APPLICANT
        for material in materials:
            unit.insert(CaseMaterial(case_id=case.id, round=1, **vars(material)))
        scanning.note(unit, ((m.form, m.sha256) for m in materials))
        due = timekeeping.calendar().due(unit.now, rules.RECEIPT_ANSWER.limit)
        unit.set(state=State.RECEIVED, answer_due_at=due, **({"form": form} if form is not None else {}))
        unit.update_where_case(CorrectionRequest, supplied_at=unit.now)
        facts = {
            "materials": [m.told() for m in materials],
            "form": committed(case, case.form),
            "answer_due_at": due.isoformat(),
        }
        steps.complete(unit, task, actor, steps.Signed("supplied"), "correction.supplied", facts)
