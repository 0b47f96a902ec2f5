"""注销: the leader strikes a licence off, or lets it stand."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import certificates, opinions, papers, proceedings, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.states import Outcome, State
from shenpi.apps.casework.unit import on_case
from shenpi.apps.documents.standing import Standing
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Person


def cancel(
    case_id: UUID, task_id: UUID, *, by: Person, verdict: str, reason: str = "", text: str = ""
) -> None:
    """Decide "cancel" or "keep" (行政许可法 art. 70); cancelled, the certificate is void from today.

    One that was revoked is not kept: it is to be struck off (art. 70.4). Raises Invalid, Refusal.
    """
    signed = opinions.with_reason(verdict, choices=("cancel", "keep"), text=text, reason=reason)
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "cancel")
        actor = for_task(unit, by, task, "cancel")
        proceedings.guard_decision(unit)
        if verdict == "keep" and certificates.of(unit).standing == Standing.REVOKED:
            raise Refusal("not_to_be_kept", _("该许可已被撤销，应当依法办理注销手续，不能保留。"))
        told = {"closed": proceedings.abandon(unit)}
        unit.set(decided_at=unit.now)
        if verdict == "keep":
            unit.set(state=State.CLOSED, outcome=Outcome.KEPT.value, completed_at=unit.now)
            event = "certificate.kept"
        else:
            unit.set(state=State.DECIDED, outcome=Outcome.VOID.value)
            ground = unit.case.context["proposed"]["ground"]
            decision = papers.issue(unit, "cancellation_decision", ground=ground, reason=signed.reason)
            told |= {"documents": [decision], "certificates": certificates.end(unit, Standing.CANCELLED)}
            event = "certificate.cancelled"
        steps.complete(unit, task, actor, signed, event, {"outcome": unit.case.outcome, **told})
