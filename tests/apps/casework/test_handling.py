"""Handling between dispatch and decision: field checks, third parties, meetings, headings, fees, superiors."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, decisions, fees, headings, meetings, replay, sweeps
from shenpi.apps.casework.models import Case, Payment, Task
from shenpi.apps.documents.models import Document
from shenpi.apps.errors import Invalid, NotAllowed, Refusal
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.ledger.verification import verify
from shenpi.apps.organisation import acts as organisation
from tests.support import county as counties

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
MINUTES = meetings.Minutes(TODAY, "郑国华、陈刚、赵静", "各科室说明意见，一致认为符合规划。")
FOUR = dict.fromkeys((each.value for each in headings.Heading), headings.Found("meets"))


@pytest.fixture
def county():
    return counties.build(("parallel", "land", "township"), fee=False)


@pytest.fixture(autouse=True)
def monday():
    with timekeeping.at(MONDAY):
        yield


def accepted(county, process="parallel"):
    case = county.receive(process)
    county.accept(case)
    return case


def reload(case):
    return Case.objects.get(pk=case.pk)


def whole(case):
    assert replay.differences(reload(case)) == []
    assert not list(verify(case.pk))


def papers(case, kind):
    return list(Document.objects.filter(case_id=case.pk, kind=kind).order_by("id"))


def refused(code, act, *args, **said):
    with pytest.raises(Refusal) as found:
        act(*args, **said)
    assert found.value.code == code
    return getattr(found.value, "fields", {})


# Field check: 行政许可法 art. 34.3


def order(county, case, *officers, matter="核对红线"):
    chosen = [county[each].pk for each in officers]
    acts.order_field_check(case.id, by=county["land.h"], officers=chosen, matter=matter)


def record(county, case, **changes):
    task = county.task(case, "record_field_check")
    said = {"checked_on": TODAY, "place": "石岗村", "findings": "界址清楚。"} | changes
    acts.record_field_check(case.id, task.id, by=task.holder, **said)


@pytest.mark.parametrize(
    "officers", [(), ("land.h",), ("land.h", "land.h"), ("land.h", "clerk")], ids=lambda o: "-".join(o)
)
def test_fewer_than_two_officers_are_no_field_check(county, officers):
    case = accepted(county)
    with pytest.raises(Invalid) as found:
        order(county, case, *officers)
    assert "officers" in found.value.fields
    assert not case.proceedings.exists()


def test_a_field_check_is_recorded_and_signed_by_all(county):
    case = accepted(county)
    order(county, case, "land.h", "farm.head", "law.h")
    with pytest.raises(NotAllowed):
        acts.record_field_check(
            case.id, county.task(case, "record_field_check").id, by=county["farm.head"], checked_on=TODAY,
            place="某地", findings="某事",
        )  # fmt: skip
    with pytest.raises(Invalid) as found:
        record(county, case, checked_on=TODAY + timedelta(days=1), place="", findings=" ")
    assert set(found.value.fields) == {"checked_on", "place", "findings"}
    record(county, case, present="申请人代表")
    tasks = list(Task.objects.filter(case=case, act="sign_field_check").select_related("holder"))
    assert {task.holder.name for task in tasks} == {"赵静", "孙丽"}
    acts.sign_field_check(case.id, tasks[0].id, by=tasks[0].holder)
    assert not papers(case, "field_check_record"), "not a record before all have signed"
    county.examine_all(case)
    refused("proceeding_running", county.decide, case)
    acts.sign_field_check(case.id, tasks[1].id, by=tasks[1].holder, text="东侧有灌溉渠。")
    (paper,) = papers(case, "field_check_record")
    assert (paper.data["place"], len(paper.data["officers"])) == ("石岗村", 3)
    assert case.proceedings.get().outcome == "checked"
    whole(case)
    county.decide(case)
    whole(case)


def test_two_signatures_are_those_of_two_people(county):
    """A delegate who recorded the check does not sign for the other officer too."""
    case = accepted(county)
    organisation.delegate(
        by=county["farm.h"], delegate=county["land.h"], begins_at=MONDAY,
        ends_at=MONDAY + timedelta(days=9), reason="出差",
    )  # fmt: skip
    order(county, case, "land.h", "farm.h")
    record(county, case)
    task = county.task(case, "sign_field_check")
    refused("signed_before", acts.sign_field_check, case.id, task.id, by=county["land.h"])
    acts.sign_field_check(case.id, task.id, by=county["farm.h"])
    whole(case)


# Interested third parties: art. 36


def tell(county, case, *names, days=5):
    acts.tell_third_parties(
        case.id,
        by=county["land.h"],
        parties=[acts.Party(name) for name in names],
        matter="涉及采光",
        days=days,
    )


def test_third_parties_are_told_and_heard_before_the_decision(county):
    case = accepted(county)
    tell(county, case, "赵五", "石岗村三组")
    assert [paper.data["party"] for paper in papers(case, "third_party_notice")] == ["赵五", "石岗村三组"]
    county.examine_all(case)
    refused("proceeding_running", county.decide, case)
    first = Task.objects.filter(case=case, act="hear_third_party").get(instance="0")
    faults = refused(
        "statement_incomplete", acts.hear_third_party, case.id, first.id, by=first.holder,
        heard_on=TODAY - timedelta(days=1), statement="",
    )  # fmt: skip
    assert set(faults) == {"heard_on", "statement"}
    acts.hear_third_party(case.id, first.id, by=first.holder, heard_on=TODAY, statement="要求降低层高。")
    (paper,) = papers(case, "statement_record")
    assert (paper.data["party"], paper.data["heard_on"]) == ("赵五", "2026-03-02")
    refused("proceeding_running", county.decide, case)
    with timekeeping.at(MONDAY + timedelta(days=8)):
        assert sweeps.sweep() == 1, "the other one let five working days pass"
        assert sweeps.sweep() == 0
        whole(case)
        found = case.proceedings.get()
        assert (found.outcome, found.facts["answers"]) == ("heard", {"0": "heard", "1": "silent"})
        county.decide(case)
    whole(case)


def test_the_ledger_does_not_name_third_parties(county):
    case = accepted(county)
    tell(county, case, "赵五")
    assert "赵五" not in str([event.payload for event in ledger.events(case.pk)])


@pytest.mark.parametrize(("names", "days", "field"), [((" ",), 5, "parties"), (("赵五",), 0, "days")])
def test_nobody_told_or_no_time_is_refused(county, names, days, field):
    case = accepted(county)
    with pytest.raises(Invalid) as found:
        tell(county, case, *names, days=days)
    assert field in found.value.fields


# Meetings: D3-049 to D3-051


def call(county, case, body="joint", ground="routine", by="leader"):
    acts.call_meeting(case.id, by=county[by], body=body, ground=ground, matter="是否符合规划")


def minutes(county, case, conclusion, **changes):
    task = county.task(case, "record_meeting")
    acts.record_meeting(
        case.id, task.id, by=task.holder, minutes=replace(MINUTES, **changes), conclusion=conclusion
    )


def test_what_a_meeting_agreed_binds_the_leader(county):
    """D3-050: minutes with date, attendees, discussion and decision; five working days (D3-049)."""
    case = accepted(county)
    with pytest.raises(NotAllowed):
        call(county, case, by="land.h")
    call(county, case)
    assert timekeeping.local(county.task(case, "record_meeting").due_at).date() == date(2026, 3, 9)
    county.examine_all(case)
    refused("proceeding_running", county.decide, case)
    with pytest.raises(Invalid) as found:
        minutes(county, case, "", held_on=date(2026, 3, 1), attendees="", summary=" ")
    assert set(found.value.fields) == {"held_on", "attendees", "summary", "conclusion"}
    with translation.override("en"):  # papers are Chinese, whatever the recorder reads
        minutes(county, case, "refuse")
    (paper,) = papers(case, "meeting_minutes")
    assert (paper.data["conclusion"], paper.data["attendees"]) == ("不予许可", MINUTES.attendees)
    refused("meeting_binds", county.decide, case)
    county.decide(case, "refuse", reason="不符合规划", basis="城乡规划法第四十条")
    whole(case)


def test_a_divided_review_goes_to_the_executive_meeting_whose_decision_is_final(county):
    """D3-051."""
    case = accepted(county)
    county.examine_all(case)
    call(county, case)
    minutes(county, case, "divided")
    refused("meeting_divided", county.decide, case)
    with pytest.raises(Invalid):
        call(county, case, body="executive")
    call(county, case, body="executive", ground="divided")
    with pytest.raises(Invalid):
        minutes(county, case, "divided")
    minutes(county, case, "grant")
    refused("meeting_final", call, county, case)
    county.decide(case)
    whole(case)


def test_the_drawn_review_escalates_with_its_minutes(county):
    """The land department's process: the joint review cannot agree, the executive meeting decides (D3-051)."""
    case = accepted(county, "land")
    examine_land(county, case)
    task = county.task(case, "joint_review")
    refused("minutes_incomplete", acts.escalate, case.id, task.id, by=county["leader"], reason="意见不一致")
    acts.escalate(case.id, task.id, by=county["leader"], reason="意见不一致", minutes=MINUTES)
    task = county.task(case, "executive_meeting")
    refused("minutes_incomplete", acts.decide, case.id, task.id, by=county["leader"], verdict="grant")
    acts.decide(case.id, task.id, by=county["leader"], verdict="grant", minutes=MINUTES)
    assert [paper.data["body"] for paper in papers(case, "meeting_minutes")] == ["会审会议", "办公会议"]
    assert reload(case).outcome == "granted"
    whole(case)


