"""提请特别程序: the case needs a hearing, tender, auction, inspection, test, quarantine, appraisal or expert review."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import items, proceedings
from shenpi.apps.casework.authority import for_case
from shenpi.apps.casework.limits import procedures
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import Limit, Unit

LONGEST = 120
"""Working days; what takes longer is asked for again."""


def request_suspension(case_id: UUID, *, by: Person, procedure: str, days: int, reason: str) -> None:
    """Ask the leader to let a special procedure of so many working days rest the limits (行政许可法 art. 45).

    The time of what was seized rests for tests alone (行政强制法 art. 25.3). The clock runs on until it is approved
    (`approve_suspension`). D3-042, D10-037. Raises Invalid, Refusal.
    """
    with on_case(case_id, by) as unit:
        actor = for_case(unit, by, "request_suspension")
        faults: dict[str, list[Message]] = {}
        if procedure not in procedures(items.facts(unit.case.item_version_id).item_type):
            faults["procedure"] = [_("请选择特别程序")]
        if not 1 <= days <= LONGEST:
            faults["days"] = [_("所需时间为 1 至 %(most)s 个工作日") % {"most": LONGEST}]
        if not reason.strip():
            faults["reason"] = [_("请写明理由")]
        if faults:
            raise Invalid("suspension_incomplete", _("请写明特别程序、所需时间和理由。"), fields=faults)
        facts = {
            "procedure": procedure,
            "needed": Limit(days, Unit.WORKING_DAYS).to_text(),
            "reason": reason.strip(),
        }
        proceedings.begin(unit, proceedings.Kind.SUSPENSION, actor, "suspension.requested", facts)
