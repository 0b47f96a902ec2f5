"""不予听证: who asks for a hearing too late, or without a right to it, is told so in writing and why."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import papers, steps
from shenpi.apps.casework.acts.record_claim import OF_APPLICANT
from shenpi.apps.casework.authority import for_case
from shenpi.apps.casework.commitments import committed
from shenpi.apps.casework.models import Proceeding
from shenpi.apps.casework.parties import Party
from shenpi.apps.casework.proceedings import Kind
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import Unit, on_case
from shenpi.apps.errors import Invalid, Message, Refusal
from shenpi.apps.organisation.models import Person

LATE = "late"
GROUNDS = {
    LATE: _("超过规定期限提出"),
    "waived": _("已经书面放弃听证，又提出申请"),
    "no_interest": _("不是本件的申请人、当事人，也不是利害关系人"),
    "no_case": _("依法不属于应当听证的情形"),
}


def refuse_claim(
    case_id: UUID, *, by: Person, ground: str, reason: str, party: Party | None = None, basis: str = ""
) -> None:
    """Refuse to hold the hearing that the applicant, or `party`, asks for (行政许可法 art. 47; 行政处罚法 art. 63).

    The refusal is no decision on the matter and contested with it. Raises Invalid, and Refusal for who still may claim:
    that is `record_claim`, and a hearing is held.
    """
    faults: dict[str, list[Message]] = {}
    if ground not in GROUNDS:
        faults["ground"] = [_("请选择不予听证的情形")]
    if not reason.strip():
        faults["reason"] = [_("请说明理由")]
    if party is not None and not party.name.strip():
        faults["party"] = [_("请填写提出人")]
    if faults:
        raise Invalid("reason_missing", _("不予听证须写明情形和理由。"), fields=faults)
    with on_case(case_id, by) as unit:
        actor = for_case(unit, by, "refuse_claim")
        if unit.case.state != State.ACCEPTED:
            raise Refusal("not_being_decided", _("只有已受理、尚未作出决定的办件可以这样办理。"))
        _guard_in_time(unit, party)
        if ground == LATE and not _told(unit):
            raise Refusal("never_told", _("本件没有告知过听证权利，不能以超过期限为由不予听证。"))
        said = {"ground": papers.chinese(GROUNDS[ground]), "reason": reason.strip(), "basis": basis.strip()}
        to = {"party": party.name.strip(), "address": party.address.strip()} if party else {}
        paper = papers.issue(unit, "hearing_refusal", **said, **to)
        told = {**said, "documents": [paper], "opened": []}
        if to:  # the ledger names no third party
            told |= {"parties": committed(unit.case, {"parties": [to]})}
        unit.record("hearing.claim_refused", told, actor)


def _told(unit: Unit) -> bool:
    """Tell whether a right to a hearing was ever told: beside the process, or by a step that it draws."""
    beside = Proceeding.objects.filter(case_id=unit.case.id, kind=Kind.HEARING).exists()
    return beside or bool(unit.case.context.get("penalty", {}).get("hearing"))


def _guard_in_time(unit: Unit, party: Party | None) -> None:
    """Raise Refusal while the one who asks is still asked whether to claim."""
    for task in unit.tasks.values():
        if task.act == "await_statement" and party is None and steps.draws(unit.case, "hold_hearing"):
            may = bool(unit.case.context.get("penalty", {}).get("hearing"))
        elif task.act == "await_claim":
            may = _asked(unit, task.instance) == (party.name.strip() if party else "")
        else:
            continue
        if may:
            raise Refusal("claim_in_time", _("对方仍在规定期限内，有权要求听证，请登记其要求。"))


def _asked(unit: Unit, instance: str) -> str:
    """Return who is asked at an instance: empty for the applicant, else the third party's name."""
    if instance == OF_APPLICANT:
        return ""
    found = Proceeding.objects.get(case_id=unit.case.id, kind=Kind.HEARING, ended_at=None)
    name: str = found.facts["parties"][int(instance)]["name"]
    return name