def test_a_head_passes_on_to_the_leader_and_the_leader_to_nobody(county):
    """D2-014."""
    case = accepted(county, "township")
    examiner = county.task(case, "examine")
    acts.examine(case.id, examiner.id, by=examiner.holder, verdict="agree")
    task = county.task(case, "decide")
    acts.escalate(case.id, task.id, by=county["land.head"], reason="重大事项")
    task = county.task(case, "decide")
    refused("nobody_above", acts.escalate, case.id, task.id, by=county["leader"], reason="重大事项")
    whole(case)


# Originals at the window in the second mode: D10-068


def test_originals_are_all_checked_before_the_decision_and_differences_examined_again(county):
    county.items |= counties.build_items(county, ("online_precheck",), fee=False)
    case = accepted(county, "online_precheck")
    county.examine_all(case)
    task = county.task(case, "check_originals")
    keys = [each.pk for each in case.materials.order_by("id")]
    said = {"by": county["clerk"], "note": "图幅不一致"}
    refused("not_all_checked", acts.check_originals, case.id, task.id, found={keys[0]: "same"}, **said)
    found = {keys[0]: "same", keys[1]: "differs"}
    acts.check_originals(case.id, task.id, found=found, **said)
    assert county.task(case, "examine").element == "handle"
    county.examine_all(case)
    task = county.task(case, "check_originals")
    acts.check_originals(case.id, task.id, found=dict.fromkeys(keys, "same"), **said)
    county.decide(case)
    whole(case)


