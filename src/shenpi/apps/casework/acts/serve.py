"""送达: hand the documents to the applicant and keep the proof."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import rows, timekeeping
from shenpi.apps.casework import delivery, dues, steps
from shenpi.apps.casework.acts.complete import complete
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.commitments import committed
from shenpi.apps.casework.delivery import Method
from shenpi.apps.casework.models import Delivery
from shenpi.apps.casework.states import Channel
from shenpi.apps.casework.unit import Unit, on_case
from shenpi.apps.errors import Invalid, Message, Refusal
from shenpi.apps.organisation.models import Person


def serve(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    method: str,
    recipient: str,
    text: str = "",
    consent: bool = False,
    received_on: date | None = None,
) -> None:
    """Record the service of the decision with who received it (行政许可法 art. 44; D3-056, D3-057).

    A case whose result was published before is completed with it.
    `text` says of papers left why they were refused, and who witnessed it. `consent`: the recipient agreed to
    electronic service. A letter is served on the day of its return receipt, `received_on`. Raises Invalid, Refusal.
    """
    faults = _faults(method, recipient.strip(), text.strip(), consent, received_on)
    if faults:
        raise Invalid("service_incomplete", _("请填写送达方式和签收人。"), fields=faults)
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "serve")
        actor = for_task(unit, by, task, "serve")
        served = delivery.due(unit.case)
        found = _posted(unit, received_on) if method == Method.POST else _handed(unit, method)
        found.recipient, found.note = recipient.strip(), text.strip()[:500]
        found.documents = [str(each.id) for each in served]
        found.state = Delivery.State.SERVED
        if method == Method.POST:
            unit.execute(rows.update(found, ["recipient", "note", "documents", "state", "served_at"]))
        else:
            unit.insert(found)
        proof = delivery.prove(unit, found, served, actor.signature)
        dues.begin(unit, found.served_at or unit.now)
        on = timekeeping.local(found.served_at or unit.now).date().isoformat()
        facts = {
            **delivery.told(found),
            "served_on": on,
            "recipient": committed(unit.case, {"recipient": found.recipient}),
            "documents": [proof],
        }
        words = "" if method == Method.LEFT else text  # the witnesses' names stay out of the ledger
        if steps.complete(unit, task, actor, steps.Signed("served", words), "document.served", facts):
            unit.record("case.completed", {"outcome": unit.case.outcome, "opened": []}, actor)
            complete(unit)


def _faults(
    method: str, recipient: str, text: str, consent: bool, received_on: date | None
) -> dict[str, list[Message]]:
    faults: dict[str, list[Message]] = {}
    if method not in Method.values:
        faults["method"] = [_("请选择送达方式")]
    if not recipient:
        faults["recipient"] = [_("请填写签收人姓名")]
    if method == Method.ELECTRONIC and not consent:
        faults["consent"] = [_("电子送达须经受送达人同意，请确认后勾选。")]
    if method == Method.LEFT and not text:
        faults["text"] = [_("留置送达须写明拒收的事由和日期、见证人姓名。")]
    if method == Method.POST and received_on is None:
        faults["received_on"] = [_("请填写回执上的签收日期")]
    return faults


def _handed(unit: Unit, method: str) -> Delivery:
    if method == Method.ELECTRONIC and unit.case.channel != Channel.ONLINE:
        raise Refusal("no_account", _("申请人没有在网上申报，文书不能送达其账户。请改用其他方式送达。"))
    return Delivery(case_id=unit.case.id, method=method, served_at=unit.now)


def _posted(unit: Unit, received_on: date | None) -> Delivery:
    found = delivery.pending(unit.case)
    if found is None or found.sent_at is None or received_on is None:
        raise Refusal("not_posted", _("还没有登记交邮。请先登记邮件号码，收到回执后再登记送达。"))
    sent_on, today = timekeeping.local(found.sent_at).date(), timekeeping.local(unit.now).date()
    if not sent_on <= received_on <= today:
        words = _("签收日期应在寄出之日和今天之间")
        raise Invalid("received_on", words, fields={"received_on": [words]})
    noon = datetime(received_on.year, received_on.month, received_on.day, 12, tzinfo=timekeeping.SHANGHAI)
    found.served_at = noon
    return found
