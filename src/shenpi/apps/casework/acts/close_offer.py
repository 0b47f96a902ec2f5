"""挂牌截止: the listing is over; the land goes to the highest bid that reaches the reserve price, or to nobody."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import items, limits, offers, papers, proceedings, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.states import Outcome, State
from shenpi.apps.casework.unit import Unit, on_case
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import Limit
from shenpi.core.worktime import Unit as Days


def close_offer(case_id: UUID, task_id: UUID, *, by: Person) -> None:
    """Close the listing on its last day and confirm the deal (招标拍卖挂牌出让国有建设用地使用权规定 art. 19, 20).

    One bidder is enough. The confirmation binds both sides and says until when the contract is signed; the winner's
    deposit becomes the earnest money. Raises Refusal before the last day.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "close_offer")
        actor = for_task(unit, by, task, "close_offer")
        proceedings.guard_decision(unit)
        offer = offers.of(unit.case)
        if offers.today(unit) < offers.closes_on(offer):
            raise Refusal("listing_runs", _("挂牌还没有到截止的日期。"))
        gone, won = proceedings.abandon(unit), offers.winner(offer)
        outcome = Outcome.SOLD if won else Outcome.UNSOLD
        sale = {"bidder": won.number, "price": str(won.amount)} if won else {}
        unit.set(
            state=State.DECIDED,
            outcome=outcome.value,
            decided_at=unit.now,
            context={
                **unit.case.context,
                "sale": sale,
                "refund_due": bool(offers.refundable(offer, won)),
            },
        )
        said = {**offers.described(unit.case), "bidders": len(offer["bidders"]), "bids": len(offer["bids"])}
        if won:
            documents = [_confirm(unit, won)]
            said |= {"winner": offers.bidder(offer, won.number)["name"], "amount": str(won.amount)}
        else:
            documents = []
        documents.append(papers.issue(unit, "offer_result", **said, closed_on=offer["closes_on"]))
        told = {
            "outcome": unit.case.outcome,
            "fixed": {"sale": sale},
            "closed": gone,
            "documents": documents,
        }
        steps.complete(unit, task, actor, steps.Signed(outcome.value), "case.decided", told)


def _confirm(unit: Unit, won: offers.Bid) -> dict[str, str]:
    offer = offers.of(unit.case)
    days = int(items.facts(unit.case.item_version_id).options["offer"]["days"])
    contract_by = limits.name(unit, offers.CONTRACT, Limit(days, Days.WORKING_DAYS), unit.now)
    return papers.issue(
        unit,
        "deal_confirmation",
        **offers.described(unit.case),
        party=offers.bidder(offer, won.number)["name"],
        bidder_number=won.number,
        amount=str(won.amount),
        deposit=offer["deposit"],
        place=offer["place"],
        closed_on=offer["closes_on"],
        contract_by=papers.day(contract_by),
    )
