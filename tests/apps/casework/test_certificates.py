"""A certificate's later life, by the articles: renewal, silence, change, revocation, cancellation."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import translation

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, certificate_queries, certificate_sweeps, replay, sweeps
from shenpi.apps.casework.certificates import Upon
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.documents.models import Certificate, CertificateCard, Document
from shenpi.apps.errors import Invalid, NotAllowed, Refusal
from shenpi.apps.exchange.models import InboxMessage
from shenpi.apps.exchange.relay import relay
from shenpi.apps.ledger.verification import verify
from shenpi.apps.organisation.queries import holdings
from tests.support import county as counties

pytestmark = pytest.mark.django_db

ISSUED = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""09:00 in Shanghai; the item's certificate is valid for two years: to 1 March 2028."""
EXPIRY = date(2028, 3, 1)


@pytest.fixture
def county():
    return counties.build(("committed",), fee=False)


@pytest.fixture
def certificate(county):
    with timekeeping.at(ISSUED):
        case = county.receive("committed", materials=())
        county.accept(case)
        county.examine_all(case)
        county.decide(case)
        county.finish(case)
    return Certificate.objects.select_related("document").get()


def on(day, hour=1):
    return timekeeping.at(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def apply_for(county, certificate, purpose, **form):
    return county.receive("committed", upon=Upon(certificate.pk, purpose), form=form, materials=())


def whole(case):
    case = Case.objects.get(pk=case.pk)
    assert replay.differences(case) == []
    assert not list(verify(case.pk))
    return case


def kinds(case):
    return list(
        Document.objects.filter(case_id=case.pk).order_by("issued_at", "id").values_list("kind", flat=True)
    )


def decided(county, case, **words):
    county.accept(case)
    county.examine_all(case)
    county.decide(case, **words)


def test_a_renewal_moves_the_expiry_at_once_and_issues_a_new_certificate(county, certificate):
    """行政许可法 art. 50: the new validity follows the old one without a gap."""
    assert certificate.valid_until == EXPIRY
    with on(date(2027, 12, 1)):
        case = apply_for(county, certificate, "renewal", statement="继续使用")
        decided(county, case)
        certificate.refresh_from_db()
        assert certificate.valid_until == date(2030, 3, 1)
        county.finish(case)
    case = whole(case)
    assert case.state == "completed"
    assert kinds(case) == [
        "receipt_voucher",
        "acceptance_notice",
        "renewal_decision",
        "certificate",
        "service_proof",
    ]
    old, new = Certificate.objects.order_by("issued_on")
    assert (old.standing, old.replaced_by, new.standing) == ("replaced", new, "in_force")
    assert (new.valid_until, new.document.data["valid_from"]) == (date(2030, 3, 1), "2028-03-02")
    with on(date(2027, 12, 2)), pytest.raises(Refusal) as refused:
        apply_for(county, certificate, "change", holder="新名称")
    assert refused.value.code == "certificate_ended"


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2028, 1, 31), ""), (date(2028, 2, 1), "renewal_late"), (date(2028, 3, 2), "certificate_expired")],
)
def test_renewal_is_asked_for_thirty_days_before_the_expiry(county, certificate, day, code):
    with on(day):
        if not code:
            assert apply_for(county, certificate, "renewal").process.key == "certificate_renewal"
            code = "already_upon"
        with pytest.raises(Refusal) as refused:
            apply_for(county, certificate, "renewal")
    assert refused.value.code == code


def test_silence_until_the_expiry_renews(county, certificate):
    """行政许可法 art. 50.2: the system acts, says why, issues the decision; the window makes the certificate."""
    with on(date(2028, 1, 31)):
        case = apply_for(county, certificate, "renewal")
    with on(date(2028, 2, 1)):
        county.accept(case)
    case = whole(case)
    assert timekeeping.local(case.statutory_due_at).date() == date(2028, 2, 29)
    with on(EXPIRY):
        assert certificate_sweeps.sweep() == 0, "the last day is still the agency's"
    with on(EXPIRY + timedelta(days=1)):
        assert certificate_sweeps.sweep() == 1
        assert certificate_sweeps.sweep() == 0
        case = whole(case)
        assert (case.state, case.outcome) == ("decided", "granted")
        assert Document.objects.get(case_id=case.pk, kind="renewal_decision").data["deemed"] is True
        county.finish(case)
    assert whole(case).state == "completed"
    assert Certificate.objects.get(standing="in_force").valid_until == date(2030, 3, 1)


