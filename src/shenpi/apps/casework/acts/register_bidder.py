"""登记竞买人: who fulfils the conditions and paid the deposit may bid, under a number."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import offers, papers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.commitments import committed
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Message, Refusal, worded
from shenpi.apps.organisation.models import Person


@dataclass(frozen=True)
class Bidder:
    """Who wants to bid, and by which receipt the deposit was paid."""

    name: str
    id_number: str
    phone: str
    receipt: str
    paid_on: date | None


def register_bidder(case_id: UUID, task_id: UUID, *, by: Person, bidder: Bidder) -> None:
    """Register a bidder and tell him that he may take part (招标拍卖挂牌出让国有建设用地使用权规定 art. 11, 14).

    Until the listing closes, with the whole deposit paid. Raises Invalid, Refusal.
    """
    faults = _faults(bidder)
    if faults or bidder.paid_on is None:
        raise Invalid("bidder_incomplete", _("请填写竞买人和保证金的缴纳情况。"), fields=faults)
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "close_offer")
        actor = for_task(unit, by, task, "register_bidder")
        offer, today = offers.of(unit.case), offers.today(unit)
        if today > offers.closes_on(offer):
            raise Refusal("listing_over", _("挂牌已经截止，不能再登记竞买人。"))
        if bidder.paid_on > today:
            words: list[Message] = [_("缴款日期应当是今天或者今天以前")]
            raise Invalid("paid_on", _("请核对缴款日期。"), fields={"paid_on": words})
        if any(each["id_number"] == bidder.id_number.strip() for each in offer["bidders"]):
            raise Refusal("registered_before", _("这个竞买人已经登记过。"))
        if len(offer["bidders"]) >= offers.BIDDERS:
            raise Refusal("too_many", worded(_("竞买人最多 %(most)s 个。"), most=offers.BIDDERS))
        number = len(offer["bidders"]) + 1
        said = {key: getattr(bidder, key).strip() for key in ("name", "id_number", "phone", "receipt")}
        row = {**said, "number": number, "paid_on": bidder.paid_on.isoformat()}
        offers.change(unit, bidders=[*offer["bidders"], row])
        terms = {key: offer[key] for key in ("start", "step", "deposit", "opens_on", "closes_on", "place")}
        paper = papers.issue(unit, "bidder_notice", party=said["name"], bidder_number=number, **terms)
        told = {"bidder": number, "registered": committed(unit.case, row), "documents": [paper], "opened": []}
        unit.record("bidder.registered", told, actor)


def _faults(bidder: Bidder) -> dict[str, list[Message]]:
    faults: dict[str, list[Message]] = {
        name: [words]
        for name, words in (
            ("name", _("请填写竞买人姓名或名称")),
            ("id_number", _("请填写证件号码")),
            ("receipt", _("请填写保证金的票据号码")),
        )
        if not getattr(bidder, name).strip()
    }
    if bidder.paid_on is None:
        faults["paid_on"] = [_("请填写缴款日期")]
    return faults
