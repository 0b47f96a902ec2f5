"""Service of documents: every way, its proof, its day, and what follows from the day (行政许可法 art. 44)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, delivery, replay
from shenpi.apps.casework.models import Case
from shenpi.apps.documents.models import Document
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.ledger import queries as ledger
from shenpi.sites.workbench.clocks import clocks
from tests.support import county as counties

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def county():
    return counties.build(("committed",), fee=False)


@pytest.fixture
def refused(county):
    """A case refused on Monday 2 March, to be served."""
    with timekeeping.at(MONDAY):
        case = county.receive("committed", materials=())
        county.accept(case)
        county.examine_all(case)
    with timekeeping.at(MONDAY + timedelta(hours=1)):
        county.decide(case, "refuse", reason="不符合规划", basis="《土地管理法》第五十七条")
    return case


def serve(county, case, *, day=0, **said):
    with timekeeping.at(MONDAY + timedelta(days=day, hours=2)):
        acts.serve(
            case.pk, county.task(case, "serve").pk, by=county["clerk"], **({"recipient": "李四"} | said)
        )


def whole(case):
    case = Case.objects.get(pk=case.pk)
    assert replay.differences(case) == []
    return case


def test_at_the_window_the_day_of_the_signature_starts_the_remedies(county, refused):
    """D3-056, D3-057; 行政复议法 art. 20, 行政诉讼法 art. 46."""
    serve(county, refused, method="window")
    case = whole(refused)
    proof = Document.objects.get(case_id=case.pk, kind="service_proof")
    assert proof.data["served"] == [
        {"title": "不予行政许可决定书", "number": Document.objects.get(kind="refusal_decision").number}
    ]
    issued = list(Document.objects.filter(case_id=case.pk))
    until = delivery.contestable(case, issued)
    assert (until.served_on, until.reconsideration, until.suit) == (
        date(2026, 3, 2),
        date(2026, 5, 6),  # 60 days end on 1 May, a holiday; the next working day
        date(2026, 9, 2),
    )


def test_a_certificate_is_served_within_ten_days_of_the_decision(county):
    """行政许可法 art. 44: 颁发、送达 in the same ten working days, however long the certificate took to make."""
    with timekeeping.at(MONDAY):
        case = county.receive("committed", materials=())
        county.accept(case)
        county.examine_all(case)
        county.decide(case)
    with timekeeping.at(MONDAY + timedelta(days=9)):
        acts.issue(case.pk, county.task(case, "issue").pk, by=county["clerk"])
        (shown,) = (each for each in clocks(whole(case)) if each.cut)
    due = county.task(case, "serve").due_at
    assert timekeeping.local(due).date() == date(2026, 3, 16)
    assert (shown.due_at, shown.rows[-1].is_due) == (due, True)
    assert "第四十四条" in shown.cut


def test_a_fee_that_no_step_asked_for_holds_up_no_certificate():
    """Found by random search, in an item of before `publication` objected: nobody was told of the fee."""
    county = counties.build(("immediate",))
    with timekeeping.at(MONDAY):
        case = county.receive("immediate", materials=())
        county.accept(case)
        acts.decide(case.pk, county.task(case, "decide").pk, by=county["clerk"], verdict="grant")
        acts.issue(case.pk, county.task(case, "issue").pk, by=county["clerk"])
    due = county.task(case, "serve").due_at
    assert timekeeping.local(due).date() <= date(2026, 3, 16), "ten days from the decision"


def test_a_letter_is_served_on_the_day_of_its_receipt_or_comes_back(county, refused):
    task = county.task(refused, "serve")
    with pytest.raises(Refusal, match="交邮"):
        serve(county, refused, method="post", received_on=date(2026, 3, 2))
    for number in ("E1", "E2"):
        with timekeeping.at(MONDAY):
            said = {"by": county["clerk"], "tracking": number, "address": "思源大道1号"}
            acts.post_documents(refused.pk, task.pk, **said)
            with pytest.raises(Refusal):
                acts.post_documents(refused.pk, task.pk, **said)
            if number == "E1":
                acts.record_undelivered(refused.pk, task.pk, by=county["clerk"], reason="地址不详")
        whole(refused)
    with pytest.raises(Invalid) as wrong:
        serve(county, refused, day=4, method="post", received_on=date(2026, 3, 9))
    assert set(wrong.value.fields) == {"received_on"}
    serve(county, refused, day=7, method="post", received_on=date(2026, 3, 5))
    case = whole(refused)
    states = list(case.deliveries.order_by("id").values_list("state", "tracking"))
    assert states == [("failed", "E1"), ("served", "E2")]
    assert ledger.events(case.pk).filter(type="document.served").get().payload["served_on"] == "2026-03-05"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"method": "pigeon"}, "method"),
        ({"method": "window", "recipient": " "}, "recipient"),
        ({"method": "electronic"}, "consent"),
        ({"method": "left"}, "text"),
        ({"method": "post"}, "received_on"),
    ],
)
def test_each_way_asks_for_what_proves_it(county, refused, said, wrong):
    with pytest.raises(Invalid) as refusal:
        serve(county, refused, **said)
    assert set(refusal.value.fields) == {wrong}


def test_electronically_only_into_an_account(county, refused):
    """国务院令716号: with the recipient's consent; who came to the window has no account here."""
    with pytest.raises(Refusal, match="账户"):
        serve(county, refused, method="electronic", consent=True)
    Case.objects.filter(pk=refused.pk).update(channel="online")
    serve(county, refused, method="electronic", consent=True)
    assert whole(refused).deliveries.get().method == "electronic"


def test_left_before_witnesses_whose_names_stay_out_of_the_ledger(county, refused):
    serve(county, refused, method="left", text="拒绝签收，见证人赵六、钱七在场。")
    case = whole(refused)
    assert "赵六" in Document.objects.get(case_id=case.pk, kind="service_proof").data["note"]
    assert not [event for event in ledger.events(case.pk) if "赵六" in str(event.payload)]
