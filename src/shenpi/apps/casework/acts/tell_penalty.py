"""事先告知: the party is told what is to be imposed and why, and what it may do about it."""

from uuid import UUID

from shenpi.apps.casework import papers, penalties, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.organisation.models import Person


def tell_penalty(case_id: UUID, task_id: UUID, *, by: Person, text: str = "") -> None:
    """Issue the notice before the penalty, with the right to a hearing where there is one (行政处罚法 art. 44, 63).

    The times to speak and to ask for a hearing run from its service.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "tell_penalty")
        actor = for_task(unit, by, task, "tell_penalty")
        proposal = unit.case.context["penalty"]
        said = {name: proposal[name] for name in ("facts", "evidence", "violated", "basis", "hearing")}
        notice = papers.issue(unit, "penalty_notice", **said, imposed=penalties.read(proposal).on_paper())
        # Who examines the statement again has not heard it yet.
        context = {key: value for key, value in unit.case.context.items() if key != "heard"}
        unit.set(context=context)
        steps.complete(unit, task, actor, steps.Signed("told", text), "step.ended", {"documents": [notice]})
