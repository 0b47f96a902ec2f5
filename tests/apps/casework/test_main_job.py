"""An application becomes a decision: the acts in order, through the process that was drawn."""

from datetime import UTC, datetime, timedelta

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, queries, replay, sweeps
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.documents.models import Document
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Refusal, Stale
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.ledger.verification import verify
from tests.support import county as counties

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def county():
    return counties.build()


def acts_of(case):
    return sorted(Task.objects.filter(case=case).values_list("act", flat=True))


def reload(case):
    return Case.objects.get(pk=case.pk)


def kinds(case):
    return list(Document.objects.filter(case_id=case.id).order_by("id").values_list("kind", flat=True))


def test_the_granting_path_with_a_fee(county):
    """Received, accepted, three offices in parallel, granted, paid, issued, served, published.

    D1-001, D1-003, D3-002, D3-026, D3-027, D3-028, D3-038, D3-039, D3-041, D3-045, D3-054, D3-055, D3-056, D3-058,
    D10-029, D10-032, D10-034, D10-040, D10-074.
    """
    with timekeeping.at(MONDAY):
        case = county.receive()
        assert acts_of(case) == ["examine_formally"]
        county.accept(case)
        slip = Document.objects.get(case_id=case.id, kind="acceptance_notice")
        assert [row["name"] for row in slip.data["materials"]] == [
            m.name for m in case.materials.order_by("id")
        ]
        assert (slip.data["materials"][0]["copies"], slip.data["received_by"]) == (1, county["clerk"].name)
        assert acts_of(case) == ["examine", "examine", "examine"]
        county.examine_all(case)
        county.decide(case)
        assert acts_of(case) == ["notify_payment"]
        acts.notify_payment(case.id, county.task(case, "notify_payment").id, by=county["clerk"])
        assert reload(case).state == "awaiting_payment"
        task = county.task(case, "record_payment")
        acts.record_payment(case.id, task.id, by=county["clerk"], receipt_number="川财0012345")
        county.finish(case)
    done = reload(case)
    assert (done.state, done.outcome) == ("completed", "granted")
    assert acts_of(case) == []
    assert kinds(case) == [
        "receipt_voucher",
        "acceptance_notice",
        "payment_notice",
        "grant_decision",
        "payment_voucher",
        "certificate",
        "service_proof",
    ]
    assert replay.differences(done) == []
    assert not list(verify(case.id))


def test_the_lead_joins_only_when_every_office_is_done(county):
    """D3-046: the leader's step opens with the last head's opinion, not before."""
    case = county.receive()
    county.accept(case)
    for office in ("land", "farm", "law"):
        assert not {"decide", "joint_review"} & set(acts_of(case))
        acts.examine(
            case.id, county.task(case, "examine", office).id, by=county[f"{office}.h"], verdict="agree"
        )
        acts.review(
            case.id, county.task(case, "review", office).id, by=county[f"{office}.head"], verdict="agree"
        )
    assert acts_of(case) == ["decide"]


def test_a_disagreement_needs_reason_and_basis(county):
    """D3-021, D3-044: free text alone, or a bare "no", is not an opinion."""
    case = county.receive()
    county.accept(case)
    task = county.task(case, "examine", "land")
    with pytest.raises(Invalid):
        acts.examine(case.id, task.id, by=county["land.h"], verdict="", text="看过了")
    with pytest.raises(Invalid) as refused:
        acts.examine(case.id, task.id, by=county["land.h"], verdict="disagree", reason="不符合规划")
    assert set(refused.value.fields) == {"basis"}
    assert Task.objects.filter(pk=task.pk).exists()


def test_only_the_office_s_own_people_sign(county):
    """D3-016, D3-039: another office's handler may not sign."""
    case = county.receive()
    county.accept(case)
    with pytest.raises(NotAllowed):
        acts.examine(case.id, county.task(case, "examine", "land").id, by=county["farm.h"], verdict="agree")


def test_divisions_cannot_receive(county):
    """D3-004: offices and their people can make no intake."""
    with pytest.raises(NotAllowed):
        acts.receive(county.filing(), by=county["land.h"])


def test_a_step_is_done_once(county):
    """A stale page: somebody else acted first, nothing is done twice."""
    case = county.receive()
    task = county.task(case, "examine_formally")
    county.accept(case)
    with pytest.raises(Stale):
        acts.accept(
            case.id, task.id, by=county["clerk"], in_jurisdiction=True, complete=True, legal_form=True
        )


