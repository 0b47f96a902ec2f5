"""The five outcomes of receipt (行政许可法 art. 32), each by its article."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, items, replay, sweeps
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.catalogue.models import Item
from shenpi.apps.documents.models import Document
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.ledger import queries as ledger
from tests.support import county as counties

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def county():
    return counties.build()


@pytest.fixture
def case(county):
    with timekeeping.at(MONDAY):
        return county.receive()


def test_the_voucher_is_chinese_whatever_the_clerk_reads(county):
    with translation.override("en"):
        received = county.receive()
    voucher = Document.objects.get(case_id=received.pk, kind="receipt_voucher")
    assert voucher.data["note"].startswith("凭办件编号和查询码")


def test_nothing_of_a_secret_item_enters(county):
    """D10-057: refused at the door, also for an item that was open when its version went out."""
    Item.objects.update(secret_since=timekeeping.now(), current=None)
    items.forget()
    with pytest.raises(Refusal, match="涉密"):
        county.receive()
    assert not Case.objects.exists()


def refuse(county, case, **said):
    task = Task.objects.get(case=case, act="examine_formally")
    acts.refuse_acceptance(case.id, task.id, by=county["clerk"], **said)


def notice(case):
    return Document.objects.get(case_id=case.pk, kind="non_acceptance_notice").data


def reload(case):
    return Case.objects.get(pk=case.pk)


def test_1_no_licence_is_needed(county, case):
    """Art. 32.1.1: told at once, in writing."""
    refuse(county, case, ground="not_needed", reason="农村村民自建温室不需许可。")
    assert reload(case).state == "not_accepted"
    assert notice(case)["ground"] == "not_needed"
    assert replay.differences(reload(case)) == []


def test_2_not_this_agency_s_power_and_where_to_go(county, case):
    """Art. 32.1.2: the applicant is told which body to apply to."""
    with pytest.raises(Invalid) as refused:
        refuse(county, case, ground="not_competent", reason="属市级权限。")
    assert "referral" in refused.value.fields
    refuse(county, case, ground="not_competent", reason="属市级权限。", referral="广安市自然资源和规划局")
    assert notice(case)["referral"] == "广安市自然资源和规划局"
    assert ledger.events(case.id).last().payload["referral"] == "广安市自然资源和规划局"


def test_3_corrected_on_the_spot(county, case):
    """Art. 32.1.3: allowed, recorded, no notice; the answer's limit runs on and correction can still be asked."""
    task = county.task(case, "examine_formally")
    due = reload(case).answer_due_at
    with pytest.raises(Invalid):
        acts.correct_on_the_spot(case.id, task.id, by=county["clerk"], corrected=" \n ")
    acts.correct_on_the_spot(
        case.id,
        task.id,
        by=county["clerk"],
        corrected="第二页补签姓名\n更正面积单位",
        materials=[acts.HandedIn("application", "申请表")],
    )
    last = ledger.events(case.id).last()
    assert last.type == "filing.corrected"
    assert last.payload["corrected"] == ["第二页补签姓名", "更正面积单位"]
    assert reload(case).materials.filter(key="application", round=0).count() == 2
    assert (reload(case).state, reload(case).answer_due_at) == ("received", due)
    acts.request_correction(case.id, task.id, by=county["clerk"], faults={"plan": "缺图章"})
    assert replay.differences(reload(case)) == []


def test_4_incomplete_is_refused_only_after_the_one_notice(county, case):
    """Art. 32.1.4; D3-029, D3-031: still insufficient after the supplement."""
    with pytest.raises(Refusal) as refused:
        refuse(county, case, ground="incomplete", reason="缺图")
    assert refused.value.code == "correction_not_told"
    task = county.task(case, "examine_formally")
    acts.request_correction(case.id, task.id, by=county["clerk"], faults={"plan": "缺图章"})
    acts.supplement(case.id, by=None, materials=[acts.HandedIn("plan", "平面图")])
    refuse(county, case, ground="incomplete", reason="仍缺图章")
    assert reload(case).state == "not_accepted"


def test_4_silence_of_the_applicant_within_the_item_s_own_time_refuses(county, case):
    """D3-031: the time to supplement is the item's (here 10 working days), and its lapse refuses acceptance."""
    with timekeeping.at(MONDAY):
        task = county.task(case, "examine_formally")
        acts.request_correction(case.id, task.id, by=county["clerk"], faults={"plan": "缺图章"})
    due = reload(case).correction.due_at
    assert timekeeping.local(due).date().isoformat() == "2026-03-16"
    with timekeeping.at(due + timedelta(minutes=1)):
        assert sweeps.sweep() == 1
    assert reload(case).state == "not_accepted"
    assert notice(case)["ground"] == "unanswered"


