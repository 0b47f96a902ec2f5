"""不予受理: written, with reasons, the agency's seal and the date; and where to go instead."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import papers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import Case
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Message, Refusal
from shenpi.apps.organisation.models import Person


class Ground(models.TextChoices):
    """Why a filing may not be accepted; the law knows no other grounds (行政许可法 art. 32.1; D3-031)."""

    NOT_NEEDED = "not_needed", _("依法不需要取得许可")
    NOT_COMPETENT = "not_competent", _("不属于本机关职权范围")
    INCOMPLETE = "incomplete", _("经告知补正后仍不齐全或不符合法定形式")


def refuse_acceptance(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    ground: str,
    reason: str,
    basis: str = "",
    referral: str = "",
) -> None:
    """Refuse acceptance with a written reason (行政许可法 art. 32.1, 32.2, 32.4; D3-031, D10-032).

    What lies outside the agency's power needs `referral`, the body to apply to. Incomplete filings are refused only
    after the one correction notice. Raises Invalid, Refusal.
    """
    faults: dict[str, list[Message]] = {}
    if ground not in Ground.values:
        faults["ground"] = [_("请选择不予受理的情形")]
    if not reason.strip():
        faults["reason"] = [_("请写明理由")]
    if ground == Ground.NOT_COMPETENT and not referral.strip():
        faults["referral"] = [_("请写明应当向哪个机关申请")]
    if faults:
        raise Invalid("refusal_incomplete", _("请写明不予受理的情形和理由。"), fields=faults)
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "examine_formally")
        actor = for_task(unit, by, task, "refuse_acceptance")
        _guard_told(unit.case, ground)
        told = {"ground": ground, "referral": referral.strip()}
        notice = papers.issue(
            unit, "non_acceptance_notice", reason=reason.strip(), basis=basis.strip(), **told
        )
        unit.set(state=State.NOT_ACCEPTED, answer_due_at=None, completed_at=unit.now)
        signed = steps.Signed("refuse", reason=reason.strip(), basis=basis.strip())
        steps.complete(unit, task, actor, signed, "acceptance.refused", {**told, "documents": [notice]})


def _guard_told(case: Case, ground: str) -> None:
    if ground == Ground.INCOMPLETE and not case.context.get("corrected"):
        raise Refusal(
            "correction_not_told",
            _("材料不齐全或不符合法定形式的，应当先一次性告知补正，不能直接不予受理。"),
        )