def test_sent_back_the_case_is_examined_again_and_its_clock_runs_on(county):
    """D10-039: a reason is needed, somebody holds the case at every moment, time used stays counted."""
    with timekeeping.at(MONDAY):
        case = county.receive("committed")
        county.accept(case)
    due = reload(case).promised_due_at
    task = county.task(case, "examine")
    acts.examine(case.id, task.id, by=county["land.h"], verdict="agree")
    review = county.task(case, "review")
    with pytest.raises(Invalid):
        acts.send_back(case.id, review.id, by=county["land.head"], reason=" ")
    acts.send_back(case.id, review.id, by=county["land.head"], reason="请补充现场情况")
    assert acts_of(case) == ["examine"]
    assert reload(case).promised_due_at == due
    assert replay.differences(reload(case)) == []


def test_at_an_immediate_item_the_window_decides(county):
    """D1-026: power that the process gives to the window is the window's, with limits like anybody's."""
    county.items |= counties.build_items(county, ("immediate",), fee=False)
    case = county.receive("immediate")
    county.accept(case)
    task = county.task(case, "decide")
    assert task.due_at is not None
    acts.decide(case.id, task.id, by=county["clerk"], verdict="grant")
    assert reload(case).outcome == "granted"


def test_refusal_is_issued_with_reasons(county):
    """D3-057: refusal makes its decision at once, no fee, and the case ends published."""
    case = county.receive()
    county.accept(case)
    county.examine_all(case)
    county.decide(case, "refuse", reason="不符合国土空间规划", basis="土地管理法第四十四条")
    assert "refusal_decision" in kinds(case)
    county.finish(case)
    assert (reload(case).state, reload(case).outcome) == ("completed", "refused")


def test_correction_is_told_once(county):
    """D3-029, D10-030: the whole list once; a second notice is refused."""
    case = county.receive()
    task = county.task(case, "examine_formally")
    acts.request_correction(
        case.id, task.id, by=county["clerk"], faults={"plan": "缺少比例尺", "application": "未签名"}
    )
    assert reload(case).state == "correcting"
    acts.supplement(
        case.id, by=None, materials=[acts.HandedIn("plan", "平面图", "electronic", 1, "ab" * 32, "p.pdf")]
    )
    again = county.task(case, "examine_formally")
    with pytest.raises(Refusal) as refused:
        acts.request_correction(case.id, again.id, by=county["clerk"], faults={"plan": "仍缺"})
    assert refused.value.code == "second_correction"
    county.accept(case)
    assert reload(case).state == "accepted"
    assert replay.differences(reload(case)) == []


def test_a_late_supplement_ends_in_refusal_of_acceptance(county):
    """D3-031: nothing supplied in time leads to the non-acceptance notice, by the system."""
    with timekeeping.at(MONDAY):
        case = county.receive()
        task = county.task(case, "examine_formally")
        acts.request_correction(case.id, task.id, by=county["clerk"], faults={"plan": "缺少比例尺"})
    with timekeeping.at(MONDAY + timedelta(days=13)):
        assert sweeps.sweep() == 0
    with timekeeping.at(MONDAY + timedelta(days=15)):
        assert sweeps.sweep() == 1
        assert sweeps.sweep() == 0
    assert reload(case).state == "not_accepted"
    assert acts_of(case) == []
    assert kinds(case)[-1] == "non_acceptance_notice"


def test_silence_is_acceptance_from_the_day_of_receipt(county):
    """行政许可法 art. 32.4, D10-031: five silent working days, dated back to receipt."""
    with timekeeping.at(MONDAY):
        case = county.receive()
    with timekeeping.at(MONDAY + timedelta(days=7, hours=8)):
        assert sweeps.sweep() == 0
    with timekeeping.at(MONDAY + timedelta(days=7, hours=9)):
        assert sweeps.sweep() == 1
    found = reload(case)
    assert (found.state, found.accepted_at) == ("accepted", MONDAY)
    assert ledger.events(case.id).last().actor_name == "系统"


def test_an_unpaid_fee_ends_in_refusal(county):
    """D3-057: not paid by the deadline, configured as refusal."""
    with timekeeping.at(MONDAY):
        case = county.receive()
        county.accept(case)
        county.examine_all(case)
        county.decide(case)
        acts.notify_payment(case.id, county.task(case, "notify_payment").id, by=county["clerk"])
    with timekeeping.at(MONDAY + timedelta(days=20)):
        assert sweeps.sweep() == 1
        assert reload(case).outcome == "refused"
        assert kinds(case)[-1] == "refusal_decision"
        county.finish(case)
    assert reload(case).state == "completed"
    assert replay.differences(reload(case)) == []


def test_withdrawal_ends_the_case_and_every_open_step(county):
    """D3-033 to D3-035."""
    case = county.receive()
    county.accept(case)
    acts.withdraw(case.id, by=None, reason="项目调整")
    assert reload(case).state == "withdrawn"
    assert acts_of(case) == []
    assert kinds(case)[-1] == "withdrawal_decision"
    with pytest.raises(Refusal):
        acts.withdraw(case.id, by=None)
    assert replay.differences(reload(case)) == []


