"""Special procedures, the one extension, and changed opinions, by the articles, down to every due date."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, items, limits, proceedings, queries, replay, sweeps
from shenpi.apps.casework.acts.request_extension import allowed
from shenpi.apps.casework.models import Case, Proceeding, Task, Timer
from shenpi.apps.documents.models import Document
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Refusal
from shenpi.apps.ledger.verification import verify
from shenpi.apps.organisation.models import Post
from shenpi.core.process import verification
from shenpi.core.worktime import Limit
from tests.support import county as counties

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""09:00 in Shanghai; no holiday until 4 April."""


@pytest.fixture
def county():
    return counties.build()


@pytest.fixture
def accepted(county):
    """A case on three desks, accepted on Monday 2 March: promised 15, statutory 20 working days."""
    with timekeeping.at(MONDAY):
        case = county.receive()
        county.accept(case)
    return case


def reload(case):
    return Case.objects.get(pk=case.pk)


def day(moment):
    return timekeeping.local(moment).date().isoformat()


def ask(county, case, *, days=10, procedure="expert_review", by="land.h"):
    acts.request_suspension(case.id, by=county[by], procedure=procedure, days=days, reason="涉及高边坡")


def consent(county, case, act="approve_suspension", by="leader", **said):
    task = Task.objects.get(case=case, act=act)
    getattr(acts, act if act != "approve_opinion" else "approve_opinion_change")(
        case.id, task.id, by=county[by], **({"verdict": "approve"} | said)
    )


def whole(case):
    assert replay.differences(reload(case)) == []
    assert not list(verify(case.pk))


def test_a_special_procedure_rests_every_limit_of_the_decision(county, accepted):
    """行政许可法 art. 45; D3-042, D10-037, D10-038: ten working days that count for nobody."""
    case = reload(accepted)
    assert (day(case.promised_due_at), day(case.statutory_due_at)) == ("2026-03-23", "2026-03-30")
    before = {task.pk: task.due_at for task in Task.objects.filter(case=case)}
    with timekeeping.at(MONDAY + timedelta(days=2)):
        ask(county, case)
        assert day(reload(case).promised_due_at) == "2026-03-23", "it runs on until somebody approves"
        consent(county, case)
    case = reload(case)
    assert day(case.promised_due_at) == "2026-04-08", (
        "the day of approval and the ten after it do not count; 清明 is none"
    )
    examining = Task.objects.filter(case=case, act="examine")
    assert examining.count() == 3
    assert all(task.due_at > before[task.pk] + timedelta(days=13) for task in examining)
    assert Task.objects.get(case=case, act="conduct_suspension").limit == "P10WD"
    notice = Document.objects.get(case_id=case.pk, kind="suspension_notice")
    assert notice.data["approved_by"] == "郑国华"
    assert notice.data["ends_on"] == "2026-03-18"
    whole(case)


def test_each_of_the_eight_rests_alike(county, accepted):
    """D10-037: 「听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审」, and nothing else."""
    eight = [each for each in limits.Procedure if each != limits.Procedure.SUPERIOR]
    assert (
        "、".join(str(each.label) for each in eight) == "听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审"
    )
    for procedure in set(eight) - {
        limits.Procedure.HEARING
    }:  # that rests by its own proceeding: test_hearing.py
        with transaction.atomic(), timekeeping.at(MONDAY + timedelta(days=2)):
            ask(county, accepted, procedure=procedure.value)
            consent(county, accepted)
            assert day(reload(accepted).promised_due_at) == "2026-04-08", procedure
            transaction.set_rollback(True)
    with pytest.raises(Invalid):
        ask(county, accepted, procedure="coffee")


def test_ended_early_it_costs_only_the_days_that_it_took(county, accepted):
    with timekeeping.at(MONDAY + timedelta(days=2)):
        ask(county, accepted)
        consent(county, accepted)
    with timekeeping.at(MONDAY + timedelta(days=4)):
        task = county.task(accepted, "conduct_suspension")
        with pytest.raises(Invalid):
            acts.end_suspension(accepted.id, task.id, by=task.holder, result=" ")
        acts.end_suspension(accepted.id, task.id, by=task.holder, result="专家同意。")
    case = reload(accepted)
    assert day(case.promised_due_at) == "2026-03-26", "Wednesday, Thursday and Friday do not count"
    assert case.proceedings.get().outcome == "done"
    assert not Timer.objects.filter(case=case).exists()
    whole(case)


