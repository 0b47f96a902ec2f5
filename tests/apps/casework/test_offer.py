"""Offering state-owned land by listing (挂牌出让), by the articles of its rules (D8-015)."""

from datetime import date

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, items, official
from shenpi.apps.casework.models import Case, PublicNotice
from shenpi.apps.documents.models import Document
from shenpi.apps.errors import Invalid, NotAllowed, Refusal
from shenpi.apps.exchange.models import OutboxMessage
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.notices.models import Notice
from shenpi.apps.supervision import signals
from shenpi.apps.supervision.models import MonitoredCase, Signal
from tests.support import county as counties
from tests.support.official import do, kinds, on, report, step, whole

TERMS = {
    "start": "1000000",
    "step": "50,000",
    "deposit": "200000",
    "reserve": "1100000",
    "opens_on": date(2026, 3, 30),
    "closes_on": date(2026, 4, 9),
    "place": "交易大厅",
    "decided": "3月2日局务会一致同意。",
}
LAST = TERMS["closes_on"]


@pytest.fixture
def county(db):
    county = counties.build(())
    own = {"item_type": "10", "accept": "land", "options": {"offer": {"days": 10}}, "statutory_limit": None}
    county.items |= counties.build_items(county, ("offer",), fee=False, co=(), **own)
    return county


def planned(county):
    seller = official.seller(items.facts(county.items["offer"].pk))
    return report(county, "offer", party=seller, source="planned", found="区政府批复〔2026〕3号。")


def draft(case, **changes):
    do(case, "draft_offer", terms=acts.Terms(**(TERMS | changes)))


def announced(county):
    """Return an offer that was announced on 2 March, a Monday, for a listing from 30 March to 9 April."""
    with on(date(2026, 3, 2)):
        case = planned(county)
        draft(case)
        do(case, "announce_offer")
    return case


def listing(county, case, act, **said):
    task = step(case, "close_offer")
    getattr(acts, act)(case.pk, task.pk, by=county["land.h"], **said)


def register(county, case, name, **changes):
    said = {"name": name, "id_number": name, "phone": "", "receipt": "川1", "paid_on": date(2026, 3, 20)}
    listing(county, case, "register_bidder", bidder=acts.Bidder(**(said | changes)))


def bid(county, case, number, amount):
    listing(county, case, "record_bid", number=number, amount=amount)


def sold(county):
    """Return an offer that bidder 2 won on its last day, a Thursday."""
    case = announced(county)
    with on(date(2026, 3, 30)):
        for name in ("甲公司", "乙公司", "丙"):
            register(county, case, name)
        bid(county, case, 1, "1000000")
        bid(county, case, 2, "1,150,000")
    with on(LAST):
        listing(county, case, "close_offer")
    return case


def day_of(moment):
    return timekeeping.local(moment).date()


def test_an_offer_from_the_plan_to_the_contract(county):
    """Arts 8 to 10, 14, 17 to 22 (D8-015): announced, listed, sold, deposits back in five days, result, contract.

    D8-016: supervision follows it, and finds no fault with what was in order.
    """
    case = sold(county)
    case = whole(case)
    assert (case.state, case.outcome, case.applicant["name"]) == ("decided", "sold", "广安区自然资源和规划局")
    assert {task.act for task in case.tasks.all()} == {"sign_contract", "refund_deposits", "publish"}
    # Art. 21: five working days after the ninth of April.
    assert day_of(step(case, "refund_deposits").due_at) == date(2026, 4, 16)
    assert day_of(step(case, "sign_contract").due_at) == date(2026, 4, 23)
    confirmation = Document.objects.get(case_id=case.pk, kind="deal_confirmation").data
    assert (confirmation["party"], confirmation["contract_by"]) == ("乙公司", "2026-04-23")
    with on(date(2026, 4, 13)):
        do(case, "publish")
        do(case, "refund_deposits", refunded_on=date(2026, 4, 13), voucher_number="农商1")
        refund = Document.objects.get(case_id=case.pk, kind="deposit_refund").data
        assert [each["name"] for each in refund["rows"]] == ["甲公司", "丙"]
        assert refund["amount"] == "400000.00"
        do(case, "sign_contract", verdict="contracted", contract_number="5116", signed_on=date(2026, 4, 10))
        do(case, "close_case")
    case = whole(case)
    assert (case.state, case.outcome, case.marking) == ("completed", "sold", "[]")
    assert PublicNotice.objects.get(case=case).applicant
    assert kinds(case) == [
        *("offer_announcement", "bidder_notice", "bidder_notice", "bidder_notice"),
        *("deal_confirmation", "offer_result", "deposit_refund"),
    ]
    settle()
    monitored = MonitoredCase.objects.get(case_id=case.pk)
    assert (monitored.state, monitored.outcome) == ("completed", "sold")
    signals.sweep()
    assert list(Signal.objects.values_list("rule", flat=True)) == []
    assert not OutboxMessage.objects.filter(destination="untold").exists()
    assert not Notice.objects.exists()


