"""退还保证金: whoever did not win gets the deposit back, without interest, within five working days."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import offers, papers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation.models import Person


def refund_deposits(
    case_id: UUID, task_id: UUID, *, by: Person, refunded_on: date | None, voucher_number: str
) -> None:
    """Record the payment of all of them by the bank's voucher (招标拍卖挂牌出让国有建设用地使用权规定 art. 21).

    Raises Invalid without voucher or day, or for a day on which it cannot have been paid.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "refund_deposits")
        actor = for_task(unit, by, task, "refund_deposits")
        decided = timekeeping.local(unit.case.decided_at or unit.now).date()
        faults: dict[str, list[Message]] = {}
        if refunded_on is None or not decided <= refunded_on <= offers.today(unit):
            faults["refunded_on"] = [_("退还日期应当在挂牌截止之后、今天或者今天以前")]
        if not voucher_number.strip():
            faults["voucher_number"] = [_("请填写付款凭证号码")]
        if faults or refunded_on is None:
            raise Invalid("refund_incomplete", _("请按付款凭证填写退还日期和凭证号码。"), fields=faults)
        offer, sale = offers.of(unit.case), unit.case.context["sale"]
        losers = [each for each in offer["bidders"] if each["number"] != sale.get("bidder")]
        paper = papers.issue(
            unit,
            "deposit_refund",
            amount=str(Decimal(offer["deposit"]) * len(losers)),
            rows=[{"number": each["number"], "name": each["name"]} for each in losers],
            deposit=offer["deposit"],
            refunded_on=refunded_on.isoformat(),
            voucher_number=voucher_number.strip(),
            paid_by=actor.signature,
        )
        told = {"refunded_on": refunded_on.isoformat(), "refunds": len(losers), "documents": [paper]}
        signed = steps.Signed("refunded", more={"voucher_number": voucher_number.strip()})
        steps.complete(unit, task, actor, signed, "deposits.refunded", told)
