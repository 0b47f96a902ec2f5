"""分办: name the lead office and the co-offices of a case."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, worded
from shenpi.apps.organisation import staffing
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.roles import Role


def dispatch(case_id: UUID, task_id: UUID, *, by: Person, lead: int, co: Sequence[int] = ()) -> None:
    """Send the case to the lead office and every co-office at once (D3-038).

    Raises Invalid for a foreign office, and for one where nobody would handle the case.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "dispatch")
        actor = for_task(unit, by, task, "dispatch")
        others = [office for office in dict.fromkeys(co) if office != lead]
        chosen = {lead, *others}
        found = staffing.staff(chosen)
        own = {office for office, staff in found.items() if staff.agency_id == unit.case.agency_id}
        if own != chosen:
            raise Invalid(
                "unknown_office", _("请选择本机关的主办和协办科室。"), fields={"lead": [_("请重新选择")]}
            )
        if empty := [staff.name for staff in found.values() if not staff.of(Role.HANDLER, unit.now)]:
            words = worded(_("%(offices)s现在没有承办人，请选择其他科室。"), offices="、".join(empty))
            raise Invalid("empty_office", words, fields={"lead": [_("请重新选择")]})
        offices = {**unit.case.context["offices"], "lead": lead, "co": others}
        unit.set(context={**unit.case.context, "offices": offices})
        signed = steps.Signed("dispatched")
        steps.complete(unit, task, actor, signed, "case.dispatched", {"lead": lead, "co": others})