# The four headings: D3-043


def examine_land(county, case, **said):
    for task in list(Task.objects.filter(case=case, act="examine").select_related("holder")):
        acts.examine(case.id, task.id, by=task.holder, verdict="agree", found=FOUR, **said)
    for task in list(Task.objects.filter(case=case, act="review").select_related("holder")):
        acts.review(case.id, task.id, by=task.holder, verdict="agree")


@pytest.mark.parametrize(
    ("changed", "verdict", "field"),
    [
        ({"legality": headings.Found("")}, "agree", "legality"),
        ({"technical": headings.Found("fails")}, "disagree", "technical_note"),
        ({"feasibility": headings.Found("fails", "没有道路")}, "agree", "verdict"),
    ],
)
def test_each_heading_has_an_answer_of_its_own(county, changed, verdict, field):
    """D3-043: authenticity, legality, feasibility, technical conformity, where the process asks for them."""
    case = accepted(county, "land")
    task = county.task(case, "examine", "land")
    faults = refused(
        "headings_missing", acts.examine, case.id, task.id, by=task.holder, verdict=verdict, reason="不符",
        basis="第四条", found=FOUR | changed,
    )  # fmt: skip
    assert list(faults) == [field]
    acts.examine(case.id, task.id, by=task.holder, verdict="agree", found=FOUR)
    told = ledger.events(case.pk).last().payload["ended"]["headings"]
    assert told["authenticity"] == {"answer": "meets", "note": ""}
    whole(case)


