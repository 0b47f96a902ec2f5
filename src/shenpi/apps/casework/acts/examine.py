"""审查: the handler's substantive examination and opinion."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from shenpi.apps.casework import benefits, fees, headings, items, opinions, scanning, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.organisation.models import Person


def examine(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    text: str = "",
    reason: str = "",
    basis: str = "",
    found: Mapping[str, headings.Found] | None = None,
    fee: fees.Asked | None = None,
) -> None:
    """Sign the examination opinion ("agree" or "disagree") for one office (D3-039 to D3-044).

    Where the process asks for it, `found` answers the four headings of the substantive examination. Where a fee is due,
    the lead office's handler fixes kind, amount and time to pay at the same step; where the process asks for a benefit,
    its kind and amount. Raises Invalid.
    """
    signed = opinions.signed(
        verdict, positive="agree", negative="disagree", text=text, reason=reason, basis=basis
    )
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "examine")
        actor = for_task(unit, by, task, "examine")
        opinions.guard_chair(unit, by)
        scanning.guard(unit)
        more = headings.answered(steps.form(unit.case, task), verdict, found or {})
        facts = {}
        if verdict == "agree" and leads(unit.case.context, task.office_id) and unit.case.context["fee_due"]:
            fixed = fees.fix(unit, items.facts(unit.case.item_version_id), fee)
            facts = {"fixed": {"fee": fixed.as_json()}}
        if verdict == "agree" and steps.form(unit.case, task) == benefits.FORM:
            given = benefits.fix(unit, items.facts(unit.case.item_version_id), fee)
            facts = {"fixed": {"benefit": given.as_json()}}
        examiners = {**unit.case.context.get("examiners", {}), task.instance: str(by.pk)}
        unit.set(context={**unit.case.context, "examiners": examiners})
        steps.complete(unit, task, actor, replace(signed, more=more), "step.ended", facts)


def leads(context: Mapping[str, Any], office_id: int | None) -> bool:
    """Tell whether the office is the case's host, which fixes the fee."""
    return bool(context["offices"]["lead"] == office_id)
