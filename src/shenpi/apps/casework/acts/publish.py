"""公示: make the result public."""

from uuid import UUID

from shenpi.apps.casework import items, publicity, steps
from shenpi.apps.casework.acts.complete import complete
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import PublicNotice
from shenpi.apps.casework.unit import on_case
from shenpi.apps.organisation.models import Person


def publish(case_id: UUID, task_id: UUID, *, by: Person) -> None:
    """Publish the result (行政许可法 art. 40; 行政处罚法 art. 48; D3-058 to D3-063).

    Licences draw it beside the service, each from the event that D3 art. 21 names; as the last step it completes the
    case.
    A natural person's name is masked; a private item's notice names nobody (D1-021).
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "publish")
        actor = for_task(unit, by, task, "publish")
        case = unit.case
        item = items.facts(case.item_version_id)
        applicant = publicity.party(case)
        notice = {
            "number": case.number,
            "item": item.name,
            "agency": item.agency_name,
            "applicant": applicant,
            "outcome": case.outcome,
            "decided_at": case.decided_at.isoformat() if case.decided_at else None,
        }
        unit.insert(PublicNotice(case_id=case.id, applicant=applicant, published_at=unit.now))
        signed, told = steps.Signed("published"), {"notice": notice}
        if steps.complete(unit, task, actor, signed, "decision.published", told, last="result.published"):
            complete(unit)
