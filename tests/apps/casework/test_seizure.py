"""Sealing and seizing (查封、扣押) by the articles of the 行政强制法 (D8-015)."""

from datetime import UTC, date, datetime

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.casework.seizures import Thing
from shenpi.apps.documents import issuing
from shenpi.apps.documents.models import Document
from shenpi.apps.documents.samples import COMMON, FACTS
from shenpi.apps.errors import Invalid, NotAllowed, Refusal
from shenpi.apps.exchange.models import OutboxMessage
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.notices.models import Notice
from shenpi.apps.supervision import signals
from shenpi.apps.supervision.models import MonitoredCase, Signal
from tests.support import county as counties
from tests.support.official import PARTY, do, kinds, on, report, serve, step, whole

BASIS = "《安全生产法》第六十五条第一款第（四）项"


@pytest.fixture
def county(db):
    county = counties.build(())
    own = {"accept": "land", "item_type": "03", "statutory_limit": {"amount": 30, "unit": "calendar_days"}}
    own["promised_limit"] = {"amount": 25, "unit": "calendar_days"}
    county.items |= counties.build_items(county, ("seizure",), fee=False, co=(), **own)
    return county


def taking(day=date(2026, 3, 2), **changes):
    told = {
        "measure": "seize",
        "things": [Thing("施工升降机", "1台", "安全器过期")],
        "taken_at": datetime(day.year, day.month, day.day, 1, tzinfo=UTC),
        "place": "工地",
        "reason": "防坠安全器过期。",
        "basis": BASIS,
        "attended": "signed",
    }
    return acts.Taking(**(told | changes))


def seize(county, case, day=date(2026, 3, 2), officers=("farm.h",), **changes):
    with_ = [county[each].pk for each in officers]
    do(case, "seize", taking=taking(day, **changes), officers=with_)


def taken(county, *, urgent=False, **changes):
    """Return a case whose property was taken and its papers handed over on 2 March, a Monday."""
    with on(date(2026, 3, 2)):
        case = report(county, "seizure", urgent=urgent)
        if not urgent:
            do(case, "approve_measure", verdict="approve")
        seize(county, case, **changes)
        serve(case)
    return case


def propose(case, verdict="release"):
    do(case, "propose_disposal", verdict=verdict, reason="查清了。", basis="《行政强制法》第二十七条")


def decide(case, verdict="release", **said):
    said = {"reason": "已经整改。", "basis": "《行政强制法》第二十七条", "ground": "needless"} | said
    do(case, "decide_seizure", verdict=verdict, **said)


def day_of(moment):
    return timekeeping.local(moment).date()


def extend(county, case):
    acts.request_extension(case.pk, by=county["land.h"], reason="来源须外省核实。")
    do(case, "approve_extension", verdict="approve")


def forfeiture(county, **changes):
    """A penalty's decision that forfeits goods, or something else."""
    data = FACTS["penalty_decision"] | COMMON | {"applicant": PARTY["name"]} | changes
    told = {"case_id": Case.objects.get().pk, "agency_short": "广安区自然资", "agency_id": county.agency.pk}
    decision = issuing.prepare("penalty_decision", **told, data=data, at=timekeeping.now())
    decision.save()
    return decision


