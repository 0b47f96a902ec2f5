"""告知听证权利: before a decision of major interest the applicant is told of the right to be heard."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import papers, proceedings
from shenpi.apps.casework.authority import for_case
from shenpi.apps.casework.models import Proceeding
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import rules


def tell_hearing_rights(case_id: UUID, *, by: Person, matter: str) -> None:
    """Tell the right to a hearing, to be claimed within five working days (行政许可法 art. 46, 47).

    The decision waits until it is claimed, waived, or the time is over. Raises Invalid without the matter, Refusal
    when the right was told before.
    """
    if not matter.strip():
        raise Invalid("matter_missing", _("请写明听证事项。"), fields={"matter": [_("请写明听证事项")]})
    with on_case(case_id, by) as unit:
        actor = for_case(unit, by, "tell_hearing_rights")
        if Proceeding.objects.filter(case_id=case_id, kind=proceedings.Kind.HEARING).exists():
            raise Refusal("told_before", _("本件已经告知过听证权利。"))
        claim_by = timekeeping.calendar().due(unit.now, rules.HEARING_REQUEST.limit)
        notice = papers.issue(
            unit, "hearing_rights_notice", matter=matter.strip(), claim_by=papers.day(claim_by)
        )
        told = {"claim_by": claim_by.isoformat(), "matter": matter.strip(), "documents": [notice]}
        facts = {"matter": matter.strip()}
        proceedings.begin(unit, proceedings.Kind.HEARING, actor, "hearing.told", facts, told=told)
