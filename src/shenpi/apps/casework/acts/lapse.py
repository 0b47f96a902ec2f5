"""逾期: what the passing of a deadline brings about by itself; the system acts and says why."""

from django.db.models import F

from shenpi.apps.casework import papers, steps
from shenpi.apps.casework.models import Payment, Timer
from shenpi.apps.casework.states import Outcome, State
from shenpi.apps.casework.unit import SYSTEM, Unit, on_case

LATE_SUPPLEMENT = "经告知补正后，未在规定时限内补齐材料。"
LATE_PAYMENT = "应当缴纳费用的行政审批项目，申请人未在规定时限内缴费。"


def lapse_supplement(timer: Timer) -> bool:
    """Refuse acceptance because nothing was supplied in time (D3-031). Returns False if it was, meanwhile."""
    with on_case(timer.case_id, None) as unit:
        if not _awaits(unit, "await_supplement"):
            return False
        notice = papers.issue(unit, "non_acceptance_notice", reason=LATE_SUPPLEMENT, ground="unanswered")
        unit.set(state=State.NOT_ACCEPTED, completed_at=unit.now)
        facts = {"reason": LATE_SUPPLEMENT, "ground": "unanswered", "documents": [notice]}
        steps.elapse(unit, timer, SYSTEM, "acceptance.refused", facts)
    return True


def lapse_payment(timer: Timer) -> bool:
    """Refuse, or close, because the fee was not paid in time: the item says which (D3-057; requirements 11.5.6).

    A fee that the applicant declared paid in time waits for the window instead. Returns False then, and when it was
    paid meanwhile.
    """
    with on_case(timer.case_id, None) as unit:
        if not _awaits(unit, "record_payment") or _declared(unit):
            return False
        unit.update_where_case(Payment, lapsed_at=unit.now)
        documents = []
        if unit.case.context["unpaid"] == "refuse":
            unit.set(state=State.DECIDED, outcome=Outcome.REFUSED.value)
            documents.append(papers.issue(unit, "refusal_decision", reason=LATE_PAYMENT, basis=""))
        else:
            unit.set(state=State.CLOSED, outcome=Outcome.LAPSED.value, completed_at=unit.now)
        facts = {"reason": LATE_PAYMENT, "outcome": unit.case.outcome, "documents": documents}
        steps.elapse(unit, timer, SYSTEM, "payment.lapsed", facts)
    return True


def _declared(unit: Unit) -> bool:
    in_time = Payment.objects.filter(case_id=unit.case.id, declared_at__lte=F("due_at"))
    return in_time.exists()


def _awaits(unit: Unit, act: str) -> bool:
    return any(task.act == act for task in unit.tasks.values())
