"""征收决定: the agency's head imposes a charge that was assessed, or lets it be."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import dues, fees, opinions, papers, proceedings, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.states import Outcome, State
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Person


def decide_levy(
    case_id: UUID, task_id: UUID, *, by: Person, verdict: str, reason: str, basis: str = ""
) -> None:
    """Decide "levy" or "spare"; what is levied is what was assessed by the published standard (D3-040).

    Both need their reason, the levy its legal basis too, and it prints both remedies. The time to pay runs from the
    service. Raises Invalid; Refusal for a levy that nobody assessed.
    """
    signed = opinions.with_reason(
        verdict, choices=("levy", "spare"), basis_for="levy", reason=reason, basis=basis
    )
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "decide_levy")
        actor = for_task(unit, by, task, "decide_levy")
        opinions.guard_own(unit, by)
        proceedings.guard_decision(unit)
        gone, fee = proceedings.abandon(unit), fees.of(unit.case)
        levied = verdict == "levy"
        if levied and fee is None:
            raise Refusal("not_assessed", _("承办人没有核定金额，不能决定征收。请不予征收，或者退回核定。"))
        outcome = Outcome.LEVIED if levied else Outcome.WAIVED
        unit.set(state=State.DECIDED, outcome=outcome.value, decided_at=unit.now)
        said = {
            "reason": signed.reason,
            "basis": signed.basis,
            "address": unit.case.applicant.get("address", ""),
        }
        if levied and fee is not None:
            dues.impose(unit, fee.amount, fee.days)
            item = {"name": fee.kind, "amount": str(fee.amount), "basis": fee.basis}
            paper = papers.issue(
                unit, "levy_decision", **said, amount=str(fee.amount), items=[item], days=fee.days
            )
        else:
            paper = papers.issue(unit, "levy_waiver", **said)
        told = {"outcome": unit.case.outcome, "closed": gone, "documents": [paper]}
        steps.complete(unit, task, actor, signed, "case.decided", told)
