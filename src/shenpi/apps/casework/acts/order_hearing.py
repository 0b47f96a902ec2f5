"""依职权听证: the agency holds a hearing that nobody need claim, because the law or the public interest asks for it."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import items, limits, papers, parties, proceedings
from shenpi.apps.casework.authority import for_case
from shenpi.apps.casework.commitments import committed
from shenpi.apps.casework.unit import APPLICANT, on_case
from shenpi.apps.errors import Invalid, Message, Refusal
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import rules

GROUNDS = {
    "prescribed": _("法律、法规、规章规定应当听证"),
    "public_interest": _("涉及公共利益的重大行政许可事项"),
}
"""行政许可法 art. 46."""


def order_hearing(
    case_id: UUID, *, by: Person, ground: str, matter: str, others: Sequence[parties.Party] = ()
) -> None:
    """Begin a hearing of the agency's own motion (行政许可法 art. 46), announced to the public when it is appointed.

    `others` are notified besides the applicant. The law sets no time for it; as with a claimed one the limits rest for
    at most the twenty working days of art. 47. Raises Invalid, and Refusal for a private item, whose content nobody
    outside may hear (D1-021).
    """
    told = parties.named(others)
    faults: dict[str, list[Message]] = {}
    if ground not in GROUNDS:
        faults["ground"] = [_("请选择听证的情形")]
    if not matter.strip():
        faults["matter"] = [_("请写明听证事项")]
    if fault := parties.fault(told):
        faults["parties"] = [fault]
    if faults:
        raise Invalid("matter_missing", _("请写明听证的情形和事项。"), fields=faults)
    with on_case(case_id, by) as unit:
        actor = for_case(unit, by, "order_hearing")
        if items.facts(unit.case.item_version_id).is_private:
            raise Refusal("private_hearing", _("涉及个人隐私的事项不向社会公告听证，请改为告知听证权利。"))
        proceedings.guard(unit, proceedings.Kind.HEARING)
        hold_by = timekeeping.calendar().due(unit.now, rules.HEARING_HELD.limit)
        who = [{"name": APPLICANT, "address": ""}, *map(vars, told)]
        said = {"ground": papers.chinese(GROUNDS[ground]), "matter": matter.strip()}
        limits.rest(unit, limits.Procedure.HEARING, hold_by)
        recorded = {**said, "hold_by": hold_by.isoformat(), "planned_end_at": hold_by.isoformat()}
        recorded |= limits.recount(unit, besides=frozenset(proceedings.elements()))
        if told:
            recorded |= {"parties": committed(unit.case, {"parties": who[1:]})}
        proceedings.begin(
            unit,
            proceedings.Kind.HEARING,
            actor,
            "hearing.ordered",
            {**said, "parties": who, "ordered": True, "hold_by": hold_by.isoformat()},
            told=recorded,
            terms={"hold": (rules.HEARING_HELD.limit.to_text(), hold_by)},
        )
