"""容缺受理: accept although secondary materials are still to come, on the applicant's promise.

No statute knows it; the terms are those of local practice (../shared/law.md §9).
"""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import items, papers, proceedings, scanning, steps, trust
from shenpi.apps.casework.acts.accept import begin_decision_clock
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import CaseMaterial
from shenpi.apps.casework.unit import Unit, on_case
from shenpi.apps.catalogue import options
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import Limit
from shenpi.core.worktime import Unit as Of

GAP = Limit(5, Of.WORKING_DAYS)
"""Where the item names no time."""


def accept_with_gap(
    case_id: UUID, task_id: UUID, *, by: Person, missing: Collection[str], promised: bool
) -> None:
    """Accept with a gap: all but the materials that the item lets follow are complete, and the applicant promised.

    What is `missing` (keys of the item's list) must follow within the item's time for it, never later than the
    promised limit; else the handling ends (`lapse_gap`). Nothing is granted before. Raises Invalid, Refusal.
    """
    if not promised:
        words = _("申请人须先签署承诺，才能容缺受理。")
        raise Invalid("not_promised", words, fields={"promised": [words]})
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "examine_formally")
        actor = for_task(unit, by, task, "accept")
        item = items.facts(unit.case.item_version_id)
        trust.guard(unit.case.applicant, unit.now)
        gap = [{"key": row["key"], "name": row["name"]} for row in item.materials if row["key"] in missing]
        if not gap or {row["key"] for row in gap} - set(_may_follow(unit, item)):
            words = _("请选择可以容缺、还没有提交的材料。")
            raise Invalid("no_gap", words, fields={"missing": [words]})
        facts = begin_decision_clock(unit, unit.now, actor)
        limit = options.limit(item.options, "gap_limit") or GAP
        due = timekeeping.calendar().due(unit.now, limit)
        due = min(due, unit.case.promised_due_at or due)
        notice = papers.issue(
            unit, "gap_notice", accepted_on=papers.day(unit.now), materials=gap, due_on=papers.day(due)
        )
        checks = {"in_jurisdiction": True, "complete": False, "legal_form": True}
        steps.complete(
            unit,
            task,
            actor,
            steps.Signed("accept"),
            "case.accepted",
            {**facts, "checks": checks, "gap": gap},
        )
        told = {"materials": gap, "gap_due_at": due.isoformat(), "documents": [notice]}
        terms = {"gap": (limit.to_text(), due)}
        kept = {"materials": gap, "due_at": due.isoformat()}
        proceedings.begin(unit, proceedings.Kind.GAP, actor, "gap.promised", kept, terms=terms, told=told)
        scanning.begin(unit)


def _may_follow(unit: Unit, item: items.ItemFacts) -> list[str]:
    following = options.following(item.materials)
    if not following:
        raise Refusal("no_gap_allowed", _("本事项没有可以容缺的材料。请一次性告知补正。"))
    handed = CaseMaterial.objects.filter(case_id=unit.case.id).values_list("key", flat=True)
    return sorted(set(following) - set(handed))
