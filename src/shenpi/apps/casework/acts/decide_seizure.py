"""查封、扣押的处理决定: what was taken is given back, forfeited, destroyed, or handed over with the case."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import opinions, papers, proceedings, seizures, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.seizures import Ground, Verdict
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import Unit, on_case
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.organisation.models import Person


def decide_seizure(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    reason: str,
    ground: str = "",
    basis: str = "",
    penalty: str = "",
) -> None:
    """Decide what becomes of what was taken (行政强制法 art. 21, 27, 28), within the time of art. 25.

    To release names its `ground`; to forfeit the number of the decision of `penalty` that forfeits it. Once the time is
    over nothing is left but to release. Raises Invalid, Refusal, NotAllowed.
    """
    signed = opinions.with_reason(
        verdict,
        choices=tuple(Verdict.values),
        basis_for="" if verdict == Verdict.RELEASE else verdict,
        reason=reason,
        basis=basis,
    )
    if verdict == Verdict.RELEASE and ground not in Ground:
        words = _("请选择解除的理由（行政强制法第二十八条）")
        raise Invalid("ground_missing", words, fields={"ground": [words]})
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "decide_seizure")
        actor = for_task(unit, by, task, "decide_seizure")
        opinions.guard_own(unit, by)
        proceedings.guard_decision(unit)
        _guard(unit, verdict, penalty.strip())
        gone = proceedings.abandon(unit)
        outcome, kind = seizures.DONE[Verdict(verdict)]
        unit.set(state=State.DECIDED, outcome=outcome.value, decided_at=unit.now)
        facts = {
            **seizures.about(unit),
            "verdict": verdict,
            "reason": signed.reason,
            "basis": signed.basis,
            "article": "第二十八条",
            "ground": papers.chinese(Ground(ground).label) if verdict == Verdict.RELEASE else "",
            "penalty": penalty.strip(),
        }
        told = {
            "outcome": unit.case.outcome,
            "ground": ground,
            "closed": gone,
            "documents": [papers.issue(unit, kind, **facts)],
        }
        steps.complete(unit, task, actor, signed, "case.decided", told)


def _guard(unit: Unit, verdict: str, penalty: str) -> None:
    if verdict != Verdict.RELEASE and seizures.expired(unit):
        raise Refusal(
            "expired", _("查封、扣押期限已经届满，只能解除（行政强制法第二十八条第一款第（四）项）。")
        )
    if verdict == Verdict.FORFEIT:
        seizures.guard_forfeiture(unit.case, penalty)
