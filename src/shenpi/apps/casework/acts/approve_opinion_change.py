"""同意修改意见: with the leader's consent a signed opinion reads anew; both versions stay in the ledger."""

from uuid import UUID

from shenpi.apps.casework import opinions, proceedings, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.organisation.models import Person


def approve_opinion_change(
    case_id: UUID, task_id: UUID, *, by: Person, verdict: str, text: str = "", reason: str = ""
) -> None:
    """Sign "approve" or "refuse" on the change of an opinion (D3-048). Raises NotAllowed for one's own request."""
    signed = opinions.consent(verdict, text=text, reason=reason)
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "approve_opinion")
        actor = for_task(unit, by, task, "approve_opinion_change")
        found = proceedings.of_task(unit, task)
        proceedings.guard_other(found, actor)
        agreed = verdict == "approve"
        event = "opinion.changed" if agreed else "opinion.change_refused"
        told = {key: found.facts[key] for key in ("opinion_id", "step")}
        if agreed:
            told["change"] = found.facts["change"]
        outcome = "granted" if agreed else "refused"
        proceedings.complete(unit, found, task, actor, signed, event, told, outcome=outcome)
