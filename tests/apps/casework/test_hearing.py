"""听证 by articles 46 to 48: five days to claim, twenty to hold, seven ahead, and an impartial chair."""

from datetime import UTC, datetime, timedelta

import pytest

from shenpi.apps import exchange, timekeeping
from shenpi.apps.casework import acts, items, papers, replay, sweeps
from shenpi.apps.casework.models import Case, Task, Timer
from shenpi.apps.documents.models import Document, StoredFile
from shenpi.apps.errors import Invalid, NotAllowed, Refusal
from shenpi.apps.ledger.models import CaseEvent
from shenpi.apps.ledger.verification import verify
from tests.support import county as counties

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HELD = datetime(2026, 3, 18, 1, 30, tzinfo=UTC)
"""A Wednesday, 09:30: within twenty working days of 3 March, more than seven after the notice."""


@pytest.fixture
def county():
    return counties.build()


@pytest.fixture
def told(county):
    """A case on Monday 2 March whose applicant has been told of the right."""
    with timekeeping.at(MONDAY):
        case = county.receive()
        county.accept(case)
        acts.tell_hearing_rights(case.id, by=county["land.h"], matter="涉及相邻权人采光。")
    return case


@pytest.fixture
def claimed(county, told):
    """The same on Tuesday: a hearing is asked for."""
    with timekeeping.at(MONDAY + timedelta(days=1)):
        acts.record_claim(told.id, county.task(told, "await_claim").id, by=county["clerk"], claims=True)
    return told


def reload(case):
    return Case.objects.get(pk=case.pk)


def day(moment):
    return timekeeping.local(moment).date().isoformat()


def schedule(county, case, *, on=2, **changes):
    task = Task.objects.get(case=case, act="schedule_hearing")
    said = {"held_at": HELD, "place": "三楼会议室", "chair": county["law.head"]} | changes
    with timekeeping.at(MONDAY + timedelta(days=on)):
        acts.schedule_hearing(case.id, task.id, by=task.holder, **said)


def whole(case):
    assert replay.differences(reload(case)) == []
    assert not list(verify(case.pk))


def test_the_right_is_told_in_writing_with_five_working_days(county, told):
    """Art. 47: and the decision waits."""
    notice = Document.objects.get(case_id=told.pk, kind="hearing_rights_notice")
    assert notice.data["claim_by"] == "2026-03-09"
    assert day(county.task(told, "await_claim").due_at) == "2026-03-09"
    with timekeeping.at(MONDAY):
        county.examine_all(told)
        with pytest.raises(Refusal) as refused:
            county.decide(told)
    assert refused.value.code == "proceeding_running"
    whole(told)


def test_told_by_post_the_five_days_begin_when_it_is_received(county):
    """行政许可法 art. 47.1: 被告知听证权利之日; the days of the post are given on top, never taken off."""
    with timekeeping.at(MONDAY):
        case = county.receive()
        county.accept(case)
        said = {"by": county["land.h"], "matter": "相邻权人的采光"}
        for days in (4, 21):
            with pytest.raises(Invalid) as wrong:
                acts.tell_hearing_rights(case.id, **said, days=days)
            assert set(wrong.value.fields) == {"days"}
        acts.tell_hearing_rights(case.id, **said, days=8)
    assert day(county.task(case, "await_claim").due_at) == "2026-03-12"
    assert Timer.objects.get(case=case, act="await_claim").due_at == county.task(case, "await_claim").due_at
    assert (
        Document.objects.get(case_id=case.pk, kind="hearing_rights_notice").data["claim_by"] == "2026-03-12"
    )
    whole(case)


NEIGHBOURS = [acts.Party("赵五", "石岗村12号"), acts.Party("石岗村三组")]


@pytest.fixture
def told_all(county):
    """A case whose applicant and two third parties have been told."""
    with timekeeping.at(MONDAY):
        case = county.receive()
        county.accept(case)
        acts.tell_hearing_rights(case.id, by=county["land.h"], matter="采光。", others=NEIGHBOURS)
    return case


def answer(county, case, instance, *, claims):
    task = Task.objects.get(case=case, act="await_claim", instance=instance)
    with timekeeping.at(MONDAY + timedelta(days=1)):
        acts.record_claim(case.id, task.id, by=county["clerk"], claims=claims)