def test_the_decision_of_a_renewal_is_due_before_the_expiry(county, certificate):
    with on(date(2028, 1, 31)):
        case = apply_for(county, certificate, "renewal")
    with on(date(2028, 2, 7)):
        county.accept(case)
    assert timekeeping.local(whole(case).statutory_due_at).date() == EXPIRY


def test_a_refused_renewal_lets_the_certificate_run_out(county, certificate):
    with on(date(2027, 12, 1)):
        case = apply_for(county, certificate, "renewal")
        decided(county, case, verdict="refuse", reason="不再符合条件", basis="《土地管理法》第五十七条")
        county.finish(case)
    whole(case)
    assert "renewal_refusal" in kinds(case)
    certificate.refresh_from_db()
    assert (certificate.standing, certificate.valid_until) == ("in_force", EXPIRY)


def test_a_change_issues_a_new_certificate_for_the_same_time(county, certificate):
    """行政许可法 art. 49."""
    with on(date(2027, 3, 1)):
        case = apply_for(
            county,
            certificate,
            "change",
            holder="广安市前锋新材料有限公司",
            subject="用地位置",
            after="前锋大道9号",
        )
        decided(county, case)
        assert Certificate.objects.get().standing == "in_force", (
            "the old one holds until the new one is issued"
        )
        county.finish(case)
    whole(case)
    new = Certificate.objects.get(standing="in_force")
    assert (new.holder, new.valid_until) == ("广安市前锋新材料有限公司", EXPIRY)
    assert new.document.data["content"] == [{"label": "用地位置", "value": "前锋大道9号"}]


def propose(county, certificate, by="land.h", **changes):
    said = {"ground": "fraud", "reason": "勘测报告系伪造。"} | changes
    return acts.propose_revocation(certificate.pk, by=county[by], **said)


def test_a_revocation_hears_the_holder_first(county, certificate):
    """行政许可法 arts 7, 69: told, heard, examined, reviewed, decided; void from the day of the decision."""
    with on(date(2027, 3, 1)):
        with pytest.raises(Invalid):
            propose(county, certificate, ground="dislike")
        with pytest.raises(NotAllowed):
            propose(county, certificate, by="clerk")
        case = propose(county, certificate)
        assert kinds(case) == ["revocation_notice"]
        with pytest.raises(Refusal):
            acts.withdraw(case.pk, by=None)
        task = county.task(case, "await_statement")
        acts.record_statement(
            case.pk, task.pk, by=county["clerk"], statement="报告由中介提供，本公司不知情。"
        )
        county.examine_all(case)
        task = county.task(case, "revoke")
        with pytest.raises(Invalid) as wrong:
            acts.revoke(case.pk, task.pk, by=county["leader"], verdict="revoke", reason="属实")
        assert set(wrong.value.fields) == {"basis"}
        acts.revoke(
            case.pk, task.pk, by=county["leader"], verdict="revoke", reason="属实", basis="《土地管理法》"
        )
        certificate.refresh_from_db()
        assert (certificate.standing, certificate.standing_on) == ("revoked", date(2027, 3, 1))
        assert Document.objects.get(case_id=case.pk, kind="revocation_decision").data["heard"] is True
        assert "fraud" in Document.objects.get(case_id=case.pk, kind="revocation_decision").data
        county.finish(case)
    assert (whole(case).state, case.__class__.objects.get(pk=case.pk).outcome) == ("completed", "revoked")
    strike_off(county, certificate)


