"""提请延期: the case cannot be decided in time; the leader is asked for the one extension that the law allows."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import items, limits, official, proceedings
from shenpi.apps.casework.authority import for_case
from shenpi.apps.casework.unit import on_case
from shenpi.apps.catalogue.models import ItemType
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import Limit, Rule, rules


def request_extension(case_id: UUID, *, by: Person, reason: str) -> None:
    """Ask for the extension that the item's statutory limit allows: +10 working days, joint handling +15.

    行政许可法 art. 42; of seized property thirty days more (行政强制法 art. 25.1). Once in a case, and before the limit
    has ended. Raises Invalid without a reason, Refusal.
    """
    if not reason.strip():
        raise Invalid("reason_missing", _("请写明不能按期决定的理由。"), fields={"reason": [_("请写明理由")]})
    with on_case(case_id, by) as unit:
        case = unit.case
        actor = for_case(unit, by, "request_extension")
        if case.context.get("extension"):
            raise Refusal("second_extension", _("办理期限只能延长一次，本件已经延长过。"))
        item = items.facts(case.item_version_id)
        rule = allowed(item.statutory, item.item_type)
        limits.guard_running(unit)
        facts = {"extension": rule.limit.to_text(), "reason": reason.strip()}
        proceedings.begin(unit, proceedings.Kind.EXTENSION, actor, "extension.requested", facts)


def allowed(statutory: Limit | None, item_type: str = ItemType.LICENCE) -> Rule:
    """Return the rule that extends a statutory limit. Raises Refusal where the law extends none."""
    if official.coerces(item_type):
        return rules.SEIZURE_EXTENSION
    if statutory is None or statutory.unit is not rules.DECISION.limit.unit:
        raise Refusal("not_extensible", _("本事项没有以工作日计算的法定时限，不能依法延长。"))
    joint = statutory.amount >= rules.JOINT_DECISION.limit.amount
    return rules.JOINT_EXTENSION if joint else rules.DECISION_EXTENSION
