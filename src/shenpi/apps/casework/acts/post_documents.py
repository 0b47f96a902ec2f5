"""交邮: the documents leave by post; the return receipt serves them, or they come back (行政许可法 art. 44)."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import rows
from shenpi.apps.casework import delivery, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import Delivery
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.organisation.models import Person


def post_documents(case_id: UUID, task_id: UUID, *, by: Person, tracking: str, address: str) -> None:
    """Record that the documents were posted; the step stays open. Raises Invalid; Refusal while one is under way."""
    faults = {}
    if not tracking.strip():
        faults["tracking"] = [_("请填写邮件号码")]
    if not address.strip():
        faults["address"] = [_("请填写收件地址")]
    if faults:
        raise Invalid("posting_incomplete", _("请填写邮件号码和收件地址。"), fields=faults)
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "serve")
        actor = for_task(unit, by, task, "serve")
        if delivery.pending(unit.case):
            raise Refusal("already_posted", _("已有邮件寄出。请先登记它的回执或退回。"))
        found = Delivery(
            case_id=unit.case.id,
            method=delivery.Method.POST,
            state=Delivery.State.SENT,
            recipient=unit.case.applicant["name"][:64],
            documents=[str(each.id) for each in delivery.due(unit.case)],
            tracking=tracking.strip()[:40],
            address=address.strip()[:200],
            sent_at=unit.now,
        )
        unit.insert(found)
        told = {**delivery.told(found), "tracking": found.tracking, "opened": []}
        unit.record("document.posted", told, actor)


def record_undelivered(case_id: UUID, task_id: UUID, *, by: Person, reason: str) -> None:
    """Record that the letter came back unserved; another way is taken then. Raises Invalid, Refusal."""
    if not reason.strip():
        words = _("请写明退回的原因")
        raise Invalid("reason_missing", words, fields={"reason": [words]})
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "serve")
        actor = for_task(unit, by, task, "serve")
        found = delivery.pending(unit.case)
        if found is None:
            raise Refusal("not_posted", _("没有寄出的邮件。"))
        found.state, found.note = Delivery.State.FAILED, reason.strip()[:500]
        unit.execute(rows.update(found, ["state", "note"]))
        told = {**delivery.told(found), "reason": found.note, "opened": []}
        unit.record("document.undelivered", told, actor)
