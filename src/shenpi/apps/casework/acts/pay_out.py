"""发放: the benefit that was decided is paid to who is entitled to it."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import benefits, papers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Message, Refusal
from shenpi.apps.organisation.models import Person


def pay_out(case_id: UUID, task_id: UUID, *, by: Person, paid_on: date | None, voucher_number: str) -> None:
    """Record the payment by the bank's voucher: the amount is the decided one, and no other (D8-015).

    Raises Invalid without voucher or day, or for a day on which it cannot have been paid.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "pay_out")
        actor = for_task(unit, by, task, "pay_out")
        benefit = benefits.of(unit.case)
        if benefit is None:
            raise Refusal("nothing_to_pay", _("没有核定给付金额，不能发放。"))
        faults: dict[str, list[Message]] = {}
        today = timekeeping.local(unit.now).date()
        decided = timekeeping.local(unit.case.decided_at or unit.now).date()
        if paid_on is None or not decided <= paid_on <= today:
            faults["paid_on"] = [_("发放日期应当在作出决定之后、今天或者今天以前")]
        if not voucher_number.strip():
            faults["voucher_number"] = [_("请填写付款凭证号码")]
        if faults or paid_on is None:
            raise Invalid("payout_incomplete", _("请按付款凭证填写发放日期和凭证号码。"), fields=faults)
        number = voucher_number.strip()
        paper = papers.issue(
            unit,
            "payout_voucher",
            benefit=benefit.kind,
            amount=str(benefit.amount),
            every=benefit.every,
            paid_on=paid_on.isoformat(),
            voucher_number=number,
            paid_by=actor.signature,
        )
        told = {"amount": str(benefit.amount), "paid_on": paid_on.isoformat(), "documents": [paper]}
        signed = steps.Signed("paid_out", more={"voucher_number": number})
        steps.complete(unit, task, actor, signed, "benefit.paid", told)