def test_a_filing_can_be_withdrawn_before_acceptance(county):
    """D3-033: also while it waits to be examined."""
    case = county.receive()
    acts.withdraw(case.id, by=county["clerk"], reason="填错")
    assert reload(case).state == "withdrawn"
    assert acts_of(case) == []


def test_nobody_reviews_their_own_step(county):
    """Separation (D3-020): the head who examined for the handler may not sign the preliminary opinion."""
    from shenpi.apps.organisation.models import Post

    Post.objects.create(
        person=county["land.h"],
        office=county.offices["land"],
        role="office_head",
        valid_from=counties.LONG_AGO,
    )
    Post.objects.filter(person=county["land.head"]).delete()
    case = county.receive("committed")
    county.accept(case)
    task = county.task(case, "examine")
    acts.examine(case.id, task.id, by=county["land.h"], verdict="agree")
    with pytest.raises(NotAllowed) as refused:
        acts.review(case.id, county.task(case, "review").id, by=county["land.h"], verdict="agree")
    assert refused.value.code == "own_step"


def test_the_ledger_names_no_applicant_but_the_rows_do(county):
    """个人信息保护法 art. 47: hashed events cannot be erased, so the applicant's name never enters them."""
    filing = county.filing("committed", applicant={"kind": "person", "name": "欧阳修竹", "id_number": "x"})
    case = acts.receive(filing, by=county["clerk"])
    task = county.task(case, "examine_formally")
    acts.request_correction(case.id, task.id, by=county["clerk"], faults={"plan": "缺少比例尺"})
    handed = acts.HandedIn("plan", "平面图", "electronic", 1, "ab" * 32, "欧阳修竹的平面图.pdf")
    acts.supplement(case.id, by=None, materials=[handed])
    county.accept(case)
    county.examine_all(case)
    county.decide(case, "refuse", reason="不符合规划", basis="土地管理法")
    task = county.task(case, "serve")
    acts.serve(case.id, task.id, by=county["clerk"], method="window", recipient="欧阳修竹")
    told = [(event.actor_name, str(event.payload)) for event in ledger.events(case.id)]
    assert not [event for event in told if "欧阳修竹" in "".join(event)]
    assert "申请人" in [name for name, _payload in told]
    assert "欧阳修竹" in {each.person_name for each in queries.opinions(case) if each.verdict == "supplied"}
    assert case.deliveries.get().recipient == "欧阳修竹"
    assert case.materials.get(round=1).filename == "欧阳修竹的平面图.pdf"
    assert replay.differences(reload(case)) == []
    assert not list(verify(case.id))


def test_a_filing_given_back_has_its_own_event_and_voucher_and_is_at_rest(county):
    """Before acceptance there is nothing that a decision could end; replay holds the case to its end."""
    case = county.receive()
    task = county.task(case, "examine_formally")
    acts.request_correction(case.id, task.id, by=county["clerk"], faults={"plan": "缺签名"})
    acts.withdraw(case.id, by=None, reason="项目调整")
    last = ledger.events(case.id).last()
    assert last.type == "filing.returned"
    assert [row["element"] for row in last.payload["closed"]] == ["await_supplement"]
    assert kinds(case)[-1] == "filing_return"
    assert replay.differences(reload(case)) == []
    Case.objects.filter(pk=case.pk).update(marking='["serve"]')
    assert replay.differences(reload(case)) == ["ended: False ≠ True"]


def test_an_applicant_who_withdraws_is_not_named_in_the_ledger(county):
    case = county.receive()
    acts.withdraw(case.id, by=None, reason="项目调整")
    last = ledger.events(case.id).last()
    assert (last.actor_id, last.actor_name, last.capacity) == (None, "申请人", "self")


def test_a_declared_payment_waits_for_the_window(county):
    """D3-054: the declaration moves nothing; the first one stands, and one for no fee is refused."""
    case = county.receive()
    with pytest.raises(NotFound):
        acts.note_declaration(case.id, receipt_number="1", declared_at=MONDAY)
    county.accept(case)
    county.examine_all(case)
    county.decide(case)
    acts.notify_payment(case.id, county.task(case, "notify_payment").id, by=county["clerk"])
    for number in ("川财0012345", "川财9"):
        acts.note_declaration(case.id, receipt_number=number, declared_at=MONDAY)
    fee = reload(case).payment
    assert (fee.declared_number, fee.declared_at, fee.paid_at) == ("川财0012345", MONDAY, None)
    assert reload(case).state == "awaiting_payment"
    assert acts_of(case) == ["record_payment"]
    assert replay.differences(reload(case)) == []