def test_outlasting_its_plan_the_clock_runs_on_by_itself(county, accepted):
    """The notice named ten days; what takes longer is the agency's own time."""
    with timekeeping.at(MONDAY + timedelta(days=2)):
        ask(county, accepted)
        consent(county, accepted)
    planned = reload(accepted).promised_due_at
    with timekeeping.at(MONDAY + timedelta(days=18)):
        assert sweeps.sweep() == 1
        assert sweeps.sweep() == 0
    case = reload(accepted)
    assert case.promised_due_at == planned
    assert case.proceedings.get().outcome == "lapsed"
    assert not Task.objects.filter(case=case, act="conduct_suspension").exists()
    with timekeeping.at(MONDAY + timedelta(days=20)):
        ask(county, case, days=3, procedure="testing")
        consent(county, case)
    assert reload(case).promised_due_at > planned, "a second one adds to the first"
    whole(case)


def test_steps_that_open_meanwhile_rest_too(county, accepted):
    with timekeeping.at(MONDAY + timedelta(days=1)):
        ask(county, accepted)
        consent(county, accepted)
        task = county.task(accepted, "examine", "land")
        acts.examine(accepted.id, task.id, by=county["land.h"], verdict="agree")
    review = Task.objects.get(case=accepted, act="review")
    assert day(review.due_at) == "2026-03-20", "three working days after Tuesday 17 March"


def test_the_decision_waits_for_the_procedure(county, accepted):
    with timekeeping.at(MONDAY + timedelta(days=1)):
        ask(county, accepted)
        consent(county, accepted)
        county.examine_all(accepted)
        with pytest.raises(Refusal) as refused:
            county.decide(accepted)
    assert refused.value.code == "proceeding_running"
    whole(accepted)


def test_what_was_only_asked_for_falls_away_with_the_decision(county, accepted):
    with timekeeping.at(MONDAY):
        ask(county, accepted)
        acts.request_extension(accepted.id, by=county["land.h"], reason="踏勘")
        county.examine_all(accepted)
        county.decide(accepted)
    case = reload(accepted)
    assert {row.outcome for row in case.proceedings.all()} == {"abandoned"}
    assert set(Task.objects.filter(case=case).values_list("act", flat=True)) == {"notify_payment"}
    whole(case)


def test_a_withdrawal_ends_them_with_their_timers(county, accepted):
    with timekeeping.at(MONDAY):
        ask(county, accepted)
        consent(county, accepted)
        acts.withdraw(accepted.id, by=None, reason="不办了")
    case = reload(accepted)
    assert case.state == "withdrawn"
    assert not Timer.objects.filter(case=case).exists()
    assert not Proceeding.objects.filter(case=case, ended_at=None).exists()
    whole(case)


def test_who_may_ask_and_who_may_consent(county, accepted):
    """Nobody approves his own request; the window neither asks nor approves; one at a time."""
    with timekeeping.at(MONDAY), pytest.raises(NotAllowed):
        ask(county, accepted, by="clerk")
    with timekeeping.at(MONDAY):
        ask(county, accepted, by="leader")
        with pytest.raises(Refusal):
            ask(county, accepted)
        with pytest.raises(NotAllowed) as refused:
            consent(county, accepted)
        assert refused.value.code == "own_request"
        with pytest.raises(NotAllowed):
            consent(county, accepted, by="land.head")
    assert reload(accepted).context.get("rests") is None


@pytest.mark.parametrize("wrong", [{"procedure": "holiday"}, {"days": 0}, {"days": 121}, {"reason": " "}])
def test_an_incomplete_request_is_refused(county, accepted, wrong):
    asked = {"procedure": "testing", "days": 5, "reason": "检测"} | wrong
    with pytest.raises(Invalid):
        acts.request_suspension(accepted.id, by=county["land.h"], **asked)


def test_refused_by_the_leader_nothing_rests(county, accepted):
    ask(county, accepted)
    with pytest.raises(Invalid):
        consent(county, accepted, verdict="refuse")
    consent(county, accepted, verdict="refuse", reason="无需评审")
    case = reload(accepted)
    assert case.proceedings.get().outcome == "refused"
    assert case.context.get("rests") is None
    whole(case)


def test_not_before_acceptance(county):
    case = county.receive()
    with pytest.raises(Refusal):
        ask(county, case)


def test_extended_once_by_ten_working_days(county, accepted):
    """行政许可法 art. 42.1: approved by the head, told with the reason, once."""
    with timekeeping.at(MONDAY + timedelta(days=3)):
        acts.request_extension(accepted.id, by=county["land.h"], reason="现场复杂")
        consent(county, accepted, "approve_extension")
    case = reload(accepted)
    assert day(case.statutory_due_at) == "2026-04-14", "30 working days, 清明 between"
    assert day(case.promised_due_at) == "2026-04-07"
    notice = Document.objects.get(case_id=case.pk, kind="extension_notice")
    assert (notice.data["reason"], notice.data["approved_by"]) == ("现场复杂", "郑国华")
    with pytest.raises(Refusal) as refused:
        acts.request_extension(case.id, by=county["land.h"], reason="再延")
    assert refused.value.code == "second_extension"
    whole(case)