# Fees fixed in handling: D3-040


RANGE = {
    "due": True, "amount": "0", "days": 15, "unpaid": "refuse", "basis": "办法第九条",
    "kinds": [
        {"name": "复垦费", "least": "100.00", "most": "5000.00"},
        {"name": "勘测费", "least": "80.00", "most": "80.00"},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        (None, {"fee_kind", "fee_days"}),
        (fees.Asked("过路费", "200", 5), {"fee_kind"}),
        (fees.Asked("复垦费", "99.99", 5), {"fee_amount"}),
        (fees.Asked("复垦费", "5000.01", 5), {"fee_amount"}),
        (fees.Asked("复垦费", "1e9", 5), {"fee_amount"}),
        (fees.Asked("复垦费", "NaN", 5), {"fee_amount"}),
        (fees.Asked("勘测费", "81", 16), {"fee_amount", "fee_days"}),
    ],
)
def test_a_fee_outside_the_published_standard_is_refused(asked, fields):
    """D3-040; 行政许可法 art. 59."""
    county = counties.build(("parallel",), fee=RANGE)
    case = accepted(county)
    task = county.task(case, "examine", "land")
    assert (
        set(
            refused("fee_outside", acts.examine, case.id, task.id, by=task.holder, verdict="agree", fee=asked)
        )
        == fields
    )


def test_the_host_office_fixes_kind_amount_and_time_and_the_window_notifies_them():
    county = counties.build(("parallel",), fee=RANGE)
    case = accepted(county)
    for task in list(Task.objects.filter(case=case, act="examine").select_related("holder", "office")):
        fee = fees.Asked("复垦费", "1,234.50", 7) if task.office.code == "land" else None
        acts.examine(case.id, task.id, by=task.holder, verdict="agree", fee=fee)
    county.examine_all(case)
    county.decide(case)
    task = county.task(case, "notify_payment")
    assert timekeeping.local(task.due_at).date() == TODAY, "the same day (D3-054)"
    acts.notify_payment(case.id, task.id, by=county["clerk"])
    payment = Payment.objects.get(case=case)
    assert (payment.amount, timekeeping.local(payment.due_at).date()) == (
        Decimal("1234.50"),
        date(2026, 3, 9),
    )
    (notice,) = papers(case, "payment_notice")
    assert notice.data["items"] == [{"name": "复垦费", "amount": "1234.50", "basis": "办法第九条"}]
    whole(case)


# Grant in part


def test_a_grant_in_part_says_what_and_why(county):
    """行政许可法 art. 38.2: the refused part has reason, basis and both remedies."""
    case = accepted(county)
    county.examine_all(case)
    with pytest.raises(Invalid) as found:
        county.decide(case, "grant_partly", text="同意部分。")
    assert set(found.value.fields) == {"granted", "refused", "reason", "basis"}
    parts = decisions.Parts("一号地块", "二号地块")
    county.decide(case, "grant_partly", reason="涉及基本农田", basis="土地管理法第三十五条", parts=parts)
    (paper,) = papers(case, "partial_grant_decision")
    assert (paper.data["granted"], paper.data["refused"]) == ("一号地块", "二号地块")
    assert reload(case).outcome == "granted"
    whole(case)
    county.finish(case)
    whole(case)


def test_a_grant_in_part_with_a_fee_is_issued_when_it_is_paid():
    county = counties.build(("parallel",))
    case = accepted(county)
    county.examine_all(case)
    parts = decisions.Parts("一号地块", "二号地块")
    county.decide(case, "grant_partly", reason="涉及基本农田", basis="第三十五条", parts=parts)
    assert not papers(case, "partial_grant_decision")
    acts.notify_payment(case.id, county.task(case, "notify_payment").id, by=county["clerk"])
    acts.record_payment(
        case.id, county.task(case, "record_payment").id, by=county["clerk"], receipt_number="川财1"
    )
    assert len(papers(case, "partial_grant_decision")) == 1
    whole(case)


# Reporting to a superior: D3-053


@pytest.fixture
def endorsed(county):
    case = accepted(county, "land")
    examine_land(county, case)
    task = county.task(case, "joint_review")
    acts.decide(
        case.id, task.id, by=county["leader"], verdict="grant", minutes=MINUTES, superior="四川省自然资源厅"
    )
    return case


