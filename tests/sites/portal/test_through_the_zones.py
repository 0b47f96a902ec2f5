"""The applicant's journey through both zones in one process: what the office does, the applicant reads (journey 1)."""

import pytest
from django.test import Client

from shenpi.apps.applications.models import Application, Progress
from shenpi.apps.casework import acts as casework
from shenpi.apps.casework import replay
from shenpi.apps.casework.models import Case
from shenpi.apps.documents.models import Document
from shenpi.apps.documents.rendering import render_pending
from shenpi.apps.exchange import pumping
from shenpi.apps.exchange.models import InboxMessage
from tests.support import county as counties
from tests.support.public_zone import pdf

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def county():
    return counties.build(("parallel",))


@pytest.fixture
def application(client: Client, county) -> Application:
    """An application filed through the pages, for the item of three offices with a fee."""
    url = client.post("/items/test-parallel/apply/").url
    client.post(f"{url}sections/1/", {"project": "厂房扩建"})
    for place, material in enumerate(("application", "plan"), 1):
        client.post(f"{url}materials/{material}/", {"file": pdf(f"{material}.pdf", pages=place)})
    assert client.post(f"{url}check/", {"declared": "1"}).status_code == 302
    pumping.settle()
    return Application.objects.get()


def page(client: Client, application: Application) -> str:
    pumping.settle()
    return text(client.get(f"/my/{application.pk}/"))


def test_from_filing_by_correction_and_fee_to_the_decision(client, county, application):
    """D10-022: the hall online in front, the window and the offices behind it."""
    case = Case.objects.get(pk=application.pk)
    assert (case.number, case.channel) == (application.number, "online")
    assert "已接件，正在形式审查" in page(client, application)

    task = county.task(case, "examine_formally")
    casework.request_correction(case.pk, task.pk, by=county["clerk"], faults={"plan": "缺少比例尺"})
    assert "去补正" in page(client, application)
    assert "缺少比例尺" in text(client.get(f"/my/{case.pk}/correction/"))
    url = client.post(f"/my/{case.pk}/correction/").url
    client.post(f"{url}materials/plan/", {"file": pdf("平面图.pdf", pages=4)})
    client.post(f"{url}check/", {"declared": "1"})
    assert "已接件，正在形式审查" in page(client, application)

    county.accept(case)
    assert "第 15 日" in page(client, application)  # the promised limit, counted day by day
    county.examine_all(case)
    county.decide(case)
    casework.notify_payment(case.pk, county.task(case, "notify_payment").pk, by=county["clerk"])
    assert "¥1,200.00" in page(client, application)
    client.post(f"/my/{case.pk}/payment/", {"receipt_number": "0012345"})
    pumping.settle()
    assert not InboxMessage.objects.exclude(state="done").exists()
    assert Case.objects.get(pk=case.pk).payment.declared_number == "0012345"
    task = county.task(case, "record_payment")
    casework.record_payment(case.pk, task.pk, by=county["clerk"], receipt_number="0012345")
    county.finish(case)

    render_pending(20)
    done = page(client, application)
    for words in ("已办结", "作出决定：准予", "受理通知书", "补正告知书", "缴费通知书", "王磊"):
        assert words in done
    assert Progress.objects.get(pk=case.pk).outcome == "granted"
    assert "建设用地审批" in text(Client().get("/notices/"))


def test_the_same_item_is_filed_online_or_at_the_window(client, county, application):
    """D10-024: 「提供网上申报和窗口申报两种模式」: one desk, one process and one limit for both."""
    online, brought = Case.objects.get(pk=application.pk), county.receive("parallel")
    assert (online.channel, brought.channel) == ("online", "window")
    assert online.process_id == brought.process_id
    first, second = (county.task(case, "examine_formally") for case in (online, brought))
    assert (first.office_id, first.role, first.limit) == (second.office_id, second.role, second.limit)
    for case, words in ((online, "网上申报"), (brought, "窗口申报")):
        assert case.get_channel_display() == words
        assert Document.objects.get(case_id=case.pk).kind == "receipt_voucher"
        county.accept(case)
        assert list(case.tasks.values_list("act", flat=True)) == ["examine"] * 3


def test_a_withdrawal_ends_the_case_and_its_decision_comes_back(client, county, application):
    client.post(f"/my/{application.pk}/withdraw/", {"reason": "不办了"})
    render_pending(20)
    done = page(client, application)
    assert "已撤回" in done
    assert Case.objects.get().state == "withdrawn"


def test_the_applicant_reads_of_a_pause_with_its_days_and_its_notice(client, county, application):
    """行政许可法 art. 45: told in writing, seen on the page, counted day by day."""
    case = Case.objects.get(pk=application.pk)
    county.accept(case)
    casework.request_suspension(case.pk, by=county["land.h"], procedure="testing", days=5, reason="取样检测")
    assert "暂停计时" not in page(client, application)
    task = county.task(case, "approve_suspension")
    casework.approve_suspension(case.pk, task.pk, by=county["leader"], verdict="approve")
    render_pending()
    shown = page(client, application)
    for words in ("特别程序开始，暂停计时", "计时已暂停", "暂停计时：检测", "特别程序时间告知书"):
        assert words in shown, words


def test_a_payment_that_was_not_found_may_be_declared_anew(client, county, application):
    """D3-054."""
    case = Case.objects.get(pk=application.pk)
    county.accept(case)
    county.examine_all(case)
    county.decide(case)
    casework.notify_payment(case.pk, county.task(case, "notify_payment").pk, by=county["clerk"])
    page(client, application)
    client.post(f"/my/{case.pk}/payment/", {"receipt_number": "0012345"})
    assert "等收费人员核对" in page(client, application)
    task = county.task(case, "record_payment")
    casework.reject_declaration(case.pk, task.pk, by=county["clerk"], reason="没有这张票据")
    shown = page(client, application)
    assert "没有核实到" in shown
    assert "没有这张票据" in shown
    client.post(f"/my/{case.pk}/payment/", {"receipt_number": "0012346"})
    assert "等收费人员核对" in page(client, application)
    assert Case.objects.get(pk=case.pk).payment.declared_number == "0012346"


@pytest.mark.parametrize(("answer", "words"), [("claim", "要求听证，暂停计时"), ("waive", "放弃听证")])
def test_a_hearing_is_claimed_or_waived_online(client, county, application, answer, words):
    """行政许可法 art. 47: told in writing, answered with one press, the first answer counts."""
    case = Case.objects.get(pk=application.pk)
    county.accept(case)
    page(client, application)
    assert client.post(f"/my/{case.pk}/hearing/", {"answer": "claim"}).status_code == 409
    casework.tell_hearing_rights(case.pk, by=county["land.h"], matter="相邻权人采光")
    assert "您有权要求听证" in page(client, application)
    for _press in range(2):
        assert client.post(f"/my/{case.pk}/hearing/", {"answer": answer}).status_code == 302
    shown = page(client, application)
    assert words in shown
    assert "您有权要求听证" not in shown
    assert client.get(f"/my/{case.pk}/hearing/").status_code == 405
    assert replay.differences(Case.objects.get(pk=case.pk)) == []
