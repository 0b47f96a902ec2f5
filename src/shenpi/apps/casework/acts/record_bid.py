"""登记报价: a bidder's price, confirmed and shown as the new price of the listing."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import offers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Message, Refusal
from shenpi.apps.organisation.models import Person


def record_bid(case_id: UUID, task_id: UUID, *, by: Person, number: int, amount: str) -> None:
    """Record a bid in the order in which it came (招标拍卖挂牌出让国有建设用地使用权规定 art. 17, 19).

    From the first day of the listing until the chair closes it; on the last day those who want to go on bid on the
    spot. At least the starting price, and one step more than the last. Raises Invalid, Refusal.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "close_offer")
        actor = for_task(unit, by, task, "record_bid")
        offer = offers.of(unit.case)
        if not offers.opens_on(offer) <= offers.today(unit) <= offers.closes_on(offer):
            raise Refusal("not_listed", _("现在不在挂牌期间，不能报价。"))
        bidder, least = offers.bidder(offer, number), offers.least(offer)
        price = offers.yuan(amount)
        if price is None or price < least:
            words: list[Message] = [_("报价不得低于 %(least)s 元") % {"least": f"{least:,.2f}"}]
            raise Invalid("bid_too_low", _("请核对报价。"), fields={"amount": words})
        bid = {"number": bidder["number"], "amount": str(price), "at": unit.now.isoformat()}
        offers.change(unit, bids=[*offer["bids"], bid])
        unit.record("bid.recorded", {"bidder": bidder["number"], "amount": str(price), "opened": []}, actor)
