"""告知听证权利: before a decision of major interest the applicant and the third parties are told of the right."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import papers, parties, proceedings
from shenpi.apps.casework.authority import for_case
from shenpi.apps.casework.commitments import committed
from shenpi.apps.casework.models import Proceeding
from shenpi.apps.casework.unit import APPLICANT, on_case
from shenpi.apps.errors import Invalid, Message, Refusal, worded
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import Limit, Unit, rules

LEAST_DAYS = rules.HEARING_REQUEST.limit.amount
MOST_DAYS = 20


def tell_hearing_rights(
    case_id: UUID, *, by: Person, matter: str, others: Sequence[parties.Party] = (), days: int = LEAST_DAYS
) -> None:
    """Tell the right to a hearing, to be claimed within five working days of being told (行政许可法 art. 46, 47).

    `days` count from today: more than five where the notice goes by post and is received later.
    `others` are the third parties whose major interests the licence concerns directly: each is told in writing and may
    claim as the applicant may; the first claim is enough. The decision waits until a hearing is claimed, or all have
    waived it or let the time pass. Raises Invalid without the matter, Refusal when the right was told before.
    """
    told = parties.named(others)
    faults: dict[str, list[Message]] = {}
    if not matter.strip():
        faults["matter"] = [_("请写明听证事项")]
    if fault := parties.fault(told):
        faults["parties"] = [fault]
    if not LEAST_DAYS <= days <= MOST_DAYS:
        places = {"least": LEAST_DAYS, "most": MOST_DAYS}
        faults["days"] = [worded(_("应为 %(least)s 至 %(most)s 个工作日"), **places)]
    if faults:
        raise Invalid("matter_missing", _("请写明听证事项和提出期限。"), fields=faults)
    with on_case(case_id, by) as unit:
        actor = for_case(unit, by, "tell_hearing_rights")
        if Proceeding.objects.filter(case_id=case_id, kind=proceedings.Kind.HEARING).exists():
            raise Refusal("told_before", _("本件已经告知过听证权利。"))
        limit = Limit(days, Unit.WORKING_DAYS)
        claim_by = timekeeping.calendar().due(unit.now, limit)
        said = {"matter": matter.strip(), "claim_by": papers.day(claim_by)}
        notices = [
            papers.issue(unit, "hearing_rights_notice", **said, **to)
            for to in ({}, *({"party": each.name, "address": each.address} for each in told))
        ]
        who = [{"name": APPLICANT, "address": ""}, *map(vars, told)]
        recorded = {"claim_by": claim_by.isoformat(), "matter": matter.strip(), "documents": notices}
        if told:
            recorded |= {"parties": committed(unit.case, {"parties": who[1:]})}
        proceedings.begin(
            unit,
            proceedings.Kind.HEARING,
            actor,
            "hearing.told",
            {"matter": matter.strip(), "parties": who},
            told=recorded,
            terms={"claim": (limit.to_text(), claim_by)},
            each=len(who),
        )