def strike_off(county, certificate):
    """行政许可法 art. 70.4: what was revoked or recalled is struck off, on that ground, and cannot be kept."""
    with on(date(2027, 4, 1)):
        with pytest.raises(Refusal):
            propose(county, certificate)
        said = {"by": county["land.h"], "reason": "许可已于2027年3月1日撤销。"}
        with pytest.raises(Invalid) as wrong:
            acts.propose_cancellation(certificate.pk, ground="expired", **said)
        assert set(wrong.value.fields) == {"ground"}
        case = acts.propose_cancellation(certificate.pk, ground="withdrawn", **said)
        review = Task.objects.get(case=case, act="review")
        acts.review(case.pk, review.pk, by=county["land.head"], verdict="agree")
        task = county.task(case, "cancel")
        with pytest.raises(Refusal) as refused:
            acts.cancel(case.pk, task.pk, by=county["leader"], verdict="keep", reason="保留")
        assert refused.value.code == "not_to_be_kept"
        acts.cancel(case.pk, task.pk, by=county["leader"], verdict="cancel", reason="已撤销")
        county.finish(case)
    assert whole(case).outcome == "void"
    assert Certificate.objects.get().standing == "cancelled"


def test_a_lawful_licence_is_recalled_for_the_public_interest_against_compensation(county, certificate):
    """行政许可法 art. 8.2: on its two grounds alone, the holder heard first, the loss compensated; then struck off."""
    said = {"ground": "circumstances_changed", "reason": "地铁线位调整", "compensation": "按评估补偿"}
    with on(date(2027, 3, 1)):
        with pytest.raises(Invalid) as wrong:
            acts.propose_recall(
                certificate.pk, by=county["land.h"], **(said | {"ground": "fraud", "compensation": " "})
            )
        assert set(wrong.value.fields) == {"ground", "compensation"}
        with pytest.raises(NotAllowed):
            acts.propose_recall(certificate.pk, by=county["clerk"], **said)
        case = acts.propose_recall(certificate.pk, by=county["land.h"], **said)
        with pytest.raises(Refusal) as refused:
            propose(county, certificate)
        assert refused.value.code == "already_upon", "one case at a time may end a licence"
        task = county.task(case, "await_statement")
        acts.record_statement(case.pk, task.pk, by=county["clerk"], statement="补偿过低。")
        county.examine_all(case)
        task = county.task(case, "recall")
        verdict = {"verdict": "recall", "reason": "属实", "basis": "《城乡规划法》第五十条"}
        with pytest.raises(Invalid) as wrong:
            acts.recall(case.pk, task.pk, by=county["leader"], **verdict)
        assert set(wrong.value.fields) == {"compensation"}
        acts.recall(case.pk, task.pk, by=county["leader"], compensation="补偿三十万元", **verdict)
        decision = Document.objects.get(case_id=case.pk, kind="recall_decision").data
        assert (decision["heard"], decision["compensation"]) == (True, "补偿三十万元")
        county.finish(case)
    assert (whole(case).state, whole(case).outcome) == ("completed", "recalled")
    assert kinds(case) == ["recall_notice", "recall_decision", "service_proof"]
    certificate.refresh_from_db()
    assert (certificate.standing, certificate.standing_on) == ("recalled", date(2027, 3, 1))
    strike_off(county, certificate)


def test_the_holder_of_a_licence_is_ordered_to_put_something_right(county, certificate):
    """行政许可法 arts 61, 66 to 68: on the completed case, where nothing else begins."""
    case = Case.objects.get(pk=certificate.document.case_id)
    order = {"found": "占用道路。", "violated": "《城乡规划法》第六十六条", "demand": "清除。", "days": 15}
    with on(date(2027, 3, 1)):
        acts.order_rectification(case.pk, by=county["land.head"], **order)
        with pytest.raises(Refusal):
            acts.request_extension(case.pk, by=county["land.h"], reason="x")
        task = county.task(case, "check_rectification")
        said = {"verdict": "unrectified", "reason": "仍未清除。", "basis": "《城乡规划法》第六十八条"}
        acts.check_rectification(case.pk, task.pk, by=task.holder, **said)
    assert whole(case).proceedings.get().outcome == "unrectified"
    assert kinds(case)[-1] == "rectification_order"