def test_a_third_party_claims_the_hearing_for_all(county, told_all):
    """Art. 47: who is told may claim, within five days; one claim is enough, and all are notified seven days ahead."""
    notices = Document.objects.filter(case_id=told_all.pk, kind="hearing_rights_notice")
    assert {each.data.get("party") for each in notices} == {None, "赵五", "石岗村三组"}
    assert {each.data["claim_by"] for each in notices} == {"2026-03-09"}
    answer(county, told_all, "0", claims=False)
    answer(county, told_all, "1", claims=True)
    assert not Task.objects.filter(case=told_all, act="await_claim").exists()
    assert not Timer.objects.filter(case=told_all, act="await_claim").exists()
    assert day(reload(told_all).promised_due_at) == "2026-04-22", (
        "the limits rest as for the applicant's claim"
    )
    schedule(county, told_all)
    notices = Document.objects.filter(case_id=told_all.pk, kind="hearing_notice")
    assert {each.data.get("party") for each in notices} == {None, "赵五", "石岗村三组"}
    events = CaseEvent.objects.filter(case_id=told_all.pk, type__startswith="hearing.")
    assert not [event for event in events if "赵五" in str(event.payload)], "the ledger names no party"
    whole(told_all)


def test_the_decision_waits_until_the_last_who_was_told_has_waived_or_is_silent(county, told_all):
    answer(county, told_all, "1", claims=False)
    with timekeeping.at(MONDAY + timedelta(days=1)):
        county.examine_all(told_all)
        with pytest.raises(Refusal):
            county.decide(told_all)
    with timekeeping.at(MONDAY + timedelta(days=9)):
        assert sweeps.sweep() == 2
        assert reload(told_all).proceedings.get().outcome == "waived"
        county.decide(told_all)
    whole(told_all)


def test_what_is_addressed_to_a_third_party_stays_out_of_the_public_zone(told_all, monkeypatch):
    sent = []
    monkeypatch.setattr(exchange, "send", sent.append)
    for document in Document.objects.filter(case_id=told_all.pk, kind="hearing_rights_notice"):
        document.file = StoredFile(sha256="0" * 64, size=1, media_type="application/pdf")
        papers.announce(document)
    assert len(sent) == 1


def test_silence_of_five_days_waives_it(county, told):
    with timekeeping.at(MONDAY + timedelta(days=9)):
        assert sweeps.sweep() == 1
        assert sweeps.sweep() == 0
    case = reload(told)
    assert (case.proceedings.get().outcome, case.context.get("rests")) == ("waived", None)
    with timekeeping.at(MONDAY + timedelta(days=9)), pytest.raises(Refusal):
        acts.tell_hearing_rights(case.id, by=county["land.h"], matter="再次告知")
    whole(case)


def test_waived_at_the_window_the_case_goes_on(county, told):
    with timekeeping.at(MONDAY):
        with pytest.raises(NotAllowed):
            acts.record_claim(told.id, county.task(told, "await_claim").id, by=county["land.h"], claims=False)
        acts.record_claim(told.id, county.task(told, "await_claim").id, by=county["clerk"], claims=False)
        county.examine_all(told)
        county.decide(told)
    assert reload(told).state == "decided"
    assert not Timer.objects.filter(case=told).exists()
    whole(told)


def test_claimed_it_rests_the_limits_until_it_is_held(county, claimed):
    """Art. 45, 47: twenty working days from the claim, which do not count."""
    case = reload(claimed)
    assert day(case.promised_due_at) == "2026-04-22", "from 3 to 31 March nothing counts"
    schedule(county, case)
    task = county.task(case, "hold_hearing")
    assert day(task.due_at) == "2026-03-31"
    with timekeeping.at(HELD - timedelta(hours=1)), pytest.raises(Refusal):
        acts.hold_hearing(case.id, task.id, by=task.holder, attendees="李四", record="陈述。")
    with timekeeping.at(HELD + timedelta(hours=2)):
        with pytest.raises(Invalid):
            acts.hold_hearing(case.id, task.id, by=task.holder, attendees="", record=" ")
        acts.hold_hearing(case.id, task.id, by=task.holder, attendees="李四、王磊", record="陈述。\n质证。")
    case = reload(case)
    assert day(case.promised_due_at) == "2026-04-09", "3 to 18 March do not count"
    assert case.proceedings.get().outcome == "held"
    assert not Timer.objects.filter(case=case).exists()
    assert Document.objects.filter(case_id=case.pk, kind="hearing_record").count() == 1
    whole(case)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"held_at": datetime(2026, 3, 12, 1, 30, tzinfo=UTC)}, "held_on"),
        ({"held_at": datetime(2026, 4, 20, 1, 30, tzinfo=UTC)}, "held_on"),
        ({"place": " "}, "place"),
    ],
)
def test_seven_days_ahead_within_twenty_and_somewhere(county, claimed, changes, field):
    """Art. 47, 48.1.1."""
    with pytest.raises(Invalid) as refused:
        schedule(county, claimed, **changes)
    assert field in refused.value.fields


