"""登记缴款: what a decision imposed was paid into the treasury, with what lateness added."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import dues, fees, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import Payment
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation.models import Person


def collect(
    case_id: UUID, task_id: UUID, *, by: Person, paid_on: date | None, amount: str, receipt_number: str
) -> None:
    """Record the payment by the bank's receipt (行政处罚法 art. 67, 72); the agency itself takes no money.

    The whole sum is due, and for a fine that is late three per cent a day, never more than the fine. Raises Invalid.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "collect")
        actor = for_task(unit, by, task, "collect")
        owed = dues.of(unit.case)
        faults: dict[str, list[Message]] = {}
        today = timekeeping.local(unit.now).date()
        decided = timekeeping.local(unit.case.decided_at or unit.now).date()
        if paid_on is None or not decided <= paid_on <= today:
            faults["paid_on"] = [_("缴款日期应当在作出决定之后、今天或者今天以前")]
        if not receipt_number.strip():
            faults["receipt_number"] = [_("请填写票据号码")]
        extra = owed.surcharge(paid_on) if owed and paid_on and "paid_on" not in faults else Decimal(0)
        whole = (owed.amount if owed else Decimal(0)) + extra
        if fees.yuan(amount) != whole and "paid_on" not in faults:
            said = {"whole": f"{whole:,.2f}", "extra": f"{extra:,.2f}"}
            faults["amount"] = [_("应缴 %(whole)s 元，其中加处罚款 %(extra)s 元，请核对票据") % said]
        if faults or paid_on is None:
            raise Invalid("payment_incomplete", _("请按票据填写缴款日期、金额和票据号码。"), fields=faults)
        number = receipt_number.strip()
        unit.update_where_case(Payment, paid_at=unit.now, receipt_number=number)
        told = {
            "receipt_number": number,
            "amount": str(whole),
            "surcharge": str(extra),
            "paid_on": paid_on.isoformat(),
        }
        steps.complete(unit, task, actor, steps.Signed("paid"), "payment.recorded", told)
