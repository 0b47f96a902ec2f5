"""制证: make the certificate of a granted case."""

from typing import Any
from uuid import UUID

from shenpi.apps.casework import certificates, items, papers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.states import Outcome
from shenpi.apps.casework.unit import Unit, on_case
from shenpi.apps.organisation.models import Person


def issue(case_id: UUID, task_id: UUID, *, by: Person, text: str = "") -> None:
    """Issue the certificate, within ten working days of the decision (行政许可法 art. 39, 44; D3-056).

    That of a renewal or change replaces the one which the case is upon (arts 49, 50).
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "issue")
        actor = for_task(unit, by, task, "issue")
        documents, changed = [], []
        if unit.case.outcome == Outcome.GRANTED and (facts := _facts(unit)):
            paper, certificate = papers.certify(unit, **facts)
            documents.append(paper)
            if certificates.purpose_of(unit.case):
                changed += certificates.replace(unit, certificate)
            changed.append(certificates.told(certificate))
        told = {"documents": documents, "certificates": changed}
        steps.complete(unit, task, actor, steps.Signed("issued", text), "certificate.issued", told)


def _facts(unit: Unit) -> dict[str, Any]:
    """What the certificate states; nothing where the item has none."""
    if certificates.purpose_of(unit.case):
        return certificates.succeed(unit)
    certificate = items.facts(unit.case.item_version_id).certificate
    if not certificate:
        return {}
    applicant = unit.case.applicant
    return {
        "certificate": certificate["name"],
        "years": certificate.get("years"),
        "holder": applicant["name"],
        "holder_code": applicant.get("id_number", ""),
    }