def test_a_case_is_reported_upward_and_its_clock_kept_apart(county, endorsed):
    case = endorsed
    assert (reload(case).state, reload(case).outcome) == ("accepted", "")
    task = county.task(case, "forward")
    with translation.override("en"):  # papers are Chinese, whatever the signer reads
        acts.forward(case.id, task.id, by=task.holder, opinion="经审查符合条件，拟同意。")
    assert papers(case, "suspension_notice")[0].data["procedure"] == "报上级机关审批"
    (report,) = papers(case, "superior_report")
    assert report.data["superior"] == "四川省自然资源厅"
    assert len(papers(case, "suspension_notice")) == 1
    before = reload(case)
    assert timekeeping.local(before.promised_due_at).date() == date(2026, 4, 21)
    whole(case)
    reply = county.task(case, "register_reply")
    with timekeeping.at(MONDAY + timedelta(days=7)):
        faults = refused(
            "reply_incomplete", acts.register_reply, case.id, reply.id, by=reply.holder, verdict="grant",
            number="", replied_on=date(2026, 3, 10),
        )  # fmt: skip
        assert set(faults) == {"number", "replied_on"}
        early = {"verdict": "grant", "number": "川自然资函〔2026〕3号", "replied_on": date(2026, 3, 1)}
        assert "replied_on" in refused(
            "reply_incomplete", acts.register_reply, case.id, reply.id, by=reply.holder, **early
        )
        with translation.override("en"):
            acts.register_reply(
                case.id, reply.id, by=reply.holder, **early | {"replied_on": date(2026, 3, 9)}
            )
        whole(case)
        (decision,) = papers(case, "grant_decision")
        assert "川自然资函〔2026〕3号" in decision.data["decision"]
        assert reload(case).outcome == "granted"
        assert reload(case).promised_due_at < before.promised_due_at, "the superior's days alone do not count"
        county.finish(case)
        whole(case)


def test_what_a_superior_decides_is_examined_within_twenty_days_of_the_acceptance(county, endorsed):
    """行政许可法 art. 43: the report is due then, however late the leader looked; the superior has art. 42's days."""
    assert timekeeping.local(county.task(endorsed, "forward").due_at).date() == date(2026, 3, 5)
    late = accepted(county, "land")
    with timekeeping.at(
        datetime(2026, 3, 30, 1, tzinfo=UTC)
    ):  # the twentieth working day, so no three days more
        examine_land(county, late)
        task, said = county.task(late, "joint_review"), {"verdict": "grant", "minutes": MINUTES}
        acts.decide(late.id, task.id, by=county["leader"], superior="四川省自然资源厅", **said)
        task = county.task(late, "forward")
        assert timekeeping.local(task.due_at).date() == date(2026, 3, 30)
        acts.forward(late.id, task.id, by=task.holder, opinion="拟同意。")
    assert papers(late, "suspension_notice")[0].data["needed"]["amount"] == 20
    whole(late)


def test_the_superior_refuses(county, endorsed):
    task = county.task(endorsed, "forward")
    acts.forward(endorsed.id, task.id, by=task.holder, opinion="拟同意。")
    reply = county.task(endorsed, "register_reply")
    said = {"number": "函3号", "replied_on": TODAY, "verdict": "refuse"}
    refused("reason_missing", acts.register_reply, endorsed.id, reply.id, by=reply.holder, **said)
    acts.register_reply(endorsed.id, reply.id, by=reply.holder, reason="涉及生态红线", basis="第五条", **said)
    assert len(papers(endorsed, "refusal_decision")) == 1
    assert reload(endorsed).outcome == "refused"
    whole(endorsed)


def test_withdrawn_while_the_superior_examines_the_case_ends(county, endorsed):
    task = county.task(endorsed, "forward")
    acts.forward(endorsed.id, task.id, by=task.holder, opinion="拟同意。")
    acts.withdraw(endorsed.id, by=county["clerk"], reason="项目取消")
    whole(endorsed)


def test_a_process_without_the_step_reports_nothing_upward(county):
    case = accepted(county)
    county.examine_all(case)
    refused("no_forwarding", county.decide, case, superior="四川省自然资源厅")