def test_exactly_seven_working_days_ahead_will_do(county, claimed):
    schedule(county, claimed, held_at=datetime(2026, 3, 13, 1, 30, tzinfo=UTC))
    assert Document.objects.get(case_id=claimed.pk, kind="hearing_notice").data["chair"] == "吴强"


@pytest.mark.parametrize("examiner", ["land.h", "farm.h"])
def test_the_chair_is_nobody_who_examines(county, claimed, examiner):
    """Art. 48.1.3."""
    if examiner == "farm.h":
        task = county.task(claimed, "examine", "farm")
        with timekeeping.at(MONDAY + timedelta(days=1)):
            acts.examine(claimed.id, task.id, by=county["farm.h"], verdict="agree")
    with pytest.raises(Invalid) as refused:
        schedule(county, claimed, chair=county[examiner])
    assert "chair" in refused.value.fields


def test_who_reviewed_does_not_chair_and_who_chaired_does_not_decide(county, claimed):
    """行政许可法 art. 48.1.3: 审查该行政许可申请的工作人员以外的人员, before the hearing and after it."""
    with timekeeping.at(MONDAY + timedelta(days=1)):
        task = county.task(claimed, "examine", "law")
        acts.examine(claimed.id, task.id, by=county["law.h"], verdict="agree")
        task = county.task(claimed, "review", "law")
        acts.review(claimed.id, task.id, by=county["law.head"], verdict="agree")
    with pytest.raises(Invalid) as refused:
        schedule(county, claimed, chair=county["law.head"])
    assert set(refused.value.fields) == {"chair"}
    schedule(county, claimed, chair=county["leader"])
    with timekeeping.at(HELD + timedelta(hours=2)):
        task = county.task(claimed, "hold_hearing")
        acts.hold_hearing(claimed.id, task.id, by=task.holder, attendees="李四、赵五", record="陈述。")
        county.examine_all(claimed)
        with pytest.raises(NotAllowed) as not_his:
            county.decide(claimed)
    assert not_his.value.code == "own_hearing"
    whole(claimed)


def test_after_twenty_days_the_clock_runs_on_and_the_hearing_is_still_owed(county, claimed):
    schedule(county, claimed)
    due = reload(claimed).promised_due_at
    with timekeeping.at(MONDAY + timedelta(days=31)):
        assert sweeps.sweep() == 1
        assert sweeps.sweep() == 0
    assert reload(claimed).promised_due_at == due
    assert county.task(claimed, "hold_hearing")
    whole(claimed)


def test_withdrawn_meanwhile_nothing_is_left(county, claimed):
    with timekeeping.at(MONDAY + timedelta(days=3)):
        acts.withdraw(claimed.id, by=None, reason="不办了")
    assert reload(claimed).proceedings.get().outcome == "abandoned"
    whole(claimed)


def order(county, case, **changes):
    said = {"ground": "public_interest", "matter": "涉及沿线居民的采光。", "others": NEIGHBOURS[:1]} | changes
    with timekeeping.at(MONDAY + timedelta(days=1)):
        acts.order_hearing(case.id, by=county["land.h"], **said)


@pytest.fixture
def accepted(county):
    with timekeeping.at(MONDAY):
        case = county.receive()
        county.accept(case)
    return case


def test_of_its_own_motion_the_agency_holds_a_public_hearing(county, accepted):
    """Art. 46, 48.1: nobody need claim; the limits rest, all are notified, and the public is told seven days ahead."""
    with pytest.raises(Invalid) as wrong:
        order(county, accepted, ground="", matter=" ")
    assert set(wrong.value.fields) == {"ground", "matter"}
    order(county, accepted)
    assert not Task.objects.filter(case=accepted, act="await_claim").exists()
    assert day(reload(accepted).promised_due_at) == "2026-04-22", "the limits rest as for a claimed one"
    schedule(county, accepted)
    papers_of = Document.objects.filter(case_id=accepted.pk)
    notified = papers_of.filter(kind="hearing_notice")
    assert {each.data.get("party") for each in notified} == {None, "赵五"}
    assert {each.data["ordered"] for each in notified} == {"涉及公共利益的重大行政许可事项"}, (
        "none claimed it"
    )
    announced = papers_of.get(kind="hearing_announcement")
    assert (announced.data["matter"], announced.data["place"]) == ("涉及沿线居民的采光。", "三楼会议室")
    scheduled = CaseEvent.objects.get(case_id=accepted.pk, type="hearing.scheduled").payload
    assert scheduled["announcement"]["document_number"] == announced.number
    assert "赵五" not in str(scheduled)
    with timekeeping.at(HELD + timedelta(hours=2)):
        task = county.task(accepted, "hold_hearing")
        acts.hold_hearing(accepted.id, task.id, by=task.holder, attendees="李四、赵五", record="陈述。")
        with pytest.raises(Refusal):
            acts.tell_hearing_rights(accepted.id, by=county["land.h"], matter="再告知")
    assert day(reload(accepted).promised_due_at) == "2026-04-09", "3 to 18 March do not count"
    whole(accepted)


