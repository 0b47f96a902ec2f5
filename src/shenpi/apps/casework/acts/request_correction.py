"""一次性告知补正: tell the applicant once, in writing, everything that is to be corrected."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import items, papers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import CorrectionRequest
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.organisation.models import Person


def request_correction(case_id: UUID, task_id: UUID, *, by: Person, faults: Mapping[str, str]) -> None:
    """Issue the one correction notice of a filing with its whole list (行政许可法 art. 32.4; D3-029, D10-030).

    `faults` maps a material's key (or "form") to what is to be corrected. Raises Invalid without a fault, Refusal
    for a second notice.
    """
    listed = {key: words.strip() for key, words in faults.items() if words.strip()}
    if not listed:
        raise Invalid("no_faults", _("请逐项写明需要补正的全部内容，至少一项。"))
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "examine_formally")
        actor = for_task(unit, by, task, "request_correction")
        if unit.case.context.get("corrected"):
            raise Refusal(
                "second_correction",
                _("补正只能告知一次，本件已经告知过。请受理，或出具不予受理通知书。"),
            )
        item = items.facts(unit.case.item_version_id)
        names = {material["key"]: material["name"] for material in item.materials}
        due = timekeeping.calendar().due(unit.now, item.correction)
        rows = [
            {"key": key, "name": names.get(key, "申请表"), "problem": words} for key, words in listed.items()
        ]
        unit.insert(CorrectionRequest(case_id=unit.case.id, faults=rows, requested_at=unit.now, due_at=due))
        unit.set(state=State.CORRECTING, answer_due_at=None, context={**unit.case.context, "corrected": True})
        notice = papers.issue(unit, "correction_notice", faults=rows, due_on=papers.day(due))
        facts = {"faults": rows, "due_at": due.isoformat(), "documents": [notice]}
        steps.complete(unit, task, actor, steps.Signed("correct"), "correction.requested", facts)