def test_the_reserve_price_and_the_bidders_stay_out_of_the_ledger(county):
    """Art. 10: secret until the listing closes; names are personal."""
    case = announced(county)
    with on(date(2026, 3, 30)):
        register(county, case, "甲公司")
    told = str([event.payload for event in ledger.events(case.pk)])
    assert "1100000" not in told
    assert "甲公司" not in told
    papers = str(list(Document.objects.filter(case_id=case.pk).values_list("data", flat=True)))
    assert "1100000" not in papers


WRONG = {
    "10: decided together": ({"decided": " "}, "decided"),
    "18: ten days": ({"closes_on": date(2026, 4, 8)}, "closes_on"),
    "the last day is a working day": ({"closes_on": date(2026, 4, 11)}, "closes_on"),
    "9: a starting price": ({"start": "0"}, "start"),
    "9: a deposit": ({"deposit": ""}, "deposit"),
    "10: a reserve below the start": ({"reserve": "999999"}, "reserve"),
    "9: a place": ({"place": ""}, "place"),
    "9: a time": ({"opens_on": None}, "opens_on"),
}
"""Article and rule → what breaks it, and the field that says so."""


def test_the_terms_are_whole_and_announced_twenty_days_ahead(county):
    """Arts 8 to 10, 18; D10-039: sent back, they are drafted anew."""
    with on(date(2026, 3, 2)):
        case = planned(county)
        for rule, (broken, field) in WRONG.items():
            with pytest.raises(Invalid) as refused:
                draft(case, **broken)
            assert set(refused.value.fields) == {field}, rule
        draft(case, reserve="")
        task = step(case, "announce_offer")
        acts.send_back(case.pk, task.pk, by=task.holder, reason="底价应当确定。")
        draft(case)
    with on(date(2026, 3, 11)):
        with pytest.raises(Refusal) as late:
            do(case, "announce_offer")
        assert late.value.code == "announced_late"
    with on(date(2026, 3, 10)):
        task = step(case, "announce_offer")
        with pytest.raises(NotAllowed):
            acts.announce_offer(case.pk, task.pk, by=county["land.h"])
        do(case, "announce_offer")
        assert day_of(step(case, "close_offer").due_at) == LAST
    whole(case)


def test_bids_rise_by_the_step_in_the_days_of_the_listing(county):
    """Arts 17 to 19: nobody bids unregistered, before the listing, or below one step more than the last."""
    case = announced(county)
    with on(date(2026, 3, 29)):
        register(county, case, "甲公司")
        with pytest.raises(Refusal):
            register(county, case, "甲公司")
        with pytest.raises(Invalid):
            register(county, case, "乙公司", paid_on=date(2026, 3, 30))
        with pytest.raises(Refusal) as early:
            bid(county, case, 1, "1000000")
        assert early.value.code == "not_listed"
    with on(date(2026, 3, 31)):
        with pytest.raises(Refusal):
            bid(county, case, 2, "1000000")
        for amount in ("999999", "", "many"):
            with pytest.raises(Invalid):
                bid(county, case, 1, amount)
        bid(county, case, 1, "1000000")
        with pytest.raises(Invalid):
            bid(county, case, 1, "1049999.99")
        bid(county, case, 1, "1050000")
        with pytest.raises(Refusal) as runs:
            listing(county, case, "close_offer")
        assert runs.value.code == "listing_runs"
    whole(case)


@pytest.mark.parametrize(
    ("bids", "outcome", "steps"),
    [
        (["1050000"], "unsold", {"publish", "refund_deposits"}),
        ([], "unsold", {"publish", "refund_deposits"}),
        (["1100000"], "sold", {"publish", "sign_contract"}),
    ],
)
def test_the_land_goes_to_the_highest_bid_that_reaches_the_reserve(county, bids, outcome, steps):
    """Art. 19: one bidder is enough; below the reserve nothing is sold, and every deposit goes back."""
    case = announced(county)
    with on(LAST):
        register(county, case, "甲公司")
        for amount in bids:
            bid(county, case, 1, amount)
        listing(county, case, "close_offer")
    case = whole(case)
    assert (case.outcome, {task.act for task in case.tasks.all()}) == (outcome, steps)


def test_who_does_not_sign_in_time_loses_the_deposit(county):
    """Art. 20; 民法典 art. 587: not before the time of the confirmation is over."""
    case = sold(county)
    with on(date(2026, 4, 23)), pytest.raises(Refusal) as early:
        do(case, "sign_contract", verdict="breached", reason="没有来。")
    assert early.value.code == "still_in_time"
    with on(date(2026, 4, 24)):
        for wrong in ({"verdict": "breached"}, {"verdict": "contracted", "contract_number": ""}):
            with pytest.raises(Invalid):
                do(case, "sign_contract", **wrong)
        do(case, "sign_contract", verdict="breached", reason="没有来。")
    assert whole(case).outcome == "breached"
    paper = Document.objects.get(case_id=case.pk, kind="deposit_forfeiture").data
    assert (paper["party"], paper["deposit"]) == ("乙公司", "200000.00")
    settle()
    assert MonitoredCase.objects.get(case_id=case.pk).outcome == "breached"
    assert Case.objects.get().state == "decided"