def test_a_seizure_from_the_report_to_the_return(county):
    """行政强制法 arts 18, 24, 25, 27, 28 (D8-015): papers, clocks, nothing told to an applicant.

    D8-016: supervision follows it, and finds no fault with what was in order.
    """
    with on(date(2026, 3, 2)):
        case = report(county, "seizure")
        assert (case.state, case.state_words, case.statutory_due_at) == ("received", "待实施", None)
        do(case, "approve_measure", verdict="approve", text="同意。")
        seize(county, case, statement="机器是租来的。")
        case = whole(case)
        assert (case.state, case.state_words) == ("accepted", "已实施")
        # Art. 25.1: thirty days from the measure; 1 April is a Wednesday. Papers are handed over the same day (24.1).
        assert day_of(case.statutory_due_at) == date(2026, 4, 1)
        assert day_of(step(case, "serve").due_at) == date(2026, 3, 2)
        serve(case)
        proof = Document.objects.get(case_id=case.pk, kind="service_proof").data
        assert proof["method"] == "直接送达"
        assert [each["title"] for each in proof["served"]] == ["扣押决定书", "扣押清单"]
    with on(date(2026, 3, 12)):
        propose(case)
        decide(case)
        serve(case)
        # Art. 28.2: given back at once.
        assert day_of(step(case, "return_property").due_at) == date(2026, 3, 13)
        do(case, "return_property", recipient="李四", text="封条完好。")
        do(case, "close_case")
    case = whole(case)
    assert (case.state, case.outcome, case.marking) == ("completed", "released", "[]")
    assert kinds(case) == [
        *("measure_approval", "scene_record", "seizure_decision", "seizure_list", "service_proof"),
        *("release_decision", "service_proof", "return_voucher"),
    ]
    settle()
    monitored = MonitoredCase.objects.get(case_id=case.pk)
    assert (monitored.state, monitored.outcome) == ("completed", "released")
    signals.sweep()
    assert list(Signal.objects.values_list("rule", flat=True)) == []
    assert not OutboxMessage.objects.filter(destination="untold").exists()
    assert not Notice.objects.exists()


def test_nothing_is_taken_that_the_head_does_not_approve(county):
    """行政强制法 art. 18.1; a refusal says why."""
    with on(date(2026, 3, 2)):
        case = report(county, "seizure")
        with pytest.raises(Task.DoesNotExist):
            step(case, "seize")
        with pytest.raises(Invalid):
            do(case, "approve_measure", verdict="refuse")
        do(case, "approve_measure", verdict="refuse", reason="情节显著轻微。")
    case = whole(case)
    assert (case.state, case.state_words, kinds(case)) == ("not_accepted", "不予实施", ["measure_approval"])


@pytest.mark.parametrize("verdict", ["approve", "refuse"])
def test_in_urgency_it_is_approved_within_a_day_or_given_back_at_once(county, verdict):
    """行政强制法 art. 19: twenty-four hours from the measure, not from the step."""
    case = taken(county, urgent=True)
    assert step(case, "approve_measure").due_at == datetime(2026, 3, 3, 1, tzinfo=UTC)
    with on(date(2026, 3, 2), 3):
        do(case, "approve_measure", verdict=verdict, reason="没有紧急情况。")
        approved = verdict == "approve"
        case = whole(case)
        assert (case.state, case.outcome) == (("accepted", "") if approved else ("decided", "released"))
        if not approved:
            serve(case)
            do(case, "return_property", recipient="李四")
            released = Document.objects.get(case_id=case.pk, kind="release_decision")
            assert released.data["article"] == "第十九条"
    whole(case)


WRONG = {
    "18.2: two officers": ({"officers": ()}, "officers"),
    "18.9: a witness where the party is away": ({"attended": "absent"}, "witness"),
    "18.8: who signed": ({"attended": ""}, "attended"),
    "24.2: the things, named": ({"things": []}, "things"),
    "24.2: the things, counted": ({"things": [Thing("钢丝绳", "")]}, "things"),
    "24.2: reason": ({"reason": " "}, "reason"),
    "24.2: basis": ({"basis": ""}, "basis"),
    "9: sealed or seized": ({"measure": "burn"}, "measure"),
    "18.7: place": ({"place": ""}, "place"),
    "18.1: after the approval": ({"day": date(2026, 3, 1)}, "taken_on"),
    "not in the future": ({"day": date(2026, 3, 3)}, "taken_on"),
}
"""Article and rule of the 行政强制法 → what breaks it, and the field that says so."""


def test_what_the_record_on_the_spot_must_say(county):
    with on(date(2026, 3, 2)):
        case = report(county, "seizure")
        do(case, "approve_measure", verdict="approve")
        for rule, (broken, field) in WRONG.items():
            with pytest.raises(Invalid) as refused:
                seize(county, case, **broken)
            assert set(refused.value.fields) == {field}, rule
        task = step(case, "seize")
        with pytest.raises(NotAllowed):
            acts.seize(case.pk, task.pk, by=county["clerk"], taking=taking(), officers=[])
        seize(county, case, attended="absent", witness="赵静")
    assert Document.objects.get(case_id=case.pk, kind="scene_record").data["witness"] == "赵静"
    whole(case)


