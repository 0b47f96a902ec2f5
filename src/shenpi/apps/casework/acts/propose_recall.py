"""提请撤回: the agency tells the holder why a lawful licence is to be taken back, and hears the holder first."""

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

GROUNDS = {
    "rules_changed": _("行政许可所依据的法律、法规、规章修改或者废止"),
    "circumstances_changed": _("准予行政许可所依据的客观情况发生重大变化"),
}
"""行政许可法 art. 8.2: no other ground takes back what was lawfully granted."""


def propose_recall(
    certificate_id: UUID, *, by: Person, ground: str, reason: str, compensation: str, basis: str = ""
) -> Case:
    """Begin the recall of a licence (行政许可法 art. 8.2) and tell its holder (art. 7: to state and to defend).

    `reason`: what changed and which public interest needs it; `compensation`: what is intended for the holder's loss.
    The holder may answer within five working days, as with a hearing (art. 47). Raises Invalid, NotAllowed, Refusal.
    """
    faults = {}
    if ground not in GROUNDS:
        faults["ground"] = [_("请选择法定情形")]
    if not reason.strip():
        faults["reason"] = [_("请写明发生的变化和公共利益的需要")]
    if not compensation.strip():
        faults["compensation"] = [_("请写明拟如何补偿；没有造成损失的，写明理由")]
    if faults:
        raise Invalid("ground_missing", _("撤回许可须写明法定情形、理由和补偿。"), fields=faults)
    with opened(certificate_id, Purpose.RECALL, by=by, right="propose_recall") as made:
        answer_by = timekeeping.calendar().due(made.unit.now, rules.HEARING_REQUEST.limit)
        said = {
            "ground": papers.chinese(GROUNDS[ground]),
            "reason": reason.strip(),
            "basis": basis.strip(),
            "compensation": compensation.strip(),
        }
        notice = papers.issue(made.unit, "recall_notice", answer_by=papers.day(answer_by), **said)
        made.unit.set(context={**made.unit.case.context, "proposed": said})
        made.told = {**said, "documents": [notice]}
    return made.unit.case
