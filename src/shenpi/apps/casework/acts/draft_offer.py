"""拟定挂牌条件: what is offered from which price, when, and under which deposit."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import offers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.commitments import committed
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation.models import Person


@dataclass(frozen=True)
class Terms:
    """The terms as typed: prices in yuan, the days of the listing, its place, and how they were decided together."""

    start: str
    step: str
    deposit: str
    reserve: str
    opens_on: date | None
    closes_on: date | None
    place: str
    decided: str


def draft_offer(case_id: UUID, task_id: UUID, *, by: Person, terms: Terms) -> None:
    """Put down the terms (招标拍卖挂牌出让国有建设用地使用权规定 art. 7, 9, 10, 18): at least ten days of listing.

    Starting price, reserve and deposit are decided together (art. 10); the reserve price may be left out, and stays
    secret until the listing has closed: the ledger keeps a commitment to it. Raises Invalid.
    """
    money = {name: offers.yuan(getattr(terms, name)) for name in ("start", "step", "deposit", "reserve")}
    faults = _faults(terms, money)
    if faults or terms.opens_on is None or terms.closes_on is None:
        raise Invalid("terms_incomplete", _("请写明挂牌的价格、保证金和时间。"), fields=faults)
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "draft_offer")
        actor = for_task(unit, by, task, "draft_offer")
        told = {
            **{name: str(money[name]) for name in ("start", "step", "deposit")},
            "opens_on": terms.opens_on.isoformat(),
            "closes_on": terms.closes_on.isoformat(),
            "place": terms.place.strip(),
        }
        reserve = str(money["reserve"] or "")
        unit.set(
            context={**unit.case.context, "offer": {**told, "reserve": reserve, "bidders": [], "bids": []}}
        )
        told["reserve"] = committed(unit.case, {"reserve": reserve})
        signed = steps.Signed("drafted", terms.decided.strip())
        steps.complete(unit, task, actor, signed, "offer.drafted", {"terms": told})


def _faults(terms: Terms, money: dict[str, Decimal | None]) -> dict[str, list[Message]]:
    faults: dict[str, list[Message]] = {
        name: [_("请填写金额，单位元，最多两位小数")]
        for name, amount in money.items()
        if amount is None and (name != "reserve" or terms.reserve.strip())
    }
    start, reserve = money["start"], money["reserve"]
    if start and reserve and reserve < start:
        faults["reserve"] = [_("底价不得低于起始价")]
    opens, closes, calendar = terms.opens_on, terms.closes_on, timekeeping.calendar()
    if opens is None:
        faults["opens_on"] = [_("请填写挂牌开始的日期")]
    if closes is None:
        faults["closes_on"] = [_("请填写挂牌截止的日期")]
    elif opens is not None and (closes - opens).days < offers.LASTS:
        faults["closes_on"] = [_("挂牌时间不得少于 %(days)s 日") % {"days": offers.LASTS}]
    elif not calendar.is_working_day(closes):
        faults["closes_on"] = [_("挂牌截止应当在工作日，由主持人现场确定")]
    if not terms.place.strip():
        faults["place"] = [_("请填写挂牌的场所")]
    if not terms.decided.strip():
        faults["decided"] = [_("起始价、底价和保证金应当集体决策，请写明时间、参加人和结论")]
    return faults
