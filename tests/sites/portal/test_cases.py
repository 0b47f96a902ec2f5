"""An applicant's cases: seen by their owner alone, each with its next thing and by when (D10-043)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts, projection
from shenpi.apps.applications.models import Application, Draft, Progress
from shenpi.apps.documents import files
from shenpi.core import contracts
from shenpi.core.worktime import Limit, Unit
from shenpi.sites.common import throttle
from tests.support.public_zone import make_applicant, pdf

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def monday():
    with timekeeping.at(MONDAY):
        yield MONDAY


@pytest.fixture
def application(monday, draft, wang) -> Application:
    return acts.submit(draft.pk, by=wang).application


def tell(application: Application, seq: int, name: str, **data) -> None:
    item = application.item_version.item
    common = {
        "case_id": str(application.pk), "seq": seq, "number": application.number, "item_code": item.code,
        "item_name": item.name, "agency_code": "sjj", "agency": "广安区市场监督管理局", "private": False,
        "capacity": "self", "occurred_at": contracts.moment(MONDAY + timedelta(hours=seq)),
    }  # fmt: skip
    message = contracts.message(
        type=f"shenpi.case.{name}", source="/internal/0", subject=str(application.pk), data={**common, **data},
        time=MONDAY, id=uuid4(),
    )  # fmt: skip
    contracts.validate(message)
    projection.on_case_events([message])


def received(application: Application) -> None:
    due = timekeeping.calendar().due(MONDAY, Limit(5, Unit.WORKING_DAYS))
    tell(
        application, 1, "received", received_at=contracts.moment(MONDAY), answer_due_at=contracts.moment(due),
        person="张敏",
    )  # fmt: skip


def test_my_cases_say_the_next_thing_and_by_when(client, application):
    received(application)
    page = text(client.get("/my/"))
    assert "窗口正在检查材料" in page
    assert "还剩 5 个工作日（11月30日 17:30 前）" in page


def test_the_due_date_is_explained_day_by_day(client, application):
    received(application)
    page = text(client.get(f"/my/{application.pk}/"))
    for words in (
        "到期时间是怎么算的",
        "第三十二条",
        "2026年11月28日（星期六）",
        "周末，不计",
        "第 5 日",
        "绿 时限内",
    ):
        assert words in page


def test_a_case_is_seen_by_its_owner_alone(application):
    stranger = Client()
    stranger.force_login(make_applicant("li"), backend="django.contrib.auth.backends.ModelBackend")
    for path in ("", "submitted/", "filed/", "correction/", "withdraw/"):
        assert stranger.get(f"/my/{application.pk}/{path}").status_code == 404
        assert Client().get(f"/my/{application.pk}/{path}").status_code == 302
    assert application.number not in text(stranger.get("/my/"))


def test_a_correction_notice_is_answered_from_its_own_page(client, application, wang):
    """D3-030: the whole list at once, answered once."""
    fault = {"key": "plan", "name": "平面图", "problem": "缺少平面图"}
    tell(
        application,
        1,
        "correction.requested",
        due_at=contracts.moment(MONDAY + timedelta(days=14)),
        faults=[fault],
    )
    assert "缺少平面图" in text(client.get(f"/my/{application.pk}/correction/"))
    url = client.post(f"/my/{application.pk}/correction/").url
    assert "缺少平面图" in text(client.get(f"{url}materials/"))
    assert "需要补交的材料 1 项" in text(client.get(url))
    asked_again = text(client.get(f"{url}materials/?errors"))
    assert "请重新上传“平面图”" in asked_again
    assert "请上传“" not in asked_again, "what was in order is not asked for again"
    assert "没有要求补交" in text(client.get(f"{url}check/"))
    assert client.post(f"{url}check/", {"declared": "1"}).status_code == 422
    client.post(f"{url}materials/plan/", {"file": pdf("平面图.pdf", pages=2)})
    assert client.post(f"{url}check/", {"declared": "1"}).url == f"/my/{application.pk}/"
    assert Draft.objects.filter(application=application, sent_at__isnull=False).exists()
    page = text(client.get(f"/my/{application.pk}/"))
    assert "您的补正材料已提交" in page
    assert "去补正" not in page
    assert client.get(f"/my/{application.pk}/correction/").url == f"/my/{application.pk}/"


def test_a_correction_page_that_went_stale_leads_to_the_progress(client, application):
    received(application)
    assert client.get(f"/my/{application.pk}/correction/").url == f"/my/{application.pk}/"
    answer = client.post(f"/my/{application.pk}/correction/")
    assert answer.status_code == 409
    assert "不在补正期内" in text(answer)


def test_withdrawal_is_asked_for_after_its_consequence_was_read(client, application):
    received(application)
    url = f"/my/{application.pk}/withdraw/"
    assert "停止办理" in text(client.get(url))
    assert client.post(url, {"reason": "长" * 2001}).status_code == 422
    assert client.post(url, {"reason": "不办了"}).url == f"/my/{application.pk}/"
    assert client.get(url).url == f"/my/{application.pk}/"
    assert "您已于" in text(client.get(f"/my/{application.pk}/"))


def test_a_withdrawal_that_came_after_the_decision_is_told_so(client, application, wang):
    acts.request_withdrawal(application.pk, by=wang)
    tell(application, 1, "decided", outcome="granted")
    page = text(client.get(f"/my/{application.pk}/"))
    assert "未能撤回" in page
    assert "等窗口出具准予撤回决定书" not in page


def test_a_payment_is_declared_on_the_cases_page(client, application):
    due = contracts.moment(MONDAY + timedelta(days=15))
    tell(application, 1, "payment.requested", amount="1200.00", due_at=due)
    assert "¥1,200.00" in text(client.get(f"/my/{application.pk}/"))
    url = f"/my/{application.pk}/payment/"
    assert "请填写缴费票据" in text(client.post(url, {"receipt_number": ""}))
    assert client.post(url, {"receipt_number": "0012345"}).status_code == 302
    assert "等收费人员核对" in text(client.get(f"/my/{application.pk}/"))


def test_the_decision_and_its_documents_are_there_to_download(client, application):
    tell(application, 1, "decided", outcome="refused", reason="场所不符合条件")
    stored = files.store_bytes(pdf().read(), "application/pdf")
    document_id = uuid4()
    data = {
        "case_id": str(application.pk), "document_id": str(document_id), "kind": "refusal_decision",
        "title": "不予行政许可决定书", "document_number": "广区市监许不准决〔2026〕1号",
        "issued_at": contracts.moment(MONDAY),
        "file": {
            "sha256": stored.sha256, "filename": "决定书.pdf", "size": stored.size, "media_type": stored.media_type,
        },
    }  # fmt: skip
    projection.on_document({"data": data})
    page = text(client.get(f"/my/{application.pk}/"))
    assert "作出决定：不予" in page
    assert "场所不符合条件" in page
    got = client.get(f"/documents/{document_id}/")
    assert b"".join(got.streaming_content).startswith(b"%PDF")
    stranger = Client()
    stranger.force_login(make_applicant("li"), backend="django.contrib.auth.backends.ModelBackend")
    assert stranger.get(f"/documents/{document_id}/").status_code == 404


def test_number_and_code_open_the_course_without_names_or_documents(monday, draft, wang):
    done = acts.submit(draft.pk, by=wang)
    received(done.application)
    answer = Client().post("/query/", {"number": done.application.number, "code": done.query_code.lower()})
    page = text(answer)
    assert "接件" in page
    for personal in ("王芳", "张敏", "𠮷祥巷", "营业执照"):
        assert personal not in page


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [("", "", "请填写办件编号"), ("2611235000011", "", "请填写查询码"), ("123", "22222222", "办件编号有误"),
     ("２６１１２３", "😀", "办件编号有误"), ("a\x00", "b\x00", "办件编号有误")],
)  # fmt: skip
def test_a_wrong_question_says_what_to_check(db, number, code, said):
    answer = Client().post("/query/", {"number": number, "code": code})
    assert answer.status_code == 422
    assert said in text(answer)


def test_guessing_codes_is_braked(application):
    guess = {"number": application.number, "code": "22222222"}
    for _try in range(throttle.TRIES):
        assert Client().post("/query/", guess).status_code == 422
    answer = Client().post("/query/", guess)
    assert answer.status_code == 429
    assert "15 分钟" in text(answer)


def test_the_course_shows_no_more_than_the_ledger_told(client, application):
    page = text(client.get(f"/my/{application.pk}/"))
    assert "等待窗口接件" in page
    assert Progress.objects.get().last_seq == 0
