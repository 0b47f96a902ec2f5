"""签订出让合同: the winner signs in time, or loses the deposit."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import offers, papers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.states import Outcome
from shenpi.apps.casework.unit import Unit, on_case
from shenpi.apps.errors import Invalid, Message, Refusal
from shenpi.apps.organisation.models import Person


def sign_contract(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    contract_number: str = "",
    signed_on: date | None = None,
    reason: str = "",
) -> None:
    """Record the contract, "contracted" (招标拍卖挂牌出让国有建设用地使用权规定 art. 21): the deposit counts as price.

    "breached": the winner did not sign in time, and the deposit, which is earnest money, is not returned (art. 20;
    民法典 art. 587). Raises Invalid; Refusal before the time of the confirmation is over.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "sign_contract")
        actor = for_task(unit, by, task, "sign_contract")
        if verdict == "contracted":
            told = {"signed_on": _signed(unit, contract_number, signed_on)}
            signed = steps.Signed(verdict, more={"contract_number": contract_number.strip()})
            steps.complete(unit, task, actor, signed, "contract.signed", told)
            return
        if verdict != "breached" or not reason.strip():
            words: list[Message] = [_("请选择已经签订，或者写明没有签订的情况")]
            raise Invalid("contract_incomplete", _("请说明合同是否签订。"), fields={"reason": words})
        if task.due_at is not None and unit.now <= task.due_at:
            raise Refusal("still_in_time", _("成交确认书约定的签订期限还没有届满，不能没收保证金。"))
        offer, sale = offers.of(unit.case), unit.case.context["sale"]
        unit.set(outcome=Outcome.BREACHED.value)
        paper = papers.issue(
            unit,
            "deposit_forfeiture",
            party=offers.bidder(offer, sale["bidder"])["name"],
            deposit=offer["deposit"],
            amount=sale["price"],
            reason=reason.strip(),
        )
        breach = {"outcome": unit.case.outcome, "documents": [paper]}
        steps.complete(unit, task, actor, steps.Signed(verdict, "", reason.strip()), "offer.breached", breach)


def _signed(unit: Unit, contract_number: str, signed_on: date | None) -> str:
    faults: dict[str, list[Message]] = {}
    decided = timekeeping.local(unit.case.decided_at or unit.now).date()
    if signed_on is None or not decided <= signed_on <= offers.today(unit):
        faults["signed_on"] = [_("签订日期应当在成交之后、今天或者今天以前")]
    if not contract_number.strip():
        faults["contract_number"] = [_("请填写合同编号")]
    if faults or signed_on is None:
        raise Invalid("contract_incomplete", _("请填写合同编号和签订日期。"), fields=faults)
    return signed_on.isoformat()
