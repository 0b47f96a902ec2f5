"""受理: the filing is in jurisdiction, complete and in legal form; the clock of the decision begins."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import items, limits, papers, receiving, scanning, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import SYSTEM, Actor, Unit, on_case
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person

INSTEAD = {
    "in_jurisdiction": _("须确认属于本机关职责范围；不属于的，请选择不予受理并告知向何处申请。"),
    "complete": _("须确认申请材料齐全；不齐全的，请当场更正或者一次性告知补正。"),
    "legal_form": _("须确认符合法定形式；不符合的，请当场更正或者一次性告知补正。"),
}
"""What is to be done when an answer is no (行政许可法 art. 32.2 to 32.4)."""


def accept(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    in_jurisdiction: bool,
    complete: bool,
    legal_form: bool,
) -> None:
    """Accept the filing with three explicit answers (D3-027) and issue the acceptance notice (D3-028, D10-032).

    From now on the materials are frozen (D3-032). 行政许可法 art. 32.5. Raises Invalid unless all three hold; each
    answer that is no says what is to be done instead.
    """
    checks = {"in_jurisdiction": in_jurisdiction, "complete": complete, "legal_form": legal_form}
    if not all(checks.values()):
        raise Invalid(
            "not_acceptable",
            _("受理须同时符合三项：属于本机关职责范围、材料齐全、符合法定形式。"),
            fields={name: [INSTEAD[name]] for name, holds in checks.items() if not holds},
        )
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "examine_formally")
        actor = for_task(unit, by, task, "accept")
        facts = {**begin_decision_clock(unit, unit.now, actor), "checks": checks}
        steps.complete(unit, task, actor, steps.Signed("accept"), "case.accepted", facts)
        scanning.begin(unit)


def begin_decision_clock(unit: Unit, accepted_at: datetime, actor: Actor) -> dict[str, object]:
    """Set the case accepted at that moment with both due dates, and issue the notice; returns the event's facts.

    The notice lists what was handed in and names who took it in (D3-028); of the system nobody is named.
    """
    item = items.facts(unit.case.item_version_id)
    told = limits.begin(unit, accepted_at)
    notice = papers.issue(
        unit,
        "acceptance_notice",
        accepted_on=papers.day(accepted_at),
        materials=receiving.listed(receiving.taken_in(unit.case)),
        received_by="" if actor == SYSTEM else actor.signature,
        promised_limit=item.promised.to_dict() if item.promised else None,
        statutory_limit=item.statutory.to_dict() if item.statutory else None,
        deemed=accepted_at != unit.now,
        supplemented=bool(unit.case.context.get("corrected")),
        due_on=papers.day(unit.case.promised_due_at or unit.case.statutory_due_at),
    )
    return {**told, "documents": [notice]}