def test_a_certificate_is_found_by_two_signs_of_number_holder_and_kind(county, certificate):
    """By the index of cards, written with the certificate; what was issued before has its card by the migration."""
    held = holdings(county["clerk"], timekeeping.now())
    number, holder = certificate.document.number, certificate.holder

    def found(words):
        return list(certificate_queries.search(held, words))

    for words in (number, holder, holder[:2], certificate.kind[1:3], f"{holder} {certificate.kind}"):
        assert found(words) == [certificate], words
    assert found("犀牛") == found(f"{holder}{certificate.kind}") == found("，") == []
    CertificateCard.objects.all().delete()
    assert found(holder) == []
    import_module("shenpi.apps.documents.migrations.0018_certificate_cards").fill(apps, None)
    assert found(holder) == [certificate]


def test_the_holder_of_a_licence_is_inspected_by_two_who_sign(county, certificate):
    """行政许可法 art. 61: announced or not; the record is kept, with the advice and what another authority is told."""
    case = Case.objects.get(pk=certificate.document.case_id)
    two = [county["land.h"].pk, county["farm.head"].pk]
    order = partial(acts.order_inspection, case.pk, by=county["land.head"], matter="用地范围")
    with on(date(2027, 3, 1)):
        with pytest.raises(Invalid) as wrong:
            order(officers=two[:1], inspect_on=date(2027, 2, 1))
        assert set(wrong.value.fields) == {"officers", "inspect_on"}
        order(officers=two, inspect_on=date(2027, 3, 5))
        assert kinds(case)[-1] == "inspection_notice"
        task = county.task(case, "record_inspection")
        assert timekeeping.local(task.due_at).date() == date(2027, 3, 15)
    with on(date(2027, 3, 5)):
        said = f"用途不变，{case.applicant['name']}在场，电话13800001234。"
        seen = acts.Inspection(date(2027, 3, 5), "石岗村", said, "", "设界桩。", "区城管局")
        record = partial(acts.record_inspection, case.pk, task.pk, by=county["land.h"], seen=seen)
        with pytest.raises(Invalid):
            record(verdict="")
        record(verdict="faulty")
        assert kinds(case)[-1] == "inspection_notice", "no record before all have signed"
        task = county.task(case, "sign_inspection")
        with pytest.raises(NotAllowed):
            acts.sign_inspection(case.pk, task.pk, by=county["land.h"])
        acts.sign_inspection(case.pk, task.pk, by=county["farm.head"], text="已拍照。")
    assert whole(case).proceedings.get().outcome == "faulty"
    assert kinds(case)[-3:] == ["inspection_record", "inspection_advice", "inspection_letter"]
    record = Document.objects.get(case_id=case.pk, kind="inspection_record").data
    assert [each["name"] for each in record["officers"]] == ["王磊", "赵静"]
    relay()
    told = [
        m.message["data"]
        for m in InboxMessage.objects.filter(zone="public")
        if "inspection" in m.message["type"]
    ]
    assert [each["result"] for each in told] == ["faulty", "faulty"]
    public = next(each for each in told if "record_id" in each)
    assert public["findings"] == f"用途不变，{public['holder']}在场，电话138******34。"
    organisation = case.applicant["kind"] == "organisation"
    assert (public["holder"] == case.applicant["name"], public["place"] != "") == (organisation, organisation)
    assert (public["advice"], public["inspected_on"]) == ("设界桩。", "2027-03-05")


def test_a_revocation_without_a_statement_may_end_with_the_licence_standing(county, certificate):
    with on(date(2027, 3, 1)):
        case = propose(county, certificate)
    with on(date(2027, 3, 9)):
        assert sweeps.sweep() == 1
        county.examine_all(case)
        task = county.task(case, "revoke")
        acts.revoke(case.pk, task.pk, by=county["leader"], verdict="keep", reason="经复核报告真实")
    case = whole(case)
    assert (case.state, case.outcome, kinds(case)[-1]) == ("closed", "kept", "revocation_closed")
    assert Certificate.objects.get().standing == "in_force"