def test_the_time_is_extended_once_and_tests_do_not_count(county):
    """行政强制法 art. 25.1 to 25.3: thirty days more by the head, told in writing; only tests rest the time."""
    case = taken(county)
    with on(date(2026, 3, 3)):
        ask = {"by": county["land.h"], "days": 5, "reason": "须检测。"}
        with pytest.raises(Invalid):
            acts.request_suspension(case.pk, procedure="expert_review", **ask)
        acts.request_suspension(case.pk, procedure="testing", **ask)
        do(case, "approve_suspension", verdict="approve")
        # Tuesday to the Tuesday after: eight days do not count, of which any part rests.
        assert day_of(whole(case).statutory_due_at) == date(2026, 4, 9)
    with on(date(2026, 3, 12)):
        task = step(case, "conduct_suspension")
        acts.end_suspension(case.pk, task.pk, by=task.holder, result="不合格。")
        extend(county, case)
        assert day_of(whole(case).statutory_due_at) == date(2026, 5, 9)
        paper = Document.objects.get(case_id=case.pk, kind="seizure_extension").data
        assert (paper["due_before"], paper["until"]) == ("2026-04-09", "2026-05-09")
        with pytest.raises(Refusal) as second:
            extend(county, case)
        assert second.value.code == "second_extension"
        with pytest.raises(Refusal) as licence_law:
            acts.tell_hearing_rights(case.pk, by=county["land.h"], matter="案情复杂")
        assert licence_law.value.code == "not_a_licence"
    whole(case)


def test_no_holiday_lets_it_be_kept_longer(county):
    """行政强制法 art. 25.1: 不得超过三十日; the thirtieth day after 2 April lies in the holidays of May."""
    with on(date(2026, 4, 2)):
        case = report(county, "seizure")
        do(case, "approve_measure", verdict="approve")
        seize(county, case, date(2026, 4, 2))
    case = whole(case)
    assert day_of(case.statutory_due_at) == date(2026, 5, 2)
    with on(date(2026, 5, 2)):
        extend(county, case)
    assert day_of(whole(case).statutory_due_at) == date(2026, 6, 1)


def test_once_the_time_is_over_nothing_is_left_but_to_give_it_back(county):
    """行政强制法 art. 28.1.4, 27; nobody judges his own proposal."""
    case = taken(county)
    with on(date(2026, 4, 2)):
        propose(case, "destroy")
        with pytest.raises(Refusal) as refused:
            decide(case, "destroy")
        assert refused.value.code == "expired"
        with pytest.raises(Invalid):
            decide(case, ground="")
        decide(case, ground="expired")
    assert whole(case).outcome == "released"


@pytest.mark.parametrize(
    ("verdict", "outcome", "paper"),
    [
        ("destroy", "destroy", "disposal_decision"),
        ("hand_over", "moved", "property_transfer"),
    ],
)
def test_what_is_not_given_back_is_served_and_closed(county, verdict, outcome, paper):
    """行政强制法 arts 21, 27: destroyed by law, or handed over with the case; the head may send it back first."""
    case = taken(county)
    with on(date(2026, 3, 5)):
        propose(case, verdict)
        task = step(case, "decide_seizure")
        acts.send_back(case.pk, task.pk, by=task.holder, reason="请补充依据。")
        propose(case, verdict)
        with pytest.raises(Invalid):
            decide(case, verdict, basis="")
        decide(case, verdict)
        serve(case)
        do(case, "close_case")
    assert (whole(case).outcome, paper in kinds(case)) == (outcome, True)


def test_only_a_penalty_against_the_party_forfeits(county):
    """行政强制法 art. 27, 行政处罚法 art. 9.2: the decision is named, is the agency's, and forfeits goods."""
    case = taken(county)
    with on(date(2026, 3, 5)):
        propose(case, "forfeit")
        goods = {"imposed": ["罚款1,000.00元", "没收非法财物"]}
        for others in ({}, goods | {"applicant": "别人"}):
            other = forfeiture(county, **others)
            with pytest.raises(Refusal) as refused:
                decide(case, "forfeit", penalty=other.number)
            assert refused.value.code == "no_forfeiture"
        decide(case, "forfeit", penalty=forfeiture(county, **goods).number)
    assert Case.objects.get().outcome == "forfeit"