def test_5_accepted_with_three_explicit_answers(county, case):
    """Art. 32.1.5; D3-027: each answer that is no says what is to be done instead; the answers are on record."""
    task = county.task(case, "examine_formally")
    with pytest.raises(Invalid) as refused:
        acts.accept(
            case.id, task.id, by=county["clerk"], in_jurisdiction=False, complete=True, legal_form=False
        )
    assert set(refused.value.fields) == {"in_jurisdiction", "legal_form"}
    county.accept(case)
    accepted = next(event for event in ledger.events(case.id) if event.type == "case.accepted")
    assert accepted.payload["checks"] == {"in_jurisdiction": True, "complete": True, "legal_form": True}


@pytest.mark.parametrize("ground", ["", "because"])
def test_there_is_no_other_ground(county, case, ground):
    with pytest.raises(Invalid) as refused:
        refuse(county, case, ground=ground, reason="不予受理")
    assert "ground" in refused.value.fields


def test_4_the_applicant_s_time_is_the_item_s(county):
    """D3-031: a parameter of the item, here 7 working days instead of the usual 10."""
    counties.revised(county, "parallel", correction_limit={"amount": 7, "unit": "working_days"})
    with timekeeping.at(MONDAY):
        case = county.receive()
        task = county.task(case, "examine_formally")
        acts.request_correction(case.id, task.id, by=county["clerk"], faults={"plan": "缺图章"})
    assert timekeeping.local(reload(case).correction.due_at).date().isoformat() == "2026-03-11"


def test_4_silence_accepts_from_the_day_of_receipt(county, case):
    """Art. 32.4; D10-031: both limits count from the receipt, the notice is issued afterwards and says why."""
    due = reload(case).answer_due_at
    assert timekeeping.local(due).date().isoformat() == "2026-03-09"
    with timekeeping.at(due):
        assert sweeps.sweep() == 0, "the last day is the agency's"
    with timekeeping.at(due + timedelta(minutes=1)):
        assert sweeps.sweep() == 1
    accepted = reload(case)
    assert (accepted.state, accepted.accepted_at) == ("accepted", MONDAY)
    assert timekeeping.local(accepted.promised_due_at).date().isoformat() == "2026-03-23"
    issued = Document.objects.get(case_id=case.pk, kind="acceptance_notice")
    assert issued.data["deemed"] is True
    assert issued.issued_at > due
    assert ledger.events(case.id).get(type="case.deemed_accepted").actor_name == "系统"
    assert replay.differences(accepted) == []


def test_4_silence_after_a_supplement_accepts_from_its_receipt(county, case):
    """行政许可法 art. 32.4: what the applicant corrected was received with the supplement; his days are not counted."""
    supplied = MONDAY + timedelta(days=7)
    with timekeeping.at(MONDAY):
        task = county.task(case, "examine_formally")
        acts.request_correction(case.id, task.id, by=county["clerk"], faults={"plan": "缺图章"})
    with timekeeping.at(supplied):
        acts.supplement(case.id, by=None, materials=[acts.HandedIn("plan", "平面图")])
    with timekeeping.at(reload(case).answer_due_at + timedelta(minutes=1)):
        assert sweeps.sweep() == 1
    accepted = reload(case)
    assert (accepted.state, accepted.accepted_at) == ("accepted", supplied)
    assert timekeeping.local(accepted.promised_due_at).date().isoformat() == "2026-03-30"
    issued = Document.objects.get(case_id=case.pk, kind="acceptance_notice")
    assert (issued.data["deemed"], issued.data["supplemented"]) == (True, True)
    assert replay.differences(accepted) == []


def test_materials_are_frozen_after_acceptance(county, case):
    """D3-032: by no act does a material change, come or go any more."""
    task = county.task(case, "examine_formally")
    county.accept(case)
    before = list(reload(case).materials.order_by("id").values())
    handed = [acts.HandedIn("plan", "平面图")]
    for act in (
        lambda: acts.correct_on_the_spot(
            case.id, task.id, by=county["clerk"], corrected="换图", materials=handed
        ),
        lambda: acts.supplement(case.id, by=county["clerk"], materials=handed),
        lambda: acts.supplement(case.id, by=None, materials=handed),
        lambda: acts.fill_gap(case.id, by=None, materials=handed),
    ):
        with pytest.raises(Refusal):
            act()
    assert list(reload(case).materials.order_by("id").values()) == before