@pytest.mark.parametrize(
    ("verdict", "standing", "state"), [("cancel", "cancelled", "completed"), ("keep", "in_force", "closed")]
)
def test_an_expired_certificate_is_struck_off(county, certificate, verdict, standing, state):
    """行政许可法 art. 70.1."""
    with on(date(2028, 3, 2)):
        case = acts.propose_cancellation(
            certificate.pk, by=county["land.h"], ground="expired", reason="有效期满未申请延续。"
        )
        review = Task.objects.get(case=case, act="review")
        acts.review(case.pk, review.pk, by=county["land.head"], verdict="agree")
        task = county.task(case, "cancel")
        acts.cancel(case.pk, task.pk, by=county["leader"], verdict=verdict, reason="情况属实")
        county.finish(case)
    assert whole(case).state == state
    assert Certificate.objects.get().standing == standing


def test_the_holder_is_reminded_once_in_time(county, certificate):
    with on(date(2027, 12, 31)):
        assert certificate_sweeps.sweep() == 0
    with on(date(2028, 1, 1)):
        assert certificate_sweeps.sweep() == 1
        assert certificate_sweeps.sweep() == 0
    whole(Case.objects.get())


def test_what_is_void_is_not_renewed_and_what_is_being_replaced_not_revoked(county, certificate):
    with on(date(2027, 12, 1)):
        renewal = apply_for(county, certificate, "renewal")
        county.accept(renewal)
        county.examine_all(renewal)
        case = propose(county, certificate)
        task = county.task(case, "await_statement")
        acts.record_statement(case.pk, task.pk, by=county["clerk"], statement="不知情。")
        county.examine_all(case)
        task, said = (
            county.task(case, "revoke"),
            {"verdict": "revoke", "reason": "属实", "basis": "《土地管理法》"},
        )
        county.decide(renewal)
        with pytest.raises(Refusal) as refused:
            acts.revoke(case.pk, task.pk, by=county["leader"], **said)
        assert refused.value.code == "successor_due"
        county.finish(renewal)
        with pytest.raises(Refusal) as refused:
            acts.revoke(case.pk, task.pk, by=county["leader"], **said)
        assert refused.value.code == "certificate_ended"
    whole(renewal)


def test_a_revoked_certificate_is_not_changed(county, certificate):
    with on(date(2027, 3, 1)):
        change = apply_for(county, certificate, "change", holder="新名称", reason="更名")
        county.accept(change)
        county.examine_all(change)
        case = propose(county, certificate)
        task = county.task(case, "await_statement")
        acts.record_statement(case.pk, task.pk, by=county["clerk"], statement="不知情。")
        county.examine_all(case)
        task = county.task(case, "revoke")
        acts.revoke(case.pk, task.pk, by=county["leader"], verdict="revoke", reason="属实", basis="某法")
        with pytest.raises(Refusal) as refused:
            county.decide(change)
        assert refused.value.code == "certificate_ended"
        county.decide(change, "refuse", reason="原许可已撤销", basis="《行政许可法》第六十九条")
    whole(change)


def test_after_the_expiry_nobody_can_refuse_what_the_law_has_renewed(county, certificate):
    """行政许可法 art. 50.2: between midnight and the system's act the leader comes too late."""
    with on(date(2028, 1, 31)):
        case = apply_for(county, certificate, "renewal")
        county.accept(case)
        county.examine_all(case)
    with on(EXPIRY + timedelta(days=1)):
        with pytest.raises(Refusal) as refused:
            county.decide(case, "refuse", reason="迟了", basis="《土地管理法》")
        assert refused.value.code == "renewed_by_law"
        assert certificate_sweeps.sweep() == 1


def test_papers_are_chinese_whoever_acts(county, certificate):
    with on(date(2027, 3, 1)), translation.override("en"):
        case = propose(county, certificate)
    assert "欺骗" in Document.objects.get(case_id=case.pk, kind="revocation_notice").data["ground"]
