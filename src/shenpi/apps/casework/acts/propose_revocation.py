"""提请撤销: the agency tells the holder that and why a licence is to be revoked, and hears the holder first."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import papers
from shenpi.apps.casework.acts.open_on_certificate import opened
from shenpi.apps.casework.models import Case
from shenpi.apps.documents.standing import Purpose
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import rules

FRAUD = "fraud"
GROUNDS = {
    "abuse": _("行政机关工作人员滥用职权、玩忽职守作出准予行政许可决定"),
    "beyond_power": _("超越法定职权作出准予行政许可决定"),
    "against_procedure": _("违反法定程序作出准予行政许可决定"),
    "not_qualified": _("对不具备申请资格或者不符合法定条件的申请人准予行政许可"),
    "other": _("依法可以撤销行政许可的其他情形"),
    FRAUD: _("被许可人以欺骗、贿赂等不正当手段取得行政许可"),
}
"""行政许可法 art. 69.1 (one to five) and 69.2."""


def propose_revocation(
    certificate_id: UUID, *, by: Person, ground: str, reason: str, basis: str = ""
) -> Case:
    """Begin the revocation of a licence (行政许可法 art. 69) and tell its holder (art. 7: to state and to defend).

    The holder may answer within five working days, as with a hearing (art. 47). Raises Invalid, NotAllowed, Refusal.
    """
    faults = {}
    if ground not in GROUNDS:
        faults["ground"] = [_("请选择法定情形")]
    if not reason.strip():
        faults["reason"] = [_("请写明事实和理由")]
    if faults:
        raise Invalid("ground_missing", _("撤销许可须写明法定情形、事实和理由。"), fields=faults)
    with opened(certificate_id, Purpose.REVOCATION, by=by, right="propose_revocation") as made:
        answer_by = timekeeping.calendar().due(made.unit.now, rules.HEARING_REQUEST.limit)
        said = {"ground": papers.chinese(GROUNDS[ground]), "reason": reason.strip(), "basis": basis.strip()}
        notice = papers.issue(made.unit, "revocation_notice", answer_by=papers.day(answer_by), **said)
        proposed = said | ({"fraud": "yes"} if ground == FRAUD else {})
        made.unit.set(context={**made.unit.case.context, "proposed": proposed})
        made.told = {**said, "documents": [notice]}
    return made.unit.case
