"""制证: make the certificate of a granted case."""

from uuid import UUID

from shenpi.apps.casework import items, papers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.states import Outcome
from shenpi.apps.casework.unit import on_case
from shenpi.apps.organisation.models import Person


def issue(case_id: UUID, task_id: UUID, *, by: Person, text: str = "") -> None:
    """Issue the certificate, within ten working days of the decision (行政许可法 art. 39, 44; D3-056)."""
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "issue")
        actor = for_task(unit, by, task, "issue")
        certificate = items.facts(unit.case.item_version_id).certificate
        documents = []
        if certificate and unit.case.outcome == Outcome.GRANTED:
            documents.append(
                papers.issue(
                    unit,
                    "certificate",
                    certificate=certificate["name"],
                    years=certificate.get("years"),
                    holder=unit.case.applicant["name"],
                    holder_code=unit.case.applicant.get("id_number", ""),
                )
            )
        steps.complete(
            unit, task, actor, steps.Signed("issued", text), "certificate.issued", {"documents": documents}
        )
