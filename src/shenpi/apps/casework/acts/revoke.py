"""撤销: the leader revokes a licence, or lets it stand."""

from uuid import UUID

from shenpi.apps.casework import certificates, opinions, papers, proceedings, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.states import Outcome, State
from shenpi.apps.casework.unit import on_case
from shenpi.apps.documents.standing import Standing
from shenpi.apps.organisation.models import Person


def revoke(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    reason: str = "",
    basis: str = "",
    text: str = "",
) -> None:
    """Decide "revoke" or "keep" (行政许可法 art. 69); revoked, the certificate is void from today.

    Both need their reason, the revocation its legal basis too, and it prints both remedies. Raises Invalid, Refusal.
    """
    signed = opinions.with_reason(
        verdict, choices=("revoke", "keep"), basis_for="revoke", text=text, reason=reason, basis=basis
    )
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "revoke")
        actor = for_task(unit, by, task, "revoke")
        proceedings.guard_decision(unit)
        told = {"closed": proceedings.abandon(unit)}
        unit.set(decided_at=unit.now)
        if verdict == "keep":
            unit.set(state=State.CLOSED, outcome=Outcome.KEPT.value, completed_at=unit.now)
            told |= {"documents": [papers.issue(unit, "revocation_closed", reason=signed.reason)]}
            event = "certificate.kept"
        else:
            unit.set(state=State.DECIDED, outcome=Outcome.REVOKED.value)
            context = unit.case.context
            decision = papers.issue(
                unit,
                "revocation_decision",
                ground=context["proposed"]["ground"],
                reason=signed.reason,
                basis=signed.basis,
                heard=bool(context.get("heard")),
            )
            told |= {"documents": [decision], "certificates": certificates.end(unit, Standing.REVOKED)}
            event = "certificate.revoked"
        steps.complete(unit, task, actor, signed, event, {"outcome": unit.case.outcome, **told})
