"""送达: hand the documents to the applicant and keep the proof."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.commitments import committed
from shenpi.apps.casework.models import Delivery
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person

METHODS = {"window": _("窗口领取"), "post": _("邮寄送达"), "electronic": _("电子送达")}


def serve(case_id: UUID, task_id: UUID, *, by: Person, method: str, recipient: str, text: str = "") -> None:
    """Record the service of the decision with who received it (行政许可法 art. 44; D3-056, D3-057). Raises Invalid."""
    faults = {}
    if method not in METHODS:
        faults["method"] = [_("请选择送达方式")]
    if not recipient.strip():
        faults["recipient"] = [_("请填写签收人姓名")]
    if faults:
        raise Invalid("service_incomplete", _("请填写送达方式和签收人。"), fields=faults)
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "serve")
        actor = for_task(unit, by, task, "serve")
        unit.insert(
            Delivery(case_id=unit.case.id, method=method, recipient=recipient.strip(), served_at=unit.now)
        )
        facts = {"method": method, "recipient": committed(unit.case, {"recipient": recipient.strip()})}
        steps.complete(unit, task, actor, steps.Signed("served", text), "document.served", facts)
