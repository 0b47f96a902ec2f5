"""Cases that the agency begins by itself: penalty and levy, by the articles (D8-015)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, dues, fees, penalties, sweeps
from shenpi.apps.casework.models import Case, Payment, PublicNotice, Task, Timer
from shenpi.apps.documents.models import Document
from shenpi.apps.errors import Invalid, NotAllowed, Refusal
from shenpi.apps.exchange.models import OutboxMessage
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.notices.models import Notice
from shenpi.apps.organisation.models import Person, Post
from shenpi.apps.supervision import signals
from shenpi.apps.supervision.models import MonitoredCase, Signal
from tests.support import county as counties
from tests.support.official import DAY, PARTY, do, kinds, on, report, serve, step, whole

FOUND = {"facts": "未取得施工许可证即开工。", "evidence": "现场笔录、合同。"}
RULES = {"violated": "《建筑法》第七条", "basis": "《建设工程质量管理条例》第五十七条"}


@pytest.fixture
def county(db):
    county = counties.build(())
    own = {"accept": "land", "statutory_limit": {"amount": 90, "unit": "calendar_days"}}
    own["promised_limit"] = {"amount": 60, "unit": "calendar_days"}
    county.items |= counties.build_items(county, ("penalty",), fee=False, co=("law",), item_type="02", **own)
    fee = {"due": True, "days": 15, "unpaid": "close", "basis": "《城市道路管理条例》第三十七条"}
    fee["kinds"] = [{"name": "挖掘修复费", "least": "100.00", "most": "9000.00"}]
    county.items |= counties.build_items(county, ("levy",), fee=fee, co=(), item_type="04", accept="land")
    return county


def filed(county):
    case = report(county)
    do(case, "approve_case", verdict="approve", text="同意。")
    return case


def investigate(county, case, verdict="punish", **changes):
    findings = {**FOUND, **RULES, "sorts": ["fine"], "fine": "60000"} | changes
    with_ = [county["farm.h"].pk]
    task = step(case, "investigate")
    acts.investigate(
        case.pk, task.pk, by=task.holder, verdict=verdict, findings=acts.Findings(**findings), officers=with_
    )


def told(county, case, **changes):
    investigate(county, case, **changes)
    do(case, "review", verdict="agree")
    do(case, "tell_penalty")
    serve(case)


def state(county, case, statement="项目已经停工。", **said):
    task = step(case, "await_statement")
    acts.record_statement(case.pk, task.pk, by=county["land.h"], statement=statement, **said)


def reconsider(case, verdict="agree", **said):
    do(case, "examine", verdict=verdict, **said)


def punish(case, fine="60000", **changes):
    said = {"verdict": "punish", "reason": "情节较轻。", "basis": RULES["basis"]} | changes
    do(case, "decide_penalty", imposed=acts.Imposed(sorts=["fine"], fine=fine), **said)


def test_a_penalty_from_the_report_to_the_end(county):
    """行政处罚法 arts 44, 45, 54, 57, 59 to 61, 67 (D8-015): every paper and clock, nothing told to an applicant.

    D8-016: supervision follows it, and finds no fault with what was in order.
    """
    with on(DAY.date()):
        case = report(county)
        assert (case.state, case.channel, case.statutory_due_at) == ("received", "office", None)
        with pytest.raises(Refusal):
            acts.withdraw(case.pk, by=None)
    with on(date(2026, 3, 4)):
        do(case, "approve_case", verdict="approve")
        case = whole(case)
        # Art. 60: ninety calendar days from the filing, not from the report: 2 June is a Tuesday.
        assert case.statutory_due_at.astimezone(timekeeping.SHANGHAI).date() == date(2026, 6, 2)
        told(county, case)
        timer = Timer.objects.get(case=case)
        # Art. 64.1 and 85: five working days from the service, over a weekend.
        assert timer.due_at.astimezone(timekeeping.SHANGHAI).date() == date(2026, 3, 11)
    with on(date(2026, 3, 5)):
        state(county, case)
        reconsider(case)
        punish(case, fine="50000")
        decision = Document.objects.get(case_id=case.pk, kind="penalty_decision")
        assert (decision.data["heard"], decision.data["owed"]) == ("statement", "50000.00")
        task = step(case, "serve")
        # Art. 61: served within seven working days.
        assert task.due_at.astimezone(timekeeping.SHANGHAI).date() == date(2026, 3, 16)
    with on(date(2026, 3, 9)):
        serve(case)
        do(case, "publish")
        assert whole(case).state == "decided"
    with on(date(2026, 3, 10)):
        # Art. 67.3: fifteen calendar days from the service, whenever its step began.
        due = step(case, "collect").due_at.astimezone(timekeeping.SHANGHAI).date()
        assert due == Payment.objects.get(case=case).due_at.astimezone(timekeeping.SHANGHAI).date()
        assert due == date(2026, 3, 24)
        do(case, "collect", paid_on=date(2026, 3, 10), amount="50000", receipt_number="川财1")
        do(case, "close_case")
    case = whole(case)
    assert (case.state, case.outcome, case.marking) == ("completed", "punished", "[]")
    assert kinds(case) == [
        *("case_approval", "investigation_report", "penalty_notice", "service_proof", "statement_record"),
        *("penalty_decision", "service_proof"),
    ]
    assert PublicNotice.objects.get(case=case).applicant == PARTY["name"]
    settle()
    monitored = MonitoredCase.objects.get(case_id=case.pk)
    assert (monitored.state, monitored.outcome) == ("completed", "punished")
    signals.sweep()
    assert list(Signal.objects.values_list("rule", flat=True)) == []
    assert not OutboxMessage.objects.filter(destination="untold").exists()
    assert not Notice.objects.exists()


def test_what_is_to_be_put_right_outlasts_the_decision_and_is_looked_at_before_the_case_closes(county):
    """行政处罚法 art. 28.1: ordered beside the penalty, contestable by itself, looked at again within a week."""
    order = {"found": "未设围挡。", "violated": "《建筑法》第三十九条", "demand": "设置围挡。", "days": 10}
    with on(date(2026, 3, 2)):
        case = report(county)
        with pytest.raises(Refusal) as refused:
            acts.order_rectification(case.pk, by=county["land.h"], **order)
        assert refused.value.code == "nobody_to_order"
        do(case, "approve_case", verdict="approve")
        with pytest.raises(Invalid) as wrong:
            acts.order_rectification(case.pk, by=county["land.h"], **(order | {"demand": " ", "days": 999}))
        assert set(wrong.value.fields) == {"demand", "days"}
        acts.order_rectification(case.pk, by=county["land.h"], **order)
        paper = Document.objects.get(case_id=case.pk, kind="rectification_order")
        assert paper.data["due_on"] == "2026-03-12"
        due = step(case, "check_rectification").due_at.astimezone(timekeeping.SHANGHAI).date()
        assert due == date(2026, 3, 19), "seven days after the time to put it right"
        told(county, case)
        state(county, case)
        reconsider(case)
        do(case, "decide_penalty", verdict="exempt", reason="已经改正。")
        serve(case)
        with pytest.raises(Refusal) as refused:
            do(case, "close_case")
        assert refused.value.code == "rectification_open"
        with pytest.raises(Invalid):
            do(case, "check_rectification", verdict="unrectified")
        do(case, "check_rectification", verdict="rectified", text="围挡已设置。")
        do(case, "close_case")
    case = whole(case)
    assert (case.state, case.proceedings.get().outcome) == ("completed", "rectified")


def test_papers_and_ledger_are_chinese_whatever_the_signer_reads(county):
    with on(date(2026, 3, 2)), translation.override("en"):
        case = filed(county)
        investigate(county, case)
        do(case, "review", verdict="agree")
        do(case, "tell_penalty")
    imposed = ["罚款60,000.00元"]
    for kind in ("investigation_report", "penalty_notice"):
        assert Document.objects.get(case_id=case.pk, kind=kind).data["imposed"] == imposed
    ended = [each.payload.get("ended", {}) for each in ledger.events(case.pk)]
    assert [each["imposed"] for each in ended if "imposed" in each] == [imposed]


def test_silence_waives_and_the_decision_may_not_be_heavier(county):
    """行政处罚法 arts 44, 45.2, 62, 64.1: what was told is the most that may be imposed."""
    with on(date(2026, 3, 2)):
        case = filed(county)
        told(county, case)
        with pytest.raises(Task.DoesNotExist):
            step(case, "decide_penalty")
    with on(date(2026, 3, 10), 0):
        assert sweeps.sweep() == 1
        for heavier in ({"sorts": ["fine"], "fine": "60000.01"}, {"sorts": ["fine", "cease"], "fine": "1"}):
            with pytest.raises(Refusal) as refused:
                do(
                    case,
                    "decide_penalty",
                    verdict="punish",
                    reason="理由",
                    basis="依据",
                    imposed=acts.Imposed(**heavier),
                )
            assert refused.value.code == "heavier_than_told"
        do(case, "decide_penalty", verdict="exempt", reason="已经改正。")
    case = whole(case)
    assert case.outcome == "exempt"
    assert case.context["owed_due"] is False


def test_new_facts_go_back_to_the_investigation_and_are_told_again(county):
    """行政处罚法 art. 44: what the head holds to be heavier is told before it is imposed; D10-039."""
    with on(date(2026, 3, 2)):
        case = filed(county)
        told(county, case)
        state(county, case)
        reconsider(case)
        task = step(case, "decide_penalty")
        acts.send_back(case.pk, task.pk, by=task.holder, reason="另有二期工程。")
        told(county, case, fine="80000")
    with on(date(2026, 3, 10), 0):
        assert sweeps.sweep() == 1
        punish(case, fine="80000")
    decision = Document.objects.get(case_id=case.pk, kind="penalty_decision")
    assert (decision.data["heard"], decision.data["owed"]) == ("", "80000.00")
    whole(case)


def test_a_hearing_is_told_seven_days_ahead_and_then_the_lawyers_review(county):
    """行政处罚法 arts 58.2, 63 to 65; chaired by nobody who investigates."""
    with on(date(2026, 3, 2)):
        case = filed(county)
        told(county, case)
        state(county, case, claims=True)
        task = step(case, "schedule_hearing")
        appoint = {"place": "三楼", "chair": county["law.h"]}
        early, late = (datetime(2026, 3, day, 2, tzinfo=UTC) for day in (10, 11))
        for wrong, field in (({"held_at": early}, "held_on"), ({"chair": task.holder}, "chair")):
            with pytest.raises(Invalid) as refused:
                do(case, "schedule_hearing", **({"held_at": late} | appoint | wrong))
            assert field in refused.value.fields
        do(case, "schedule_hearing", held_at=late, **appoint)
    with on(date(2026, 3, 11), 3):
        do(case, "hold_hearing", attendees="李四", record="申辩、质证。")
        reconsider(case)
        review = step(case, "legal_review")
        assert review.holder == county["law.head"]
        do(case, "legal_review", verdict="disagree", reason="证据不足", basis="《行政处罚法》第四十条")
        investigate(county, case)  # not passed: the investigation goes on, and the party is told again
        do(case, "review", verdict="agree")
        do(case, "tell_penalty")
        assert "heard" not in Case.objects.get(pk=case.pk).context
    whole(case)


def test_nobody_applies_for_what_the_agency_begins(county):
    """行政处罚法 art. 54: neither at the window nor online; such a case would have no matter to be judged."""
    for by in (county["clerk"], None):
        with pytest.raises(Refusal) as refused:
            acts.receive(county.filing("penalty", materials=()), by=by)
        assert refused.value.code == "not_applied_for"


def test_a_case_that_is_not_filed_or_not_punished(county):
    """行政处罚法 arts 33, 54, 57.1: no filing, no penalty, the courts of justice; only a penalty is published."""
    with on(date(2026, 3, 2)):
        refused = report(county)
        with pytest.raises(Invalid):
            do(refused, "approve_case", verdict="refuse")
        do(refused, "approve_case", verdict="refuse", reason="不属于本机关管辖。")
        assert (whole(refused).state, refused.__class__.objects.get(pk=refused.pk).state_words) == (
            "not_accepted",
            "不予立案",
        )
        for verdict, outcome, paper in (
            ("exempt", "exempt", "penalty_exemption"),
            ("dismiss", "exempt", "penalty_exemption"),
            ("transfer", "moved", "case_transfer"),
        ):
            case = filed(county)
            investigate(county, case, verdict, sorts=[], fine="")
            do(case, "review", verdict="agree")
            do(case, "decide_penalty", verdict=verdict, reason="理由")
            if verdict != "transfer":
                serve(case)
            do(case, "close_case")
            assert (whole(case).outcome, paper in kinds(case)) == (outcome, True)


def test_who_may_and_what_must_be_said(county):
    """行政处罚法 arts 40, 42, 57.2: two officers, evidence, a discussion of weighty cases; nobody judges himself."""
    with on(date(2026, 3, 2)):
        with pytest.raises(NotAllowed):
            report(county, by="clerk")
        with pytest.raises(Invalid) as refused:
            report(county, party={"name": ""}, source="", found=" ")
        assert set(refused.value.fields) == {"applicant_name", "applicant_address", "source", "found"}
        case = filed(county)
        task = step(case, "investigate")
        with pytest.raises(Invalid) as refused:
            acts.investigate(
                case.pk,
                task.pk,
                by=task.holder,
                verdict="punish",
                findings=acts.Findings("", "", "", ""),
                officers=[task.holder.pk],
            )
        assert set(refused.value.fields) == {"officers", "facts", "evidence", "violated", "basis"}
        with pytest.raises(Refusal) as licence_law:
            acts.tell_hearing_rights(case.pk, by=task.holder, matter="案情复杂")
        assert licence_law.value.code == "not_a_licence"
        told(county, case, major=True)
        state(county, case)
        lawyer = Person.objects.create(username="lawyer", name="许嘉宁", kind="staff")
        Post.objects.create(
            person=lawyer, office=county.offices["law"], role="legal", valid_from=counties.LONG_AGO
        )
        reconsider(case)
        assert step(case, "legal_review").holder == lawyer, (
            "on the list of the lawyers' own post, where there is one"
        )
        do(case, "legal_review", verdict="agree")
        with pytest.raises(Invalid) as refused:
            punish(case)
        assert set(refused.value.fields) == {"discussed"}
        do(
            case,
            "decide_penalty",
            verdict="punish",
            reason="理由",
            basis="依据",
            imposed=acts.Imposed(["fine"], "60000", discussed="3月2日局务会一致同意。"),
        )
    whole(case)


@pytest.mark.parametrize(
    ("sorts", "fine", "party", "heavy", "hearing"),
    [
        (["fine"], "49999.99", "organisation", False, False),
        (["fine"], "50000", "organisation", False, True),
        (["fine"], "5000", "person", False, True),
        (["warning"], "", "person", False, False),
        (["warning"], "", "person", True, True),
        (["cease"], "", "organisation", False, True),
        (["revoke_licence"], "", "organisation", False, True),
        (["suspend_licence"], "", "organisation", False, False),
    ],
)
def test_which_penalties_give_a_right_to_a_hearing(sorts, fine, party, heavy, hearing):
    """行政处罚法 art. 63; what is a larger amount is said by rules, and so by the item."""
    content = penalties.content(sorts, fine)
    options = {"hearing_from": {"person": "5000.00", "organisation": "50000.00"}}
    assert penalties.gives_hearing(content, party, options, heavy=heavy) is hearing
    assert penalties.gives_hearing(penalties.content(["fine"], "2000"), "person", {}, heavy=False) is False


@pytest.mark.parametrize(
    ("late", "surcharge"),
    [(-3, "0"), (0, "0"), (1, "1800"), (10, "18000"), (33, "59400"), (34, "60000"), (400, "60000")],
)
def test_lateness_adds_three_per_cent_a_day_and_never_more_than_the_fine(late, surcharge):
    """行政处罚法 art. 72.1.1; 行政强制法 art. 45.2."""
    owed = dues.Owed(Decimal(60000), date(2026, 3, 24), Decimal(60000))
    assert owed.surcharge(date(2026, 3, 24) + timedelta(late)) == Decimal(surcharge)
    assert dues.Owed(Decimal(100), date(2026, 3, 24), Decimal(0)).surcharge(date(2027, 1, 1)) == 0


def levied(county, amount="8400"):
    case = report(county, "levy", source="due")
    assert (case.state, case.state_words) == ("accepted", "已立案")
    do(case, "examine", verdict="agree", fee=fees.Asked("挖掘修复费", amount, 15))
    do(case, "review", verdict="agree")
    do(case, "decide_levy", verdict="levy", reason="挖掘28平方米。", basis="《城市道路管理条例》第三十七条")
    serve(case)
    return case


def test_a_levy_is_assessed_by_the_published_standard_and_paid(county):
    """D3-040; nothing is levied that nobody assessed, and no charge but the published one."""
    with on(date(2026, 3, 2)):
        case = report(county, "levy", source="due")
        with pytest.raises(Invalid):
            do(case, "examine", verdict="agree", fee=fees.Asked("挖掘修复费", "9000.01", 15))
        do(case, "examine", verdict="disagree", reason="应急抢修", basis="《城市道路管理条例》第三十四条")
        do(case, "review", verdict="agree")
        with pytest.raises(Refusal):
            do(case, "decide_levy", verdict="levy", reason="理由", basis="依据")
        do(case, "decide_levy", verdict="spare", reason="已经自行修复。")
        serve(case)
        do(case, "close_case")
        assert (whole(case).outcome, kinds(case)) == ("waived", ["levy_waiver", "service_proof"])
        paid = levied(county)
        with pytest.raises(Invalid):
            do(paid, "collect", paid_on=date(2026, 3, 2), amount="8000", receipt_number="川财2")
        do(paid, "collect", paid_on=date(2026, 3, 2), amount="8,400.00", receipt_number="川财2")
        do(paid, "close_case")
        assert whole(paid).outcome == "levied"


def test_what_is_not_paid_is_urged_and_brought_before_the_court_in_its_time(county):
    """行政强制法 arts 35, 53, 54: urged once overdue; ten working days; not before the remedies end, nor too late."""
    with on(date(2026, 3, 2)):
        case = levied(county)
        with pytest.raises(Refusal):
            do_urge(case)
    apply = {"urged_on": date(2026, 3, 20), "court": "广安市广安区人民法院"}
    with on(date(2026, 3, 18)):
        with pytest.raises(Refusal):
            court(case, **apply)
        do_urge(case)
        with pytest.raises(Refusal):
            do_urge(case)
    for day, code in (
        (date(2026, 4, 3), "urged_lately"),
        (date(2026, 9, 1), "contestable"),
        (date(2026, 12, 9), "too_late"),
    ):
        with on(day), pytest.raises(Refusal) as refused:
            court(case, **apply)
        assert refused.value.code == code
    with on(date(2026, 9, 7)):
        court(case, **apply)
        do(case, "close_case")
    assert "performance_reminder" in kinds(case)
    assert "enforcement_application" in kinds(case)
    whole(case)


def test_a_benefit_is_fixed_by_its_standard_decided_and_paid_out(county):
    """行政给付 (D8-015): nothing but the published standard; paid out once decided and served, on paper both."""
    benefit = {
        "kinds": [{"name": "扶助金", "least": "1.00", "most": "590.00"}],
        "basis": "方案",
        "every": "每月",
    }
    own = {"item_type": "05", "co": (), "options": {"benefit": benefit}}
    county.items |= counties.build_items(county, ("payment",), fee=False, **own)
    with on(date(2026, 3, 2)):
        case = county.receive("payment", materials=())
        county.accept(case)
        with pytest.raises(Invalid):
            do(case, "examine", verdict="agree", fee=fees.Asked("扶助金", "590.01", 1))
        do(case, "examine", verdict="agree", fee=fees.Asked("扶助金", "590", 1))
        do(case, "review", verdict="agree")
        county.decide(case)
        task = Task.objects.get(case=case, act="serve")
        acts.serve(case.pk, task.pk, by=county["clerk"], method="window", recipient="李四")
        task = Task.objects.get(case=case, act="pay_out")
        for wrong in (
            {"paid_on": date(2026, 3, 3), "voucher_number": "1"},
            {"paid_on": None, "voucher_number": ""},
        ):
            with pytest.raises(Invalid):
                acts.pay_out(case.pk, task.pk, by=county["clerk"], **wrong)
        acts.pay_out(case.pk, task.pk, by=county["clerk"], paid_on=date(2026, 3, 2), voucher_number="农商1")
        county.finish(case)
    case = whole(case)
    assert (case.state, case.outcome) == ("completed", "granted")
    assert kinds(case)[-3:] == ["benefit_decision", "service_proof", "payout_voucher"]
    paid = Document.objects.get(case_id=case.pk, kind="payout_voucher").data
    assert (paid["benefit"], paid["amount"], paid["every"]) == ("扶助金", "590.00", "每月")


def do_urge(case):
    task = step(case, "collect")
    acts.urge_performance(case.pk, task.pk, by=task.holder)


def court(case, **said):
    task = step(case, "collect")
    acts.apply_to_court(case.pk, task.pk, by=task.holder, **said)