def test_where_a_rule_prescribes_a_hearing_nothing_is_decided_before_it(county):
    """行政许可法 art. 46, 72.6: neither granted nor refused, whoever claims or waives it."""
    counties.revised(county, "committed", options={"hearing_by": "《娱乐场所管理条例》第十条"})
    with timekeeping.at(MONDAY):
        case = county.receive("committed", materials=())
        county.accept(case)
        county.examine_all(case)
    with timekeeping.at(MONDAY + timedelta(days=1)):
        for verdict, why in (("grant", {}), ("refuse", {"reason": "噪声", "basis": "第七条"})):
            with pytest.raises(Refusal, match="第十条") as refused:
                county.decide(case, verdict, **why)
            assert refused.value.code == "hearing_owed"
    order(county, case, ground="prescribed")
    schedule(county, case)
    with timekeeping.at(HELD + timedelta(hours=2)):
        task = county.task(case, "hold_hearing")
        acts.hold_hearing(case.id, task.id, by=task.holder, attendees="李四、赵五", record="陈述。")
        county.decide(case)
    assert reload(case).outcome == "granted"


def test_before_the_acceptance_no_hearing_is_ordered(county):
    with timekeeping.at(MONDAY):
        case = county.receive()
    with pytest.raises(Refusal) as refused:
        order(county, case)
    assert refused.value.code == "not_being_decided"


def test_a_claimed_hearing_is_announced_where_the_office_wants_it_and_a_private_one_never(county, claimed):
    """Art. 48.1.1; D1-021: who applied for a private item is not named to the public."""
    item = claimed.item_version.item
    item.is_private = True
    item.save()
    items.forget()
    with pytest.raises(Invalid) as wrong:
        schedule(county, claimed, announced=True)
    assert set(wrong.value.fields) == {"announced"}
    schedule(county, claimed)
    assert not Document.objects.filter(kind="hearing_announcement").exists()
    with pytest.raises(Refusal):
        order(county, claimed)


def test_a_late_or_groundless_claim_is_refused_in_writing(county, told_all):
    """Art. 47: who was told may claim within five days; afterwards, or without a right, he is refused."""
    said = {"by": county["land.h"], "reason": "期限至3月9日届满。"}

    def refuse(**changes):
        acts.refuse_claim(told_all.id, **(said | {"ground": "late"} | changes))

    with timekeeping.at(MONDAY + timedelta(days=1)):
        for in_time in (None, NEIGHBOURS[0]):
            with pytest.raises(Refusal) as refused:
                refuse(party=in_time)
            assert refused.value.code == "claim_in_time"
        with pytest.raises(Invalid) as wrong:
            refuse(ground="dislike", reason=" ", party=acts.Party(" "))
        assert set(wrong.value.fields) == {"ground", "reason", "party"}
        with pytest.raises(NotAllowed):
            refuse(by=county["clerk"], ground="no_interest", party=acts.Party("路人"))
        refuse(ground="no_interest", party=acts.Party("路人", "前锋镇"))
    with timekeeping.at(MONDAY + timedelta(days=9)):
        assert sweeps.sweep() == 3
        refuse()
    refusals = Document.objects.filter(case_id=told_all.pk, kind="hearing_refusal")
    assert {(each.data.get("party"), each.data["ground"]) for each in refusals} == {
        ("路人", "不是本件的申请人、当事人，也不是利害关系人"),
        (None, "超过规定期限提出"),
    }
    events = CaseEvent.objects.filter(case_id=told_all.pk, type="hearing.claim_refused")
    assert "路人" not in str([event.payload for event in events]), "the ledger names no third party"
    whole(told_all)


def test_nobody_is_late_who_was_never_told(county, accepted):
    with timekeeping.at(MONDAY), pytest.raises(Refusal) as refused:
        acts.refuse_claim(accepted.id, by=county["land.h"], ground="late", reason="逾期")
    assert refused.value.code == "never_told"
