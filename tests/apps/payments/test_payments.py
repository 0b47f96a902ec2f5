"""Paying online (D3-054, D3-055, D3-057): one order a fee, signed both ways, entered once, come what may."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts as applications
from shenpi.apps.applications.models import Application
from shenpi.apps.casework import acts, replay, sweeps
from shenpi.apps.casework.models import Case
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.documents.models import Document
from shenpi.apps.errors import Refusal, Stale
from shenpi.apps.exchange.models import InboxMessage
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.ledger.models import CaseEvent
from shenpi.apps.organisation.models import Person, Post
from shenpi.apps.payments import carrying
from shenpi.apps.payments.models import PaymentOrder, State
from tests.support import county as counties
from tests.support import payment_platform
from tests.support.public_zone import make_applicant, pdf

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
FEE = Decimal("1200.00")


@pytest.fixture(scope="module")
def service():
    with payment_platform.running() as platform:
        yield platform


@pytest.fixture
def platform(service, settings):
    service.failing, service.orders, service.asked = 0, {}, []
    settings.SHENPI_PAYMENT_PLATFORM = service.url
    return service


@pytest.fixture
def county():
    return counties.build(("committed",))


@pytest.fixture
def wang():
    return make_applicant()


@pytest.fixture
def asked(county, wang) -> Application:
    """A case of hers, granted, whose fee of 1,200 is asked for."""
    with timekeeping.at(MONDAY):
        version = ItemVersion.objects.select_related("item").get(pk=county.items["committed"].pk)
        draft = applications.start_draft(by=wang, version=version)
        applications.save_section(
            draft.pk, by=wang, section="1", values={"project": "厂房"}, keys=["project"]
        )
        for row in draft.materials:
            if row.get("required", True):
                applications.attach(draft.pk, by=wang, material=row["key"], upload=pdf())
        application = applications.submit(draft.pk, by=wang).application
        settle()
        case = Case.objects.get(pk=application.pk)
        county.accept(case)
        county.examine_all(case)
        county.decide(case)
        acts.notify_payment(case.pk, county.task(case, "notify_payment").pk, by=county["clerk"])
        settle()
        yield application


def ordered(application: Application, wang) -> PaymentOrder:
    order = applications.pay_online(application.pk, by=wang)
    carrying.carry_now(order)
    order.refresh_from_db()
    return order


def case_of(application: Application) -> Case:
    settle()
    assert not InboxMessage.objects.exclude(state="done").exists()
    case = Case.objects.get(pk=application.pk)
    assert replay.differences(case) == []
    return case


def unmatched(application: Application) -> list[str]:
    found = CaseEvent.objects.filter(case_id=application.pk, type="payment.unmatched")
    return [each.payload["reason"] for each in found]


def test_an_order_is_placed_once_and_its_payment_entered_once(platform, asked, wang):
    """However often pressed and told: one order, one entry; the grant follows without the window (D3-055)."""
    order = ordered(asked, wang)
    assert ordered(asked, wang).pk == order.pk
    assert (order.state, order.page) == (State.PLACED, platform.orders[str(order.pk)]["page"])
    assert platform.orders[str(order.pk)]["amount"] == "1200.00"
    platform.pay(order.pk)
    assert [platform.tell(order.pk) for _time in range(3)] == [204] * 3
    case = case_of(asked)
    assert (case.state, case.payment.receipt_number) == ("decided", "川财0042")
    voucher = Document.objects.get(case_id=case.pk, kind="payment_voucher")
    assert voucher.data["collected_by"] == "在线支付平台（系统入账）"
    paid = CaseEvent.objects.get(case_id=case.pk, type="payment.recorded")
    assert (paid.actor_name, paid.payload["documents"][0]["kind"]) == ("系统", "grant_decision")
    assert unmatched(asked) == []
    order.refresh_from_db()
    assert (order.state, order.paid_amount) == (State.PAID, FEE)
    with pytest.raises(Stale):
        applications.pay_online(asked.pk, by=wang)


def test_what_the_platform_did_not_sign_or_nobody_can_read_changes_nothing(platform, asked, wang):
    order = ordered(asked, wang)
    assert platform.tell(order.pk, state="paid", paid_at="x", secret="other") == 403
    assert Client().post(payment_platform.ANSWERS, b"{}", "application/json").status_code == 403
    wrong = [
        {"state": "eaten"},
        {"state": "paid", "paid_at": "2026-03-03T10:00:00"},
        {"state": "paid", "paid_at": "2026-03-03T10:00:00+08:00", "amount": "NaN"},
        {"state": "paid", "paid_at": "2026-03-03T10:00:00+08:00", "amount": "-1"},
        {"state": "paid", "paid_at": "2026-03-03T10:00:00+08:00", "amount": "1e12"},
        {"state": "paid", "paid_at": "2026-03-03T10:00:00+08:00", "amount": "1", "reference": "1\x00"},
        {"id": "x"},
    ]
    assert [platform.tell(order.pk, **each) for each in wrong] == [422] * len(wrong)
    assert platform.tell(order.pk, id=str(uuid4())) == 404
    with timekeeping.at(MONDAY - timedelta(hours=1)):
        late = payment_platform.signing.headers(
            "POST", payment_platform.ANSWERS, b"{}", "agency", "s3cret", timekeeping.now()
        )
    assert Client().post(payment_platform.ANSWERS, b"{}", "application/json", headers=late).status_code == 403
    order.refresh_from_db()
    assert order.state == State.PLACED
    assert case_of(asked).state == "awaiting_payment"


def test_a_wrong_amount_is_not_taken_for_the_fee_and_is_on_record(platform, asked, wang, county):
    """The cashier sees what came and decides; the case waits on."""
    order = ordered(asked, wang)
    platform.pay(order.pk, amount="12.00")
    assert platform.tell(order.pk) == 204
    assert case_of(asked).state == "awaiting_payment"
    assert unmatched(asked) == ["在线支付 12.00 元，应缴 1200.00 元，金额不符，未入账，由收费人员核对。"]
    order.refresh_from_db()
    assert order.state == State.DIFFERENT
    assert platform.tell(order.pk, amount="1200.00") == 204, "told otherwise the second time"
    order.refresh_from_db()
    assert (order.paid_amount, order.error) == (Decimal("12.00"), "told again otherwise: P1 1200.00")
    assert case_of(asked).state == "awaiting_payment"
    case = Case.objects.get(pk=asked.pk)
    clerk = Client()
    clerk.force_login(county["clerk"], backend="django.contrib.auth.backends.ModelBackend")
    assert "金额不符，未入账" in clerk.get(f"/work/cases/{case.pk}/").content.decode()
    task = county.task(case, "record_payment")
    acts.record_payment(case.pk, task.pk, by=county["clerk"], receipt_number="川财0043")
    assert case_of(asked).state == "decided"


def test_while_the_platform_is_down_nothing_is_lost(platform, asked, wang):
    """A row with its attempts and next try; placed and then asked about as soon as the platform answers."""
    platform.failing = 503
    order = ordered(asked, wang)
    assert (order.state, order.attempts) == (State.WAITING, 1)
    assert order.error.startswith("503")
    assert carrying.carry() == 0, "not due yet"
    with timekeeping.at(MONDAY + timedelta(minutes=1)):
        assert carrying.carry() == 0
    platform.failing = 0
    with timekeeping.at(MONDAY + timedelta(minutes=5)):
        assert carrying.carry() == 1
    order.refresh_from_db()
    assert (order.state, order.attempts, order.error) == (State.PLACED, 0, "")
    platform.pay(order.pk)  # and the call back is lost on its way
    platform.failing = 500
    with timekeeping.at(MONDAY + timedelta(minutes=10)):
        assert carrying.carry() == 0
    platform.failing = 0
    with timekeeping.at(MONDAY + timedelta(minutes=20)):
        assert carrying.carry() == 1
        assert case_of(asked).state == "decided"
    assert {each.split()[0] for each in platform.asked} == {"POST", "GET"}


def test_nobody_listens_at_all(platform, asked, wang, settings):
    settings.SHENPI_PAYMENT_PLATFORM = "http://agency:s3cret@127.0.0.1:9"
    order = ordered(asked, wang)
    assert (order.state, order.attempts) == (State.WAITING, 1)
    assert "ConnectError" in order.error


def test_money_after_the_lapse_moves_nothing_and_is_on_record(platform, asked, wang):
    """D3-057: the fee lapsed; what came late is told to the offices, once, and the decision stands."""
    order = ordered(asked, wang)
    with timekeeping.at(order.pay_until + timedelta(minutes=1)):
        assert sweeps.sweep() == 1
        platform.pay(order.pk, at=order.pay_until.isoformat())
        assert platform.tell(order.pk) == 204
        case = case_of(asked)
    assert (case.state, case.outcome) == ("decided", "refused")
    assert [("缴费期限已过" in words) for words in unmatched(asked)] == [True]


def test_money_for_a_fee_that_the_window_recorded_is_kept_apart(platform, asked, wang, county):
    order = ordered(asked, wang)
    case = Case.objects.get(pk=asked.pk)
    task = county.task(case, "record_payment")
    acts.record_payment(case.pk, task.pk, by=county["clerk"], receipt_number="川财0001")
    platform.pay(order.pk)
    platform.tell(order.pk)
    assert case_of(asked).payment.receipt_number == "川财0001"
    assert ["已经缴清" in words for words in unmatched(asked)] == [True]


def test_an_unpaid_order_is_given_up_a_day_after_its_last_moment(platform, asked, wang):
    order = ordered(asked, wang)
    with timekeeping.at(order.pay_until + timedelta(days=2)):
        assert carrying.carry() == 1
    order.refresh_from_db()
    assert order.state == State.CLOSED
    platform.pay(order.pk)
    assert platform.tell(order.pk) == 204, "money that came is never refused"
    order.refresh_from_db()
    assert order.state == State.PAID


def test_an_order_that_the_platform_refuses_is_shown_and_may_be_tried_again(platform, asked, wang):
    Application.objects.filter(pk=asked.pk).update(applicant={**asked.applicant, "name": "不收"})
    order = ordered(asked, wang)
    assert (order.state, order.error[:3]) == (State.REFUSED, "422")
    Application.objects.filter(pk=asked.pk).update(applicant=asked.applicant)
    assert ordered(asked, wang).state == State.PLACED


def test_reconciliation_asks_and_compares(platform, asked, wang):
    """What was paid without our knowing is entered; differences end the command with an error."""
    order = ordered(asked, wang)
    platform.pay(order.pk)
    out = StringIO()
    call_command("payments_reconcile", stdout=out)
    assert "已对账 1 个订单，0 个有问题" in out.getvalue()
    assert case_of(asked).state == "decided"
    platform.pay(order.pk, amount="1.00")
    with pytest.raises(CommandError):
        call_command("payments_reconcile", day=timekeeping.local(MONDAY).date(), stdout=(said := StringIO()))
    assert "1200.00 ordered, 1.00 paid" in said.getvalue()
    call_command("payments_status", stdout=(status := StringIO()))
    assert "已支付: 1" in status.getvalue()
    assert "1200.00 ordered, 1.00 paid" in status.getvalue(), "what was found is kept with the order"


def keeper(county, who: str, office: str) -> Client:
    """A browser of somebody who keeps the money of an office's agency."""
    person = Person.objects.create(username=who, name="钱进", kind="staff")
    Post.objects.create(
        person=person, office=county.offices[office], role="cashier", valid_from=counties.LONG_AGO
    )
    browser = Client()
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_who_keeps_the_money_sees_what_does_not_fit_and_what_to_do(platform, asked, wang, county):
    """D3-054, D3-057, D10-043: by agency, payers masked, differences kept; what is settled leaves the list."""
    counties.neighbours(county, {"other": "区文广旅局"})
    cashier, stranger = keeper(county, "qian", "land"), keeper(county, "sun", "other")
    order = ordered(asked, wang)

    def page(only="troubled") -> str:
        return cashier.get("/orders/", {"only": only}).content.decode()

    assert "没有要处理的订单" in page()
    assert "等缴款人支付" in page("placed")
    assert "王芳" not in page("placed")
    platform.pay(order.pk)
    cashier.post(f"/orders/{order.pk}/ask/")
    assert "已通知办理部门入账" in page("paid")
    platform.pay(order.pk, amount="1.00")
    cashier.post(f"/orders/{order.pk}/ask/")
    assert "平台的记录和这里不一致" in page()
    platform.pay(order.pk, amount="1200.00")
    cashier.post(f"/orders/{order.pk}/ask/")
    assert "没有要处理的订单" in page(), "both sides agree again"
    platform.orders[str(order.pk)]["state"] = "closed"
    cashier.post(f"/orders/{order.pk}/ask/")
    assert "paid here, closed there" in page()

    done = f"/orders/{order.pk}/handled/"
    assert str(order.pk) not in stranger.get("/orders/", {"only": ""}).content.decode()
    for address in (done, f"/orders/{order.pk}/ask/"):
        assert stranger.post(address, {"note": "已退款"}).status_code == 404
    empty = cashier.post(done, {"note": " "})
    assert (empty.status_code, "请写明怎样处理的" in empty.content.decode()) == (422, True)
    cashier.post(done, {"note": "平台已补记，流水号 88。"})
    assert "没有要处理的订单" in page()
    assert "平台已补记，流水号 88。" in page("paid")
    assert 'href="/orders/"' in cashier.get("/work/").content.decode()
    clerk = Client()
    clerk.force_login(county["clerk"], backend="django.contrib.auth.backends.ModelBackend")
    assert clerk.get("/orders/").status_code == 403


