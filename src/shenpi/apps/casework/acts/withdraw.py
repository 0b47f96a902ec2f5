"""撤回: the applicant takes the application back; the case ends by itself."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import papers, proceedings, steps
from shenpi.apps.casework.acts.return_filing import return_filing
from shenpi.apps.casework.authority import for_office
from shenpi.apps.casework.states import Channel, State
from shenpi.apps.casework.unit import BY_APPLICANT, on_case
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Person

WITHDRAWABLE = (State.RECEIVED, State.CORRECTING, State.ACCEPTED)


def withdraw(case_id: UUID, *, by: Person | None, reason: str = "") -> None:
    """Withdraw before the decision, at the window or online (`by=None`): all open steps end (D3-033 to D3-035).

    After acceptance the withdrawal is a message that the process itself awaits, so the net ends the case; before,
    there is only a filing, which is given back (`return_filing`). Raises Refusal after the decision.
    """
    with on_case(case_id, by) as unit:
        case = unit.case
        if case.state not in WITHDRAWABLE or case.channel == Channel.OFFICE:
            raise Refusal("not_withdrawable", _("本件已作出决定或已办结，不能撤回。"))
        window = case.context["offices"]["accept"]
        actor = BY_APPLICANT if by is None else for_office(unit, by, window, "withdraw")
        if case.state != State.ACCEPTED:
            return_filing(unit, actor, reason.strip())
            return
        gone = proceedings.abandon(unit)
        decision = papers.issue(unit, "withdrawal_decision", reason=reason.strip())
        unit.set(state=State.WITHDRAWN, completed_at=unit.now)
        facts = {"reason": reason.strip(), "documents": [decision], "closed": gone}
        if steps.awaits(unit, "withdrawal"):
            steps.receive_message(unit, "withdrawal", actor, "case.withdrawn", facts)
        else:  # immediate items, decided while the applicant waits, draw none
            steps.end(unit, actor, "case.withdrawn", facts)
