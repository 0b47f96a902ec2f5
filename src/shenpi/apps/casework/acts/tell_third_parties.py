"""告知利害关系人: whom the licence concerns directly is told, and may speak before the decision."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import papers, proceedings
from shenpi.apps.casework.authority import for_case
from shenpi.apps.casework.commitments import committed
from shenpi.apps.casework.parties import Party, fault, named
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import Limit, Unit

DAYS = 5
"""Working days to speak where nothing else is said: the law gives none; as for claiming a hearing (art. 47)."""
MOST_DAYS = 20


def tell_third_parties(
    case_id: UUID, *, by: Person, parties: Sequence[Party], matter: str, days: int = DAYS
) -> None:
    """Tell every party in writing what is at stake and until when to speak (行政许可法 art. 36).

    The decision waits until each has spoken or let the time pass. The ledger keeps no names of parties, but a
    commitment to them. Raises Invalid.
    """
    told = named(parties)
    faults: dict[str, list[Message]] = {}
    if wrong := fault(told, least=1):
        faults["parties"] = [wrong]
    if not matter.strip():
        faults["matter"] = [_("请写明直接关系其重大利益的事项")]
    if not 1 <= days <= MOST_DAYS:
        faults["days"] = [_("应为 1 至 %(most)s 个工作日") % {"most": MOST_DAYS}]
    if faults:
        raise Invalid("third_parties_incomplete", _("请写明利害关系人、事项和陈述期限。"), fields=faults)
    with on_case(case_id, by) as unit:
        actor = for_case(unit, by, "tell_third_parties")
        limit = Limit(days, Unit.WORKING_DAYS)
        until = timekeeping.calendar().due(unit.now, limit)
        notices = [
            papers.issue(
                unit,
                "third_party_notice",
                party=each.name,
                address=each.address,
                matter=matter.strip(),
                speak_by=papers.day(until),
            )
            for each in told
        ]
        who = [vars(each) for each in told]
        facts = {"matter": matter.strip(), "speak_by": until.isoformat()}
        proceedings.begin(
            unit,
            proceedings.Kind.THIRD_PARTY,
            actor,
            "third_party.told",
            {**facts, "parties": who},
            told={**facts, "parties": committed(unit.case, {"parties": who}), "documents": notices},
            terms={"statement": (limit.to_text(), until)},
            each=len(told),
        )
