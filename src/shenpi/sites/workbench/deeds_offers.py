"""What may be chosen on the steps of offering a public resource by listing (挂牌出让)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import acts
from shenpi.sites.common.access import StaffRequest
from shenpi.sites.workbench import performing
from shenpi.sites.workbench.deed import Deed
from shenpi.sites.workbench.deeds_handling import SEND_BACK
from shenpi.sites.workbench.inputs import Posted

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task


def _draft(request: StaffRequest, case: Case, task: Task) -> None:
    posted = Posted(request)
    terms = acts.Terms(
        start=posted.words("start", longest=20),
        step=posted.words("step", longest=20),
        deposit=posted.words("deposit", longest=20),
        reserve=posted.words("reserve", longest=20),
        opens_on=posted.day("opens_on"),
        closes_on=posted.day("closes_on"),
        place=posted.words("place", longest=100),
        decided=posted.words("decided"),
    )
    posted.check()
    acts.draft_offer(case.id, task.id, by=request.user, terms=terms)


def _register(request: StaffRequest, case: Case, task: Task) -> None:
    posted = Posted(request)
    said = {name: posted.words(name, longest=100) for name in ("name", "id_number", "phone", "receipt")}
    paid_on = posted.day("paid_on")
    posted.check()
    acts.register_bidder(case.id, task.id, by=request.user, bidder=acts.Bidder(**said, paid_on=paid_on))


def _bid(request: StaffRequest, case: Case, task: Task) -> None:
    posted = Posted(request)
    number, amount = posted.words("number", longest=3), posted.words("amount", longest=20)
    posted.check()
    known = int(number) if number.isascii() and number.isdigit() else 0
    acts.record_bid(case.id, task.id, by=request.user, number=known, amount=amount)


def _contract(request: StaffRequest, case: Case, task: Task) -> None:
    posted = Posted(request)
    verdict, number = posted.words("verdict", longest=16), posted.words("contract_number", longest=64)
    signed_on, reason = posted.day("signed_on"), posted.words("reason")
    posted.check()
    said = {"verdict": verdict, "contract_number": number, "reason": reason}
    acts.sign_contract(case.id, task.id, by=request.user, signed_on=signed_on, **said)


def _refund(request: StaffRequest, case: Case, task: Task) -> None:
    posted = Posted(request)
    refunded_on, number = posted.day("refunded_on"), posted.words("voucher_number", longest=64)
    posted.check()
    acts.refund_deposits(case.id, task.id, by=request.user, refunded_on=refunded_on, voucher_number=number)


OFFERS: dict[str, tuple[Deed, ...]] = {
    "draft_offer": (
        Deed(
            "draft_offer",
            _("拟定挂牌条件"),
            _("送负责人批准；底价在挂牌截止前保密。"),
            _draft,
            "draft_offer",
        ),
    ),
    "announce_offer": (
        Deed(
            "announce_offer",
            _("批准并发布公告"),
            _("生成挂牌出让公告；至少在挂牌开始日前二十日发布。"),
            performing.plain(acts.announce_offer),
            "nothing",
        ),
        SEND_BACK,
    ),
    "close_offer": (
        Deed(
            "register_bidder",
            _("登记竞买人"),
            _("生成竞买资格确认书，编定竞买号。"),
            _register,
            "register_bidder",
        ),
        Deed("record_bid", _("登记报价"), _("登记后更新挂牌价格，不能撤回。"), _bid, "record_bid"),
        Deed(
            "close_offer",
            _("挂牌截止"),
            _("按出价和底价确定是否成交，生成成交确认书和结果公告，不能收回。"),
            performing.plain(acts.close_offer),
            danger=True,
        ),
    ),
    "sign_contract": (
        Deed(
            "sign_contract",
            _("登记合同"),
            _("逾期不签订的，保证金不予退还。"),
            _contract,
            "sign_contract",
        ),
    ),
    "refund_deposits": (
        Deed(
            "refund_deposits",
            _("登记退还保证金"),
            _("生成退还清单；竞得人的保证金转作定金。"),
            _refund,
            "refund_deposits",
        ),
    ),
}

STEPS: dict[str, Promise] = {
    "draft_offer": _("拟定挂牌条件"),
    "announce_offer": _("发布挂牌公告"),
    "close_offer": _("挂牌"),
    "sign_contract": _("签订出让合同"),
    "refund_deposits": _("退还保证金"),
}