def test_joint_handling_is_extended_by_fifteen_and_names_the_government_s_head(county, accepted, monkeypatch):
    """行政许可法 art. 42.2."""
    joint = replace(items.facts(accepted.item_version_id), statutory=Limit.parse("P45WD"))
    monkeypatch.setattr(items, "facts", lambda _version: joint)
    with timekeeping.at(MONDAY):
        acts.request_extension(accepted.id, by=county["land.h"], reason="现场复杂")
        with pytest.raises(Invalid):
            consent(county, accepted, "approve_extension")
        consent(county, accepted, "approve_extension", approver="区长李明")
    assert reload(accepted).context["extension"] == "P15WD"
    notice = Document.objects.get(case_id=accepted.pk, kind="extension_notice")
    assert notice.data["approved_by"] == "区长李明"


@pytest.mark.parametrize("limit", [None, Limit.parse("P30D"), Limit.parse("P2M")])
def test_without_a_statutory_limit_in_working_days_nothing_is_extended(limit):
    with pytest.raises(Refusal):
        allowed(limit)


def test_no_extension_after_the_limit(county, accepted):
    with timekeeping.at(MONDAY + timedelta(days=60)), pytest.raises(Refusal) as refused:
        acts.request_extension(accepted.id, by=county["land.h"], reason="晚了")
    assert refused.value.code == "too_late"


def test_no_extension_is_granted_after_the_limit(county, accepted):
    """行政许可法 art. 42.1: the head's consent comes within the limit too; he may still say no."""
    with timekeeping.at(MONDAY):
        acts.request_extension(accepted.id, by=county["land.h"], reason="现场复杂")
    with timekeeping.at(reload(accepted).statutory_due_at + timedelta(minutes=1)):
        with pytest.raises(Refusal) as refused:
            consent(county, accepted, "approve_extension")
        assert refused.value.code == "too_late"
        consent(county, accepted, "approve_extension", verdict="refuse", reason="已经超期")
    assert reload(accepted).proceedings.get().outcome == "refused"
    assert "extension" not in reload(accepted).context


def test_an_opinion_changes_only_with_consent_and_both_versions_stay(county, accepted):
    """D3-048."""
    task = county.task(accepted, "examine", "land")
    acts.examine(accepted.id, task.id, by=county["land.h"], verdict="agree", text="符合。")
    asked = {"verdict": "disagree", "reason": "超出红线", "basis": "土地管理法第四条", "why": "复核发现"}
    with pytest.raises(NotAllowed):
        acts.request_opinion_change(accepted.id, task.id, by=county["farm.h"], **asked)
    with pytest.raises(NotFound):
        acts.request_opinion_change(accepted.id, accepted.id, by=county["land.h"], **asked)
    with pytest.raises(Invalid):
        acts.request_opinion_change(accepted.id, task.id, by=county["land.h"], **asked | {"why": ""})
    acts.request_opinion_change(accepted.id, task.id, by=county["land.h"], **asked)

    def said():
        return next(each for each in queries.opinions(reload(accepted)) if each.task_id == task.id)

    assert (said().verdict, said().earlier) == ("agree", ())
    consent(county, accepted, "approve_opinion")
    now = said()
    assert (now.verdict, now.reason, now.person_name) == ("disagree", "超出红线", "王磊")
    (before,) = now.earlier
    assert (before.verdict, before.text, before.consented_by) == ("agree", "符合。", "郑国华")
    whole(accepted)


def test_an_opinion_stands_when_the_leader_refuses(county, accepted):
    task = county.task(accepted, "examine", "land")
    acts.examine(accepted.id, task.id, by=county["land.h"], verdict="agree", text="符合。")
    acts.request_opinion_change(
        accepted.id, task.id, by=county["land.h"], verdict="agree", text="基本符合。", why="笔误"
    )
    consent(county, accepted, "approve_opinion", verdict="refuse", reason="无必要")
    opinion = next(each for each in queries.opinions(reload(accepted)) if each.task_id == task.id)
    assert (opinion.text, opinion.earlier) == ("符合。", ())


def test_the_drawings_share_no_element_and_each_ends(county):
    """One work list holds the steps of all drawings: an element names its drawing."""
    steps = [node.id for kind in proceedings.Kind.values for node in proceedings.net(kind).model.steps()]
    assert len(steps) == len(set(steps)) == len(proceedings.elements())


@pytest.mark.parametrize("kind", proceedings.Kind.values)
def test_every_drawing_is_proved_sound(kind):
    """What runs beside the process is verified like the process itself."""
    found = verification.verify(proceedings.net(kind))
    assert found.clean, found.to_json()


def test_a_co_office_may_ask_too_and_a_delegate_in_capacity(county, accepted):
    ask(county, accepted, by="farm.h")
    found = Proceeding.objects.get(case=accepted)
    assert found.asked_by == county["farm.h"]
    assert Post.objects.filter(person=found.asked_by, office=county.offices["farm"]).exists()