def test_without_a_platform_nothing_is_offered(asked, wang, settings):
    settings.SHENPI_PAYMENT_PLATFORM = ""
    with pytest.raises(Refusal, match="no_platform"):
        applications.pay_online(asked.pk, by=wang)
    assert carrying.carry() == 0
    with pytest.raises(CommandError):
        call_command("payments_reconcile")


def test_the_applicants_page_leads_to_the_platform_and_tells_how_it_stands(platform, asked, wang, settings):
    """The page offers to pay where it is configured, says when the platform is silent, and never asks twice."""
    browser = Client()
    browser.force_login(wang, backend="django.contrib.auth.backends.ModelBackend")

    def page() -> str:
        settle()
        return browser.get(f"/my/{asked.pk}/").content.decode()

    assert f"/my/{asked.pk}/pay/" in page()
    platform.failing = 503
    browser.post(f"/my/{asked.pk}/pay/")
    assert "支付平台暂时没有回应" in page()
    platform.failing = 0
    order = PaymentOrder.objects.get()
    carrying.carry_now(order)
    order.refresh_from_db()
    assert f'href="{order.page}"' in page()
    platform.pay(order.pk, amount="5.00")
    platform.tell(order.pk)
    assert "支付平台报告实付 ¥5.00" in page()
    assert f"/my/{asked.pk}/pay/" not in page()
    settings.SHENPI_PAYMENT_PLATFORM = ""
    assert "在线缴费，付清后自动入账" not in page()
    stranger = Client()
    stranger.force_login(
        make_applicant("li", name="李四"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert stranger.post(f"/my/{asked.pk}/pay/").status_code == 404
