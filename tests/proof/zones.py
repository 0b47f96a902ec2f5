"""What people do on the two machines of `test_zones`; each function runs in a process of its own, on its machine."""

from typing import Any
from uuid import UUID

from shenpi.apps.applications import acts as filing
from shenpi.apps.applications import queries as filings
from shenpi.apps.applications.models import Applicant
from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.organisation.models import Agency, Office, Person
from tests.support import county as counties
from tests.support.public_zone import make_applicant, make_item, pdf

ITEM = "test-committed"
FORM = {"project": "厂房扩建"}


def found_county() -> None:
    """Set up the agency of the inner machine and the item that it handles."""
    counties.build(("committed",), fee=False)


def open_portal() -> None:
    """Publish the same item on the outer machine, and let an applicant sign up."""
    make_item(
        ITEM,
        "建设用地审批",
        form_schema={
            "type": "object",
            "properties": {"project": {"type": "string", "title": "项目名称", "maxLength": 60}},
        },
        materials=[
            {
                "key": key,
                "name": name,
                "required": True,
                "original_copy": "复印件",
                "copies": 1,
                "basis": "第二十九条",
            }
            for key, name in (("application", "申请表"), ("plan", "平面图"))
        ],
    )
    make_applicant()


def apply() -> dict[str, str]:
    """Fill in the form, attach both materials and submit."""
    wang = _applicant()
    draft = filing.start_draft(by=wang, version=ItemVersion.objects.get(item__code=ITEM))
    filing.save_section(draft.pk, by=wang, section="1", values=FORM, keys=list(FORM))
    for pages, key in enumerate(("application", "plan"), start=1):
        filing.attach(draft.pk, by=wang, material=key, upload=pdf(pages=pages))
    sent = filing.submit(draft.pk, by=wang)
    return {"id": str(sent.application.pk), "number": sent.application.number, "code": sent.query_code}


def read(case_id: str) -> dict[str, Any]:
    """Read what the applicant sees of a case."""
    progress = filings.filing(UUID(case_id), _applicant()).progress
    return {
        "state": progress.state,
        "events": list(filings.events(progress.pk).values_list("seq", flat=True)),
        "documents": sorted(filings.documents(progress.pk).values_list("kind", flat=True)),
        "bytes": sum(document.file.size for document in filings.documents(progress.pk)),
    }


def answer_correction(case_id: str) -> None:
    """Attach a better plan and send the answer."""
    wang = _applicant()
    draft = filing.start_answer(by=wang, application_id=UUID(case_id))
    filing.attach(draft.pk, by=wang, material="plan", upload=pdf(pages=5))
    filing.supplement(draft.pk, by=wang)


def ask_for_correction(case_id: str) -> None:
    """The window finds the plan illegible."""
    county, case = _county(), Case.objects.get(pk=case_id)
    task = county.task(case, "examine_formally")
    acts.request_correction(case.id, task.id, by=county["clerk"], faults={"plan": "平面图看不清，请重新提供"})


def decide(case_id: str) -> None:
    """The window accepts, handler and head agree, the leader grants."""
    county, case = _county(), Case.objects.get(pk=case_id)
    county.accept(case)
    county.examine_all(case)
    county.decide(case)


def finish(case_id: str) -> None:
    """The window issues, serves and publishes."""
    _county().finish(Case.objects.get(pk=case_id))


def _applicant() -> Person:
    return Applicant.objects.select_related("person").get().person


def _county() -> counties.County:
    return counties.County(
        Agency.objects.get(),
        {office.code: office for office in Office.objects.all()},
        {person.username: person for person in Person.objects.all()},
    )
