"""退还财物: what was released is given back at once, and who takes it signs."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import papers, seizures, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.commitments import committed
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person


def return_property(case_id: UUID, task_id: UUID, *, by: Person, recipient: str, text: str = "") -> None:
    """Record that everything on the list was given back or unsealed (行政强制法 art. 26, 28.2), with its voucher.

    `text` says in what condition, and what was lost or sold meanwhile and has to be made good. Raises Invalid.
    """
    if not recipient.strip():
        words = _("请填写领取人姓名")
        raise Invalid("recipient_missing", words, fields={"recipient": [words]})
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "return_property")
        actor = for_task(unit, by, task, "return_property")
        paper = papers.issue(
            unit,
            "return_voucher",
            **seizures.about(unit),
            returned_on=papers.day(unit.now),
            recipient=recipient.strip(),
            returned_by=actor.signature,
            note=text.strip(),
        )
        told = {"recipient": committed(unit.case, {"recipient": recipient.strip()}), "documents": [paper]}
        steps.complete(unit, task, actor, steps.Signed("returned", text.strip()), "property.returned", told)
